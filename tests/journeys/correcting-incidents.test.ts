import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { desktop, openBrowser, phone } from '../support/browser.ts'
import { headed } from '../support/headed.ts'
import { serveDemo } from '../support/served-demo.ts'

const demo = serveDemo()
const { visit } = openBrowser()

const refused = /status of (409|422)/

for (const { size, name } of [
  { size: phone, name: 'phone' },
  { size: desktop, name: 'desktop' },
]) {
  test(`withdrawing an incident takes it out of the counts, the undo puts it back (${name})`, async () => {
    await visit({ size, origin: demo().origin, as: 'demo-grid' }, async (page) => {
      const incident = await logOne(page, '治安警情')
      const before = await countedIn(page, incident.governanceCode)
      await page.goto(`/incidents/${incident.id}`)
      await page.getByRole('link', { name: '撤回', exact: true }).click()
      await headed(page, `撤回 ${incident.number}`)
      await page.getByLabel('原因').fill('报重了，邻居已报过')
      await page.getByRole('button', { name: '确认撤回' }).click()
      const done = page.getByRole('status').filter({ hasText: '已撤回' })
      await done.waitFor()
      const month = incident.occurredOn.slice(0, 7)
      const effect = `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月有效事件`
      expect(await done.innerText()).toContain(effect)
      expect(await validityOf(incident.id)).toBe('withdrawn')
      expect(await countedIn(page, incident.governanceCode)).toBe(before - 1)

      await page.goto(`/incidents/${incident.id}?done=withdrawn`)
      await page.getByRole('button', { name: '撤销，恢复有效' }).click()
      await page.getByText('✓ 已恢复有效').waitFor()
      expect(await validityOf(incident.id)).toBe('valid')
      expect(await countedIn(page, incident.governanceCode)).toBe(before)
      expect(await traceOf(incident.id)).toEqual([
        ['logged', null],
        ['withdrawn', '报重了，邻居已报过'],
        ['markedValid', '撤销刚才的操作'],
      ])
    })
  })
}

test('a freshly logged incident is taken back in one tap', async () => {
  await visit({ size: phone, origin: demo().origin, as: 'demo-grid' }, async (page) => {
    const incident = await logOne(page, '社情民意')
    await page.getByRole('status').getByRole('button', { name: '撤回' }).tap()
    await page.getByText('✓ 已撤回').waitFor()
    expect(await validityOf(incident.id)).toBe('withdrawn')
  })
})

test('an incident found to be untrue is marked 无效 with a reason, and leaves the grid’s incidents', async () => {
  const story = {
    size: phone,
    origin: demo().origin,
    as: 'demo-grid',
    expected: [refused],
  } as const
  await visit(story, async (page) => {
    const incident = await logOne(page, '刑事警情')
    const before = await countedIn(page, incident.governanceCode)
    const near = `/grids/governance/${incident.governanceCode}?month=${incident.occurredOn.slice(0, 7)}`
    await page.goto(near)
    const list = page.getByRole('region', { name: '近期事件' })
    await list.getByRole('link', { name: incident.number }).waitFor()
    const score = await scoreOn(page)

    await list.getByRole('link', { name: incident.number }).tap()
    await page.getByRole('link', { name: '标为无效' }).tap()
    await headed(page, `标为无效 ${incident.number}`)
    await page.getByRole('button', { name: '确认标为无效' }).tap()
    await page
      .getByRole('alert')
      .getByText(/请填写原因/)
      .waitFor()
    expect(await validityOf(incident.id)).toBe('valid')
    await page.getByLabel('原因').fill('核实后是误报')
    await page.getByRole('button', { name: '确认标为无效' }).tap()
    await page.getByText('✓ 已标为无效').waitFor()

    expect(await validityOf(incident.id)).toBe('invalid')
    expect(await countedIn(page, incident.governanceCode)).toBe(before - 1)
    await page.goto(near)
    await list.waitFor()
    expect(await list.getByRole('link', { name: incident.number }).count()).toBe(0)
    expect(await scoreOn(page)).toBeLessThan(score)
  })
})

