import type { Page } from 'playwright-core'

/** Waits until the page with this heading is shown. */
export const headed = (page: Page, title: string): Promise<void> =>
  page.getByRole('heading', { name: title, level: 1, exact: true }).waitFor()
