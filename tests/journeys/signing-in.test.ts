import { expect, test } from 'vitest'
import { roleLabels } from '~/domain/labels.ts'
import { desktop, openBrowser, phone } from '../support/browser.ts'
import { headed } from '../support/headed.ts'
import { serveDemo } from '../support/served-demo.ts'
import { demoAccounts, demoPassword, fillSignIn, signIn } from '../support/sign-in.ts'

const demo = serveDemo()
const { browser, visit } = openBrowser()

/** What the browser itself says about a form that was refused. */
const refused = /status of (422|429)/

test('whoever tries the demo out reads its accounts on the sign-in page, and each of them works', async () => {
  await visit({ size: desktop, origin: demo().origin }, async (page) => {
    await page.goto('/')
    const offered = page.getByRole('region', { name: '演示账号' })
    expect(await offered.innerText()).toContain(demoPassword)
    expect(await offered.getByRole('listitem').locator('b').allInnerTexts()).toEqual([
      ...demoAccounts,
    ])
    for (const account of demoAccounts) {
      await signIn(page, account)
      await headed(page, '待办')
      await page.getByRole('banner').getByRole('button', { name: '退出' }).click()
      await page.waitForURL('**/login')
    }
  })
})

test('a wrong password is refused in words, the fifth one locks the account for a quarter of an hour', async () => {
  const { origin } = demo()
  await visit({ size: phone, origin, expected: [refused] }, async (page) => {
    await page.goto('/login')
    for (let failure = 1; failure <= 5; failure++) {
      await fillSignIn(page, 'demo-auditor', 'not-the-password')
      await page.getByRole('alert').getByText('账号或密码不对，请核对后再试').waitFor()
      expect(await page.getByLabel('账号', { exact: true }).inputValue()).toBe('demo-auditor')
      await page.reload()
    }
    await fillSignIn(page, 'demo-auditor')
    await page.getByRole('alert').getByText('密码错误次数过多，请 15 分钟后再试').waitFor()
    expect(await sessionsOf('demo-auditor')).toBe(0)
    await fillSignIn(page, 'demo-leader')
    await headed(page, '待办')
  })
})

test('an empty sign-in form names what is missing', async () => {
  await visit({ size: phone, origin: demo().origin, expected: [refused] }, async (page) => {
    await page.goto('/login')
    await page.getByRole('button', { name: '登录' }).click()
    const problems = page.getByRole('alert')
    await problems.waitFor()
    expect(await problems.getByRole('link').allInnerTexts()).toEqual(['请填写账号', '请填写密码'])
    await expect
      .poll(() => problems.evaluate((element) => element === document.activeElement))
      .toBe(true)
  })
})

test('signing in leads to the page that was asked for, never to another site', async () => {
  await visit({ size: desktop, origin: demo().origin }, async (page) => {
    await page.goto('/disputes?books=all')
    expect(new URL(page.url()).pathname).toBe('/login')
    await fillSignIn(page, 'demo-staff')
    await page.waitForURL('**/disputes?books=all')
    await headed(page, '矛盾纠纷')
    await page.getByRole('banner').getByRole('button', { name: '退出' }).click()
    await page.waitForURL('**/login')
    await page.goto('/login?next=//evil.example/steal')
    await fillSignIn(page, 'demo-staff')
    await headed(page, '待办')
    expect(new URL(page.url()).origin).toBe(demo().origin)
  })
})

test('signing out ends the session in the database, and going back shows nothing', async () => {
  await visit({ size: phone, origin: demo().origin, as: 'demo-mediator' }, async (page) => {
    expect(await sessionsOf('demo-mediator')).toBe(1)
    await page.getByRole('navigation', { name: '常用' }).getByRole('link', { name: '我的' }).click()
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.waitForURL('**/login')
    expect(await sessionsOf('demo-mediator')).toBe(0)
    await page.goto('/disputes')
    expect(new URL(page.url()).pathname).toBe('/login')
  })
})

