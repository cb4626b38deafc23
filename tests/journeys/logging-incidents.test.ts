import { setTimeout as sleep } from 'node:timers/promises'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { borderPoint } from '../support/border-point.ts'
import { desktop, openBrowser, phone } from '../support/browser.ts'
import { headed } from '../support/headed.ts'
import { serveDemo } from '../support/served-demo.ts'
import { fillSignIn } from '../support/sign-in.ts'

const demo = serveDemo()
const { visit } = openBrowser()

/** What the browser itself says about a form that was refused. */
const refused = /status of 422/

test('a grid worker logs an incident in three taps from the to-do page', async () => {
  const { origin } = demo()
  await visit({ size: phone, origin, as: 'demo-grid' }, async (page) => {
    let taps = 0
    const tap = async (target: Locator) => {
      taps++
      await target.tap()
    }
    await tap(page.getByRole('main').getByRole('link', { name: '随手报' }))
    await headed(page, '随手报')
    await tap(tile(page, '安全隐患'))
    await tap(page.getByRole('button', { name: '保存' }))
    const done = page.getByRole('status').filter({ hasText: '已登记' })
    await done.waitFor()
    expect(taps).toBe(3)
    const said = await done.innerText()

    const incident = await lastIncident()
    expect(incident).toMatchObject({
      number: await done.locator('.done-number').innerText(),
      categoryCode: '06',
      occurredOn: await today(page),
      validity: 'valid',
      locatedHow: 'manual',
      sourceChannel: 'gridWorker',
      reporterId: await idOf('demo-grid'),
      version: 1,
    })
    expect(await dutyGrids('demo-grid')).toContain(incident.governanceCode)
    expect(incident.policeCode).toMatch(/^\d{15}$/)
    for (const code of [incident.governanceCode, incident.policeCode]) {
      expect(said).toContain(`（${code}）`)
    }
    const effect = /综治网格 .+有效事件 (\d+) → (\d+)/.exec(said)
    expect(Number(effect?.[2])).toBe(Number(effect?.[1]) + 1)

    await page.goto('/')
    const reports = page.getByRole('region', { name: '我最近的上报' })
    await reports.getByText(incident.number).waitFor()
  })
})

test('the same form sent twice makes one incident, and a request that arrives again answers it', async () => {
  const { origin } = demo()
  await visit({ size: phone, origin, as: 'demo-grid' }, async (page) => {
    const before = await incidentCount()
    await page.goto('/incidents/new')
    await tile(page, '社情民意').tap()
    const posts: string[] = []
    await page.route('**/incidents/new**', async (route) => {
      if (route.request().method() === 'POST') {
        posts.push(route.request().postData() ?? '')
        await sleep(500)
      }
      await route.continue()
    })
    const form = page.locator('form.incident-form')
    for (const times of [1, 2]) {
      await form.evaluate((form: HTMLFormElement) => form.requestSubmit())
      await expect.poll(() => posts.length).toBe(times)
    }
    await page.getByText('✓ 已登记').waitFor()
    expect(posts[0]).toBe(posts[1])
    expect(await incidentCount()).toBe(before + 1)

    const again = await page.request.post('/incidents/new', {
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      data: posts[0],
      maxRedirects: 0,
    })
    expect(again.status()).toBe(302)
    const { id } = await lastIncident()
    expect(again.headers().location).toBe(`/incidents/${id}?done=logged`)
    expect(await incidentCount()).toBe(before + 1)
  })
})

test('a form without a kind is refused with its words, the focus on them and what was typed kept', async () => {
  const { origin } = demo()
  await visit({ size: phone, origin, as: 'demo-grid', expected: [refused] }, async (page) => {
    const before = await incidentCount()
    await page.goto('/incidents/new')
    await page.getByLabel('具体地址（可不填）').fill('三组东头小桥旁')
    await page.getByRole('button', { name: '保存' }).tap()
    const problems = page.getByRole('alert')
    await problems.getByRole('link', { name: '请选择事件类别' }).waitFor()
    await expect
      .poll(() => problems.evaluate((element) => element === document.activeElement))
      .toBe(true)
    expect(await page.getByLabel('具体地址（可不填）').inputValue()).toBe('三组东头小桥旁')
    expect(await incidentCount()).toBe(before)
  })
})

