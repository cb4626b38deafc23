import { expect, test } from 'vitest'
import { nextMonday } from '~/domain/redrawing.ts'
import { dayText } from '~/ui/dates.ts'
import {
  chooseFields,
  previewGrids,
  publish,
  sendGrids,
  undoPublication,
} from '../support/boundary-pages.ts'
import { desktop, openBrowser, phone } from '../support/browser.ts'
import { serveDemo } from '../support/served-demo.ts'

const demo = serveDemo()
const { visit } = openBrowser()

const hostile = '<img src=x onerror="window.harmed=1">'

test('a dirty layer is examined on the map, mended, published from next Monday and undone, row for row', async () => {
  const { origin } = demo()
  const file = await dirtyTownship()
  await visit({ size: desktop, origin, as: 'demo-admin' }, async (page) => {
    const before = await contents()
    const today = await page.evaluate(() => new Date().toLocaleDateString('sv'))
    const monday = nextMonday(today)
    await sendGrids(page, 'dirty.geojson', file.text)
    await chooseFields(page, { layer: 'governance' })
    await page.getByRole('radio', { name: `下周一（${dayText(monday)}）` }).check()
    await previewGrids(page)

    // Every defect is in the list with its number, and on the map with the same.
    const marks = page.locator('.defect-map .defect-mark')
    const rows = page.locator('.defect-list > li')
    for (const kind of ['没有网格代码', '不是面', '尖刺', '没有闭合', '重复点', '细长空隙']) {
      await rows.filter({ hasText: kind }).first().waitFor()
    }
    const numbers = await rows.locator('.defect-number').allInnerTexts()
    expect((await marks.allInnerTexts()).every((number) => numbers.includes(number))).toBe(true)
    expect(await marks.count()).toBeGreaterThanOrEqual(numbers.length - 1)

    // From the list to the map, and from the map to the list, by keyboard.
    const spike = rows.filter({ hasText: '尖刺' }).first()
    const number = await spike.locator('.defect-number').innerText()
    await page.getByRole('button', { name: `在地图上看第 ${number} 处`, exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.locator('.defect-mark[data-chosen]', { hasText: number }).waitFor()
    const other = marks.filter({ hasNotText: new RegExp(`^${number}$`) }).first()
    const otherNumber = await other.innerText()
    await other.focus()
    await page.keyboard.press('Enter')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.id))
      .toBe(`defect-${otherNumber}`)

    // The filter stands in the address.
    await page.getByRole('link', { name: /^! 尖刺|尖刺/ }).click()
    await page.waitForURL(/kind=spike/)
    await expect.poll(() => rows.count()).toBe(1)

    // Mended as ticked, shown before and after, examined again.
    await page.getByRole('checkbox', { name: /^去掉尖刺/ }).check()
    await page.getByRole('checkbox', { name: /^补上缝隙/ }).check()
    await page.getByRole('button', { name: '预览修正' }).click()
    await page.getByRole('heading', { name: /^去掉尖刺：改动 1 个网格/ }).waitFor()
    await page
      .getByRole('img', { name: `网格 ${file.spiked} 修正前后的边界` })
      .first()
      .waitFor()
    await page.getByRole('link', { name: /^修正后 \d+ 处/ }).click()
    await page.waitForURL(/state=after/)
    await expect.poll(() => rows.filter({ hasText: '尖刺' }).count()).toBe(0)
    expect(await contents()).toEqual(before)

    await publish(page, monday)
    expect(await page.evaluate(() => 'harmed' in window)).toBe(false)
    const published = page.url()
    const grid = await demo()
      .db.selectFrom('gridVersions')
      .selectAll()
      .where('code', '=', file.renamed)
      .where('validFrom', '=', monday)
      .executeTakeFirstOrThrow()
    expect(grid.name).toBe(hostile)

    // The map as of that day shows it, and its name is a text there.
    await page.getByRole('link', { name: '按那天的边界看地图' }).click()
    await page.waitForURL(new RegExp(`layer=governance&on=${monday}`))
    await page.getByText(`按${dayText(monday)}的边界`).waitFor()
    await page.locator('.risk-map-frame[data-ready]').waitFor()
    await page.goto(`/grids/governance/${file.renamed}?on=${monday}`)
    await page.getByRole('heading', { level: 1 }).getByText(hostile).waitFor()
    expect(await page.evaluate(() => 'harmed' in window)).toBe(false)

    await page.goto(published)
    await undoPublication(page)
    expect(await contents()).toEqual(before)
  })
})

test('the map as of last June shows the boundaries of then, and goes back', async () => {
  const { origin, db } = demo()
  const { rows, town } = await township()
  const [first] = rows
  if (!first) throw new Error(`There is no grid in ${town}.`)
  const merged = { ...first, name: '并过的网格' }
  await visit({ size: desktop, origin, as: 'demo-admin' }, async (page) => {
    const before = await contents()
    await sendGrids(page, 'later.geojson', fileOf([featureOf(merged)]))
    await chooseFields(page, { layer: 'governance' })
    await page.getByRole('radio', { name: '另选日期' }).check()
    await page.getByLabel('启用日期').fill('2026-08-01')
    await previewGrids(page)
    await publish(page, '2026-08-01')
    const published = page.url()

    await page.goto(`/map?layer=governance&view=list`)
    await page.getByRole('group').getByText('边界日期').click()
    await page.getByLabel('边界日期').fill('2026-06-15')
    await page.getByRole('button', { name: '按这天的边界看' }).click()
    await page.getByText('按2026年6月15日的边界').waitFor()
    const asOf = await page.goto(`/grids/governance/${first.code}?on=2026-06-15`)
    expect(asOf?.status()).toBe(200)
    await page.getByRole('heading', { level: 1 }).getByText(first.name).waitFor()
    await page.goto(`/grids/governance/${first.code}?on=2026-08-02`)
    await page.getByRole('heading', { level: 1 }).getByText('并过的网格').waitFor()
    await page.goto('/map?layer=governance&on=2026-06-15')
    await page.getByRole('link', { name: /^回到.+的边界$/ }).click()
    await expect.poll(() => new URL(page.url()).searchParams.has('on')).toBe(false)

    await page.goto(published)
    await undoPublication(page)
    expect(await contents()).toEqual(before)
    expect(
      await db.selectFrom('gridVersions').select('id').where('name', '=', merged.name).execute(),
    ).toEqual([])
  })
})

