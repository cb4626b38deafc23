import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { mayAnywhere, type Right, type Role } from '~/domain/permissions.ts'
import { desktop, openBrowser } from '../support/browser.ts'
import { serveDemo } from '../support/served-demo.ts'
import type { DemoAccount } from '../support/sign-in.ts'

const demo = serveDemo()
const { visit } = openBrowser()

const refused = /status of (403|404)/

const roleOf: Record<DemoAccount, Role> = {
  'demo-admin': 'administrator',
  'demo-auditor': 'auditor',
  'demo-leader': 'townshipLeader',
  'demo-staff': 'townshipStaff',
  'demo-officer': 'communityOfficer',
  'demo-mediator': 'mediator',
  'demo-grid': 'gridWorker',
}

const rightOf: Record<string, Right> = {
  '/': 'own.account',
  '/map': 'map.read',
  '/incidents': 'incident.read',
  '/incidents/new': 'incident.log',
  '/disputes': 'dispute.read',
  '/disputes/new': 'dispute.open',
  '/visits': 'dispute.read',
  '/reports': 'report.read',
  '/imports': 'import.run',
  '/imports/new': 'import.run',
  '/workers': 'worker.manage',
  '/workers/new': 'worker.manage',
  '/audit': 'audit.read',
  '/account': 'own.account',
}

for (const account of Object.keys(roleOf) as DemoAccount[]) {
  test(`${account} opens what the role allows, and reads 没有权限 everywhere else`, async () => {
    const scopes = [{ role: roleOf[account], areaPath: '/' as const }]
    const story = { size: desktop, origin: demo().origin, as: account, expected: [refused] }
    await visit(story, async (page) => {
      for (const [address, right] of Object.entries(rightOf)) {
        const allowed = mayAnywhere({ scopes }, right)
        const { status, heading } = await open(page, address)
        expect({ address, status }).toEqual({ address, status: allowed ? 200 : 403 })
        if (!allowed) expect(heading).toBe('没有权限')
        const offered = page.locator(`nav[aria-label="主菜单"] a[href="${address}"]`)
        if (!allowed) expect(await offered.count()).toBe(0)
      }
    })
  })
}

test('what lies in another township cannot be told from what does not exist', async () => {
  const { db, origin } = demo()
  const pattern = '321302001%'
  const incident = await db
    .selectFrom('incidents')
    .select('id')
    .where('areaCode', 'not like', pattern)
    .executeTakeFirstOrThrow()
  const dispute = await db
    .selectFrom('disputes')
    .select('id')
    .where('areaCode', 'not like', pattern)
    .executeTakeFirstOrThrow()
  const visitElsewhere = await db
    .selectFrom('visits')
    .innerJoin('disputes', 'disputes.id', 'visits.disputeId')
    .select('visits.id')
    .where('areaCode', 'not like', pattern)
    .executeTakeFirstOrThrow()
  const grid = await db
    .selectFrom('gridVersions')
    .select('code')
    .where('layer', '=', 'governance')
    .where('areaCode', 'not like', pattern)
    .executeTakeFirstOrThrow()
  const area = await db
    .selectFrom('areas')
    .select('code')
    .where('level', '=', 'township')
    .where('code', '!=', '321302001')
    .executeTakeFirstOrThrow()
  const pairs: [there: string, nowhere: string][] = [
    [`/incidents/${incident.id}`, '/incidents/99999999'],
    [`/incidents/${incident.id}/correction`, '/incidents/99999999/correction'],
    [`/disputes/${dispute.id}`, '/disputes/99999999'],
    [`/disputes/${dispute.id}/parties`, '/disputes/99999999/parties'],
    [`/visits/${visitElsewhere.id}`, '/visits/99999999'],
    [`/grids/governance/${grid.code}`, '/grids/governance/999'],
    [`/reports/2026-10?area=${area.code}`, '/reports/2026-10?area=999'],
  ]
  const story = { size: desktop, origin, as: 'demo-officer', expected: [refused] } as const
  await visit(story, async (page) => {
    for (const [there, nowhere] of pairs) {
      const answers = [await open(page, there), await open(page, nowhere)]
      expect({ there, answers }).toEqual({
        there,
        answers: Array(2).fill({ status: 404, heading: '没有找到' }),
      })
    }
  })
  await visit({ size: desktop, origin, as: 'demo-auditor' }, async (page) => {
    expect((await open(page, `/disputes/${dispute.id}`)).status).toBe(200)
  })
})

test('an address that leads nowhere says so in words', async () => {
  const story = { size: desktop, origin: demo().origin, expected: [refused] }
  for (const as of ['demo-grid', 'demo-admin'] as const) {
    await visit({ ...story, as }, async (page) => {
      for (const address of ['/nowhere', '/disputes/abc', '/workers/0', '/imports/-1', '/map/x']) {
        const { status, heading } = await open(page, address)
        expect([
          [404, '没有找到'],
          [403, '没有权限'],
        ]).toContainEqual([status, heading])
        await page.getByRole('banner').getByRole('button', { name: '退出' }).waitFor()
      }
    })
  }
})

test('the grid worker sees the disputes reported or visited by them, and nobody else’s', async () => {
  const { db, origin } = demo()
  const worker = await db
    .selectFrom('workers')
    .select('id')
    .where('account', '=', 'demo-grid')
    .executeTakeFirstOrThrow()
  const visited = await db
    .selectFrom('visits')
    .select('disputeId')
    .where('workerId', '=', worker.id)
    .execute()
  const own = await db
    .selectFrom('disputes')
    .select(['id', 'number'])
    .where((where) =>
      where.or([
        where('reporterId', '=', worker.id),
        where(
          'id',
          'in',
          visited.map(({ disputeId }) => disputeId),
        ),
      ]),
    )
    .execute()
  const story = { size: desktop, origin, as: 'demo-grid', expected: [refused] } as const
  await visit(story, async (page) => {
    await page.goto('/disputes?books=all')
    const shown = await page.getByRole('link', { name: /^JF\d{4}-/ }).allInnerTexts()
    expect(shown.sort()).toEqual(own.map(({ number }) => number).sort())
    const other = await db
      .selectFrom('disputes')
      .select('id')
      .where(
        'id',
        'not in',
        own.map(({ id }) => id),
      )
      .executeTakeFirstOrThrow()
    expect((await open(page, `/disputes/${other.id}`)).status).toBe(404)
  })
})

/** What an address answers, and that it shows nobody the inside of the program. */
async function open(page: Page, address: string) {
  const answer = await page.goto(address)
  const source = await page.content()
  const spilt = /\bat .+\.(?:js|ts|tsx):\d+|node_modules|SqliteError|No route matches/.exec(source)
  expect(spilt?.[0]).toBeUndefined()
  const heading = await page.getByRole('heading', { level: 1 }).innerText()
  return { status: answer?.status(), heading }
}
