import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findArea, insertAreas, listAreas } from '#db/areas.ts'
import { connect } from '#db/connect.ts'
import { root, script } from '~/cli/launch/processes.mjs'
import { dayOf, type Month } from '~/domain/day.ts'
import { colours } from '~/domain/grading.ts'
import { methods, stages } from '~/domain/mediation.ts'
import type { MonthReport } from '~/domain/report.ts'
import { monthAfter } from '~/domain/statistic-month.ts'
import { readClock } from '~/server/clock.server.ts'
import { findBarriers } from '../support/accessibility.ts'
import { desktop, openBrowser, phone } from '../support/browser.ts'
import { serveDemo } from '../support/served-demo.ts'
import { signIn } from '../support/sign-in.ts'

const demo = serveDemo()
const { visit } = openBrowser()
const folder = mkdtempSync(join(tmpdir(), 'hege-report-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The last whole month of the demo, which is seeded until today. */
const month: Month = monthAfter(dayOf(readClock().now).slice(0, 7), -1)

let county = { code: '', path: '' }

/** A county of the demo, with so many villages more that its annex is longer than a page. */
beforeAll(async () => {
  const db = connect(demo().database)
  const [township] = await listAreas(db, { level: 'township' })
  if (!township) throw new Error('the demo has no township')
  const villages = Array.from({ length: 40 }, (_, index) => {
    const code = `${township.code}${700 + index}`
    const path = `${township.path}${code}/`
    return { code, name: `新设${index + 1}村`, path, parentCode: township.code, batchId: null }
  })
  await insertAreas(
    db,
    villages.map((village) => ({ ...village, level: 'village' })),
  )
  county = (await findArea(db, township.parentCode ?? '')) ?? county
  await db.destroy()
})

/** The same report through the terminal door. */
const reportFromTerminal = (area: string): MonthReport =>
  JSON.parse(
    execFileSync(
      process.execPath,
      script('app/cli/hege.ts', [
        ...['report', '--area', area, '--month', month],
        ...['--format', 'json', '--db', demo().database],
      ]),
      { cwd: root, encoding: 'utf8' },
    ),
  ) as MonthReport

async function openReport(page: Page, area: string) {
  await signIn(page, 'demo-auditor')
  await page.goto('/reports')
  await page.getByLabel('辖区').selectOption(area)
  await page.getByLabel('统计月份').selectOption(month)
  await page.getByRole('button', { name: '打开月报' }).click()
  await page.getByRole('heading', { level: 1, name: /社会治安与矛盾纠纷月报/ }).waitFor()
}

/** The figures of a table, row by row, under the first cell of each. */
const figuresOf = (page: Page, caption: RegExp): Promise<Record<string, string[]>> =>
  page.getByRole('table', { name: caption }).evaluate((table) => {
    const rows = [...(table as HTMLTableElement).tBodies].flatMap((body) => [...body.rows])
    return Object.fromEntries(
      rows.map((row) => {
        const [name = '', ...figures] = [...row.cells].map((cell) => cell.innerText.trim())
        return [name, figures]
      }),
    )
  })

const numbers = (texts: readonly string[] | undefined): number[] => (texts ?? []).map(Number)

test('the figures on the page are those of the JSON and of the tables', async () => {
  const report = reportFromTerminal(county.code)
  await visit({ size: desktop, origin: demo().origin }, async (page) => {
    await openReport(page, county.code)
    const { incidents, grids, disputes, visits, zeroIncidentVillages: zero } = report

    const overview = await page.getByRole('region', { name: '一、总体情况' }).innerText()
    expect(overview).toContain(`接报 ${incidents.total} 起`)
    expect(overview).toContain(`（上年同期 ${incidents.yoy.previous} 起）`)
    expect(overview).toContain(`（上月 ${incidents.mom.previous} 起）`)
    expect(overview).toContain(`完成 ${visits.done} / 应回访 ${visits.planned} 次`)
    expect(overview).toContain(`超期未回访 ${visits.overdue} 次`)
    expect(overview).toContain(`${zero.numerator} / ${zero.denominator} 个村（社区）`)

    const coloured = await figuresOf(page, /网格颜色/)
    for (const [name, { byColour }] of [
      ['警格', grids.layers.police],
      ['综治网格', grids.layers.governance],
    ] as const) {
      expect(numbers(coloured[name]?.slice(0, 4))).toEqual(
        colours.map((colour) => byColour[colour]),
      )
    }
    const categories = await figuresOf(page, /有效警情分类/)
    expect(Number(categories.合计?.[0])).toBe(incidents.valid)
    expect(
      Object.values(categories)
        .map(([count]) => Number(count))
        .filter(Boolean)
        .sort(),
    ).toEqual([...Object.values(incidents.byCategory), incidents.valid].sort())
    const books = await figuresOf(page, /矛盾纠纷台账/)
    const { carriedOver, opened, closed, pending } = disputes
    expect(numbers(books.合计)).toEqual([carriedOver, opened, closed, pending])
    expect(numbers((await figuresOf(page, /所处阶段/)).件数)).toEqual([
      ...stages.map((stage) => disputes.byStage[stage]),
      ...methods.map((method) => disputes.byMethod[method]),
    ])
    const annex = await figuresOf(page, /各村/)
    const { 合计: total, ...villages } = annex
    expect(numbers(total?.slice(0, 1))).toEqual([incidents.valid])
    expect(numbers(total?.slice(3, 7))).toEqual([carriedOver, opened, closed, pending])
    for (const column of [0, 3, 4, 5, 6]) {
      const sum = Object.values(villages).reduce((sum, row) => sum + Number(row[column]), 0)
      expect(sum).toBe(Number(total?.[column]))
    }
  })
  expect(await countedInTables(county.path)).toEqual({
    valid: report.incidents.valid,
    total: report.incidents.total,
    opened: report.disputes.opened,
    planned: report.visits.planned,
  })
})

/** Counted once more by plain SQL. */
async function countedInTables(path: string) {
  const db = connect(demo().database, { readOnly: true })
  const own = sql`area_code in (select code from areas where path like ${`${path}%`})`
  const count = async (query: ReturnType<typeof sql<{ count: number }>>) =>
    (await query.execute(db)).rows[0]?.count
  const incidents = (validities: string) =>
    count(sql`
      select count(*) as count from incidents where ${own} and validity in (${sql.raw(validities)})
      and occurred_on like ${`${month}-%`}`)
  const counted = {
    valid: await incidents(`'valid'`),
    total: await incidents(`'valid', 'invalid'`),
    opened: await count(sql`
      select count(*) as count from dispute_events join disputes on disputes.id = dispute_id
      where ${own} and moved_on like ${`${month}-%`} and (
        from_status is null or from_status = 'closed' and to_status = 'mediating')`),
    planned: await count(sql`
      select count(*) as count from visits join disputes on disputes.id = dispute_id
      where ${own} and visits.due_on like ${`${month}-%`} and visits.status <> 'cancelled'`),
  }
  await db.destroy()
  return counted
}

test('the browser prints it on A4: numbered pages, heads that repeat, a foot that stays whole', async () => {
  const report = reportFromTerminal(county.code)
  const file = join(folder, 'report.pdf')
  await visit({ size: desktop, origin: demo().origin }, async (page) => {
    await openReport(page, county.code)
    writeFileSync(file, await page.pdf({ preferCSSPageSize: true }))
  })
  expect(statSync(file).size).toBeLessThan(2_000_000)

  const pages = textOf(file)
  const sizes = pdf('pdfinfo', '-f', '1', '-l', String(pages.length), file)
    .split('\n')
    .flatMap((line) => /^Page +\d+ size: +([\d.]+) x ([\d.]+)/.exec(line)?.slice(1) ?? [])
    .map((points) => Math.round((Number(points) / 72) * 25.4))
  const across = pages.findIndex((text) => text.includes('附表'))
  expect(across).toBeGreaterThan(2)
  expect(pages.length - across).toBeGreaterThan(1)
  for (const [index, text] of pages.entries()) {
    const [width, height] = sizes.slice(2 * index, 2 * index + 2)
    expect([width, height]).toEqual(index < across ? [210, 297] : [297, 210])
    // Once a page, in one place: a named page would have the plain page's number besides its own.
    expect(
      text.match(/第\s*\d+\s*页\s*共\s*\d+\s*页/g)?.map((number) => number.replace(/\s/g, '')),
    ).toEqual([`第${index + 1}页共${pages.length}页`])
    if (index >= across) expect(text).toMatch(/其中案件/)
  }

  const foot = pages.filter((text) => text.includes('填报单位'))
  expect(foot).toHaveLength(1)
  for (const name of ['盖章', '填报人', '审核人', '签发人', '填报日期']) {
    expect(foot[0]).toContain(name)
  }
  const text = pages.join('\n')
  const { carriedOver, opened, closed, pending } = report.disputes
  const { valid, mom } = report.incidents
  expect(text).toMatch(new RegExp(`\\b${valid} *起`))
  expect(text).toMatch(new RegExp(`合计 +${valid} +100\\.00% +${mom.previous} `))
  expect(text).toMatch(new RegExp(`合计 +${carriedOver} +${opened} +${closed} +${pending}\\n`))
  expect(text).not.toContain('打印')
  expect(text).not.toContain('换辖区')
  const [, ...fonts] = pdf('pdffonts', file).trim().split('\n').slice(1)
  expect(fonts.length).toBeGreaterThan(0)
  for (const font of fonts) expect(font).toMatch(/\byes +(yes|no) +(yes|no) +\d+ +\d+$/)
})

test('it reads well on the phone and at the desk, with scripts and without', async () => {
  const { origin } = demo()
  for (const size of [phone, desktop]) {
    await visit({ size, origin }, async (page) => {
      await signIn(page, 'demo-leader')
      await page.goto('/reports')
      expect(await findBarriers(page)).toEqual([])
      await page.getByRole('button', { name: '打开月报' }).click()
      await page.getByRole('button', { name: '打印' }).waitFor()
      expect(await findBarriers(page)).toEqual([])
      const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
      expect(await page.evaluate(overflow)).toBe(0)
    })
  }
  await visit({ size: phone, origin, javaScriptEnabled: false }, async (page) => {
    await signIn(page, 'demo-leader')
    await page.goto('/reports')
    await page.getByRole('button', { name: '打开月报' }).click()
    await page.getByText('请用浏览器菜单里的“打印”').waitFor()
    await page.getByRole('link', { name: '综治网格', exact: true }).click()
    await page.getByText(/综治网格三色图/).waitFor()
    expect(await page.getByRole('button', { name: '打印' }).count()).toBe(0)
  })
})

const pdf = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { encoding: 'utf8' })

/** The text of each page, in the places it stands in. */
const textOf = (file: string): string[] =>
  pdf('pdftotext', '-layout', file, '-').split('\f').slice(0, -1)
