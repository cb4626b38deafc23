import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { BatchKind } from '~/domain/import-batches.ts'
import { batchKindLabels } from '~/domain/labels.ts'
import { undoPublication } from '../support/boundary-pages.ts'
import { desktop, openBrowser } from '../support/browser.ts'
import { headed } from '../support/headed.ts'
import { serveDemo } from '../support/served-demo.ts'

const demo = serveDemo()
const { visit } = openBrowser()

const refused = /status of 422/

const areasFile = [
  'ID,叫法,上面',
  '321399,试验县,321300',
  '321399001,试验镇,321399',
  '321399001001,"东村,带逗号",321399001',
  '321399001002,,321399001',
  '321399001001,重复的村,321399001',
  '321399001003,无上级村,321398001',
  '',
].join('\n')

/** Unit squares side by side, far from the demo's ground; one feature to a line, from line 2 on. */
const gridsFile = (codes: readonly string[], features: readonly string[] = []): string =>
  [
    '{"type":"FeatureCollection","features":[',
    [
      ...codes.map((code, index) =>
        JSON.stringify({
          type: 'Feature',
          properties: { code, name: `${code}号`, village: '321399001001' },
          geometry: {
            type: 'Polygon',
            coordinates: [
              [
                [110 + index * 0.01, 33],
                [110.01 + index * 0.01, 33],
                [110.01 + index * 0.01, 33.01],
                [110 + index * 0.01, 33.01],
                [110 + index * 0.01, 33],
              ],
            ],
          },
        }),
      ),
      ...features,
    ].join(',\n'),
    ']}',
  ].join('\n')

const policeFile = gridsFile(
  ['P-1', 'P-2'],
  [
    JSON.stringify({
      type: 'Feature',
      properties: { code: 'P-3' },
      geometry: { type: 'Point', coordinates: [110, 33] },
    }),
  ],
)
const governanceFile = gridsFile(['G-1', 'G-2'])

const incidentsFile = [
  '事件编号,经度,纬度,日期,类别',
  'JQ-1,110.005,33.005,2026-03-01,02',
  'JQ-2,110.015,33.005,2026-03-02 23:30:00,01',
  'JQ-3,,33.005,2026-03-03,02',
  'JQ-4,110.005,33.005,2026-02-30,02',
  'JQ-1,110.005,33.005,2026-03-05,02',
  'JQ-5,33.005,110.005,2026-03-06,02',
  'JQ-6,110.005,33.005,2026-03-07,7777',
  'JQ-7,111.5,33.005,2026-03-08,03',
  '',
].join('\n')

