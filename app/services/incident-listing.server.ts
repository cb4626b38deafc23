import { findArea } from '#db/areas.ts'
import { listGridNames } from '#db/grid-names.ts'
import { type IncidentQuery, listIncidents } from '#db/incidents.ts'
import { findMonthStartDay } from '#db/settings.ts'
import { type AreaPath, isWithin } from '../domain/areas.ts'
import { type IncidentFilter, outsideCode } from '../domain/incident-filter.ts'
import { pathsWithin } from '../domain/permissions.ts'
import { periodOf } from '../domain/statistic-month.ts'
import type { Desk } from './desk.server.ts'

/** The incidents a worker means by a filter: within reach, or, with 我登记的, everything of theirs. */
export async function incidentQueryOf(desk: Desk, filter: IncidentFilter): Promise<IncidentQuery> {
  const { month, from, to, layer, gridCode, areaCode, categoryCode, validity, text, mine } = filter
  const reach = mine ? ['/'] : pathsWithin(desk.worker, 'incident.read')
  const area = areaCode === null ? undefined : await findArea(desk.db, areaCode)
  const period = month === null ? { from, to } : periodOf(month, await findMonthStartDay(desk.db))
  return {
    paths: areaCode === null ? reach : narrowed(reach, area?.path ?? `/${areaCode}/`),
    ...(period.from !== null && { from: period.from }),
    ...(period.to !== null && { to: period.to }),
    ...(gridCode !== null && {
      grid: { layer, code: gridCode === outsideCode ? null : gridCode },
    }),
    ...(categoryCode !== null && { categoryCode }),
    ...(validity !== null && { validity }),
    ...(text !== null && { text }),
    ...(mine && { reporterId: desk.worker.id }),
  }
}

/** A page of them, with the names of category and grids. */
export async function listIncidentLines(
  desk: Desk,
  query: IncidentQuery,
  { size, page }: { size: number; page: number },
) {
  const rows = await listIncidents(desk.db, query, { limit: size, offset: (page - 1) * size })
  const named = (layer: 'police' | 'governance', codes: readonly (string | null)[]) =>
    listGridNames(
      desk.db,
      layer,
      codes.filter((code) => code !== null),
    )
  const police = await named(
    'police',
    rows.map(({ policeCode }) => policeCode),
  )
  const governance = await named(
    'governance',
    rows.map(({ governanceCode }) => governanceCode),
  )
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    occurredOn: row.occurredOn,
    categoryLabel: row.categoryLabel ?? `未知类别 ${row.categoryCode}`,
    addressText: row.addressText,
    governanceName: nameOf(governance, row.governanceCode),
    policeName: nameOf(police, row.policeCode),
    validity: row.validity,
  }))
}

const nameOf = (names: ReadonlyMap<string, string>, code: string | null): string | null =>
  code === null ? null : (names.get(code) ?? code)

/** What two reaches have in common: the narrower of each pair that nests. */
const narrowed = (paths: readonly AreaPath[], within: AreaPath): AreaPath[] =>
  paths.some((path) => isWithin(within, path))
    ? [within]
    : paths.filter((path) => isWithin(path, within))
