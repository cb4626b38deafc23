import type { Page } from 'playwright-core'
import { dayText } from '~/ui/dates.ts'

/** Uploads a file of grids, up to the form that asks what its columns are. */
export async function sendGrids(page: Page, name: string, text: string): Promise<void> {
  await page.goto('/imports/new')
  await page.getByRole('radio', { name: /^网格/ }).check()
  const file = { name, mimeType: 'application/geo+json', buffer: Buffer.from(text) }
  await page.getByLabel('文件').setInputFiles(file)
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('heading', { name: '对列名' }).waitFor()
}

/** States the layer, CGCS2000 degrees, and the column of areas; the others go by their names. */
export async function chooseFields(
  page: Page,
  { layer }: { layer: 'police' | 'governance' },
): Promise<void> {
  await page.getByLabel('哪一层').selectOption(layer)
  await page.getByLabel('坐标系', { exact: true }).selectOption('cgcs2000')
  await page.getByLabel('哪一列是所属区划代码（可不选）').selectOption('area')
}

export async function previewGrids(page: Page, { hasMap = true } = {}): Promise<void> {
  await page.getByRole('button', { name: '预览', exact: true }).click()
  await page.getByRole('heading', { name: '预览：还没有写入' }).waitFor()
  if (hasMap) await page.locator('.defect-map-frame[data-ready]').waitFor()
}

/** Publishes what is previewed; the confirmation repeats the day. */
export async function publish(page: Page, day: string): Promise<void> {
  await page.getByText('发布…').click()
  await page
    .locator('.confirming')
    .getByText(`从${dayText(day)}`)
    .waitFor()
  await page.getByRole('button', { name: '确认发布' }).click()
  await page.getByRole('heading', { name: '已发布' }).waitFor()
}

export async function undoPublication(page: Page): Promise<void> {
  await page.getByText('撤销…').click()
  await page.getByRole('button', { name: '撤销这一批' }).click()
  await page.getByText('已撤销，数据恢复到导入之前。').waitFor()
}
