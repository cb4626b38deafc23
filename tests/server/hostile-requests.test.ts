import { once } from 'node:events'
import { connect as connectSocket } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Role } from '~/domain/permissions.ts'
import { type Serving, serve } from '~/server/http.server.ts'
import { openSession, sessionCookie } from '~/server/session.server.ts'
import { aWorker, deskOf, layDisputeTown, opened } from '../support/dispute-town.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { freePort } from '../support/free-port.ts'
import { anIncident, aRuleset, eastVillage, logIncidents } from '../support/town.ts'

const ids = [
  '0',
  '-1',
  '1e9',
  'NaN',
  '2147483648',
  '99999999999999999999',
  "'",
  '__proto__',
  '😀',
  'x'.repeat(3000),
]
const texts = [
  '-1',
  '1e9',
  '99999999999999999999',
  '__proto__',
  "' or 1=1 --",
  '%',
  '\\',
  '<img src=x onerror=alert(1)>',
  '0001-01',
  '9999-12-31',
]

const pages = [
  ...['', '/correction', '/validity?act=merged', '/duplicate', '/dispute'].map(
    (rest) => `/incidents/~${rest}`,
  ),
  ...['', '/stage?to=accepted', '/parties', '/panel', '/methods', '/visits'].map(
    (rest) => `/disputes/~${rest}`,
  ),
  ...[
    '/visits/~',
    '/imports/~',
    '/workers/~',
    '/grids/police/~',
    '/grids/~/P1',
    '/reports/~',
    '/~',
  ],
  ...['/map/outlines/~', '/map/labels/~'],
]
const filters = [
  ...['layer', 'month', 'area', 'page', 'sort', 'order', 'colour', 'view'].map(
    (name) => `/map?${name}=~`,
  ),
  ...['month', 'from', 'to', 'grid', 'area', 'category', 'validity', 'text', 'page', 'mine'].map(
    (name) => `/incidents?${name}=~`,
  ),
  ...['text', 'type', 'area', 'stage', 'status', 'light', 'method', 'books', 'page'].map(
    (name) => `/disputes?${name}=~`,
  ),
  ...['status', 'due', 'page'].map((name) => `/visits?${name}=~`),
  ...[
    '/audit?before=~',
    '/workers?text=~',
    '/workers?page=~',
    '/reports?month=~',
    '/reports?area=~',
  ],
  ...[
    '/reports/2026-10?area=~',
    '/reports/2026-10?layer=~',
    '/grids/police/P1?month=~',
    '/reports/~?area=321302001',
  ],
  ...[
    '/map/outlines/police?on=~',
    '/map/outlines/police?detail=~',
    '/map/picture?layer=~&area=~',
    '/map/labels/police?on=~&v=~',
    '/login?next=~',
    '/account?done=~',
    '/disputes.data?_routes=~',
  ],
]

/** Where they are read: one that is refused unread may end its connection. */
const readers = ['/incidents/new', '/disputes/new', '/workers/new', '/login']
const longForms = [
  `${'a.'.repeat(100_000)}=1`,
  Array.from({ length: 20_000 }, (_, row) => `p.${row.toString(36)}=1`).join('&'),
]

const forms = [
  '',
  '__proto__=1&__proto__.a=1&constructor.prototype.b=1',
  'parties=1&parties.99.name=x&parties.0.name=%00',
  'act=withdraw&roleId=99999999999',
  'act=grant&role=__proto__&areaCode=%00',
  'to=accepted&version=1&ownerId=99999999999&workerId=99999999999&dueOn=2030-01-01',
  'communityOfficer.workerId=99999999999&communityOfficer.name=%00',
  'act=merged&targetNumber=%00%27&version=1&reason=%00x',
  'categoryCode=%00&governanceCode=%00&villageCode=%27&occurredOn=0001-01-01&key=abcdefgh',
  'account=%00&password=%00&draft=[]',
  'account=nobody&password=x&draft={"__proto__":"x"}&next=/%00',
  '%E0%A4%A=%ff&&==&a=1&a=2',
]
const actions = [
  ...[
    '/incidents/new',
    '/incidents/1/correction',
    '/incidents/1/validity',
    '/incidents/1/duplicate',
  ],
  ...['/disputes/new', '/disputes/1/stage', '/disputes/1/parties', '/disputes/1/panel'],
  ...['/disputes/1/methods', '/disputes/1/visits', '/visits/1', '/imports/new', '/imports/1'],
  ...['/workers/new', '/workers/1', '/password', '/account', '/login', '/map', '/audit'],
]

