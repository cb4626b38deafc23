import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { moveLabels, panelSeatLabels, statusLabels } from '~/domain/labels.ts'
import { nextStatuses, panelSeats, type Status, stageOf } from '~/domain/mediation.ts'
import { desktop, openBrowser, phone } from '../support/browser.ts'
import { headed } from '../support/headed.ts'
import { serveDemo } from '../support/served-demo.ts'

const demo = serveDemo()
const { visit } = openBrowser()

const refused = /status of 422/
const applicant = '欧阳建国'
const respondent = '司徒桂兰'

for (const { size, name } of [
  { size: desktop, name: 'desktop' },
  { size: phone, name: 'phone' },
]) {
  test(`a dispute walks from intake to its closing through the four stages (${name})`, async () => {
    const { origin, db } = demo()
    const story = { size, origin, as: 'demo-mediator', expected: [refused] } as const
    await visit(story, async (page) => {
      const id = await takeIn(page)
      const move = async (to: Status, opinion?: string) => {
        await nextStep(page).getByRole('link', { name: moveLabels[to], exact: true }).click()
        await headed(page, moveLabels[to])
        if (opinion) await page.getByLabel(/办理意见/).fill(opinion)
        await page.getByRole('button', { name: '确认' }).click()
        await page.waitForURL(`**/disputes/${id}?done=*`)
        await standsAt(page, id, to)
      }
      await standsAt(page, id, 'registered')
      await move('accepted')
      await move('assigned', '先约双方见面')
      await move('investigating')

      await page.getByText('开始调解前要组成调解小组').waitFor()
      await nextStep(page).getByRole('link', { name: '开始调解', exact: true }).click()
      await page.getByRole('button', { name: '确认' }).click()
      await page.getByRole('alert').getByText('调解小组四个席位要全部落实').waitFor()
      expect((await rowOf(id)).status).toBe('investigating')
      await page.goto(`/disputes/${id}/panel`)
      await fillPanel(page)
      await page.getByText('调解小组已保存。').waitFor()
      await move('mediating')

      await page.getByRole('link', { name: '记录调解方式' }).click()
      await headed(page, '记录调解方式')
      await page.getByLabel('调解方式').selectOption('oneStop')
      await page.getByLabel('说明（可不填）').fill('司法所、派出所到场')
      await page.getByRole('button', { name: '保存' }).click()
      await page.getByText('调解方式已记录。').waitFor()
      const methods = page.getByRole('region', { name: '调解方式' })
      expect(await methods.innerText()).toContain('一站式')

      await move('agreed', '分两次付清，双方签字')
      await page.getByText('已达成协议，回访已按难度自动安排').waitFor()
      expect(await plannedVisits(id)).toHaveLength(2)
      await move('performing')
      await move('followUp')
      await closesOnlyAfterVisits(page, id)
      await recordVisits(page, id)
      await move('closed', '回访两次均已履行')
      await page.getByText('已结案。').waitFor()

      const events = await db
        .selectFrom('disputeEvents')
        .select(['fromStatus', 'toStatus'])
        .where('disputeId', '=', id)
        .orderBy('id')
        .execute()
      expect(events.map(({ toStatus }) => toStatus)).toEqual([
        'registered',
        'accepted',
        'assigned',
        'investigating',
        'mediating',
        'agreed',
        'performing',
        'followUp',
        'closed',
      ])
      const closed = await rowOf(id)
      expect(closed.closedOn).toBe(closed.settledOn)
      expect(closed.closedOn).toMatch(/^\d{4}-\d\d-\d\d$/)
      const timeline = page.getByRole('region', { name: '办理经过' }).getByRole('listitem')
      expect(await timeline.count()).toBe(events.length)
      expect(await timeline.first().innerText()).toContain('回访两次均已履行')
    })
  })
}

