import { listAreas } from '#db/areas.ts'
import { listDeliveriesIn } from '#db/deliveries.ts'
import { listGridsOnDuty } from '#db/duties.ts'
import { listGradedDisputes, listGradedIncidents, type StoredGrade } from '#db/gradings.ts'
import { type Grid, listGridsOn } from '#db/grids.ts'
import { listIncidentCategories } from '#db/incident-categories.ts'
import type { Layer } from '../domain/areas.ts'
import { addDays, type Day } from '../domain/day.ts'
import { isOverdue } from '../domain/deadlines.ts'
import type { DisputeFact, GridFacts, IncidentFact, Ruleset } from '../domain/grading.ts'
import type { IncidentCategory } from '../domain/incidents.ts'
import { isOpen } from '../domain/mediation.ts'
import type { Period } from '../domain/statistic-month.ts'
import type { UnattendedDesk } from './desk.server.ts'
import { type Boundaries, codeAt, openBoundaries } from './locating.server.ts'

/** What an unknown category weighs as: 99 其他. */
const otherCategory = '99'

export interface FactsQuery {
  layer: Layer
  period: Period
  /** The last day that counts, and the day whose grids are graded. */
  asOf: Day
  ruleset: Ruleset
  /** The grades of the period before. */
  previous: readonly StoredGrade[]
  /** One grid alone. */
  code?: string
}

/**
 * The facts grades are worked out from, for every grid in force on the last day: what happened in
 * the window, counted by the boundaries of that day, and the disputes open at its end.
 */
export async function listGridFacts(desk: UnattendedDesk, query: FactsQuery): Promise<GridFacts[]> {
  const { layer, asOf, code } = query
  const grids = (await listGridsOn(desk.db, layer, asOf)).filter(
    (grid) => code === undefined || grid.code === code,
  )
  const boundaries = await openBoundaries(desk.db)
  const covered = await coverageOf(desk, query, grids)
  const incidents = await incidentsByGrid(desk, query, boundaries)
  const disputes = await disputesByGrid(desk, query, boundaries)
  const before = new Map(query.previous.map((grade) => [grade.code, grade]))
  return grids.map(({ code, households }) => ({
    code,
    households,
    covered: covered(code),
    incidents: incidents.get(code) ?? [],
    openDisputes: disputes.get(code) ?? [],
    previous: before.get(code) ?? null,
  }))
}

/** Covered: somebody was on duty in the grid, or a source delivered for its area, in the period. */
async function coverageOf(
  desk: UnattendedDesk,
  { layer, period, asOf }: FactsQuery,
  grids: readonly Grid[],
): Promise<(code: string) => boolean> {
  const days = { from: period.from, to: asOf }
  const deliveries = await listDeliveriesIn(desk.db, days)
  if (deliveries.some(({ areaCode }) => areaCode === null)) return () => true
  const covered = new Set(await listGridsOnDuty(desk.db, layer, days))
  const delivered = deliveries.flatMap(({ areaPath }) => areaPath ?? [])
  if (delivered.length > 0) {
    const paths = new Map((await listAreas(desk.db)).map(({ code, path }) => [code, path]))
    for (const { code, areaCode } of grids) {
      const path = paths.get(areaCode ?? '')
      if (path && delivered.some((ancestor) => path.startsWith(ancestor))) covered.add(code)
    }
  }
  return (code) => covered.has(code)
}

async function incidentsByGrid(
  desk: UnattendedDesk,
  { layer, asOf, ruleset, code }: FactsQuery,
  boundaries: Boundaries,
): Promise<Map<string, IncidentFact[]>> {
  const from = addDays(asOf, 1 - ruleset.windowDays)
  const isUnchanged = boundaries.since(layer, from) === boundaries.since(layer, asOf)
  const rows = await listGradedIncidents(desk.db, {
    layer,
    from,
    to: asOf,
    ...(isUnchanged && code !== undefined && { code }),
  })
  const categoryOf = await categoriesByCode(desk)
  const groups = new Map<string, IncidentFact[]>()
  for (const row of rows) {
    const isChosen = row.locatedHow === 'confirmed' || row.locatedHow === 'manual'
    const place = { ...row, isChosen, since: row.occurredOn }
    addTo(groups, await codeOn(boundaries, layer, asOf, place), {
      incident: row.number,
      category: categoryOf(row.categoryCode),
      scaleCode: row.scaleCode,
      deaths: row.deaths,
      occurredOn: row.occurredOn,
      place: placeOf(row),
    })
  }
  return groups
}

async function disputesByGrid(
  desk: UnattendedDesk,
  { layer, asOf }: FactsQuery,
  boundaries: Boundaries,
): Promise<Map<string, DisputeFact[]>> {
  const groups = new Map<string, DisputeFact[]>()
  for (const row of await listGradedDisputes(desk.db, { layer, on: asOf })) {
    if (!isOpen(row.status)) continue
    const place = { ...row, isChosen: row.lonE7 === null, since: row.openedOn }
    addTo(groups, await codeOn(boundaries, layer, asOf, place), {
      dispute: row.number,
      difficulty: row.difficulty,
      overdueSteps: row.dueOn !== null && isOverdue({ dueOn: row.dueOn }, asOf) ? 1 : 0,
    })
  }
  return groups
}

interface Placed {
  /** The grid by the boundaries of the day `since`. */
  code: string | null
  since: Day
  isChosen: boolean
  lonE7: number | null
  latE7: number | null
}

/**
 * The grid by the boundaries of a later day: where they have changed, the point decides, and a grid
 * that somebody chose stays while it is in force.
 */
async function codeOn(
  boundaries: Boundaries,
  layer: Layer,
  day: Day,
  { code, since, isChosen, lonE7, latE7 }: Placed,
): Promise<string | null> {
  if (boundaries.since(layer, since) === boundaries.since(layer, day)) return code
  const map = await boundaries.on(layer, day)
  return isChosen && code !== null && map.grid(code) ? code : codeAt(map, lonE7, latE7)
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
  lonE7: number | null
  latE7: number | null
  addressText: string | null
}): string =>
  row.lonE7 === null || row.latE7 === null
    ? (row.addressText ?? '')
    : `${Math.round(row.lonE7 / 1000)},${Math.round(row.latE7 / 1000)}`

function addTo<Fact>(groups: Map<string, Fact[]>, code: string | null, fact: Fact): void {
  if (code === null) return
  const group = groups.get(code)
  if (group) group.push(fact)
  else groups.set(code, [fact])
}
