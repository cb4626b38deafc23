import { sql } from 'kysely'
import { listAuditEntries } from '#db/audit-entries.ts'
import { insertRuleset } from '#db/rulesets.ts'
import { saveSetting } from '#db/settings.ts'
import { layers } from '~/domain/areas.ts'
import type { Day } from '~/domain/day.ts'
import type { Ruleset } from '~/domain/grading.ts'
import { monthAfter, monthOf, monthsBetween } from '~/domain/statistic-month.ts'
import { audit } from '~/services/audit.server.ts'
import { inTransaction, type UnattendedDesk } from '~/services/desk.server.ts'
import { gradesOf } from '~/services/grading.server.ts'
import { loadReference } from '~/services/reference.server.ts'
import { loadDisputes } from './load-disputes.ts'
import { loadIncidents } from './load-incidents.ts'
import { loadPlaces } from './load-places.ts'
import { loadWorkers } from './load-workers.ts'
import { generatePrefecture } from './prefecture/prefecture.ts'
import { generateWorkers } from './prefecture/workers.ts'
import { reference } from './reference.ts'
import { rulesets } from './rules/rulesets.ts'

/** What was asked for; what is not said follows from the scale and from today. */
export interface SeedRequest {
  /** 1 is 宿迁: 5,160 governance grids and 1,065 police grids. */
  scale: number
  /** The last day. */
  until?: Day | undefined
  incidents?: number | undefined
  disputes?: number | undefined
}

export type Seeded = { ok: true; again: boolean } | { ok: false; reason: 'notEmpty' }

/** At scale 1; invented, about as many as a city of five million people logs. */
const incidentCount = 60_000
const disputeCount = 3_600
/** So that the last whole month has a whole month of the year before to be compared with. */
const monthsBefore = 13
const demoPassword = 'Hege-2026-demo'

/**
 * Loads the demo prefecture into an empty database, whole or not at all, and grades its months.
 * `again` says that the very same had been loaded before, and nothing was written now; a database
 * that holds anything else, an account included, is left alone: demo accounts have a known password.
 */
export async function loadDemo(
  desk: UnattendedDesk,
  request: SeedRequest,
  say: (line: string) => void,
): Promise<Seeded> {
  if (!(await isUnused(desk))) {
    const again = await wasLoaded(desk, request)
    return again ? { ok: true, again } : { ok: false, reason: 'notEmpty' }
  }
  const plan = planOf(request, desk.today)
  const { until } = plan
  const from = `${monthAfter(monthOf(until, 1), -monthsBefore)}-01`
  await inTransaction(desk, (desk) => load(desk, { ...plan, from }, say))
  // PostgreSQL plans by what it counted last: nothing.
  await sql`analyze`.execute(desk.db)
  const graded = { from, until: until < desk.today ? until : desk.today }
  await inTransaction(desk, (desk) => gradeMonths(desk, graded, say))
  return { ok: true, again: false }
}

/** Nothing has been put in it but reference data. */
async function isUnused(desk: UnattendedDesk): Promise<boolean> {
  for (const table of ['areas', 'gridVersions', 'incidents', 'disputes', 'workers'] as const) {
    const row = await desk.db.selectFrom(table).select(sql.lit(1).as('one')).limit(1).execute()
    if (row.length > 0) return false
  }
  return true
}

interface SeedPlan {
  scale: number
  until: Day
  incidents: number
  disputes: number
}

const planOf = ({ scale, until, incidents, disputes }: SeedRequest, today: Day): SeedPlan => ({
  scale,
  until: until ?? today,
  incidents: incidents ?? Math.round(incidentCount * scale),
  disputes: disputes ?? Math.round(disputeCount * scale),
})

/** The audit log keeps what was loaded; a last day that is not said means whichever it was. */
async function wasLoaded(desk: UnattendedDesk, request: SeedRequest): Promise<boolean> {
  const [entry] = await listAuditEntries(desk.db, { subject: 'demo', limit: 1 })
  if (!entry) return false
  const loaded = JSON.parse(entry.detail) as SeedPlan
  return JSON.stringify(planOf(request, loaded.until)) === JSON.stringify(loaded)
}

async function load(
  desk: UnattendedDesk,
  { from, ...plan }: SeedPlan & { from: Day },
  say: (line: string) => void,
): Promise<void> {
  const { scale, until, incidents, disputes } = plan
  await loadReference(desk, reference)
  say(`生成 ${scale} 倍规模的演示市`)
  const prefecture = generatePrefecture({ scale })
  say(`载入 ${prefecture.governance.length} 个综治网格、${prefecture.police.length} 个警格`)
  await loadPlaces(desk, prefecture)
  await putQuotaInForce(desk, prefecture.police.length)
  const workers = generateWorkers(prefecture)
  say(`开设 ${workers.length} 个账号`)
  await saveSetting(desk.db, 'demoPassword', demoPassword)
  const staff = await loadWorkers(desk, workers, { from, demoPassword })
  await loadIncidents(desk, prefecture, staff, { from, to: until, count: incidents }, say)
  const ownVillage = workers.find(({ account }) => account === 'demo-grid')?.areaCode ?? ''
  const span = { from, to: until, count: disputes, ownVillage }
  await loadDisputes(desk, prefecture, staff, span, say)
  await audit(desk, 'demo.seeded', 'demo', null, { ...plan })
}

/** 宿迁's quota of 60 red and 196 yellow, at its share of the demo's police grids. */
async function putQuotaInForce(desk: UnattendedDesk, policeGrids: number): Promise<void> {
  const quota = rulesets.find(({ mode }) => mode === 'quota') as Ruleset
  const share = policeGrids / 1065
  const [red, yellow] = [Math.round(quota.red * share), Math.round(quota.yellow * share)]
  const name = `quota-${red}-${yellow}`
  await insertRuleset(
    desk.db,
    { ...quota, name, red, yellow },
    {
      reason: `按宿迁 1065 个警格红 60、黄 196 的比例，折算到本市 ${policeGrids} 个警格`,
      createdAt: desk.now,
    },
  )
  await saveSetting(desk.db, 'ruleset.police', name)
  await saveSetting(desk.db, 'ruleset.governance', 'thresholds')
}

async function gradeMonths(
  desk: UnattendedDesk,
  { from, until }: { from: Day; until: Day },
  say: (line: string) => void,
): Promise<void> {
  const months = monthsBetween(monthOf(from, 1), monthOf(until, 1))
  say(`评定 ${months.length} 个月的网格颜色`)
  for (const layer of layers) {
    for (const month of months) await gradesOf(desk, { layer, month })
  }
}
