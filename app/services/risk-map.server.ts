import { findArea, listAreas } from '#db/areas.ts'
import { findMonthStartDay } from '#db/settings.ts'
import { type AreaDrill, drillInto } from '../domain/area-drill.ts'
import { isWithin } from '../domain/areas.ts'
import type { Day, Month } from '../domain/day.ts'
import { type Colour, colours } from '../domain/grading.ts'
import { colouringLetter, type GridSort, type MapFilter } from '../domain/map-filter.ts'
import { pathsWithin } from '../domain/permissions.ts'
import { monthOf } from '../domain/statistic-month.ts'
import type { Desk } from './desk.server.ts'
import { type GradeProblem, gradesOf } from './grading.server.ts'
import { findOutlinesVersion, type OutlinesVersion } from './outlines.server.ts'
import { listRankedGrids, type RankedGrid } from './ranked-grids.server.ts'

export interface RiskMap {
  month: Month
  running: Month
  asOf: Day
  /** The day whose grids are shown: that one, unless another was asked for. */
  boundariesOn: Day
  /** How many days of incidents the grades look back on. */
  windowDays: number
  /** The month is not over yet. */
  isRunning: boolean
  drill: AreaDrill
  /** Grids in the chosen area, by colour. */
  counts: Record<Colour, number>
  /** Of the chosen colours: how many, and a page of them in the chosen order. */
  matching: number
  rows: RankedGrid[]
  /** One letter per grid in the reader's reach, by code. */
  colouring: string
  outlines: OutlinesVersion
}

export type RiskMapProblem = GradeProblem | 'noSuchArea'

/** The graded month of a layer as the map and its table show it to this worker. */
export async function readRiskMap(
  desk: Desk,
  filter: MapFilter,
  rowsPerPage: number,
): Promise<{ ok: true; map: RiskMap } | { ok: false; reason: RiskMapProblem }> {
  const { layer } = filter
  const paths = pathsWithin(desk.worker, 'map.read')
  const chosen = filter.areaCode === null ? null : await findArea(desk.db, filter.areaCode)
  if (chosen === undefined || (chosen && !paths.some((path) => isWithin(chosen.path, path)))) {
    return { ok: false, reason: 'noSuchArea' }
  }
  const running = monthOf(desk.today, await findMonthStartDay(desk.db))
  const month = filter.month && filter.month < running ? filter.month : running
  const found = await gradesOf(desk, {
    layer,
    month,
    ...(filter.boundariesOn !== null && { boundariesOn: filter.boundariesOn }),
  })
  if (!found.ok) return found
  const { asOf, boundariesOn, period, ruleset } = found.graded
  const grids = await listRankedGrids(desk, found.graded, paths)
  const isHere = ({ path }: RankedGrid) => !chosen || isWithin(path, chosen.path)
  const isShown = ({ colour }: RankedGrid) =>
    filter.colours.length === 0 || filter.colours.includes(colour)
  const here = grids.filter(isHere)
  const matching = here.filter(isShown).sort(orders[filter.sort])
  if (filter.isReversed) matching.reverse()
  const letters = grids.map((grid) =>
    colouringLetter(grid.colour, { inArea: isHere(grid), inColours: isShown(grid) }),
  )
  return {
    ok: true,
    map: {
      month,
      running,
      asOf,
      boundariesOn,
      windowDays: ruleset.ruleset.windowDays,
      isRunning: asOf < period.to,
      drill: drillInto(await listAreas(desk.db), paths, chosen?.path ?? null, here),
      counts: countColours(here),
      matching: matching.length,
      rows: matching.slice((filter.page - 1) * rowsPerPage, filter.page * rowsPerPage),
      colouring: letters.join(''),
      outlines: await findOutlinesVersion(desk, { layer, day: boundariesOn, paths }),
    },
  }
}

type Order = (a: RankedGrid, b: RankedGrid) => number

const byRank: Order = (a, b) => placeOf(a) - placeOf(b) || byCode(a, b)
const byCode: Order = (a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)

/** What matters more stands first; ties keep the order of ranks. */
const orders: Record<GridSort, Order> = {
  rank: byRank,
  code: byCode,
  area: (a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : byRank(a, b)),
  score: (a, b) => b.score - a.score || byRank(a, b),
  incidents: (a, b) => b.incidents - a.incidents || byRank(a, b),
  change: (a, b) =>
    b.incidents - b.incidentsBefore - (a.incidents - a.incidentsBefore) || byRank(a, b),
}

/** Grids without data come last. */
const placeOf = ({ rank }: RankedGrid): number => rank ?? Number.MAX_SAFE_INTEGER

function countColours(grids: readonly RankedGrid[]): Record<Colour, number> {
  const counts = Object.fromEntries(colours.map((colour) => [colour, 0])) as Record<Colour, number>
  for (const { colour } of grids) counts[colour] += 1
  return counts
}
