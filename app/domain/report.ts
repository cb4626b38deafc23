import type { Layer } from './areas.ts'
import type { Books } from './books.ts'
import { countsByCode } from './counts-by-code.ts'
import type { Day, Instant, Month } from './day.ts'
import type { Colour } from './grading.ts'
import type { Method, VisitStatus } from './mediation.ts'
import { type Change, changeOf, type Rate, rateOf } from './rates.ts'
import type { Period } from './statistic-month.ts'

/** The month report of an area; screen, print and export all read this. */
export interface MonthReport {
  area: { code: string; name: string }
  month: Month
  from: Day
  to: Day
  generatedAt: Instant
  incidents: IncidentFigures
  /** Those of the police layer, and both under `layers`. */
  grids: GridFigures & { layers: Record<Layer, GridFigures> }
  disputes: Books & { byMethod: Record<Method, number> }
  visits: VisitFigures
  zeroIncidentVillages: Rate
}

export interface IncidentFigures {
  /** Valid and invalid (无效) incidents that occurred in the period; withdrawn and merged are none. */
  total: number
  valid: number
  /** `valid` by first-level category. */
  byCategory: Record<string, number>
  /** Of `valid` against the same month a year before. */
  yoy: Change
  /** Of `valid` against the month before. */
  mom: Change
  /** Valid ones that lie in no grid, and so in no area: beside `valid`, at the root of the tree. */
  outside: number
}

export interface GridFigures {
  byColour: Record<Colour, number>
  changed: ColourChange[]
}

export interface ColourChange {
  code: string
  name: string
  from: Colour
  to: Colour
}

export interface VisitFigures {
  /** Due in the period and not cancelled. */
  planned: number
  /** Of these, done by the end of the period. */
  done: number
  /** Of these, past their due day at the end of the period and still to be done then. */
  overdue: number
}

export interface CountedIncidents {
  categoryCode: string
  valid: boolean
  count: number
}

/**
 * The period's incidents, counted by first-level category, how many valid ones the two periods of
 * comparison had, and how many lie outside. Their day is the day they occurred.
 */
export function incidentFigures(
  counted: readonly CountedIncidents[],
  valid: { monthBefore: number; yearBefore: number; outside: number },
): IncidentFigures {
  const valids = counted.filter(isValid)
  const validCount = sumOf(valids)
  return {
    total: sumOf(counted),
    valid: validCount,
    byCategory: countsByCode(valids.map(({ categoryCode, count }) => [categoryCode, count])),
    yoy: changeOf(validCount, valid.yearBefore),
    mom: changeOf(validCount, valid.monthBefore),
    outside: valid.outside,
  }
}

export interface ColouredGrid {
  code: string
  name: string
  colour: Colour
  /** null when the month before was not graded or did not know the grid: no change. */
  previous: Colour | null
}

/** One layer's grids by colour, and those of another colour than the month before, by code. */
export function gridFigures(grids: readonly ColouredGrid[]): GridFigures {
  const byColour: Record<Colour, number> = { red: 0, yellow: 0, green: 0, grey: 0 }
  for (const { colour } of grids) byColour[colour] += 1
  const changed = grids.flatMap(({ code, name, colour, previous }) =>
    previous === null || previous === colour ? [] : [{ code, name, from: previous, to: colour }],
  )
  return { byColour, changed: changed.sort((a, b) => (a.code < b.code ? -1 : 1)) }
}

/** How many disputes each method was used on in the period, once a dispute. */
export function methodFigures(
  uses: readonly { dispute: string | number; method: Method; usedOn: Day }[],
  period: Period,
): Record<Method, number> {
  const disputes = {
    cautionary: new Set(),
    oneStop: new Set(),
    tailored: new Set(),
    tracked: new Set(),
  }
  for (const { dispute, method, usedOn } of uses) {
    if (isIn(usedOn, period)) disputes[method].add(dispute)
  }
  return {
    cautionary: disputes.cautionary.size,
    oneStop: disputes.oneStop.size,
    tailored: disputes.tailored.size,
    tracked: disputes.tracked.size,
  }
}

export interface VisitFact {
  dueOn: Day
  status: VisitStatus
  doneOn: Day | null
}

/** As the period ended, or as of `today` while it runs; what is done later changes nothing. */
export function visitFigures(
  visits: readonly VisitFact[],
  period: Period,
  today: Day,
): VisitFigures {
  const asOf = today < period.to ? today : period.to
  const planned = visits.filter(
    ({ dueOn, status }) => isIn(dueOn, period) && status !== 'cancelled',
  )
  const isDone = ({ status, doneOn }: VisitFact) =>
    status === 'done' && doneOn !== null && doneOn <= asOf
  return {
    planned: planned.length,
    done: planned.filter(isDone).length,
    overdue: planned.filter(
      (visit) => visit.status !== 'notExecutable' && !isDone(visit) && visit.dueOn < asOf,
    ).length,
  }
}

/**
 * 零案件村: of all villages, those with a source reporting and no case in the period. A village that
 * nobody reported for is not a village without cases.
 */
export const zeroIncidentVillages = (
  villages: readonly { covered: boolean; cases: number }[],
): Rate =>
  rateOf(villages.filter(({ covered, cases }) => covered && cases === 0).length, villages.length)

const isValid = ({ valid }: CountedIncidents): boolean => valid

const isIn = (day: Day, { from, to }: Period): boolean => from <= day && day <= to

const sumOf = (rows: readonly { count: number }[]): number =>
  rows.reduce((sum, { count }) => sum + count, 0)
