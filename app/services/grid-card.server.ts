import { findArea, listAreas } from '#db/areas.ts'
import { listDutiesOfGrid } from '#db/duties.ts'
import { listGradesOfGrid, listReasonSubjects } from '#db/gradings.ts'
import { findGridOn } from '#db/grids.ts'
import { countByDay, listIncidents } from '#db/incidents.ts'
import { findMonthStartDay } from '#db/settings.ts'
import { isWithin, type Layer, otherLayer } from '../domain/areas.ts'
import { addDays, type Day, type Month } from '../domain/day.ts'
import type { IncidentFact, Reason } from '../domain/grading.ts'
import { may, pathsWithin } from '../domain/permissions.ts'
import {
  monthAfter,
  monthOf,
  monthsBetween,
  type Period,
  periodOf,
} from '../domain/statistic-month.ts'
import { countWindow } from './counting.server.ts'
import { counterpartsOf } from './crosswalk.server.ts'
import type { Desk } from './desk.server.ts'
import { explainGrade, type GradedMonth, gradesOf } from './grading.server.ts'
import { listShapesAround } from './grid-shapes.server.ts'
import { ranksOf } from './ranked-grids.server.ts'

const incidentsShown = 20
const monthsShown = 13
const neighboursShown = 16
/** Below a thousandth of either grid it is a sliver along the border. */
const smallestShare = 0.001

export interface GridCardQuery {
  layer: Layer
  code: string
  /** null is the one that runs. */
  month: Month | null
  /** The day whose boundaries count; null is the last day that counts in the month. */
  boundariesOn?: Day | null
}

/** Everything about one grid in one month; null when it is not in force or out of reach. */
export async function readGridCard(
  desk: Desk,
  { layer, code, month, boundariesOn = null }: GridCardQuery,
) {
  const startDay = await findMonthStartDay(desk.db)
  const running = monthOf(desk.today, startDay)
  const asked = month && month < running ? month : running
  const found = await gradesOf(desk, {
    layer,
    month: asked,
    ...(boundariesOn !== null && { boundariesOn }),
  })
  if (!found.ok) return null
  const { graded } = found
  const grid = await findGridOn(desk.db, layer, code, graded.boundariesOn)
  const area = grid?.areaCode ? await findArea(desk.db, grid.areaCode) : null
  const areaPath = area?.path ?? null
  if (!grid || !may(desk.worker, 'map.read', { own: false, areaPath })) return null
  const explained = await explainGrade(desk, { graded, code })
  if (!explained) return null
  const { geometry: _, ...facts } = grid
  const from = addDays(graded.asOf, 1 - graded.ruleset.ruleset.windowDays)
  return {
    grid: facts,
    month: asked,
    running,
    asOf: graded.asOf,
    boundariesOn,
    windowFrom: from,
    crumbs: await crumbsOf(desk, areaPath),
    ruleset: graded.ruleset.ruleset,
    grade: explained.grade,
    toGreen: explained.toGreen,
    rank: ranksOf(graded.grades).get(code) ?? null,
    graded: graded.grades.filter(({ colour }) => colour !== 'grey').length,
    contributions: await contributionsOf(desk, explained.grade.reasons, areaPath),
    incidents: await listIncidents(
      desk.db,
      {
        paths: pathsWithin(desk.worker, 'incident.read'),
        from,
        to: graded.asOf,
        validity: 'valid',
        ...(boundariesOn === null
          ? { grid: { layer, code } }
          : { numbers: latest(explained.facts.incidents) }),
      },
      { limit: incidentsShown, offset: 0 },
    ),
    trend: await trendOf(desk, graded, code, { startDay, isRecut: boundariesOn !== null }),
    counterparts: await counterpartGrids(desk, { layer, code }, graded.boundariesOn),
    people: await listDutiesOfGrid(desk.db, { layer, code }, graded.asOf),
    around: await shapesAround(desk, graded, facts),
  }
}

async function crumbsOf(desk: Desk, areaPath: string | null) {
  if (areaPath === null) return []
  const reach = pathsWithin(desk.worker, 'map.read')
  return (await listAreas(desk.db))
    .filter(({ path }) => isWithin(areaPath, path) && reach.some((each) => isWithin(path, each)))
    .map(({ code, name }) => ({ code, name }))
}

