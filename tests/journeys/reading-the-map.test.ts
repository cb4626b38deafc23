import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { type Colour, colours } from '~/domain/grading.ts'
import { colourLabels } from '~/domain/labels.ts'
import { desktop, openBrowser, phone } from '../support/browser.ts'
import { serveDemo } from '../support/served-demo.ts'

const demo = serveDemo()
const { visit } = openBrowser()

/** The demo officer's township. */
const township = '321302001'

test('legend, table and database count the same grids of each colour, and the legend filters', async () => {
  const { origin } = demo()
  await visit({ size: desktop, origin, as: 'demo-officer' }, async (page) => {
    for (const layer of ['police', 'governance'] as const) {
      await page.goto(`/map?layer=${layer}`)
      await page.getByRole('link', { name: '上一月' }).click()
      await page.waitForURL('**month=*')
      const month = new URL(page.url()).searchParams.get('month') ?? ''
      await drawn(page)
      const counts = await countedIn(layer, month)
      await expect.poll(() => legendCounts(page)).toEqual(counts)
      const all = counts.red + counts.yellow + counts.green + counts.grey
      expect(await captionCount(page)).toBe(all)

      for (const colour of colours.filter((colour) => counts[colour] > 0)) {
        await legendOf(page, colour).click()
        await page.waitForURL(`**colour=${colour}*`)
        await expect.poll(() => captionCount(page)).toBe(counts[colour])
        const badges = await rows(page).locator('.grade').allInnerTexts()
        expect(new Set(badges.map((text) => text.replace(/^\S\s*/, '')))).toEqual(
          new Set([colourLabels[colour]]),
        )
        await page.getByRole('link', { name: '显示全部' }).click()
        await expect.poll(() => captionCount(page)).toBe(all)
      }
    }
  })
})

test('from the map an officer is two clicks from the incidents that made the score', async () => {
  const { origin } = demo()
  await visit({ size: desktop, origin, as: 'demo-officer' }, async (page) => {
    await page.getByRole('link', { name: '地图' }).first().click()
    await mapShown(page)
    await drawn(page)
    let clicks = 0
    const click = async (target: Locator) => {
      clicks++
      await target.click()
    }
    const first = rows(page).first()
    const [code = ''] = /\d{15}/.exec(await first.innerText()) ?? []
    await click(first.getByRole('link'))
    await page.waitForURL(`**/grids/police/${code}*`)
    const reasons = page.getByRole('region', { name: '得分明细' })
    await reasons.waitFor()
    await click(reasons.locator('a[href^="/incidents/"]').first())
    await page.getByRole('heading', { level: 1, name: /^事件 ./ }).waitFor()
    expect(clicks).toBe(2)
    const facts = page.getByRole('region', { name: '基本情况' })
    await facts.getByRole('link', { name: new RegExp(code) }).waitFor()
  })
})

test('the reasons on a grid’s page sum to its score, which is the score in the database', async () => {
  const { origin, db } = demo()
  await visit({ size: desktop, origin, as: 'demo-officer' }, async (page) => {
    for (const layer of ['police', 'governance'] as const) {
      await page.goto(`/map?layer=${layer}&sort=score`)
      const links = await rows(page).getByRole('link').all()
      const addresses = await Promise.all(
        links.slice(0, 3).map((link) => link.getAttribute('href')),
      )
      expect(addresses).toHaveLength(3)
      for (const address of addresses) {
        await page.goto(address ?? '')
        const table = page.getByRole('region', { name: '得分明细' })
        const points = await table.locator('tbody td:last-child').allInnerTexts()
        const total = Number(await table.locator('tfoot th:last-child').innerText())
        const sum = points.reduce((sum, text) => sum + Math.round(Number(text) * 1e4), 0) / 1e4
        expect({ address, sum }).toEqual({ address, sum: total })
        expect(Number(await factOf(page, '得分'))).toBe(total)
        const [, code = '', month = ''] = /\/(\d+)\?month=(.+)$/.exec(address ?? '') ?? []
        const grade = await db
          .selectFrom('grades')
          .innerJoin('gradings', 'gradings.id', 'grades.gradingId')
          .select(['score', 'colour'])
          .where('layer', '=', layer)
          .where('month', '=', month)
          .where('code', '=', code)
          .orderBy('gradings.id', 'desc')
          .executeTakeFirstOrThrow()
        expect(Math.round(grade.score * 1e4) / 1e4).toBe(total)
        const heading = await page.getByRole('heading', { level: 1 }).innerText()
        expect(heading).toContain(colourLabels[grade.colour])
      }
    }
  })
})

for (const { size, name } of [
  { size: desktop, name: 'a click on the desktop' },
  { size: phone, name: 'a tap on the phone' },
]) {
  test(`${name} on the map opens the grid that lies there`, async () => {
    const { origin, db } = demo()
    const grid = await db
      .selectFrom('gridVersions')
      .select(['code', 'name', 'labelLon', 'labelLat'])
      .where('layer', '=', 'police')
      .where('areaCode', '=', township)
      .orderBy('code')
      .executeTakeFirstOrThrow()
    await visit({ size, origin, as: 'demo-officer' }, async (page) => {
      await page.goto(`/map#15/${grid.labelLat.toFixed(5)}/${grid.labelLon.toFixed(5)}`)
      await drawn(page)
      const frame = page.locator('.risk-map-frame')
      await frame.evaluate((element) => element.scrollIntoView({ block: 'center' }))
      const box = await frame.boundingBox()
      if (!box) throw new Error('The map has no place on the page.')
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
      if (size === phone) await page.touchscreen.tap(x, y)
      else await page.mouse.click(x, y)
      await page.waitForURL(`**/grids/police/${grid.code}?month=*`)
      await page.getByRole('heading', { level: 1, name: new RegExp(grid.name) }).waitFor()
    })
  })
}