test('a correction needs its reason, says what changed, and moves the counts with the grid', async () => {
  const story = {
    size: phone,
    origin: demo().origin,
    as: 'demo-grid',
    expected: [refused],
  } as const
  await visit(story, async (page) => {
    const incident = await logOne(page, '安全隐患')
    await page.goto('/incidents/new')
    const grids = page.getByRole('radiogroup').getByRole('radio')
    const codes = await grids.evaluateAll((inputs) =>
      inputs.map((input) => (input as HTMLInputElement).value),
    )
    const other = codes.find((code) => code !== '' && code !== incident.governanceCode) ?? ''
    const before = {
      from: await countedIn(page, incident.governanceCode),
      to: await countedIn(page, other),
    }

    await page.goto(`/incidents/${incident.id}`)
    await page.getByRole('link', { name: '更正' }).tap()
    await headed(page, `更正事件 ${incident.number}`)
    await page
      .locator('label')
      .filter({ has: page.locator(`[value="${other}"]`) })
      .tap()
    await page
      .locator('label')
      .filter({ has: page.getByRole('radio', { name: '昨天' }) })
      .tap()
    await page.getByRole('button', { name: '保存更正' }).tap()
    await page.getByRole('alert').getByText('请填写更正原因').waitFor()
    expect(await rowOf(incident.id)).toMatchObject({ version: 1 })
    await page.getByLabel('更正原因').fill('选错了网格，事情是昨天的')
    await page.getByRole('button', { name: '保存更正' }).tap()
    await page.getByText('✓ 已更正').waitFor()

    expect(await rowOf(incident.id)).toMatchObject({ governanceCode: other, version: 2 })
    expect((await rowOf(incident.id)).occurredOn < incident.occurredOn).toBe(true)
    const trace = page.getByRole('region', { name: '经过' })
    expect(await trace.innerText()).toContain(`${incident.governanceCode} → ${other}`)
    expect(await trace.innerText()).toContain('选错了网格，事情是昨天的')
    expect(await countedIn(page, incident.governanceCode)).toBe(before.from - 1)
    expect(await countedIn(page, other)).toBe(before.to + 1)
  })
})

test('whoever corrects an incident that a colleague has just changed is told, and nothing is lost', async () => {
  const { origin } = demo()
  await visit({ size: phone, origin, as: 'demo-grid', expected: [refused] }, async (page) => {
    const incident = await logOne(page, '群众求助与民生')
    await page.goto(`/incidents/${incident.id}/correction`)
    await visit({ size: desktop, origin, as: 'demo-staff' }, async (colleague) => {
      await colleague.goto(`/incidents/${incident.id}/correction`)
      await colleague.getByLabel('具体地址（可不填）').fill('四组水塘')
      await colleague.getByLabel('更正原因').fill('补地址')
      await colleague.getByRole('button', { name: '保存更正' }).click()
      await colleague.getByText('✓ 已更正').waitFor()
    })
    await page.getByLabel(/简要情况/).fill('老人走失，已找到')
    await page.getByLabel('更正原因').fill('补情况')
    await page.getByRole('button', { name: '保存更正' }).tap()
    await page
      .getByRole('alert')
      .getByText(/刘某（综治专干）刚刚.*更正/)
      .waitFor()
    expect(await page.getByLabel(/简要情况/).inputValue()).toBe('老人走失，已找到')
    expect(await rowOf(incident.id)).toMatchObject({ addressText: '四组水塘', summary: null })
  })
})

test('a duplicate is merged into the other report, counts once, and can be told apart again', async () => {
  await visit({ size: phone, origin: demo().origin, as: 'demo-grid' }, async (page) => {
    const address = '六组老槐树下'
    const first = await logOne(page, '治安警情', address)
    const second = await logOne(page, '治安警情', address)
    const before = await countedIn(page, first.governanceCode)
    await page.goto(`/incidents/${second.id}`)
    await page.getByRole('link', { name: '并入重复事件' }).tap()
    await headed(page, `并入重复事件 ${second.number}`)
    await page.locator('label').filter({ hasText: first.number }).tap()
    await page.getByRole('button', { name: '确认并入' }).tap()
    await page.getByText('✓ 已并入').waitFor()
    expect(await rowOf(second.id)).toMatchObject({ validity: 'merged', mergedIntoId: first.id })
    expect(await countedIn(page, first.governanceCode)).toBe(before - 1)
    await page.goto(`/incidents/${first.id}`)
    await page.getByText('并入的重复事件').waitFor()
    await page.getByRole('link', { name: second.number }).tap()
    await page.getByRole('link', { name: '恢复有效' }).tap()
    await page.getByLabel('原因').fill('核对后是两件事')
    await page.getByRole('button', { name: '确认恢复有效' }).tap()
    await page.getByText('✓ 已恢复有效').waitFor()
    expect(await rowOf(second.id)).toMatchObject({ validity: 'valid', mergedIntoId: null })
    expect(await countedIn(page, first.governanceCode)).toBe(before)
    expect((await traceOf(second.id)).map(([act]) => act)).toEqual([
      'logged',
      'merged',
      'markedValid',
    ])
  })
})

