import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { connect } from '#db/connect.ts'
import { root, script } from '~/cli/launch/processes.mjs'
import { launchChromium } from '../support/chromium.ts'
import { serveCopy } from '../support/served-copy.ts'
import { type DemoAccount, demoAccounts, demoPassword } from '../support/sign-in.ts'

/**
 * How fast the pages are on the whole demo prefecture: `npm run bench -- pages [--db FILE]`. Prints
 * its tables and keeps them in pages.md beside this file.
 */
async function measurePages(): Promise<void> {
  const { values } = parseArgs({ options: { db: { type: 'string' } } })
  const folder = mkdtempSync(join(tmpdir(), 'hege-bench-'))
  try {
    const served = await serveCopy(values.db ?? seedDemo(folder))
    const chromium = await launchChromium()
    try {
      const places = await findPlaces(served.database)
      const report = [
        heading(places),
        await serverTimes(served.origin, places),
        await payloads(served.origin),
        await mapTimes(chromium, served.origin),
        await firstLoads(chromium, served.origin),
      ].join('\n')
      process.stdout.write(report)
      writeFileSync(join(root, 'tests/bench/pages.md'), report)
    } finally {
      await chromium.close()
      await served.stop()
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The demo prefecture at scale 1, through the terminal door. */
function seedDemo(folder: string): string {
  const file = join(folder, 'demo.db')
  for (const words of [['init'], ['seed']]) {
    const command = script('app/cli/hege.ts', [...words, '--db', file])
    execFileSync(process.execPath, command, { cwd: root, stdio: ['ignore', 2, 2] })
  }
  return file
}

interface Places {
  counts: Record<'police' | 'governance' | 'incidents' | 'disputes', number>
  /** The busiest grid of each layer. */
  police: string
  governance: string
  township: string
  county: string
  prefecture: string
  month: string
}

/** What to open: the demo accounts' own township, and the grids with most incidents in it. */
async function findPlaces(database: string): Promise<Places> {
  const db = connect(database, { readOnly: true })
  const count = async (table: 'incidents' | 'disputes') => {
    const counted = db.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('count'))
    return Number((await counted.executeTakeFirstOrThrow()).count)
  }
  const gridsOf = async (layer: 'police' | 'governance') => {
    const grids = db
      .selectFrom('gridVersions')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('layer', '=', layer)
      .where('validTo', 'is', null)
    return Number((await grids.executeTakeFirstOrThrow()).count)
  }
  const leader = await db
    .selectFrom('workerRoles')
    .innerJoin('workers', 'workers.id', 'workerRoles.workerId')
    .innerJoin('areas', 'areas.code', 'workerRoles.areaCode')
    .select('areas.path')
    .where('account', '=', 'demo-leader')
    .executeTakeFirstOrThrow()
  const [prefecture = '', county = '', township = ''] = leader.path.split('/').filter(Boolean)
  const busiest = async (column: 'policeCode' | 'governanceCode') => {
    const grid = await db
      .selectFrom('incidents')
      .select(column)
      .where('areaCode', 'like', `${township}%`)
      .where(column, 'is not', null)
      .groupBy(column)
      .orderBy(({ fn }) => fn.countAll(), 'desc')
      .executeTakeFirstOrThrow()
    return grid[column] ?? ''
  }
  const whole = await db
    .selectFrom('gradings')
    .select('month')
    .distinct()
    .orderBy('month', 'desc')
    .offset(1)
    .limit(1)
    .executeTakeFirstOrThrow()
  const places = {
    counts: {
      police: await gridsOf('police'),
      governance: await gridsOf('governance'),
      incidents: await count('incidents'),
      disputes: await count('disputes'),
    },
    police: await busiest('policeCode'),
    governance: await busiest('governanceCode'),
    township,
    county,
    prefecture,
    month: whole.month,
  }
  await db.destroy()
  return places
}

function heading({ counts }: Places): string {
  const [processor] = cpus()
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root }).toString()
  return `# Pages, measured

${new Date().toISOString().slice(0, 10)}, commit ${commit.trim()}, Node ${process.version}, ${cpus().length} × ${processor?.model.trim()}.
The demo prefecture: ${counts.police} police grids, ${counts.governance} governance grids, ${counts.incidents} incidents, ${counts.disputes} disputes.
`
}