test('a move that is not legal is not offered, and its address leads back to the dispute', async () => {
  const { origin } = demo()
  await visit({ size: desktop, origin, as: 'demo-mediator', expected: [refused] }, async (page) => {
    const id = await takeIn(page)
    await page.goto(`/disputes/${id}/stage?to=closed`)
    expect(new URL(page.url()).pathname).toBe(`/disputes/${id}`)
    await standsAt(page, id, 'registered')
    await page.goto(`/disputes/${id}/stage?to=nonsense`)
    expect(new URL(page.url()).pathname).toBe(`/disputes/${id}`)
    await nextStep(page).getByRole('link', { name: '不予受理' }).click()
    await page.getByRole('button', { name: '确认' }).click()
    await page.getByRole('alert').getByText('请填写办理意见，说明原因').waitFor()
    expect((await rowOf(id)).status).toBe('registered')
  })
})

test('whoever moves a dispute that a colleague has just moved sees both, and nothing is overwritten', async () => {
  const { origin } = demo()
  const expected = [/status of (409|422)/]
  await visit({ size: desktop, origin, as: 'demo-mediator', expected }, async (page) => {
    const id = await takeIn(page)
    await nextStep(page).getByRole('link', { name: '受理', exact: true }).click()
    await headed(page, '受理')
    await page.getByLabel(/办理意见/).fill('我来办，周三上门')
    await visit({ size: desktop, origin, as: 'demo-staff' }, async (colleague) => {
      await colleague.goto(`/disputes/${id}`)
      await nextStep(colleague).getByRole('link', { name: '移送' }).click()
      await colleague.getByLabel(/办理意见/).fill('属劳动仲裁，移送人社局')
      await colleague.getByRole('button', { name: '确认' }).click()
      await colleague.getByText('已办理，经过记在页面最后。').waitFor()
    })
    await page.getByRole('button', { name: '确认' }).click()
    const told = page.getByRole('alert')
    await told.getByText('这件纠纷刚被同事办理过，您的操作没有保存').waitFor()
    expect(await told.innerText()).toContain('您要办的：受理')
    expect(await told.innerText()).toContain('现在的状态：已移送')
    expect(await told.innerText()).toContain('我来办，周三上门')
    expect(await rowOf(id)).toMatchObject({ status: 'transferred', version: 2 })
  })
})

test('names of parties are seen with a reason alone, and every look is audited', async () => {
  const { origin, db } = demo()
  const looks = () =>
    db
      .selectFrom('auditEntries')
      .innerJoin('workers', 'workers.id', 'auditEntries.workerId')
      .select(['account', 'subjectId', 'detail'])
      .where('act', '=', 'party.revealed')
      .execute()
  await visit({ size: phone, origin, as: 'demo-mediator', expected: [refused] }, async (page) => {
    const id = await takeIn(page)
    expect(await page.getByRole('region', { name: '当事人' }).innerText()).toContain('欧**')
    for (const address of [`/disputes/${id}`, '/disputes', '/']) {
      await page.goto(address)
      expect(await page.content()).not.toContain(applicant)
    }
    await page.goto(`/disputes?text=${encodeURIComponent(applicant)}`)
    await page.getByText(`没有找到“${applicant}”`).waitFor()

    await page.goto(`/disputes/${id}`)
    await page.getByRole('link', { name: '查看姓名和电话' }).click()
    await page.getByRole('button', { name: '查看' }).click()
    await page.getByRole('alert').getByRole('link').waitFor()
    expect(await looks()).toEqual([])
    expect(await page.content()).not.toContain(applicant)
    await page.getByLabel('查看原因').fill('电话通知调解时间')
    await page.getByRole('button', { name: '查看' }).click()
    await page.getByText('这次查看已记入操作记录').waitFor()
    const shown = await page.getByRole('main').innerText()
    for (const text of [applicant, '13805240001', respondent]) expect(shown).toContain(text)
    expect(await looks()).toEqual([
      {
        account: 'demo-mediator',
        subjectId: String(id),
        detail: JSON.stringify({ reason: '电话通知调解时间' }),
      },
    ])
    const parties = await db.selectFrom('parties').selectAll().where('disputeId', '=', id).execute()
    expect(parties).toHaveLength(2)
    expect(JSON.stringify(parties)).not.toContain(applicant)
  })
  await visit({ size: desktop, origin, as: 'demo-auditor' }, async (page) => {
    await page.goto('/audit')
    const row = page.getByRole('row').filter({ hasText: '电话通知调解时间' })
    expect(await row.innerText()).toContain('吴某（调解员）')
    expect(await page.content()).not.toContain(applicant)
  })
})

