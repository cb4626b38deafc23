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
  /** The last day that counts. */
  asOf: Day
  /** The day whose grids are graded: the last one that counts, unless another was asked for. */
  boundariesOn: Day
  ruleset: Ruleset
  /** The grades of the period before. */
  previous: readonly StoredGrade[]
  /** One grid alone. */
  code?: string
}

/**
 * The facts grades are worked out from, for every grid in force on the day of the boundaries: what
 * happened in the window, counted by these, and the disputes open at its end.
 */
export async function listGridFacts(desk: UnattendedDesk, query: FactsQuery): Promise<GridFacts[]> {
  const { layer, boundariesOn, code } = query
  const grids = (await listGridsOn(desk.db, layer, boundariesOn)).filter(
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
  { layer, asOf, boundariesOn, ruleset, code }: FactsQuery,
  boundaries: Boundaries,
): Promise<Map<string, IncidentFact[]>> {
  const from = addDays(asOf, 1 - ruleset.windowDays)
  const locate = await locator(boundaries, layer, boundariesOn, { from, to: asOf })
  const categoryOf = await categoriesByCode(desk)
  const groups = new Map<string, IncidentFact[]>()
  const only = !locate.isAnew && code !== undefined ? { code } : {}
  for (const days of 'code' in only ? [{ from, to: asOf }] : pagesOf({ from, to: asOf })) {
    for (const row of await listGradedIncidents(desk.db, { layer, ...days, ...only })) {
      const isChosen = row.locatedHow === 'confirmed' || row.locatedHow === 'manual'
      const grid = locate.grid(row, row.occurredOn, isChosen)
      if (code !== undefined && grid !== code) continue
      addTo(groups, grid, {
        incident: row.number,
        category: categoryOf(row.categoryCode),
        scaleCode: row.scaleCode,
        deaths: row.deaths,
        occurredOn: row.occurredOn,
        place: placeOf(row),
      })
    }
  }
  return groups
}

async function disputesByGrid(
  desk: UnattendedDesk,
  { layer, asOf, boundariesOn }: FactsQuery,
  boundaries: Boundaries,
): Promise<Map<string, DisputeFact[]>> {
  const rows = await listGradedDisputes(desk.db, { layer, on: asOf })
  const from = rows.reduce((first, { openedOn }) => (openedOn < first ? openedOn : first), asOf)
  const locate = await locator(boundaries, layer, boundariesOn, { from, to: asOf })
  const groups = new Map<string, DisputeFact[]>()
  for (const row of rows) {
    if (!isOpen(row.status)) continue
    addTo(groups, locate.grid(row, row.openedOn, row.lonE7 === null), {
      dispute: row.number,
      difficulty: row.difficulty,
      overdueSteps: row.dueOn !== null && isOverdue({ dueOn: row.dueOn }, asOf) ? 1 : 0,
    })
  }
  return groups
}

interface Placed {
  /** The grid by the boundaries of its own day. */
  code: string | null
  lonE7: number | null
  latE7: number | null
}

/**
 * Finds the grids of what happened over some days by the boundaries of one day. Where others were
 * in force the point decides, and a grid that somebody chose stays while it is in force.
 */
async function locator(boundaries: Boundaries, layer: Layer, on: Day, days: Period) {
  const start = boundaries.since(layer, on)
  const isAnew = [days.from, days.to].some((day) => boundaries.since(layer, day) !== start)
  const map = isAnew ? await boundaries.on(layer, on) : null
  const known = new Map<Day, boolean>()
  const isAsStored = (day: Day): boolean => {
    const answer = known.get(day) ?? boundaries.since(layer, day) === start
    known.set(day, answer)
    return answer
  }
  const grid = ({ code, lonE7, latE7 }: Placed, happenedOn: Day, isChosen: boolean) =>
    map === null || isAsStored(happenedOn) || (isChosen && code !== null && map.grid(code))
      ? code
      : codeAt(map, lonE7, latE7)
  return { isAnew, grid }
}

/** Some ten thousand incidents of a prefecture at a time. */
const daysPerPage = 7

function* pagesOf({ from, to }: Period): Generator<Period> {
  for (let start = from; start <= to; start = addDays(start, daysPerPage)) {
    const end = addDays(start, daysPerPage - 1)
    yield { from: start, to: end < to ? end : to }
  }
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
