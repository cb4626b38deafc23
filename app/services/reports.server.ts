import { findArea } from '#db/areas.ts'
import { listIncidentCategories } from '#db/incident-categories.ts'
import { countByDay } from '#db/incidents.ts'
import { listDisputeTypes } from '#db/reference.ts'
import {
  countIncidentsWithoutArea,
  countReportedIncidents,
  listBookMoves,
  listMethodUses,
  listVisitsDue,
} from '#db/report-facts.ts'
import type { Row } from '#db/schema.ts'
import { findMonthStartDay } from '#db/settings.ts'
import { booksOf } from '../domain/books.ts'
import type { Month } from '../domain/day.ts'
import {
  gridFigures,
  incidentFigures,
  methodFigures,
  visitFigures,
  zeroIncidentVillages,
} from '../domain/report.ts'
import { type ReportSheet, unitLevelOf } from '../domain/report-sheet.ts'
import { monthAfter, monthOf, monthsBetween, periodOf } from '../domain/statistic-month.ts'
import type { UnattendedDesk } from './desk.server.ts'
import type { GradeProblem } from './grading.server.ts'
import { type ColouredLayers, listColouredGrids } from './reports-grids.server.ts'
import { bookLines, categoryLines, topCategoryOf } from './reports-lines.server.ts'
import { unitLines } from './reports-units.server.ts'
import { villagesOf } from './reports-villages.server.ts'

export type ReportProblem = 'noSuchArea' | GradeProblem

/** A report with what its map is drawn from. */
export interface ReportedArea {
  area: Row<'areas'>
  sheet: ReportSheet
  layers: ColouredLayers
}

export type ReportAnswer = ({ ok: true } & ReportedArea) | { ok: false; reason: ReportProblem }

/** The chart's months: the report's, the month before, and back to the same month a year before. */
const monthsOfChart = 13

/**
 * The month report of an area with everything that is printed with it. An incident or a dispute
 * belongs to the area that it is recorded under, so the reports of the areas just below one sum to
 * its own; what lies in no grid has no area, and the root says how many those are besides.
 */
export async function reportSheet(
  desk: UnattendedDesk,
  { areaCode, month }: { areaCode: string; month: Month },
): Promise<ReportAnswer> {
  const { db, today } = desk
  const area = await findArea(db, areaCode)
  if (!area) return { ok: false, reason: 'noSuchArea' }
  const startDay = await findMonthStartDay(db)
  const period = periodOf(month, startDay)
  if (period.from > today) return { ok: false, reason: 'futureMonth' }
  const grids = await listColouredGrids(desk, { month, path: area.path })
  if (!grids.ok) return grids

  const scope = { path: area.path, ...period }
  const before = { path: area.path, ...periodOf(monthAfter(month, -1), startDay) }
  const months = monthsBetween(monthAfter(month, 1 - monthsOfChart), month)
  const monthly = await countMonthly(desk, { path: area.path, months, startDay })
  const countIn = (month: Month) => monthly.get(month) ?? 0
  const isRoot = area.parentCode === null

  const categories = await listIncidentCategories(db)
  const topCategory = topCategoryOf(categories)
  const counted = await countReportedIncidents(db, scope)
  const countedBefore = await countReportedIncidents(db, before)
  const moves = await listBookMoves(db, scope)
  const villages = await villagesOf(desk, { scope, counted, categories })
  const incidents = incidentFigures(
    counted.map(({ categoryCode, validity, count }) => ({
      categoryCode: topCategory(categoryCode),
      valid: validity === 'valid',
      count,
    })),
    {
      monthBefore: countIn(monthAfter(month, -1)),
      yearBefore: countIn(monthAfter(month, -12)),
      outside: isRoot ? await countIncidentsWithoutArea(db, period) : 0,
    },
  )
  const police = gridFigures(grids.layers.police.grids)
  const governance = gridFigures(grids.layers.governance.grids)
  return {
    ok: true,
    area,
    layers: grids.layers,
    sheet: {
      report: {
        area: { code: area.code, name: area.name },
        month,
        ...period,
        generatedAt: desk.now,
        incidents,
        grids: { ...police, layers: { police, governance } },
        disputes: {
          ...booksOf(moves, period),
          byMethod: methodFigures(await listMethodUses(db, scope), period),
        },
        visits: visitFigures(await listVisitsDue(db, scope), period, today),
        zeroIncidentVillages: zeroIncidentVillages(villages),
      },
      level: area.level,
      isRoot,
      asOf: period.to < today ? period.to : today,
      running: today <= period.to,
      rulesets: {
        police: grids.layers.police.ruleset,
        governance: grids.layers.governance.ruleset,
      },
      categories: categoryLines(categories, { counted, countedBefore }),
      types: bookLines(await listDisputeTypes(db), moves, period),
      months: months.map((month) => ({ month, incidents: countIn(month) })),
      unitLevel: unitLevelOf[area.level],
      ...(await unitLines(desk, {
        area,
        period,
        counted,
        countedBefore,
        moves,
        grids: grids.layers,
        villages,
      })),
    },
  }
}

async function countMonthly(
  desk: UnattendedDesk,
  { path, months, startDay }: { path: string; months: readonly Month[]; startDay: number },
): Promise<Map<Month, number>> {
  const { from } = periodOf(months[0] ?? '', startDay)
  const { to } = periodOf(months.at(-1) ?? '', startDay)
  const counts = new Map<Month, number>()
  for (const [day, count] of await countByDay(desk.db, { paths: [path], from, to })) {
    const month = monthOf(day, startDay)
    counts.set(month, (counts.get(month) ?? 0) + count)
  }
  return counts
}