test('without JavaScript on a phone the same is read, mended, published and undone', async () => {
  const { origin } = demo()
  const file = await dirtyTownship()
  const story = { size: phone, origin, as: 'demo-admin', javaScriptEnabled: false } as const
  await visit(story, async (page) => {
    const before = await contents()
    await sendGrids(page, 'dirty.geojson', file.text)
    await chooseFields(page, { layer: 'governance' })
    await page.getByRole('radio', { name: /^下周一/ }).check()
    await previewGrids(page, { hasMap: false })
    await page.locator('.defect-list > li').filter({ hasText: '细长空隙' }).first().waitFor()
    expect(await page.getByRole('img', { name: /^第 \d+ 处的形状$/ }).count()).toBeGreaterThan(0)
    await page.getByRole('checkbox', { name: /^去掉尖刺/ }).check()
    await page.getByRole('button', { name: '预览修正' }).click()
    await page.getByRole('img', { name: `网格 ${file.spiked} 修正前后的边界` }).waitFor()
    await page.getByText('发布…').click()
    await page.getByRole('button', { name: '确认发布' }).click()
    await page.getByRole('heading', { name: '已发布' }).waitFor()
    await undoPublication(page)
    expect(await contents()).toEqual(before)
  })
})

type Row = Awaited<ReturnType<typeof township>>['rows'][number]

/** The governance grids of the township that has most of them. */
async function township() {
  const rows = await demo()
    .db.selectFrom('gridVersions')
    .select(['code', 'name', 'geometry', 'areaCode', 'households', 'population'])
    .where('layer', '=', 'governance')
    .where('validTo', 'is', null)
    .orderBy('code')
    .execute()
  const townOf = ({ areaCode }: { areaCode: string | null }) => (areaCode ?? '').slice(0, 9)
  const sizes = new Map<string, number>()
  for (const row of rows) sizes.set(townOf(row), (sizes.get(townOf(row)) ?? 0) + 1)
  const [town] = [...sizes].sort((a, b) => b[1] - a[1])[0] ?? []
  if (town === undefined) throw new Error('The demo has no grids.')
  return { town, rows: rows.filter((row) => townOf(row) === town) }
}

type Ring = [number, number][]

const featureOf = ({ code, name, geometry, areaCode, households, population }: Row) => ({
  type: 'Feature',
  properties: { code, name, area: areaCode, households, population },
  geometry: JSON.parse(geometry) as { type: string; coordinates: Ring[][] },
})

const fileOf = (features: readonly object[]): string =>
  `{"type":"FeatureCollection","features":[\n${features.map((each) => JSON.stringify(each)).join(',\n')}\n]}\n`

/** A township as it comes from outside: one fault each of many kinds. */
async function dirtyTownship() {
  const { rows } = await township()
  const features = rows.map(featureOf)
  const [spiked, open, twice, narrow, nameless, line, renamed] = features
  if (!spiked || !open || !twice || !narrow || !nameless || !line || !renamed)
    throw new Error('The township has fewer than seven grids.')
  const ring = (feature: typeof spiked): Ring => feature.geometry.coordinates[0]?.[0] ?? []
  const corner = ring(spiked)[2] ?? [0, 0]
  ring(spiked).splice(3, 0, [corner[0] + 0.003, corner[1] + 0.002], [corner[0] + 1e-6, corner[1]])
  ring(open).pop()
  ring(twice).splice(1, 0, ring(twice)[1] ?? corner)
  // The outer corners four metres inwards: a long narrow gap to the neighbours.
  const [x, y] = middleOf(ring(narrow))
  for (const place of ring(narrow)) {
    place[0] -= Math.sign(place[0] - x) * 4e-5
    place[1] -= Math.sign(place[1] - y) * 4e-5
  }
  nameless.properties.code = ''
  line.geometry = { type: 'LineString', coordinates: ring(line) as unknown as Ring[][] }
  renamed.properties.name = hostile
  return {
    text: fileOf(features),
    spiked: spiked.properties.code,
    renamed: renamed.properties.code,
  }
}

function middleOf(ring: Ring): [number, number] {
  const sum = ring.reduce(([x, y], [lon, lat]) => [x + lon, y + lat], [0, 0] as [number, number])
  return [sum[0] / ring.length, sum[1] / ring.length]
}

/** Everything a publication may write. */
async function contents() {
  const { db } = demo()
  const all = async (table: 'gridVersions' | 'incidents' | 'disputes') =>
    new Set((await db.selectFrom(table).selectAll().execute()).map((row) => JSON.stringify(row)))
  return {
    gridVersions: await all('gridVersions'),
    incidents: await all('incidents'),
    disputes: await all('disputes'),
  }
}