test('a recorded visit leaves the grid worker’s to-do page, with its red light', async () => {
  const { origin, db } = demo()
  await visit({ size: phone, origin, as: 'demo-grid', expected: [refused] }, async (page) => {
    const red = page.getByRole('link', { name: /^■?\s*回访超期/ })
    const before = await countIn(red)
    expect(before).toBeGreaterThan(0)
    const duty = page
      .getByRole('list', { name: '我的待办，最急的在前' })
      .getByRole('listitem')
      .filter({ hasText: '回访' })
      .first()
    expect(await duty.innerText()).toMatch(/超期\d+个工作日/)
    const address = (await duty.getByRole('link').getAttribute('href')) ?? ''
    await duty.getByRole('link').tap()
    await headed(page, '记录回访')
    await page.getByRole('button', { name: '保存' }).tap()
    await page.getByRole('alert').getByText('请选择当事人是否满意').waitFor()
    await page.getByLabel('回访情况').fill('已按约付款，两家来往正常')
    await page.getByLabel('满意', { exact: true }).check()
    await page.getByRole('button', { name: '保存' }).tap()
    await page.getByText('回访结果已记录。').waitFor()
    const id = Number(address.split('/').at(-1))
    const row = await db.selectFrom('visits').selectAll().where('id', '=', id).executeTakeFirst()
    expect(row).toMatchObject({
      status: 'done',
      satisfied: 1,
      outcome: '已按约付款，两家来往正常',
    })
    await page.goto('/')
    expect(await countIn(red)).toBe(before - 1)
    expect(await page.locator(`a[href="${address}"]`).count()).toBe(0)
  })
})

test('an overdue stage shines red on the to-do pages of its owner and the leader until it moves', async () => {
  const { origin, db } = demo()
  const overdue = await db
    .selectFrom('disputes')
    .innerJoin('workers', 'workers.id', 'disputes.ownerId')
    .select(['disputes.id', 'disputes.number'])
    .where('account', '=', 'demo-mediator')
    .where('status', '=', 'investigating')
    .orderBy('dueOn')
    .executeTakeFirstOrThrow()
  const lamp = (page: Page) =>
    page
      .getByRole('listitem')
      .filter({ hasText: overdue.number })
      .getByText(/超期\d+个工作日/)
  await visit({ size: desktop, origin, as: 'demo-leader' }, async (page) => {
    await page.getByRole('region', { name: '辖区亮灯' }).waitFor()
    expect(await lamp(page).count()).toBe(1)
  })
  await visit({ size: desktop, origin, as: 'demo-mediator', expected: [refused] }, async (page) => {
    const red = page.getByRole('link', { name: /^■?\s*纠纷超期/ })
    const before = await countIn(red)
    expect(await lamp(page).count()).toBe(1)
    await page.getByRole('link', { name: new RegExp(overdue.number) }).click()
    const transfer = nextStep(page).getByRole('link', { name: '移送', exact: true })
    await transfer.click()
    await page.getByLabel('办理意见').fill('涉及刑事，移送派出所')
    await page.getByRole('button', { name: '确认' }).click()
    await page.getByText('已办理，经过记在页面最后。').waitFor()
    await page.goto('/')
    await headed(page, '待办')
    expect(await lamp(page).count()).toBe(0)
    expect(await countIn(red)).toBe(before - 1)
  })
  await visit({ size: desktop, origin, as: 'demo-leader' }, async (page) => {
    await page.getByRole('region', { name: '辖区亮灯' }).waitFor()
    expect(await lamp(page).count()).toBe(0)
  })
})

