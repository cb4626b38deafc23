import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { connect, type Database } from '#db/connect.ts'
import { recordDayCounts } from '#db/day-counts.ts'
import { findWorkerByAccount, listScopes } from '#db/workers.ts'
import { toE7 } from '#geo/coordinates.ts'
import { root, script } from '~/cli/launch/processes.mjs'
import { addDays } from '~/domain/day.ts'
import { incidentForm, parseIncidentForm } from '~/domain/incident-form.ts'
import { countWindow } from '~/services/counting.server.ts'
import { logIncident } from '~/services/incidents.server.ts'
import { openBoundaries } from '~/services/locating.server.ts'
import { sealerOf } from '~/services/sealing.server.ts'
import { median, medianMs, timedAsync } from './clock.ts'
import { comparison, digits, table } from './table.ts'

const lastDay = '2026-10-31'
const windows = [30, 90, 365]

/** Counts of all grids over windows of any days at a million incidents, and what one incident costs. */
export async function measureCounting(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'hege-bench-'))
  try {
    const file = join(folder, 'demo.db')
    for (const words of [
      ['init'],
      ['seed', '--until', lastDay, '--incidents', '1000000', '--disputes', '0'],
    ]) {
      const command = script('app/cli/hege.ts', [...words, '--db', file])
      execFileSync(process.execPath, command, { cwd: root, stdio: ['ignore', 2, 2] })
    }
    const db = connect(file)
    const report = (await windowTimes(db, file)) + (await incidentTimes(db))
    await db.destroy()
    return report
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function windowTimes(db: Database, file: string): Promise<string> {
  const desk = { db, today: lastDay }
  const raw = new Sqlite(file)
  raw.pragma('cache_size = -65536')
  // The best index for it, of which our own tables have no need.
  raw.exec(
    `create index counted on incidents (governance_code, occurred_on) where validity = 'valid'`,
  )
  const grouped = raw.prepare(
    `select governance_code, count(*) from incidents indexed by counted
     where occurred_on between ? and ? and validity = 'valid' group by governance_code`,
  )
  const reports: string[] = []
  const first = (await timedAsync(() => countWindow(desk, { layer: 'governance' }))).ms
  for (const days of windows) {
    // Ten windows that end on other days: nothing of one answers the next.
    const ends = Array.from({ length: 10 }, (_, index) => addDays(lastDay, -7 * index))
    const times: number[] = []
    for (const to of ends) {
      const window = { layer: 'governance', from: addDays(to, 1 - days), to } as const
      times.push((await timedAsync(() => countWindow(desk, window))).ms)
    }
    const sql = medianMs(() => grouped.all(addDays(lastDay, 1 - days), lastDay))
    reports.push(
      comparison(
        `A window of ${days} days, all 5,160 grids, 1,000,000 incidents`,
        { name: 'hege', ms: median(times), note: `the first window of a process ${digits(first)}` },
        [{ name: 'SQLite GROUP BY, covering index', ms: sql }],
        { 'SQLite GROUP BY, covering index': { gate: 12, stretch: 100 } },
      ),
    )
  }
  raw.exec('drop index counted')
  raw.close()
  return reports.join('')
}

const rounds = 300

/** What locating and counting are of the transaction that logs an incident. */
async function incidentTimes(db: Database): Promise<string> {
  const account = await findWorkerByAccount(db, 'demo-staff')
  if (!account) throw new Error('the demo has no demo-staff')
  const scopes = await listScopes(db, account.id, lastDay)
  const worker = { ...account, mustChangePassword: false, scopes }
  const sealer = sealerOf(Buffer.alloc(32))
  const desk = { db, sealer, today: lastDay, now: `${lastDay}T04:00:00.000Z`, worker }
  const township = scopes[0]?.areaPath.split('/').at(-2)
  const {
    labelLon: lon,
    labelLat: lat,
    code,
  } = await db
    .selectFrom('gridVersions')
    .selectAll()
    .where('layer', '=', 'governance')
    .where('code', 'like', `${township}%`)
    .limit(1)
    .executeTakeFirstOrThrow()
  let sent = 0
  const log = async () => {
    const form = {
      categoryCode: '02',
      occurredOn: lastDay,
      lon: String(lon),
      lat: String(lat),
      crs: 'cgcs2000',
      key: randomUUID(),
    }
    const parsed = parseIncidentForm(incidentForm(lastDay), Object.entries(form))
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
    const logged = await logIncident(desk, parsed.value)
    if (!logged.ok) throw new Error(logged.reason)
    sent++
  }
  await log()
  const whole = await perRound(log)
  const counted = await db.transaction().execute((db) =>
    perRound(() =>
      recordDayCounts(db, [
        { layer: 'governance', on: lastDay, code, change: 1 },
        { layer: 'police', on: lastDay, code, change: 1 },
      ]),
    ),
  )
  const map = await (await openBoundaries(db)).on('governance', lastDay)
  const located = await perRound(async () => map.locate(toE7(lon), toE7(lat)))
  return table(
    `One incident, of ${sent}: counting at most 5 % (stretch 1 %) of the transaction that logs it`,
    ['', 'CPU ms', 'share'],
    [
      ['logging it, all included', digits(whole), ''],
      ['its rows in the counts of both layers', digits(counted), percent(counted / whole)],
      ['locating it', digits(located), percent(located / whole)],
    ],
  )
}

const percent = (share: number): string => `${digits(share * 100)} %`

async function perRound(work: () => Promise<unknown>): Promise<number> {
  const { ms } = await timedAsync(async () => {
    for (let round = 0; round < rounds; round++) await work()
  })
  return ms / rounds
}
