import type { Page } from 'playwright-core'
import { findBarriers } from './accessibility.ts'

/** Fingers need 48 px; half a pixel is lost to rounding. */
const targetPixels = 47.5

/**
 * What is wrong with the page as it stands: barriers that axe finds at the desk and on the phone,
 * not exactly one first heading, no title, sideways scrolling on narrow phones, targets too low for
 * a finger. Leaves the page at the width of a phone.
 */
export async function findUnfitness(page: Page): Promise<string[]> {
  const found: string[] = []
  await page.setViewportSize({ width: 1440, height: 900 })
  found.push(...(await findBarriers(page)).map((barrier) => `at the desk: ${barrier}`))
  const title = await page.title()
  if (!/^.+ · 和格$/.test(title)) found.push(`title: ${title}`)
  const headings = await page.getByRole('heading', { level: 1 }).allInnerTexts()
  if (headings.length !== 1) found.push(`first headings: ${headings.join(' | ') || 'none'}`)
  await page.setViewportSize({ width: 390, height: 844 })
  found.push(...(await findBarriers(page)).map((barrier) => `on the phone: ${barrier}`))
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 })
    found.push(...(await findOverflow(page)).map((element) => `wider than ${width}: ${element}`))
  }
  await page.setViewportSize({ width: 360, height: 780 })
  return [...found, ...(await findLowTargets(page))]
}

/** What sticks out where the page scrolls sideways; a page that does not has nothing to tell. */
const findOverflow = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > width + 0.5,
    )
    const names = wide.map((element) => `${element.tagName}.${element.getAttribute('class') ?? ''}`)
    return [[...new Set(names)].slice(0, 4).join(' > ') || 'the page']
  })

/** Buttons, inputs, tiles and bars; links inside a text or a table are read, not aimed at. */
const findLowTargets = (page: Page): Promise<string[]> =>
  page.evaluate(
    ({ least }) => {
      const aimedAt =
        'button, [role="button"], select, textarea, summary, input:not([type="hidden"]), a[class*="Button-root"], nav.tabs a, .choice-bar a, .map-legend a, .to-do-tiles a, .duties a, .stage-board a'
      return [...document.querySelectorAll<HTMLElement>(aimedAt)].flatMap((element) => {
        const isChoice = element.matches('[type="radio"], [type="checkbox"]')
        const target = isChoice ? (element.closest('label') ?? element) : element
        const { width, height } = target.getBoundingClientRect()
        const isSeen = width > 1 && height > 1 && getComputedStyle(target).visibility === 'visible'
        if (!isSeen || height >= least) return []
        const name = element.getAttribute('aria-label') ?? target.textContent ?? ''
        return [
          `${Math.round(height)} px high: ${element.tagName} ${name.trim().slice(0, 20) || element.id}`,
        ]
      })
    },
    { least: targetPixels },
  )
