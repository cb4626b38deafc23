import type { Page } from 'playwright-core'

/** The accounts of a demo database, one for each role. */
export const demoAccounts = [
  'demo-admin',
  'demo-auditor',
  'demo-leader',
  'demo-staff',
  'demo-officer',
  'demo-mediator',
  'demo-grid',
] as const
export type DemoAccount = (typeof demoAccounts)[number]

export const demoPassword = 'Hege-2026-demo'

/** Signs in by the sign-in page and waits for the page it leads to. */
export async function signIn(page: Page, account: string, password = demoPassword): Promise<void> {
  await page.goto('/login')
  await fillSignIn(page, account, password)
  await page.waitForURL((url) => url.pathname !== '/login')
  await page.getByRole('heading', { name: '登录', level: 1 }).waitFor({ state: 'detached' })
}

/** Fills in the sign-in form that is in sight, and sends it. */
export async function fillSignIn(page: Page, account: string, password = demoPassword) {
  await page.getByLabel('账号', { exact: true }).fill(account)
  await page.getByRole('textbox', { name: '密码' }).fill(password)
  await page.getByRole('button', { name: '登录' }).click()
}