const nextStep = (page: Page) => page.getByRole('region', { name: '下一步' })

/** Registers a dispute by the form, answering the question which grid; its id. */
async function takeIn(page: Page): Promise<number> {
  await page.goto('/disputes/new')
  await page.getByLabel('纠纷类型').selectOption('0201')
  await page.getByLabel('简要情况').fill('屋檐水流入邻家院内，双方要求改排水')
  await page.getByLabel('村（社区）').selectOption('321302001005')
  await page.getByLabel('申请人姓名或单位名称', { exact: true }).fill(applicant)
  await page.getByLabel('申请人手机号（可不填）', { exact: true }).fill('13805240001')
  await page.getByLabel('被申请人姓名或单位名称', { exact: true }).fill(respondent)
  await page.getByRole('button', { name: '登记' }).click()
  const question = page.getByRole('group', { name: '在哪个网格？' })
  await question.locator('label').first().click()
  await page.getByRole('button', { name: '登记' }).click()
  await page.waitForURL('**/disputes/*?done=opened')
  await page.getByText('已登记。编号和承办人见下方').waitFor()
  return Number(new URL(page.url()).pathname.split('/').at(-1))
}

/** What the page and the database say of a status: badge, stage, and exactly the legal moves. */
async function standsAt(page: Page, id: number, status: Status): Promise<void> {
  await page.locator('.mantine-Badge-root').getByText(statusLabels[status]).waitFor()
  const { number: _, ...row } = await rowOf(id)
  expect(row).toMatchObject({ status, stage: stageOf[status] })
  const offered = nextStep(page).getByRole('link').filter({ hasNotText: '去组成小组' })
  expect(await offered.allInnerTexts()).toEqual(
    nextStatuses[status].map((to) =>
      to === 'mediating' && status !== 'investigating' ? '重新调解' : moveLabels[to],
    ),
  )
}

async function fillPanel(page: Page): Promise<void> {
  for (const seat of panelSeats) {
    const group = page.getByRole('group', { name: panelSeatLabels[seat] })
    if (seat === 'legalAdviser') await group.getByLabel('免设原因（可不填）').fill('案情简单')
    else if (seat === 'householdHead') await group.getByLabel(/系统外人员/).fill('老支书')
    else await group.getByLabel('同事').selectOption({ index: 1 })
  }
  await page.getByRole('button', { name: '保存小组' }).click()
}

async function closesOnlyAfterVisits(page: Page, id: number): Promise<void> {
  await nextStep(page).getByRole('link', { name: '结案' }).click()
  await page.getByRole('button', { name: '确认' }).click()
  await page.getByRole('alert').getByText('还有未完成的回访').waitFor()
  expect((await rowOf(id)).status).toBe('followUp')
  await page.goto(`/disputes/${id}`)
}

async function recordVisits(page: Page, id: number): Promise<void> {
  for (let left = (await plannedVisits(id)).length; left > 0; left--) {
    await page
      .getByRole('link', { name: /^记录.+的回访$/ })
      .first()
      .click()
    await headed(page, '记录回访')
    await page.getByLabel('回访情况').fill('水已改排，双方认可')
    await page.getByLabel('满意', { exact: true }).check()
    await page.getByRole('button', { name: '保存' }).click()
    await page.waitForURL(`**/disputes/${id}?done=visit`)
    await expect.poll(async () => (await plannedVisits(id)).length).toBe(left - 1)
  }
  await expect.poll(() => page.getByRole('link', { name: /^记录.+的回访$/ }).count()).toBe(0)
}

const countIn = async (tile: Locator): Promise<number> =>
  Number(await tile.locator('strong').innerText())

const plannedVisits = (disputeId: number) =>
  demo()
    .db.selectFrom('visits')
    .select('id')
    .where('disputeId', '=', disputeId)
    .where('status', '=', 'planned')
    .execute()

const rowOf = (id: number) =>
  demo().db.selectFrom('disputes').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