const warmRequests = 20

/** Each page asked for by whoever reads it: the first time after the start, then twenty more. */
async function serverTimes(origin: string, places: Places): Promise<string> {
  const { month, township, county, prefecture } = places
  const asked: [page: string, account: DemoAccount, address: string][] = [
    ['map, police, prefecture', 'demo-auditor', '/map?layer=police'],
    ['map, governance, prefecture', 'demo-auditor', '/map?layer=governance'],
    ['map, police, township', 'demo-officer', '/map?layer=police'],
    ['map, governance, township', 'demo-officer', '/map?layer=governance'],
    ['grid card, police', 'demo-officer', `/grids/police/${places.police}`],
    ['grid card, governance', 'demo-officer', `/grids/governance/${places.governance}`],
    ...demoAccounts.map((account): [string, DemoAccount, string] => [
      `to-do, ${account.slice('demo-'.length)}`,
      account,
      '/',
    ]),
    ['report, township', 'demo-leader', `/reports/${month}?area=${township}`],
    ['report, county', 'demo-auditor', `/reports/${month}?area=${county}`],
    ['report, prefecture', 'demo-auditor', `/reports/${month}?area=${prefecture}`],
    ['incident form', 'demo-grid', '/incidents/new'],
    ['incident list, township', 'demo-staff', '/incidents'],
    ['incident list, prefecture', 'demo-auditor', '/incidents'],
    ['dispute list, township', 'demo-staff', '/disputes'],
  ]
  const lines = []
  for (const [page, account, address] of asked) {
    const cookie = await signInFor(origin, account)
    const first = await millisecondsOf(origin, address, cookie)
    const times = []
    for (let request = 0; request < warmRequests; request++) {
      times.push(await millisecondsOf(origin, address, cookie))
    }
    times.sort((one, other) => one - other)
    lines.push([page, ...[first, quantile(times, 0.5), quantile(times, 0.95)].map(rounded)])
  }
  return table(
    'Server time, ms, whole answer, gzip included',
    ['page', 'first', 'p50', 'p95'],
    lines,
  )
}

const cookies = new Map<DemoAccount, string>()

async function signInFor(origin: string, account: DemoAccount): Promise<string> {
  const known = cookies.get(account)
  if (known !== undefined) return known
  const answer = await fetch(`${origin}/login`, {
    method: 'POST',
    headers: { origin },
    body: new URLSearchParams({ account, password: demoPassword }),
    redirect: 'manual',
  })
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
  if (!cookie) throw new Error(`${account} cannot sign in: ${answer.status}`)
  cookies.set(account, cookie)
  return cookie
}

async function millisecondsOf(origin: string, address: string, cookie: string): Promise<number> {
  const startedAt = performance.now()
  const answer = await fetch(origin + address, { headers: { cookie }, redirect: 'manual' })
  await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`${address} answers ${answer.status}`)
  return performance.now() - startedAt
}

/** What travels for the map of the whole prefecture, as gzip. */
async function payloads(origin: string): Promise<string> {
  const cookie = await signInFor(origin, 'demo-auditor')
  const lines = []
  for (const layer of ['police', 'governance']) {
    const page = await (await fetch(`${origin}/map?layer=${layer}`, { headers: { cookie } })).text()
    const [, on, version] = /\/map\/outlines\/\w+\?on=([\d-]+)&(?:amp;)?v=(\w+)/.exec(page) ?? []
    const query = `on=${on}&v=${version}`
    const parts = [
      `/map?layer=${layer}`,
      `/map/outlines/${layer}?${query}`,
      `/map/labels/${layer}?${query}`,
    ]
    const sizes = await Promise.all(parts.map((part) => bytesOnTheWire(origin + part, cookie)))
    lines.push([layer, ...sizes.map(kilobytes)])
  }
  return table('Map of the prefecture, gzip, KB', ['layer', 'page', 'borders', 'names'], lines)
}