test('with the keyboard alone an officer goes from the map to an incident', async () => {
  const { origin } = demo()
  await visit({ size: desktop, origin, as: 'demo-officer' }, async (page) => {
    await page.goto('/map')
    await drawn(page)
    await page.keyboard.press('Tab')
    expect(await focusedText(page)).toBe('跳到正文')
    await page.keyboard.press('Enter')
    const counts = await legendCounts(page)
    const [colour = 'green'] = colours.filter((colour) => counts[colour] > 0)
    await tabTo(page, legendOf(page, colour))
    expect(await isFocusSeen(page)).toBe(true)
    await page.keyboard.press('Enter')
    await page.waitForURL(`**colour=${colour}*`)
    await expect.poll(() => captionCount(page)).toBe(counts[colour])
    await tabTo(page, rows(page).first().getByRole('link'))
    expect(await isFocusSeen(page)).toBe(true)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/grids/police/*')
    const reasons = page.getByRole('region', { name: '得分明细' })
    await reasons.waitFor()
    await tabTo(page, reasons.locator('a[href^="/incidents/"]').first())
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: /^事件 ./ }).waitFor()
  })
})

test('on the phone map and list are one tap apart and show the same month', async () => {
  const { origin } = demo()
  await visit({ size: phone, origin, as: 'demo-officer' }, async (page) => {
    await page.getByRole('navigation', { name: '常用' }).getByRole('link', { name: '地图' }).tap()
    await drawn(page)
    expect(await rows(page).first().isVisible()).toBe(false)
    await page.getByRole('link', { name: '列表' }).tap()
    await rows(page).first().waitFor()
    expect(await page.locator('.risk-map-frame').isVisible()).toBe(false)
    const counts = await legendCounts(page)
    expect(await captionCount(page)).toBe(counts.red + counts.yellow + counts.green + counts.grey)
  })
})

test('a grid’s counterparts on the other layer name it back with the same shares', async () => {
  const { origin } = demo()
  await visit({ size: desktop, origin, as: 'demo-officer' }, async (page) => {
    await page.goto('/map')
    await rows(page).first().getByRole('link').click()
    const own = await factOf(page, '编码')
    const there = page.getByRole('region', { name: '综治网格及所占份额' }).locator('tbody tr')
    await there.first().waitFor()
    const [, ofThis, ofOther] = await there.first().locator('td').allInnerTexts()
    await there.first().getByRole('link').click()
    const back = page
      .getByRole('region', { name: '警格及所占份额' })
      .locator('tbody tr')
      .filter({ hasText: own })
    await back.waitFor()
    const [, ofThat, ofOwn] = await back.locator('td').allInnerTexts()
    expect([ofThat, ofOwn]).toEqual([ofOther, ofThis])
  })
})

const mapShown = (page: Page) =>
  page.getByRole('heading', { level: 1, name: /^三色地图/ }).waitFor()

/** The borders are on the map, and coloured. */
const drawn = (page: Page) => page.locator('.risk-map-frame[data-ready]').waitFor()

const rows = (page: Page) => page.getByRole('region', { name: '网格列表' }).locator('tbody tr')

const legendOf = (page: Page, colour: Colour) =>
  page
    .getByRole('navigation', { name: /^图例/ })
    .getByRole('link')
    .filter({ has: page.locator(`.grade-${colour}`) })

async function legendCounts(page: Page): Promise<Record<Colour, number>> {
  const counts = { red: 0, yellow: 0, green: 0, grey: 0 }
  for (const colour of colours) {
    counts[colour] = Number(
      (await legendOf(page, colour).locator('b').innerText()).replace(',', ''),
    )
  }
  return counts
}

/** How many grids the table says it lists. */
async function captionCount(page: Page): Promise<number> {
  const caption = await page
    .getByRole('region', { name: '网格列表' })
    .locator('caption')
    .textContent()
  return Number(/共 (\d+) 个网格/.exec(caption ?? '')?.[1])
}

/** The grids of the officer's township by colour, as graded. */
async function countedIn(layer: 'police' | 'governance', month: string) {
  const graded = await demo()
    .db.selectFrom('grades')
    .innerJoin('gradings', 'gradings.id', 'grades.gradingId')
    .innerJoin('gridVersions', (join) =>
      join
        .onRef('gridVersions.code', '=', 'grades.code')
        .onRef('gridVersions.layer', '=', 'gradings.layer'),
    )
    .select(['grades.code', 'colour'])
    .where('gradings.layer', '=', layer)
    .where('month', '=', month)
    .where('areaCode', 'like', `${township}%`)
    .execute()
  const counts = { red: 0, yellow: 0, green: 0, grey: 0 }
  for (const { colour } of graded) counts[colour]++
  return counts
}

const factOf = (page: Page, term: string): Promise<string> =>
  page
    .locator('.grid-facts div')
    .filter({ has: page.locator('dt', { hasText: term }) })
    .locator('dd')
    .innerText()

/** Presses Tab until the focus stands on the element. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 150; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('The Tab key does not lead there.')
}

const focusedText = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim())

/** Whether whoever looks can tell where the focus is. */
const isFocusSeen = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const element = document.activeElement
    if (!element) return false
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none'
  })
