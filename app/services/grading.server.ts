import { listAreas } from '#db/areas.ts'
import { listDeliveriesIn } from '#db/deliveries.ts'
import {
  findFirstCoveredDay,
  findGrading,
  type Grading,
  listGradedDisputes,
  listGradedIncidents,
  listGrades,
  listGridsOnDuty,
  type StoredGrade,
  saveGrading,
} from '#db/gradings.ts'
import { type Grid, listGridsOn } from '#db/grids.ts'
import { listIncidentCategories } from '#db/incident-categories.ts'
import { findRuleset, type StoredRuleset } from '#db/rulesets.ts'
import { findMonthStartDay, findRulesetName } from '#db/settings.ts'
import type { Layer } from '../domain/areas.ts'
import { addDays, type Day, type Month } from '../domain/day.ts'
import { type DisputeFact, gradeGrids, type GridFacts, type IncidentFact } from '../domain/grading.ts'
import type { IncidentCategory } from '../domain/incidents.ts'
import { monthAfter, monthOf, type Period, periodOf } from '../domain/statistic-month.ts'
import { inTransaction, type UnattendedDesk } from './desk.server.ts'

/** A ruleset without memory needs no history; with memory a year of it settles every grid. */
const monthsOfHistory = 12

/** What an unknown category weighs as: 99 其他. */
const otherCategory = '99'

export interface GradedMonth {
  layer: Layer
  month: Month
  period: Period
  /** The last day that counted: the end of the month, or today while it runs. */
  asOf: Day
  ruleset: StoredRuleset
  grades: StoredGrade[]
}

export type GradeProblem = 'noSuchRuleset' | 'futureMonth'

/**
 * The grades of a layer for a statistic month under the ruleset in force, or a named one. They are
 * kept, and worked out anew when something under them has changed or the month still runs.
 */
export async function gradesOf(
  desk: UnattendedDesk,
  query: { layer: Layer; month: Month; rulesetName?: string },
): Promise<{ ok: true; graded: GradedMonth } | { ok: false; reason: GradeProblem }> {
  const { layer, month } = query
  const ruleset = await rulesetFor(desk, layer, query.rulesetName)
  if (!ruleset) return { ok: false, reason: 'noSuchRuleset' }
  const period = periodOf(month, await findMonthStartDay(desk.db))
  if (period.from > desk.today) return { ok: false, reason: 'futureMonth' }
  const asOf = period.to < desk.today ? period.to : desk.today
  const kept = await findGrading(desk.db, { layer, month, rulesetId: ruleset.id })
  const grading =
    kept && isFresh(kept, asOf)
      ? kept
      : await inTransaction(desk, (desk) => regradeMonth(desk, { layer, month, ruleset }))
  const grades = await listGrades(desk.db, grading.id)
  return { ok: true, graded: { layer, month, period, asOf, ruleset, grades } }
}

/** Works out and keeps a month, and before it every month its memory reaches back to. */
export async function regradeMonth(
  desk: UnattendedDesk,
  { layer, month, ruleset }: { layer: Layer; month: Month; ruleset: StoredRuleset },
): Promise<Grading> {
  const startDay = await findMonthStartDay(desk.db)
  const covered = await findFirstCoveredDay(desk.db)
  const remembers = ruleset.ruleset.mode === 'thresholds' && covered !== null
  const firstMonth = remembers
    ? [monthOf(covered, startDay), monthAfter(month, -monthsOfHistory)].sort().at(-1)
    : month
  let previous: StoredGrade[] = []
  let grading: Grading | undefined
  for (let each = firstMonth ?? month; each <= month; each = monthAfter(each, 1)) {
    const period = periodOf(each, startDay)
    const asOf = period.to < desk.today ? period.to : desk.today
    const kept = await findGrading(desk.db, { layer, month: each, rulesetId: ruleset.id })
    if (kept && isFresh(kept, asOf)) {
      grading = kept
      previous = await listGrades(desk.db, kept.id)
      continue
    }
    const facts = await factsOf(desk, { layer, period, asOf, ruleset, previous })
    const { grades } = gradeGrids(facts, ruleset.ruleset, asOf)
    previous = grades.map(({ reasons: _reasons, ...grade }) => grade)
    const header = { layer, month: each, rulesetId: ruleset.id, asOf, gradedAt: desk.now, dirty: 0 }
    const id = await saveGrading(desk.db, { ...header, dirty: 0 }, previous)
    grading = { ...header, dirty: 0, id }
  }
  if (!grading) throw new Error(`month ${month} lies before the first month to grade`)
  return grading
}