for (const { size, name } of [
  { size: phone, name: 'phone' },
  { size: desktop, name: 'desktop' },
]) {
  test(`near a border the form asks which grid, and keeps the answer as confirmed (${name})`, async () => {
    const { origin, db } = demo()
    const point = await borderPoint(db, 'governance', await dutyGrids('demo-grid'))
    const story = { size, origin, as: 'demo-grid', expected: [refused] } as const
    await visit(story, async (page) => {
      const before = await incidentCount()
      await page.goto('/incidents/new')
      await tile(page, '治安警情').click()
      await page.getByText('填写坐标').click()
      await page.getByLabel('经度').fill(String(point.lon))
      await page.getByLabel('纬度').fill(String(point.lat))
      await page.getByLabel('坐标系').selectOption('cgcs2000')
      await page.getByRole('button', { name: '保存' }).click()

      const question = page.getByRole('group', { name: '在哪个网格？' })
      await question.waitFor()
      expect(await incidentCount()).toBe(before)
      for (const code of point.codes) await question.getByText(code).waitFor()
      const beyond = question.locator('label').filter({ hasNotText: '位置在这个网格内' })
      const [chosen = ''] = /\d{15}/.exec(await beyond.first().innerText()) ?? []
      await beyond.first().click()
      await page.getByRole('button', { name: '保存' }).click()
      await page.getByRole('status').filter({ hasText: '已登记' }).waitFor()
      expect(await lastIncident()).toMatchObject({
        governanceCode: chosen,
        locatedHow: 'confirmed',
        sourceCrs: 'cgcs2000',
        lonE7: Math.round(point.lon * 1e7),
        latE7: Math.round(point.lat * 1e7),
      })
      await page.getByText('边界附近，经人确认').waitFor()
    })
  })
}

test('without JavaScript the form comes back filled in when something is wrong, and saves', async () => {
  const { origin } = demo()
  const story = { size: phone, origin, as: 'demo-grid', javaScriptEnabled: false } as const
  await visit({ ...story, expected: [refused] }, async (page) => {
    const before = await incidentCount()
    await page.goto('/incidents/new')
    await page.getByLabel('具体地址（可不填）').fill('二组晒场')
    await page.getByLabel(/简要情况/).fill('电线垂到路面，离地不到两米')
    await page.getByRole('button', { name: '保存' }).tap()
    await page.getByRole('alert').getByText('请选择事件类别').waitFor()
    expect(await page.getByLabel('具体地址（可不填）').inputValue()).toBe('二组晒场')
    expect(await page.getByLabel(/简要情况/).inputValue()).toBe('电线垂到路面，离地不到两米')
    expect(await incidentCount()).toBe(before)

    await tile(page, '安全隐患').tap()
    await page.getByRole('button', { name: '保存' }).tap()
    await page.getByText('✓ 已登记').waitFor()
    expect(await incidentCount()).toBe(before + 1)
    expect(await lastIncident()).toMatchObject({
      addressText: '二组晒场',
      summary: '电线垂到路面，离地不到两米',
    })
  })
})

test('without JavaScript the question near a border can be answered too', async () => {
  const { origin, db } = demo()
  const point = await borderPoint(db, 'governance', await dutyGrids('demo-grid'))
  const story = { size: phone, origin, as: 'demo-grid', javaScriptEnabled: false } as const
  await visit({ ...story, expected: [refused] }, async (page) => {
    await page.goto('/incidents/new')
    await tile(page, '交通事故').tap()
    await page.getByText('填写坐标').tap()
    await page.getByLabel('经度').fill(String(point.lon))
    await page.getByLabel('纬度').fill(String(point.lat))
    await page.getByLabel('坐标系').selectOption('cgcs2000')
    await page.getByRole('button', { name: '保存' }).tap()
    const question = page.getByRole('group', { name: '在哪个网格？' })
    await question.getByText(point.codes[1]).tap()
    await page.getByRole('button', { name: '保存' }).tap()
    await page.getByText('✓ 已登记').waitFor()
    expect(await lastIncident()).toMatchObject({
      categoryCode: '04',
      governanceCode: point.codes[1],
      locatedHow: 'confirmed',
    })
  })
})