test('an incident becomes a dispute in one tap, and only once', async () => {
  await visit({ size: phone, origin: demo().origin, as: 'demo-grid' }, async (page) => {
    const incident = await logOne(page, '纠纷警情')
    await page.getByRole('status').getByRole('button', { name: '转为纠纷' }).tap()
    await page.getByText('已登记。编号和承办人见下方').waitFor()
    const { disputeId } = await rowOf(incident.id)
    expect(new URL(page.url()).pathname).toBe(`/disputes/${disputeId}`)
    await page.getByRole('region', { name: '相关事件' }).getByText(incident.number).waitFor()
    const dispute = await demo()
      .db.selectFrom('disputes')
      .selectAll()
      .where('id', '=', disputeId ?? 0)
      .executeTakeFirstOrThrow()
    expect(dispute).toMatchObject({
      status: 'registered',
      governanceCode: incident.governanceCode,
      policeCode: incident.policeCode,
    })
    await page.getByRole('link', { name: incident.number }).tap()
    await page.getByText('已转纠纷').waitFor()
    expect(await page.getByRole('button', { name: '转为纠纷' }).count()).toBe(0)
    expect((await traceOf(incident.id)).map(([act]) => act)).toEqual(['logged', 'madeDispute'])
  })
})

test('every act on an incident stands in the audit log', async () => {
  await visit({ size: desktop, origin: demo().origin, as: 'demo-grid' }, async (page) => {
    const incident = await logOne(page, '安全隐患')
    await page.getByRole('status').getByRole('button', { name: '撤回' }).click()
    await page.getByText('✓ 已撤回').waitFor()
    const entries = await demo()
      .db.selectFrom('auditEntries')
      .innerJoin('workers', 'workers.id', 'auditEntries.workerId')
      .select(['act', 'account'])
      .where('subject', '=', 'incident')
      .where('subjectId', '=', String(incident.id))
      .orderBy('auditEntries.id')
      .execute()
    expect(entries).toEqual([
      { act: 'incident.logged', account: 'demo-grid' },
      { act: 'incident.withdrawn', account: 'demo-grid' },
    ])
  })
  await visit({ size: desktop, origin: demo().origin, as: 'demo-auditor' }, async (page) => {
    await page.goto('/audit')
    const [newest, before] = await page.getByRole('row').filter({ hasText: '孙某' }).all()
    expect(await newest?.innerText()).toContain('撤回')
    expect(await before?.innerText()).toContain('登记')
  })
})

/** Logs an incident in the usual grid by the form; the page shows that it is done. */
async function logOne(page: Page, kind: string, address = '') {
  await page.goto('/incidents/new')
  await page
    .locator('label')
    .filter({ has: page.getByRole('radio', { name: kind, exact: true }) })
    .click()
  await page.getByLabel('具体地址（可不填）').fill(address)
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('✓ 已登记').waitFor()
  const row = await demo()
    .db.selectFrom('incidents')
    .selectAll()
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return { ...row, governanceCode: row.governanceCode ?? '' }
}

/** How many valid incidents of a grid the list tells of. */
async function countedIn(page: Page, gridCode: string): Promise<number> {
  await page.goto(`/incidents?layer=governance&grid=${gridCode}`)
  const said = await page.getByText(/^共 .* 件，其中有效 .* 件$/).innerText()
  return Number(/有效 ([\d,]+) 件/.exec(said)?.[1]?.replace(',', ''))
}

/** The score on the page of a grid. */
async function scoreOn(page: Page): Promise<number> {
  const terms = page.locator('.grid-facts div').filter({ hasText: '得分' })
  return Number(await terms.locator('dd').innerText())
}

const rowOf = (id: number) =>
  demo().db.selectFrom('incidents').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

const validityOf = async (id: number) => (await rowOf(id)).validity

async function traceOf(id: number): Promise<[act: string, reason: string | null][]> {
  const events = await demo()
    .db.selectFrom('incidentEvents')
    .select(['act', 'reason'])
    .where('incidentId', '=', id)
    .orderBy('id')
    .execute()
  return events.map(({ act, reason }) => [act, reason])
}