/** A grid's grade with every reason, worked out from the very facts behind the kept one. */
export async function explainGrade(
  desk: UnattendedDesk,
  { graded, code }: { graded: GradedMonth; code: string },
) {
  const { layer, month, period, asOf, ruleset } = graded
  const key = { layer, month: monthAfter(month, -1), rulesetId: ruleset.id }
  const before = await findGrading(desk.db, key)
  const previous = before ? await listGrades(desk.db, before.id) : []
  const facts = await factsOf(desk, { layer, period, asOf, ruleset, previous, code })
  const own = facts.find((grid) => grid.code === code)
  const kept = graded.grades.find((grade) => grade.code === code)
  if (!own || !kept) return null
  const [fresh] = gradeGrids([own], ruleset.ruleset, asOf).grades
  if (!fresh) return null
  return { facts: own, grade: { ...fresh, colour: kept.colour, rank: kept.rank } }
}

export async function rulesetFor(
  desk: UnattendedDesk,
  layer: Layer,
  name?: string,
): Promise<StoredRuleset | undefined> {
  const ruleset = await findRuleset(desk.db, name ?? (await findRulesetName(desk.db, layer)))
  const fits = ruleset?.ruleset.layer === 'both' || ruleset?.ruleset.layer === layer
  return fits ? ruleset : undefined
}

const isFresh = (grading: Grading, asOf: Day): boolean =>
  grading.dirty === 0 && grading.asOf === asOf

interface FactsQuery {
  layer: Layer
  period: Period
  asOf: Day
  ruleset: StoredRuleset
  previous: readonly StoredGrade[]
  code?: string
}

async function factsOf(desk: UnattendedDesk, query: FactsQuery): Promise<GridFacts[]> {
  const { layer, period, asOf, ruleset, previous } = query
  const { windowDays, repeatDays } = ruleset.ruleset
  const only = query.code === undefined ? {} : { code: query.code }
  const from = addDays(asOf, 1 - Math.max(windowDays, repeatDays))
  const grids = (await listGridsOn(desk.db, layer, asOf)).filter(
    ({ code }) => query.code === undefined || code === query.code,
  )
  const covered = await coverageOf(desk, layer, grids, period)
  const incidents = await listGradedIncidents(desk.db, { layer, from, to: asOf, ...only })
  const categories = await categoriesByCode(desk)
  const incidentsByGrid = groupByCode(incidents, (row): IncidentFact => ({
    incident: row.number,
    category: categories(row.categoryCode),
    scaleCode: row.scaleCode,
    deaths: row.deaths,
    occurredOn: row.occurredOn,
    place: placeOf(row),
  }))
  const disputes = await listGradedDisputes(desk.db, { layer, on: asOf, ...only })
  const disputesByGrid = groupByCode(disputes, (row): DisputeFact => ({
    dispute: row.number,
    difficulty: row.difficulty,
    overdueSteps: row.dueOn !== null && row.dueOn < asOf ? 1 : 0,
  }))
  const before = new Map(previous.map((grade) => [grade.code, grade]))
  return grids.map(({ code, households }) => ({
    code,
    households,
    covered: covered(code),
    incidents: incidentsByGrid.get(code) ?? [],
    openDisputes: disputesByGrid.get(code) ?? [],
    previous: before.get(code) ?? null,
  }))
}

/** Covered: somebody was on duty in the grid, or a source delivered for its area, in the period. */
async function coverageOf(
  desk: UnattendedDesk,
  layer: Layer,
  grids: readonly Grid[],
  period: Period,
): Promise<(code: string) => boolean> {
  const deliveries = await listDeliveriesIn(desk.db, period)
  if (deliveries.some(({ areaCode }) => areaCode === null)) return () => true
  const onDuty = new Set(await listGridsOnDuty(desk.db, layer, period))
  const paths = new Map((await listAreas(desk.db)).map(({ code, path }) => [code, path]))
  const delivered = deliveries.flatMap(({ areaPath }) => areaPath ?? [])
  for (const { code, areaCode } of grids) {
    const path = paths.get(areaCode ?? '')
    if (path && delivered.some((ancestor) => path.startsWith(ancestor))) onDuty.add(code)
  }
  return (code) => onDuty.has(code)
}

async function categoriesByCode(desk: UnattendedDesk): Promise<(code: string) => IncidentCategory> {
  const rows = await listIncidentCategories(desk.db)
  const categories = new Map(rows.map((row) => [row.code, { ...row, valid: row.valid === 1 }]))
  const other = categories.get(otherCategory)
  if (!other) throw new Error('the incident categories are not loaded: run "hege init"')
  return (code) => categories.get(code) ?? other
}

/** About ten metres: what repeats is a doorway, not a coordinate. */
const placeOf = (row: {
  number: string
  lonE7: number | null
  latE7: number | null
  addressText: string | null
}): string =>
  row.lonE7 === null || row.latE7 === null
    ? (row.addressText ?? row.number)
    : `${Math.round(row.lonE7 / 1000)},${Math.round(row.latE7 / 1000)}`

function groupByCode<Row extends { code: string | null }, Fact>(
  rows: readonly Row[],
  factOf: (row: Row) => Fact,
): Map<string, Fact[]> {
  const groups = new Map<string, Fact[]>()
  for (const row of rows) {
    if (row.code === null) continue
    const group = groups.get(row.code)
    if (group) group.push(factOf(row))
    else groups.set(row.code, [factOf(row)])
  }
  return groups
}
