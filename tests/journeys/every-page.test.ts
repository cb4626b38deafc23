import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { desktop, openBrowser, phone } from '../support/browser.ts'
import { findUnfitness } from '../support/page-fitness.ts'
import { serveDemo } from '../support/served-demo.ts'
import { demoAccounts } from '../support/sign-in.ts'

const demo = serveDemo()
const { visit } = openBrowser()

/** Pages that the menu of no desktop leads to, or only with a choice in their address. */
const besides = ['/map?view=list&layer=governance', '/password']

for (const account of demoAccounts) {
  test(`every page that ${account} can reach is in order at the desk and on the phone`, async () => {
    await visit({ size: desktop, origin: demo().origin, as: account }, async (page) => {
      const unfit: string[] = []
      const seen = new Set<string>()
      const ahead = ['/', ...besides]
      for (let next = ahead.shift(); next !== undefined; next = ahead.shift()) {
        if (seen.has(kindOf(next))) continue
        seen.add(kindOf(next))
        await page.setViewportSize(desktop.viewport)
        const answer = await page.goto(next)
        if (answer?.status() !== 200) unfit.push(`${next} answers ${answer?.status()}`)
        await settled(page)
        ahead.push(...(await linksOn(page)))
        unfit.push(...(await findUnfitness(page)).map((line) => `${next} ${line}`))
      }
      expect(seen.size).toBeGreaterThan(8)
      expect(unfit).toEqual([])
    })
  }, 400_000)
}

test('nobody signed in finds the sign-in page in order', async () => {
  await visit({ size: phone, origin: demo().origin }, async (page) => {
    await page.goto('/')
    await settled(page)
    expect(await findUnfitness(page)).toEqual([])
  })
})

for (const account of demoAccounts) {
  test(`without JavaScript ${account} reads the same on every page of the menu`, async () => {
    const { origin } = demo()
    const read: Record<string, string[]> = {}
    await visit({ size: desktop, origin, as: account }, async (page) => {
      for (const address of await menuOf(page)) {
        await page.goto(address)
        await settled(page)
        read[address] = await substanceOf(page)
      }
    })
    await visit({ size: phone, origin, as: account, javaScriptEnabled: false }, async (page) => {
      expect(await menuOf(page)).toEqual(Object.keys(read))
      for (const [address, substance] of Object.entries(read)) {
        await page.goto(address)
        expect([address, ...(await substanceOf(page))]).toEqual([address, ...substance])
      }
    })
  })
}

/** Loaded, alive and at rest: the map's borders are there, nothing is on its way. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  const frame = page.locator('.risk-map-frame')
  if ((await frame.count()) > 0 && (await frame.isVisible())) {
    await page.locator('.risk-map-frame[data-ready]').waitFor()
  }
}

/** Addresses of this site that the page leads to, without downloads. */
const linksOn = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>('a[href]')]
      .filter((link) => link.origin === location.origin && !link.hasAttribute('download'))
      .map(({ pathname, search }) => pathname + search),
  )

/** One page of each kind is looked at: /disputes/12/stage?to=closed is like /disputes/7/stage. */
const kindOf = (address: string): string => {
  const { pathname, searchParams } = new URL(address, 'http://site')
  const kind = pathname
    .replace(/\/\d{4}-\d\d$/, '/:month')
    .replace(/\/\d+(?=\/|$)/g, '/:id')
    .replace(/^\/grids\/(\w+)\/.+/, '/grids/$1/:code')
  return pathname === '/map' ? `${kind} ${searchParams.get('view')}` : kind
}

/** The addresses of the menu, read where a phone hides nothing of it from the page's source. */
const menuOf = (page: Page): Promise<string[]> =>
  page
    .locator('nav[aria-label="主菜单"] a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))

/** The headings, and how many rows and entries there are below them. */
async function substanceOf(page: Page): Promise<string[]> {
  const main = page.getByRole('main')
  const headings = await main.locator('h1, h2').allTextContents()
  const rows = await main.locator('tbody tr').count()
  const fields = await main.locator('input, select, textarea').count()
  return [...headings, `${rows} rows`, `${fields} fields`]
}
