import { listAreas } from '#db/areas.ts'
import type { StoredGrade } from '#db/gradings.ts'
import { listGridsOn } from '#db/grids.ts'
import { findMonthStartDay } from '#db/settings.ts'
import type { AreaPath } from '../domain/areas.ts'
import { addDays, type Day, daysBetween } from '../domain/day.ts'
import type { Colour } from '../domain/grading.ts'
import { monthAfter, type Period, periodOf } from '../domain/statistic-month.ts'
import { countWindow } from './counting.server.ts'
import type { UnattendedDesk } from './desk.server.ts'
import type { GradedMonth } from './grading.server.ts'

export interface RankedGrid {
  code: string
  name: string
  path: AreaPath
  /** 双庄街道 东村 */
  areaName: string
  colour: Colour
  score: number
  /** Place among all graded grids of the layer, from 1; null without data. */
  rank: number | null
  /** Valid incidents of the month so far, and of as many days of the month before. */
  incidents: number
  incidentsBefore: number
}

/** The grids of some subtrees with their grades, by code. */
export async function listRankedGrids(
  desk: UnattendedDesk,
  graded: GradedMonth,
  paths: readonly AreaPath[],
): Promise<RankedGrid[]> {
  const { layer, period, asOf, boundariesOn } = graded
  const grids = await listGridsOn(desk.db, layer, boundariesOn, paths)
  const areas = new Map((await listAreas(desk.db)).map((area) => [area.code, area]))
  const grades = new Map(graded.grades.map((grade) => [grade.code, grade]))
  const ranks = ranksOf(graded.grades)
  const counts = await countsIn(desk, graded, { from: period.from, to: asOf })
  const countsBefore = await countsIn(desk, graded, await sameDaysBefore(desk, graded))
  return grids.map(({ code, name, areaCode }) => {
    const area = areas.get(areaCode ?? '')
    const parent = area?.level === 'village' ? areas.get(area.parentCode ?? '') : undefined
    const grade = grades.get(code)
    return {
      code,
      name,
      path: area?.path ?? '/',
      areaName: [parent?.name, area?.name].filter(Boolean).join(' '),
      colour: grade?.colour ?? 'grey',
      score: grade?.score ?? 0,
      rank: ranks.get(code) ?? null,
      incidents: counts.get(code) ?? 0,
      incidentsBefore: countsBefore.get(code) ?? 0,
    }
  })
}

/** The quota's own order; under thresholds score, then incidents, then code. */
export function ranksOf(grades: readonly StoredGrade[]): Map<string, number> {
  const ordered = grades
    .filter(({ colour }) => colour !== 'grey')
    .sort(
      (a, b) =>
        (a.rank ?? 0) - (b.rank ?? 0) ||
        b.score - a.score ||
        b.incidents - a.incidents ||
        (a.code < b.code ? -1 : 1),
    )
  return new Map(ordered.map(({ code }, index) => [code, index + 1]))
}

/** By the boundaries of the last of the days, or by the other ones that were asked for. */
async function countsIn(desk: UnattendedDesk, graded: GradedMonth, days: Period) {
  const { layer, asOf, boundariesOn } = graded
  const asked = boundariesOn === asOf ? {} : { boundariesOn }
  const { grids } = await countWindow(desk, { layer, ...days, ...asked })
  return new Map(grids.map(({ code, count }) => [code, count]))
}

/** The month before; while the month runs, as many of its days as have passed of this one. */
async function sameDaysBefore(desk: UnattendedDesk, graded: GradedMonth): Promise<Period> {
  const { month, period, asOf } = graded
  const before = periodOf(monthAfter(month, -1), await findMonthStartDay(desk.db))
  if (asOf === period.to) return before
  const last: Day = addDays(before.from, daysBetween(period.from, asOf))
  return { from: before.from, to: last < before.to ? last : before.to }
}
