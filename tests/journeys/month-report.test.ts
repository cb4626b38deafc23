import { execFileSync } from 'node:child_process'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { root, script } from '~/cli/launch/processes.mjs'
import { colours } from '~/domain/grading.ts'
import type { MonthReport } from '~/domain/report.ts'
import { desktop, openBrowser, phone } from '../support/browser.ts'
import { headed } from '../support/headed.ts'
import { serveDemo } from '../support/served-demo.ts'

const demo = serveDemo()
const { visit } = openBrowser()

/** The demo leader's township. */
const township = '321302001'

for (const { size, name } of [
  { size: desktop, name: 'desktop' },
  { size: phone, name: 'phone' },
]) {
  test(`a leader opens the township's last month with the figures of the terminal (${name})`, async () => {
    await visit({ size, origin: demo().origin, as: 'demo-leader' }, async (page) => {
      const month = await openReport(page, size === phone)
      const report = reportFromTerminal(month)
      expect(report.incidents.valid).toBeGreaterThan(0)
      expect(await headline(page, '有效警情')).toBe(`${report.incidents.valid} 起`)
      expect(await headline(page, '月末在办纠纷')).toBe(`${report.disputes.pending} 件`)
      expect(await headline(page, '红色警格')).toBe(`${report.grids.byColour.red} 个`)
      const { carriedOver, opened, closed, pending } = report.disputes
      expect(carriedOver + opened - closed).toBe(pending)
      const overview = page.getByRole('region', { name: '一、总体情况' })
      expect((await overview.innerText()).replace(/\s+/g, ' ')).toContain(
        `上月结转 ${carriedOver} ＋ 本月新增 ${opened} － 本月办结 ${closed} ＝ 月末在办 ${pending}`,
      )
      const foot = page.getByRole('region', { name: '签字盖章' })
      expect(await foot.innerText()).toContain('填报单位（盖章）')
    })
  })
}

test('what the report counts is what the lists and the map show for the same month', async () => {
  await visit({ size: desktop, origin: demo().origin, as: 'demo-leader' }, async (page) => {
    const month = await openReport(page, false)
    const report = reportFromTerminal(month)
    const { byColour } = report.grids.layers.police
    const valid = page.locator('.report-headline').filter({ hasText: '有效警情' })
    await valid.getByRole('link').click()
    await headed(page, '事件')
    const count = report.incidents.valid
    await page.getByText(`共 ${count} 件，其中有效 ${count} 件`).waitFor()
    await page.goto(`/map?layer=police&month=${month}`)
    const legend = page.getByRole('navigation', { name: /^图例/ })
    for (const colour of colours) {
      const shown = legend.getByRole('link').filter({ has: page.locator(`.grade-${colour}`) })
      expect(Number(await shown.locator('b').innerText())).toBe(byColour[colour])
    }
  })
})

test('a leader is offered the own township and its villages, and no other', async () => {
  await visit({ size: desktop, origin: demo().origin, as: 'demo-leader' }, async (page) => {
    await page.goto('/reports')
    const offered = await page
      .getByLabel('辖区')
      .locator('option')
      .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value))
    const own = await demo()
      .db.selectFrom('areas')
      .select('code')
      .where('code', 'like', `${township}%`)
      .execute()
    expect(offered.filter(Boolean).sort()).toEqual(
      own
        .map(({ code }) => code)
        .filter((code) => code !== township)
        .sort(),
    )
  })
})

/** From the to-do page by the menu to the report that stands chosen; answers its month. */
async function openReport(page: Page, onPhone: boolean): Promise<string> {
  if (onPhone) {
    await page.getByRole('navigation', { name: '常用' }).getByRole('link', { name: '我的' }).tap()
    await page.getByRole('main').getByRole('link', { name: '月报' }).tap()
  } else {
    await page.getByRole('link', { name: '月报' }).click()
  }
  await headed(page, '月报')
  await page.getByRole('button', { name: '打开月报' }).click()
  await page.getByRole('heading', { level: 1, name: /社会治安与矛盾纠纷月报/ }).waitFor()
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}

const reportFromTerminal = (month: string): MonthReport =>
  JSON.parse(
    execFileSync(
      process.execPath,
      script('app/cli/hege.ts', [
        ...['report', '--area', township, '--month', month],
        ...['--format', 'json', '--db', demo().database],
      ]),
      { cwd: root, encoding: 'utf8' },
    ),
  ) as MonthReport

/** The figure a leader reads first, with its unit. */
const headline = async (page: Page, name: string): Promise<string> => {
  const shown = page.locator('.report-headline').filter({ hasText: name })
  return (await shown.locator('dd').first().innerText()).replace(/\s+/g, ' ').trim()
}
