import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { listGridShapesOn } from '#db/grids.ts'
import { desktop, openBrowser, phone } from '../support/browser.ts'
import { findUnfitness } from '../support/page-fitness.ts'
import { serveDemo } from '../support/served-demo.ts'

const demo = serveDemo()
const { visit } = openBrowser()

/** The grid with the most incidents since a day some months back, its township, and that day. */
async function busiestGrid() {
  const { db } = demo()
  const { last } = await db
    .selectFrom('incidents')
    .select((select) => select.fn.max('occurredOn').as('last'))
    .executeTakeFirstOrThrow()
  const on = `${last.slice(0, 7)}-01`
  const { code } = await db
    .selectFrom('incidents')
    .where('occurredOn', '>=', on)
    .where('governanceCode', 'is not', null)
    .where('locatedHow', '=', 'exact')
    .groupBy('governanceCode')
    .select((select) => ['governanceCode as code', select.fn.countAll<number>().as('incidents')])
    .orderBy('incidents', 'desc')
    .orderBy('governanceCode')
    .executeTakeFirstOrThrow()
  return { code: code ?? '', on }
}

const gridsOn = async (day: string) => {
  const rows = await listGridShapesOn(demo().db, 'governance', day)
  return new Map(rows.map((row) => [row.code, row]))
}

const storedIncidents = () =>
  demo().db.selectFrom('incidents').select(['id', 'governanceCode']).orderBy('id').execute()

test('a grid is split and its border redrawn, incidents move, the days before stay, and all is undone', async () => {
  const { origin } = demo()
  const { code, on } = await busiestGrid()
  const before = await gridsOn(on)
  const geometryOn = async (day: string) => (await gridsOn(day)).get(code)?.geometry
  const dayBefore = await geometryOn('2026-01-01')
  const incidents = await storedIncidents()
  const newCode = `${code}9`
  await visit({ size: desktop, origin, as: 'demo-admin' }, async (page) => {
    await page.goto('/boundaries')
    await page.getByLabel('网格代码（填了就直接打开它）').fill(code)
    await page.getByLabel('新边界从哪天起').fill(on)
    await page.getByRole('button', { name: '打开' }).click()
    await openMap(page)

    // A corner is moved by the arrow keys, and back by 撤销.
    const corner = page.locator('.boundary-corner').first()
    await corner.focus()
    for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowUp')
    await page.getByText('移动一个边界点').waitFor()
    await page.getByText(/选中的边界点属于/).waitFor()

    await page.getByRole('button', { name: '划分' }).click()
    await drawAcross(page)
    await page.getByText(/^新网格 [\d.,]+ 平方/).waitFor()
    await page.getByLabel('新网格代码').fill(newCode)
    await page.getByLabel('新网格名称').fill('试验新网格')
    await page.locator('form').getByRole('button', { name: '划分' }).click()
    await page.getByText(`从 ${code} 划出 ${newCode}（试验新网格）`).waitFor()

    await page.reload()
    await page.getByText('已恢复这个窗口里的 2 步改动').waitFor()
    await page.getByRole('button', { name: '试算' }).click()
    await page.waitForURL(/\/imports\/\d+$/)
    expect(await gridsOn(on)).toEqual(before)
    expect(await storedIncidents()).toEqual(incidents)

    await page.getByText('发布…').click()
    await page.getByRole('button', { name: '确认发布' }).click()
    await page.getByRole('heading', { name: '已发布' }).waitFor()
    const after = await gridsOn(on)
    expect(after.get(newCode)).toMatchObject({ name: '试验新网格', validFrom: on })
    expect(await geometryOn('2026-01-01')).toBe(dayBefore)
    expect(after.get(code)?.geometry).not.toBe(dayBefore)
    const moved = (await storedIncidents()).filter(
      ({ governanceCode }, index) => governanceCode !== incidents[index]?.governanceCode,
    )
    expect(moved.length).toBeGreaterThan(0)
    expect(moved.some(({ governanceCode }) => governanceCode === newCode)).toBe(true)

    const batch = page.url()
    await page.goto(`/grids/governance/${newCode}`)
    await page.getByRole('heading', { name: /试验新网格/ }).waitFor()

    await page.goto(batch)
    await page.getByText('撤销…').click()
    await page.getByRole('button', { name: '撤销这一批' }).click()
    await page
      .getByText(/已撤销/)
      .first()
      .waitFor()
    expect(await gridsOn(on)).toEqual(before)
    expect(await storedIncidents()).toEqual(incidents)
  })
})