/** As the server compresses it, without the headers. */
function bytesOnTheWire(address: string, cookie: string): Promise<number> {
  const headers = { cookie, 'accept-encoding': 'gzip' }
  return new Promise((resolve, reject) => {
    get(address, { headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${address} answers ${answer.statusCode}`))
      let bytes = 0
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      answer.on('end', () => resolve(bytes))
    }).on('error', reject)
  })
}

const visits = 3

/** From the navigation to a coloured map on a processor four times slower. */
async function mapTimes(chromium: Browser, origin: string): Promise<string> {
  const lines = []
  for (const layer of ['police', 'governance']) {
    for (const cache of ['cold', 'warm']) {
      const times = []
      for (let visit = 0; visit < visits; visit++) {
        const context = await contextFor(chromium, origin, 'demo-auditor')
        const page = await context.newPage()
        if (cache === 'warm') await colouredAfter(page, layer)
        const debug = await context.newCDPSession(page)
        await debug.send('Emulation.setCPUThrottlingRate', { rate: 4 })
        times.push(await colouredAfter(page, layer))
        await context.close()
      }
      times.sort((one, other) => one - other)
      lines.push([`${layer}, ${cache} cache`, rounded(times[0]), rounded(quantile(times, 0.5))])
    }
  }
  return table('Navigation to coloured map, 4× CPU throttle, ms', ['map', 'best', 'median'], lines)
}

/** The frame after the borders have their colours, in the page's own clock. */
async function colouredAfter(page: Page, layer: string): Promise<number> {
  await page.goto('about:blank')
  await page.goto(`/map?layer=${layer}`, { waitUntil: 'commit' })
  await page.locator('.risk-map-frame[data-ready]').waitFor({ timeout: 60_000 })
  return await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())))
      }),
  )
}

async function contextFor(
  chromium: Browser,
  origin: string,
  account: DemoAccount,
): Promise<BrowserContext> {
  const [name = '', value = ''] = (await signInFor(origin, account)).split('=')
  const context = await chromium.newContext({ baseURL: origin })
  await context.addCookies([{ name, value, url: origin }])
  return context
}

/** What a phone that has never been here loads: JavaScript and style, as gzip. */
async function firstLoads(chromium: Browser, origin: string): Promise<string> {
  const lines = []
  for (const [address, account] of [
    ['/login', null],
    ['/incidents/new', 'demo-grid'],
    ['/', 'demo-grid'],
    ['/map', 'demo-officer'],
  ] as const) {
    const context = account
      ? await contextFor(chromium, origin, account)
      : await chromium.newContext({ baseURL: origin })
    const page = await context.newPage()
    const files = new Set<string>()
    page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (pathname.startsWith('/assets/')) files.add(pathname)
    })
    await page.goto(address, { waitUntil: 'networkidle' })
    await context.close()
    const sizes = { js: 0, css: 0, leaflet: 'none' }
    for (const file of files) {
      const built = join(root, 'build/client', file)
      if (!existsSync(built)) throw new Error(`${file} is not in the build`)
      const content = readFileSync(built)
      const kind = file.endsWith('.css') ? 'css' : 'js'
      if (kind === 'js' || file.endsWith('.css')) sizes[kind] += gzipSync(content).length
      if (content.includes('leaflet-container')) sizes.leaflet = 'loaded'
    }
    lines.push([address, kilobytes(sizes.js), kilobytes(sizes.css), sizes.leaflet])
  }
  return table('First load, gzip, KB', ['page', 'JavaScript', 'CSS', 'Leaflet'], lines)
}

const quantile = (sorted: readonly number[], share: number): number | undefined =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]

const rounded = (milliseconds: number | undefined): string => (milliseconds ?? 0).toFixed(0)
const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1)

function table(title: string, columns: readonly string[], lines: readonly string[][]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = columns.map((_, index) => (index === 0 ? '---' : '---:'))
  return ['', `## ${title}`, row(columns), row(rule), ...lines.map(row), ''].join('\n')
}

await measurePages()