/** The reasons with what they point at; a dispute is linked for those who may read it. */
async function contributionsOf(desk: Desk, reasons: readonly Reason[], areaPath: string | null) {
  const subjects = await listReasonSubjects(desk.db, {
    incidents: reasons.flatMap(({ incident }) => incident ?? []),
    disputes: reasons.flatMap(({ dispute }) => dispute ?? []),
  })
  const incidents = new Map(subjects.incidents.map((incident) => [incident.number, incident]))
  const disputes = new Map(subjects.disputes.map((dispute) => [dispute.number, dispute]))
  const mayReadDisputes = may(desk.worker, 'dispute.read', { own: false, areaPath })
  return reasons.map((reason) => {
    const incident = incidents.get(reason.incident ?? '')
    const dispute = disputes.get(reason.dispute ?? '')
    return {
      ...reason,
      on: reason.on ?? dispute?.openedOn ?? null,
      categoryLabel: incident?.categoryLabel ?? null,
      incidentId: incident?.id ?? null,
      disputeId: mayReadDisputes ? (dispute?.id ?? null) : null,
    }
  })
}

/** Stored codes and grades month by month; by other boundaries every count is made anew. */
async function trendOf(
  desk: Desk,
  graded: GradedMonth,
  code: string,
  { startDay, isRecut }: { startDay: number; isRecut: boolean },
) {
  const { layer, month, asOf, ruleset } = graded
  const first = monthAfter(month, 1 - monthsShown)
  const days = { from: periodOf(first, startDay).from, to: asOf }
  const counts = isRecut
    ? await countAnewByMonth(desk, graded, code, startDay)
    : await countByMonth(desk, { layer, code }, days, startDay)
  const range = { from: first, to: month }
  const kept = isRecut
    ? graded.grades.filter((grade) => grade.code === code).map((grade) => ({ ...grade, month }))
    : await listGradesOfGrid(desk.db, { layer, code, rulesetId: ruleset.id, ...range })
  const colours = new Map(kept.map(({ month, colour }) => [month, colour]))
  return monthsBetween(first, month).map((month) => ({
    month,
    incidents: counts.get(month) ?? 0,
    colour: colours.get(month) ?? null,
  }))
}

async function countByMonth(
  desk: Desk,
  grid: { layer: Layer; code: string },
  days: Period,
  startDay: number,
): Promise<Map<Month, number>> {
  const counts = new Map<Month, number>()
  for (const [day, count] of await countByDay(desk.db, { paths: ['/'], grid, ...days })) {
    const month = monthOf(day, startDay)
    counts.set(month, (counts.get(month) ?? 0) + count)
  }
  return counts
}

async function countAnewByMonth(
  desk: Desk,
  { layer, month, asOf, boundariesOn }: GradedMonth,
  code: string,
  startDay: number,
): Promise<Map<Month, number>> {
  const counts = new Map<Month, number>()
  for (const each of monthsBetween(monthAfter(month, 1 - monthsShown), month)) {
    const { from, to } = periodOf(each, startDay)
    const days = { from, to: to < asOf ? to : asOf }
    const { grids } = await countWindow(desk, { layer, ...days, boundariesOn })
    counts.set(each, grids.find((grid) => grid.code === code)?.count ?? 0)
  }
  return counts
}

/** The numbers of the latest incidents located in a grid. */
const latest = (incidents: readonly IncidentFact[]): string[] =>
  [...incidents]
    .sort((a, b) => (a.occurredOn < b.occurredOn ? 1 : -1))
    .slice(0, incidentsShown)
    .map(({ incident }) => incident)

async function counterpartGrids(desk: Desk, grid: { layer: Layer; code: string }, day: Day) {
  const other = otherLayer(grid.layer)
  const paths = new Map((await listAreas(desk.db)).map(({ code, path }) => [code, path]))
  const counterparts = []
  for (const pair of await counterpartsOf(desk.db, grid, day)) {
    const shares = [pair.shareOfPolice, pair.shareOfGovernance]
    const [ofThis = 0, ofOther = 0] = grid.layer === 'police' ? shares : shares.reverse()
    if (Math.max(ofThis, ofOther) < smallestShare) continue
    const code = grid.layer === 'police' ? pair.governanceCode : pair.policeCode
    const found = await findGridOn(desk.db, other, code, day)
    const areaPath = paths.get(found?.areaCode ?? '') ?? null
    counterparts.push({
      layer: other,
      code,
      name: found?.name ?? code,
      isInReach: may(desk.worker, 'map.read', { own: false, areaPath }),
      areaM2: pair.areaM2,
      shareOfThis: ofThis,
      shareOfOther: ofOther,
    })
  }
  return counterparts
}

async function shapesAround(
  desk: Desk,
  graded: GradedMonth,
  grid: { layer: Layer; code: string; labelLon: number; labelLat: number },
) {
  const shapes = await listShapesAround(desk, grid, {
    day: graded.boundariesOn,
    paths: pathsWithin(desk.worker, 'map.read'),
    count: neighboursShown,
  })
  const colours = new Map(graded.grades.map(({ code, colour }) => [code, colour]))
  return shapes.map((shape) => ({ ...shape, colour: colours.get(shape.code) ?? 'grey' }))
}
