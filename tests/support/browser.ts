import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { root } from '~/cli/launch/processes.mjs'
import { launchChromium } from './chromium.ts'
import { type DemoAccount, signIn } from './sign-in.ts'
import { watchPage } from './watched-page.ts'

export const phone = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 3,
  isMobile: true,
  hasTouch: true,
}
export const desktop = { viewport: { width: 1440, height: 900 } }

/** For anything a story waits for: generous on a slow machine, short of a test's own limit. */
const waitMilliseconds = 20_000

export interface Visit {
  /** `phone` or `desktop`. */
  size: typeof phone | typeof desktop
  /** Pages are served from here, so a story can say `page.goto('/map')`. */
  origin: string
  /** Who has signed in when the story begins; nobody unless said. */
  as?: DemoAccount
  javaScriptEnabled?: boolean
  /** Console errors and failures that belong to the story. */
  expected?: readonly RegExp[]
}

export interface OpenBrowser {
  /** The browser itself, inside a test. */
  browser: () => Browser
  /**
   * Tells one story on a fresh page, with no cookies. Fails on anything the page complains about:
   * console errors, uncaught exceptions, violations of the content security policy, answers of 500
   * and above, requests that leave the site. A failed story leaves a picture in tests/reports.
   */
  visit: (visit: Visit, story: (page: Page) => Promise<void>) => Promise<void>
}

/** One Chromium of this machine for the tests of one file. */
export function openBrowser(): OpenBrowser {
  let launched: Browser | undefined
  const browser = () => {
    if (!launched) throw new Error('The browser is open inside a test only.')
    return launched
  }
  beforeAll(async () => {
    launched = await launchChromium()
  })
  afterAll(() => launched?.close())
  return { browser, visit: (visit, story) => tell(browser(), visit, story) }
}

async function tell(
  browser: Browser,
  { size, origin, as, javaScriptEnabled = true, expected = [] }: Visit,
  story: (page: Page) => Promise<void>,
) {
  const context = await browser.newContext({
    ...size,
    baseURL: origin,
    javaScriptEnabled,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  try {
    const page = await context.newPage()
    page.setDefaultTimeout(waitMilliseconds)
    const complaints = watchPage(page, origin)
    if (as) await signIn(page, as)
    await story(page).catch(async (error) => {
      await keepPicture(page)
      throw error
    })
    const unexpected = complaints().filter((line) => !expected.some((known) => known.test(line)))
    if (unexpected.length > 0) throw new Error(`The page complained:\n${unexpected.join('\n')}`)
  } finally {
    await context.close()
  }
}

async function keepPicture(page: Page) {
  const folder = join(root, 'tests/reports/failed-stories')
  mkdirSync(folder, { recursive: true })
  const name = new URL(page.url()).pathname.replaceAll(/[^\w-]+/g, '-')
  await page.screenshot({ path: join(folder, `${Date.now()}${name}.png`) }).catch(() => undefined)
}