test('a new worker must change the one-time password first; once disabled they are out at once', async () => {
  const { origin, db } = demo()
  const expected = [refused]
  await visit({ size: desktop, origin, as: 'demo-admin', expected }, async (page) => {
    await page.getByRole('link', { name: '账号', exact: true }).click()
    await page.getByRole('link', { name: '新开账号' }).click()
    await page.getByLabel('账号', { exact: true }).fill('wang.new')
    await page.getByLabel('姓名').fill('王某')
    await page.getByLabel('岗位').selectOption({ label: roleLabels.gridWorker })
    await page.getByLabel('辖区').selectOption('321302001')
    await page.getByRole('button', { name: '开账号' }).click()
    await headed(page, '账号已开好')
    const oneTime = await page.getByRole('status').locator('b').innerText()

    await visit({ size: phone, origin, expected: [/status of 401/] }, async (newcomer) => {
      await newcomer.goto('/login?next=/incidents')
      await fillSignIn(newcomer, 'wang.new', oneTime)
      await newcomer.getByText('请先把管理员给的一次性密码换成自己的密码').waitFor()
      await newcomer.goto('/map')
      expect(new URL(newcomer.url()).pathname).toBe('/password')

      const field = (name: string) => newcomer.getByRole('textbox', { name, exact: true })
      await field('现在的密码').fill(oneTime)
      await field('新密码').fill('password')
      await field('再输一次新密码').fill('password')
      await newcomer.getByRole('button', { name: '保存' }).click()
      await newcomer
        .getByRole('alert')
        .getByText(/新密码至少8位/)
        .waitFor()
      await field('新密码').fill('Qingtian-88')
      await field('再输一次新密码').fill('Qingtian-88')
      await newcomer.getByRole('button', { name: '保存' }).click()
      await newcomer.waitForURL('**/account?done=password')
      expect(await workerNamed('wang.new')).toMatchObject({ mustChangePassword: 0 })
      await newcomer.goto('/incidents')
      await headed(newcomer, '事件')

      await page.getByRole('link', { name: '查看这个账号' }).click()
      await page.getByRole('button', { name: '停用账号' }).click()
      await page.getByText('账号已停用，正在使用的登录已全部退出。').waitFor()
      expect(await sessionsOf('wang.new')).toBe(0)

      await newcomer.getByRole('link', { name: '地图' }).first().click()
      await newcomer.waitForURL('**/login?next=*')
    })
    await visit({ size: phone, origin, expected }, async (newcomer) => {
      await newcomer.goto('/login')
      await fillSignIn(newcomer, 'wang.new', 'Qingtian-88')
      await newcomer.getByText('账号或密码不对，请核对后再试').first().waitFor()
    })
  })
  const { id } = await workerNamed('wang.new')
  const acts = await db
    .selectFrom('auditEntries')
    .select('act')
    .where('subject', '=', 'worker')
    .where('subjectId', '=', String(id))
    .orderBy('id')
    .execute()
  expect(acts.map(({ act }) => act)).toEqual([
    'worker.added',
    'worker.passwordChanged',
    'worker.disabled',
  ])
})

test('without JavaScript signing in and out work the same', async () => {
  const { origin } = demo()
  await visit(
    { size: phone, origin, as: 'demo-officer', javaScriptEnabled: false },
    async (page) => {
      await headed(page, '待办')
      await page.goto('/account')
      await page.getByRole('button', { name: '退出登录' }).click()
      expect(new URL(page.url()).pathname).toBe('/login')
    },
  )
})

test('the cookie of a session is for the server alone', async () => {
  const context = await browser().newContext({ baseURL: demo().origin })
  const page = await context.newPage()
  await signIn(page, 'demo-leader')
  const cookies = await context.cookies()
  expect(cookies).toHaveLength(1)
  expect(cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  await context.close()
})

async function workerNamed(account: string) {
  return await demo()
    .db.selectFrom('workers')
    .selectAll()
    .where('account', '=', account)
    .executeTakeFirstOrThrow()
}

async function sessionsOf(account: string): Promise<number> {
  const { id } = await workerNamed(account)
  const rows = await demo()
    .db.selectFrom('sessions')
    .select('id')
    .where('workerId', '=', id)
    .execute()
  return rows.length
}