test('on a phone neighbours are merged by the list', async () => {
  const { origin } = demo()
  const { code, on } = await busiestGrid()
  await visit({ size: phone, origin, as: 'demo-admin' }, async (page) => {
    await page.goto(`/boundaries/governance?code=${code}&on=${on}`)
    await openMap(page)
    await page.getByRole('button', { name: '合并', exact: true }).click()
    await page.getByRole('checkbox', { name: code }).waitFor()
    expect(await findUnfitness(page)).toEqual([])
    await page.getByRole('checkbox').nth(1).check()
    await page.getByRole('button', { name: '合并成一个' }).click()
    await page.getByText(new RegExp(`合并 ${code}、.+，保留 ${code}`)).waitFor()
    await page.getByRole('link', { name: '换区域或日期' }).click()
    await page.getByRole('alert').getByText('有 1 步改动还没有试算').waitFor()
    await page.getByRole('button', { name: '离开' }).click()
    await page.getByRole('heading', { name: '用别的软件改' }).waitFor()
  })
})

test('without JavaScript grids are merged by a form, and the file route is shown', async () => {
  const { origin } = demo()
  const { code, on } = await busiestGrid()
  const story = { size: desktop, origin, as: 'demo-admin', javaScriptEnabled: false } as const
  await visit(story, async (page) => {
    await page.goto(`/boundaries/governance?code=${code}&on=${on}`)
    // What stands in a noscript element has no roles for the driver of the browser.
    const form = page.locator('noscript form')
    expect(await page.locator('noscript').innerText()).toContain('可以点“导出边界”')
    const before = await gridsOn(on)
    const other = await aNeighbour(page, code)
    await form.locator(`input[value="${code}"]`).check()
    await form.locator(`input[value="${other}"]`).check()
    await form.locator('select[name=keep]').selectOption(code)
    await form.locator('button').click()
    await page.waitForURL(/\/imports\/\d+$/)
    await page.getByText('调整边界：综治网格').first().waitFor()
    expect(await gridsOn(on)).toEqual(before)
  })
})

test('a name with markup is written on the map as it stands', async () => {
  const { origin, db } = demo()
  const { code, on } = await busiestGrid()
  const name = '<img src=x onerror=alert(1)>东园'
  await db.updateTable('gridVersions').set({ name }).where('code', '=', code).execute()
  await visit({ size: desktop, origin, as: 'demo-admin' }, async (page) => {
    await page.goto(`/boundaries/governance?code=${code}&on=${on}`)
    await openMap(page)
    await page.locator('.leaflet-tooltip').getByText(name).waitFor()
    expect(await page.locator('.boundary-map-frame img').count()).toBe(0)
  })
})

async function openMap(page: Page): Promise<void> {
  await page.locator('.boundary-map-frame[data-ready]').waitFor()
  await page.getByText('还没有改动。').waitFor()
}

/** Presses on either side of the grid, which the map has brought to its middle. */
async function drawAcross(page: Page): Promise<void> {
  const frame = await page.locator('.boundary-map-frame').boundingBox()
  if (!frame) throw new Error('The map is not on the page.')
  for (const share of [0.04, 0.96]) {
    await page.mouse.click(frame.x + frame.width * 0.5, frame.y + frame.height * share)
  }
}

/** A grid that has a border in common with another, by its own corners. */
async function aNeighbour(page: Page, code: string): Promise<string> {
  const listed = await page
    .locator('noscript input[name=codes]')
    .evaluateAll((boxes) => boxes.map((box) => box.getAttribute('value') ?? ''))
  const { on } = await busiestGrid()
  const shapes = await gridsOn(on)
  const cornersOf = (of: string) =>
    (JSON.parse(shapes.get(of)?.geometry ?? '{}').coordinates as number[][][][]).flat(2).map(String)
  const own = new Set(cornersOf(code))
  const found = listed.find(
    (other) => other !== code && cornersOf(other).filter((corner) => own.has(corner)).length > 2,
  )
  if (!found) throw new Error(`${code} has no neighbour.`)
  return found
}