for (const javaScriptEnabled of [true, false]) {
  test(`what was typed survives a sign-in that ran out (${javaScriptEnabled ? 'with' : 'without'} JavaScript)`, async () => {
    const { origin, db } = demo()
    const story = { size: phone, origin, as: 'demo-grid', javaScriptEnabled } as const
    await visit({ ...story, expected: [/status of 401/] }, async (page) => {
      const before = await incidentCount()
      const workerId = await idOf('demo-grid')
      await page.goto('/incidents/new')
      await tile(page, '火灾与生产事故').tap()
      await page.getByLabel('具体地址（可不填）').fill('五组秸秆堆')
      await page.getByLabel(/简要情况/).fill('秸秆冒烟，已用水浇灭')
      await db.deleteFrom('sessions').where('workerId', '=', workerId).execute()
      await page.getByRole('button', { name: '保存' }).tap()

      await page.getByText('请重新登录，刚才填写的内容已保留。').waitFor()
      expect(await incidentCount()).toBe(before)
      await fillSignIn(page, 'demo-grid')
      await headed(page, '随手报')
      expect(await page.getByRole('radio', { name: '火灾与生产事故' }).isChecked()).toBe(true)
      expect(await page.getByLabel('具体地址（可不填）').inputValue()).toBe('五组秸秆堆')
      expect(await page.getByLabel(/简要情况/).inputValue()).toBe('秸秆冒烟，已用水浇灭')
      await page.getByRole('button', { name: '保存' }).tap()
      await page.getByText('✓ 已登记').waitFor()
      expect(await incidentCount()).toBe(before + 1)
      expect(await lastIncident()).toMatchObject({
        categoryCode: '05',
        summary: '秸秆冒烟，已用水浇灭',
      })
      expect(await db.selectFrom('drafts').selectAll().execute()).toEqual([])
    })
  })
}

test('a phone number in the text is warned about once, and kept when the reporter insists', async () => {
  const { origin } = demo()
  await visit({ size: phone, origin, as: 'demo-grid', expected: [refused] }, async (page) => {
    const before = await incidentCount()
    await page.goto('/incidents/new')
    await tile(page, '群众求助与民生').tap()
    await page.getByLabel(/简要情况/).fill('失主留了电话13900001234')
    await page.getByRole('button', { name: '保存' }).tap()
    await page
      .getByRole('alert')
      .getByText(/13900001234.*请删去/)
      .waitFor()
    expect(await incidentCount()).toBe(before)
    await page.getByRole('button', { name: '保存' }).tap()
    await page.getByText('✓ 已登记').waitFor()
    expect(await lastIncident()).toMatchObject({ summary: '失主留了电话13900001234' })
  })
})

/** The label that carries a tile's radio: what a thumb hits. */
const tile = (page: Page, label: string) =>
  page.locator('label').filter({ has: page.getByRole('radio', { name: label, exact: true }) })

/** Today as the form has it. */
const today = async (page: Page): Promise<string> => {
  await page.goto('/incidents/new')
  return (await page.getByRole('radio', { name: '今天' }).getAttribute('value')) ?? ''
}

const lastIncident = () =>
  demo().db.selectFrom('incidents').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow()

async function incidentCount(): Promise<number> {
  const { count } = await demo()
    .db.selectFrom('incidents')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

async function idOf(account: string): Promise<number> {
  const { id } = await demo()
    .db.selectFrom('workers')
    .select('id')
    .where('account', '=', account)
    .executeTakeFirstOrThrow()
  return id
}

async function dutyGrids(account: string): Promise<string[]> {
  const duties = await demo()
    .db.selectFrom('duties')
    .select('gridCode')
    .where('workerId', '=', await idOf(account))
    .execute()
  return duties.map(({ gridCode }) => gridCode)
}