test('the administrator lays areas, both layers and incidents, each previewed first, and undoes them all', async () => {
  const { origin } = demo()
  await visit({ size: desktop, origin, as: 'demo-admin', expected: [refused] }, async (page) => {
    const empty = await contents()

    await upload(page, 'areas', 'areas.csv', areasFile)
    await choose(page, { 区划代码: 'ID', 名称: '叫法', 上级代码: '上面' })
    await preview(page)
    expect(await problems(page)).toEqual([
      '第 5 行：没有名称（ID：321399001002）（这一条不导入）',
      '第 6 行：代码重复，以先出现的为准（ID：321399001001）（这一条不导入）',
      '第 7 行：上级代码不存在或不可用（上面：321398001）（这一条不导入）',
    ])
    await page.getByText('读到 6 条，跳过 3 条').waitFor()
    await page.getByText('新增区划 3 个，改名 0 个，不变 0 个').waitFor()
    await page.getByRole('cell', { name: '东村,带逗号' }).waitFor()
    expect(await contents()).toEqual(empty)
    const areas = await confirm(page)
    expect((await contents()).areas).toHaveLength(empty.areas.length + 3)
    const withAreas = await contents()

    await upload(page, 'grids', 'police.geojson', policeFile)
    await page.getByRole('button', { name: '预览' }).click()
    const refusal = page.getByRole('alert')
    await refusal.getByRole('link', { name: '请选择警格或综治网格' }).waitFor()
    await refusal.getByRole('link', { name: '请选择坐标系：说不清的请先问数据提供方' }).waitFor()
    await page.getByLabel('哪一层').selectOption('police')
    await page.getByRole('button', { name: '预览' }).click()
    await expect
      .poll(() => refusal.getByRole('link').allInnerTexts())
      .toEqual(['请选择坐标系：说不清的请先问数据提供方'])
    await page.getByLabel('坐标系', { exact: true }).selectOption('cgcs2000')
    await choose(page, { '所属区划代码（可不选）': 'village' })
    await page.getByRole('radio', { name: /^一直如此/ }).check()
    await preview(page)
    expect(await defects(page)).toEqual([
      '第 4 行（第 3 个要素，网格 P-3）：没有可用的面，这个要素不导入；请只留面状的网格',
    ])
    await page.getByText('网格 2 个：新增 2，边界或信息有变 0，不变 0').waitFor()
    expect(await contents()).toEqual(withAreas)
    const police = await publish(page)

    await upload(page, 'grids', 'governance.geojson', governanceFile)
    await page.getByLabel('哪一层').selectOption('governance')
    await page.getByLabel('坐标系', { exact: true }).selectOption('cgcs2000')
    await choose(page, { '所属区划代码（可不选）': 'village' })
    await page.getByRole('radio', { name: /^一直如此/ }).check()
    await preview(page)
    const governance = await publish(page)
    const withGrids = await contents()
    expect(withGrids.gridVersions).toHaveLength(empty.gridVersions.length + 4)
    expect(withGrids.gridVersions.find(({ code }) => code === 'G-2')).toMatchObject({
      layer: 'governance',
      name: 'G-2号',
      areaCode: '321399001001',
    })

    await upload(page, 'incidents', 'incidents.csv', incidentsFile)
    await page.getByRole('button', { name: '预览' }).click()
    await refusal.getByRole('link', { name: /请选择坐标系/ }).waitFor()
    await page.getByLabel('坐标系', { exact: true }).selectOption('cgcs2000')
    await preview(page)
    expect(await problems(page)).toEqual([
      '第 4 行：没有坐标（经度）（这一条不导入）',
      '第 5 行：日期无法识别（日期：2026-02-30）（这一条不导入）',
      '第 6 行：编号重复，以先出现的为准（事件编号：JQ-1）（这一条不导入）',
      '第 7 行：坐标无法使用，经度和纬度像是写反了（纬度：110.005）（这一条不导入）',
      '第 8 行：类别代码不在类别表中，按“其他”计分（类别：7777）',
    ])
    await page.getByText('读到 8 条，跳过 4 条').waitFor()
    await page.getByText('不在任何警格内 1 件，不在任何综治网格内 1 件').waitFor()
    expect(await contents()).toEqual(withGrids)
    const incidents = await confirm(page)
    const rows = (await contents()).incidents.filter(({ batchId }) => batchId === incidents)
    expect(
      rows.map(({ number, policeCode, governanceCode, occurredOn, categoryCode, locatedHow }) =>
        [number, policeCode, governanceCode, occurredOn, categoryCode, locatedHow].join(' '),
      ),
    ).toEqual([
      'JQ-1 P-1 G-1 2026-03-01 02 exact',
      'JQ-2 P-2 G-2 2026-03-02 01 exact',
      'JQ-6 P-1 G-1 2026-03-07 7777 exact',
      'JQ-7   2026-03-08 03 outside',
    ])

    await page.goto('/imports')
    const listed = page.getByRole('region', { name: '导入批次' }).getByRole('row')
    expect(await listed.nth(1).innerText()).toMatch(/事件\s+incidents\.csv\s+已导入/)
    expect(await listed.nth(3).innerText()).toMatch(/警格\s+police\.geojson\s+已导入/)

    await undo(page, incidents)
    expect(await contents()).toEqual(withGrids)
    await unpublish(page, governance)
    await unpublish(page, police)
    expect(await contents()).toEqual(withAreas)
    await undo(page, areas)
    expect(await contents()).toEqual(empty)
  })
})

test('grids cut anew over the demo’s ground move its incidents, and the undo moves them back exactly', async () => {
  const { origin, db } = demo()
  const old = await db
    .selectFrom('gridVersions')
    .innerJoin('incidents', 'incidents.governanceCode', 'gridVersions.code')
    .select(['gridVersions.code', 'geometry'])
    .where('layer', '=', 'governance')
    .executeTakeFirstOrThrow()
  const file = JSON.stringify({
    type: 'FeatureCollection',
    features: [
      { type: 'Feature', properties: { code: 'NEW' }, geometry: JSON.parse(old.geometry) },
    ],
  })
  const story = { size: desktop, origin, as: 'demo-admin' } as const
  await visit(story, async (page) => {
    const before = await contents()
    const its = before.incidents.filter(({ governanceCode }) => governanceCode === old.code)
    await upload(page, 'grids', 'new.geojson', file)
    await page.getByLabel('哪一层').selectOption('governance')
    await page.getByLabel('坐标系', { exact: true }).selectOption('cgcs2000')
    await page.getByLabel('启用日期').fill('2020-01-01')
    await preview(page)
    await page.getByText(`停用 1 个：${old.code}`).waitFor()
    await page.getByText(`改归其他网格的事件 ${its.length} 件`).waitFor()
    expect(await contents()).toEqual(before)
    const batch = await publish(page)
    const moved = (await contents()).incidents.filter(
      ({ governanceCode }) => governanceCode === 'NEW',
    )
    expect(moved.map(({ id }) => id)).toEqual(its.map(({ id }) => id))
    await unpublish(page, batch)
    expect(await contents()).toEqual(before)
  })
})

