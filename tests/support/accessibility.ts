import axe from 'axe-core'
import type { Page } from 'playwright-core'

/**
 * What axe finds wrong on the page as it stands, one line per rule and place; an empty list is what
 * a test wants. Its script goes in through the debugger, so the page's content security policy
 * stays in force.
 */
export async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }))
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help} at ${target.join(' ')}`),
  )
}

declare global {
  interface Window {
    axe: typeof axe
  }
}
