import { isUsablePoint, toCgcs2000, toE7 } from '#geo/coordinates.ts'
import { type ParsedMoment, parseMoment } from '../domain/day.ts'
import type { ImportProblemKind } from '../domain/import-problems.ts'
import type { CoordinateSystem } from '../domain/incidents.ts'
import type { TableRow } from './imports-csv.server.ts'

export interface IncidentsRequest {
  kind: 'incidents'
  fileName: string
  crs: CoordinateSystem
  /** Names of the file's fields. */
  fields: { id: string; lon: string; lat: string; on: string; category?: string | undefined }
  /** The category of every row, when no field holds it; 99 when that is not stated either. */
  categoryCode?: string | undefined
}

export type IncidentField = keyof IncidentsRequest['fields']

/** A row with everything that an incident needs. */
export interface IncidentRow {
  line: number
  number: string
  /** CGCS2000 degrees × 10⁷. */
  lonE7: number
  latE7: number
  moment: ParsedMoment
  categoryCode: string
}

export type ReadIncidentRow =
  | { ok: true; row: IncidentRow }
  | { ok: false; kind: ImportProblemKind; field: string; value: string }

/** 其他: what counts where no category is stated. */
const otherCategoryCode = '99'

/** Reads a row, or says which field makes it unusable. */
export function readIncidentRow(
  row: TableRow<IncidentField>,
  request: IncidentsRequest,
): ReadIncidentRow {
  const unusable = (kind: ImportProblemKind, name: IncidentField): ReadIncidentRow => ({
    ok: false,
    kind,
    field: request.fields[name] ?? '',
    value: row.value(name),
  })
  const number = row.value('id')
  if (number === '') return unusable('missingId', 'id')
  const lon = numberOf(row.value('lon'))
  const lat = numberOf(row.value('lat'))
  if (!isUsablePoint(lon, lat)) {
    if (row.value('lon') === '') return unusable('missingPoint', 'lon')
    if (row.value('lat') === '') return unusable('missingPoint', 'lat')
    // 118 is no latitude: where the axes are swapped in China, this is how it shows.
    if (isUsablePoint(lat, lon)) return unusable('swappedAxes', 'lat')
    return unusable('unusablePoint', Math.abs(lon) <= 180 && lon !== 0 ? 'lat' : 'lon')
  }
  const moment = parseMoment(row.value('on'))
  if (!moment) return unusable('unusableDay', 'on')
  const [x, y] = toCgcs2000(lon, lat, request.crs)
  const categoryCode = row.value('category') || request.categoryCode || otherCategoryCode
  return {
    ok: true,
    row: { line: row.line, number, lonE7: toE7(x), latE7: toE7(y), moment, categoryCode },
  }
}

/** A decimal number as files write it; NaN for everything that Number() is too kind to. */
const numberOf = (text: string): number =>
  /^[+-]?\d+(\.\d*)?([eE][+-]?\d+)?$|^[+-]?\.\d+$/.test(text) ? Number(text) : Number.NaN
