import { listAreasUnder } from '#db/areas.ts'
import { listDeliveriesIn } from '#db/deliveries.ts'
import { listGridsOnDuty } from '#db/duties.ts'
import { listGridsOn } from '#db/grids.ts'
import type { ReportScope } from '#db/report-facts.ts'
import { type AreaPath, isWithin, layers } from '../domain/areas.ts'
import type { UnattendedDesk } from './desk.server.ts'
import { type Categories, type CountedPlaces, validBy } from './reports-lines.server.ts'

export interface ReportVillage {
  code: string
  path: AreaPath
  /** Somebody was on duty in a grid of it, or a source delivered for it, in the period. */
  covered: boolean
  /** Valid incidents of the categories that count against 零案件村. */
  cases: number
}

/** The villages of an area as 零案件村 sees them. */
export async function villagesOf(
  desk: UnattendedDesk,
  query: { scope: ReportScope; counted: CountedPlaces; categories: Categories },
): Promise<ReportVillage[]> {
  const { scope, counted, categories } = query
  const isCovered = await coverageOf(desk, scope)
  const caseCodes = new Set(
    categories.filter(({ countsAsCase }) => countsAsCase === 1).map(({ code }) => code),
  )
  const cases = validBy(
    counted.filter(({ categoryCode }) => caseCodes.has(categoryCode)),
    ({ areaCode }) => areaCode,
  )
  const villages = await listAreasUnder(desk.db, scope.path, { level: 'village' })
  return villages.map(({ code, path }) => ({
    code,
    path,
    covered: isCovered({ code, path }),
    cases: cases.get(code) ?? 0,
  }))
}

async function coverageOf(
  desk: UnattendedDesk,
  scope: ReportScope,
): Promise<(village: { code: string; path: AreaPath }) => boolean> {
  const days = { from: scope.from, to: scope.to < desk.today ? scope.to : desk.today }
  const deliveries = await listDeliveriesIn(desk.db, days)
  if (deliveries.some(({ areaCode }) => areaCode === null)) return () => true
  const delivered = deliveries.flatMap(({ areaPath }) => areaPath ?? [])
  const onDuty = new Set<string | null>()
  for (const layer of layers) {
    const codes = new Set(await listGridsOnDuty(desk.db, layer, days))
    for (const grid of await listGridsOn(desk.db, layer, days.to, [scope.path])) {
      if (codes.has(grid.code)) onDuty.add(grid.areaCode)
    }
  }
  return ({ code, path }) =>
    onDuty.has(code) || delivered.some((ancestor) => isWithin(path, ancestor))
}