onEachDatabase('the served program', (db, url) => {
  beforeEach(() => void vi.stubEnv('HEGE_KEY', '07'.repeat(32)))
  afterEach(() => void vi.unstubAllEnvs())

  /** The production build on a free port, with somebody of everything signed in. */
  async function serveTown(work: (site: Site) => Promise<void>) {
    await layDisputeTown(db())
    await aRuleset(db(), { name: 'thresholds', mode: 'thresholds' })
    const officer = await aWorker(db(), 'communityOfficer', null)
    for (const role of ['townshipStaff', 'administrator'] satisfies Role[]) {
      const values = {
        workerId: officer.id,
        role,
        areaCode: null,
        validFrom: '2026-01-01',
        validTo: null,
      }
      await db().insertInto('workerRoles').values(values).execute()
    }
    await opened(deskOf(db(), officer))
    await logIncidents(db(), [
      anIncident({ policeCode: 'P1', governanceCode: 'G1', areaCode: eastVillage }),
    ])
    const token = await openSession(db(), officer.id, new Date().toISOString())
    const cookie = (await sessionCookie(false).serialize(token)).split(';')[0] ?? ''
    const port = await freePort()
    const serving: Serving = await serve({ databaseUrl: url(), port })
    try {
      await work({ port, origin: serving.address, cookie })
    } finally {
      await serving.close()
    }
  }

  test('never answers 500 to an address, whatever stands in it', { timeout: 120_000 }, async () => {
    await serveTown(async (site) => {
      for (const [patterns, words] of [
        [pages, ids],
        [filters, texts],
      ] as const) {
        for (const pattern of patterns) {
          for (const word of words) {
            const address = pattern.replaceAll('~', encodeURIComponent(word))
            const { status, body, headers } = await ask(site, address)
            expect(status, address).toBeLessThan(500)
            expect(status, address).toBeGreaterThan(0)
            expect(body, address).not.toContain('<img src=x')
            expect(headers.get('Cache-Control') ?? `none, ${status}`, address).toMatch(
              /no-store|no-cache|none, 30\d|none, 40\d/,
            )
          }
        }
      }
    })
  })

  test('never answers 500 to a form, whatever is in it, and not after seconds', {
    timeout: 120_000,
  }, async () => {
    await serveTown(async (site) => {
      for (const action of actions) {
        for (const form of readers.includes(action) ? [...forms, ...longForms] : forms) {
          for (const address of [action, `${action}.data`]) {
            const start = performance.now()
            const { status } = await ask(site, address, form)
            expect(status, `${address} ${form.slice(0, 60)}`).toBeLessThan(500)
            expect(performance.now() - start, `${address} ${form.slice(0, 60)}`).toBeLessThan(3000)
          }
        }
      }
    })
  })

  test('nor to what no browser would send', async () => {
    await serveTown(async ({ port, origin, cookie }) => {
      const own = [`Host: 127.0.0.1:${port}`, `Cookie: ${cookie}`, `Origin: ${origin}`]
      const send = async (first: string, lines: string[], body = '') => {
        const socket = connectSocket(port, '127.0.0.1')
        socket.write([first, ...own, ...lines, 'Connection: close', '', body].join('\r\n'))
        let text = ''
        socket.on('data', (chunk) => {
          text += String(chunk)
        })
        await once(socket, 'close')
        return Number(text.split(' ')[1])
      }
      const length = (body: string) => `Content-Length: ${body.length}`
      const posted = 'Content-Type: application/x-www-form-urlencoded'
      const file = 'Content-Type: multipart/form-data'
      const broken = 'POST /imports/new HTTP/1.1'
      expect(await send('GET http://evil/ HTTP/1.1', [])).toBe(400)
      expect(await send('GET /incidents/%E0%A4%A HTTP/1.1', [])).toBe(400)
      expect(await send('GET / HTTP/1.1', ['X-Forwarded-Host: a:99999999'])).toBe(200)
      const evil = ['X-Forwarded-Host: evil.example', posted, length('a=b')]
      expect(await send('POST /account HTTP/1.1', evil, 'a=b')).toBe(302)
      for (const body of ['', 'abc']) {
        for (const type of [file, `${file}; boundary=x`]) {
          expect(await send(broken, [type, length(body)], body)).toBe(400)
        }
      }
      expect(await send('GET / HTTP/1.1', ['Cookie: hege=%E0%A4%A; large-text=%%%'])).toBeLessThan(
        400,
      )
    })
  })
})

interface Site {
  port: number
  origin: string
  cookie: string
}

async function ask({ origin, cookie }: Site, address: string, form?: string) {
  const headers = {
    Cookie: cookie,
    Origin: origin,
    'Content-Type': 'application/x-www-form-urlencoded',
  }
  const request = form === undefined ? {} : { method: 'POST', body: form }
  const answer = await fetch(origin + address, { ...request, headers, redirect: 'manual' })
  return { status: answer.status, headers: answer.headers, body: await answer.text() }
}