test('a file that is given up leaves nothing, and one that is not a table is refused with its reason', async () => {
  const { origin } = demo()
  await visit({ size: desktop, origin, as: 'demo-admin', expected: [refused] }, async (page) => {
    const before = await contents()
    await upload(page, 'areas', 'areas.csv', areasFile)
    await page.getByRole('button', { name: '放弃' }).click()
    await headed(page, '导入')
    await page.goto('/imports/new')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('alert').getByRole('link', { name: '请选择文件' }).waitFor()
    await send(page, 'grids', 'broken.geojson', '{"type":"FeatureCollection",\n"features":[')
    await page
      .getByRole('alert')
      .getByText(/文件不是完整的 JSON/)
      .waitFor()
    expect(await contents()).toEqual(before)
  })
})

test('without JavaScript a file is uploaded, previewed and confirmed the same', async () => {
  const { origin } = demo()
  const story = { size: desktop, origin, as: 'demo-admin', javaScriptEnabled: false } as const
  await visit(story, async (page) => {
    const before = await contents()
    await upload(page, 'areas', 'more.csv', areasFile.replaceAll('321399', '321397'))
    await choose(page, { 区划代码: 'ID', 名称: '叫法', 上级代码: '上面' })
    await preview(page)
    const batch = await confirm(page)
    expect((await contents()).areas).toHaveLength(before.areas.length + 3)
    await undo(page, batch)
    expect(await contents()).toEqual(before)
  })
})

async function upload(page: Page, kind: BatchKind, name: string, text: string): Promise<void> {
  await page.goto('/imports/new')
  await send(page, kind, name, text)
  await page.getByRole('heading', { name: '对列名' }).waitFor()
}

async function send(page: Page, kind: BatchKind, name: string, text: string): Promise<void> {
  await page.getByRole('radio', { name: new RegExp(`^${batchKindLabels[kind]}`) }).check()
  const file = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) }
  await page.getByLabel('文件').setInputFiles(file)
  await page.getByRole('button', { name: '下一步' }).click()
}

/** Says which column is which, by the words of the form. */
async function choose(page: Page, columns: Record<string, string>): Promise<void> {
  for (const [what, column] of Object.entries(columns)) {
    await page.getByLabel(`哪一列是${what}`, { exact: true }).selectOption(column)
  }
}

async function preview(page: Page): Promise<void> {
  await page.getByRole('button', { name: '预览' }).click()
  await page.getByRole('heading', { name: '预览：还没有写入' }).waitFor()
}

/** Every problem the preview lists, as it is read. */
async function problems(page: Page): Promise<string[]> {
  const list = page.locator('.import-problems').getByRole('listitem')
  return await list.evaluateAll((lines) => lines.map((line) => line.textContent?.trim() ?? ''))
}

/** Every defect the examination lists, as it is read. */
const defects = (page: Page): Promise<string[]> =>
  page.locator('.defect-list > li > p:last-of-type').allInnerTexts()

/** 发布; answers the number of the batch. */
async function publish(page: Page): Promise<number> {
  await page.getByText('发布…').click()
  await page.getByRole('button', { name: '确认发布' }).click()
  await page.getByRole('heading', { name: '已发布' }).waitFor()
  return Number(new URL(page.url()).pathname.split('/').at(-1))
}

async function unpublish(page: Page, batch: number): Promise<void> {
  await page.goto(`/imports/${batch}`)
  await undoPublication(page)
}

/** 确认导入; answers the number of the batch. */
async function confirm(page: Page): Promise<number> {
  await page.getByRole('button', { name: '确认导入' }).click()
  await page.getByText('已导入。发现不对，可以用下面的“撤销这一批”恢复原样。').waitFor()
  return Number(new URL(page.url()).pathname.split('/').at(-1))
}

async function undo(page: Page, batch: number): Promise<void> {
  await page.goto(`/imports/${batch}`)
  await page.getByRole('button', { name: '撤销这一批' }).click()
  await page.getByText('已撤销，数据恢复到导入之前。').waitFor()
}

/** Everything an import may write. */
async function contents() {
  const { db } = demo()
  return {
    areas: await db.selectFrom('areas').selectAll().orderBy('code').execute(),
    gridVersions: await db.selectFrom('gridVersions').selectAll().orderBy('id').execute(),
    incidents: await db.selectFrom('incidents').selectAll().orderBy('id').execute(),
    deliveries: await db.selectFrom('deliveries').selectAll().orderBy('id').execute(),
  }
}
