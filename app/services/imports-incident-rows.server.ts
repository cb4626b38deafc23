import { isUsablePoint, toE7 } from '#geo/coordinates.ts'
import type { CrsConverter } from '#geo/reading/crs-converter.ts'
import { type ParsedMoment, parseMoment } from '../domain/day.ts'
import type { ImportProblemKind } from '../domain/import-problems.ts'
import type { StatedCrs } from '../domain/stated-crs.ts'
import type { TableRow } from './imports-csv.server.ts'

export interface IncidentsRequest {
  kind: 'incidents'
  fileName: string
  crs: StatedCrs
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
  convert: CrsConverter['convert'],
): ReadIncidentRow {
  const number = row.value('id')
  if (number === '') return unusableBecause('missingId', 'id', row, request)
  const lon = numberOf(row.value('lon'))
  const lat = numberOf(row.value('lat'))
  const place = placeAt(lon, lat, convert)
  if (!place) {
    if (row.value('lon') === '') return unusableBecause('missingPoint', 'lon', row, request)
    if (row.value('lat') === '') return unusableBecause('missingPoint', 'lat', row, request)
    // 118 is no latitude: where the axes are swapped in China, this is how it shows.
    if (placeAt(lat, lon, convert)) return unusableBecause('swappedAxes', 'lat', row, request)
    return unusableBecause(
      'unusablePoint',
      Math.abs(lon) <= 180 && lon !== 0 ? 'lat' : 'lon',
      row,
      request,
    )
  }
  const moment = parseMoment(row.value('on'))
  if (!moment) return unusableBecause('unusableDay', 'on', row, request)
  const categoryCode = row.value('category') || request.categoryCode || otherCategoryCode
  return {
    ok: true,
    row: {
      line: row.line,
      number,
      lonE7: toE7(place[0]),
      latE7: toE7(place[1]),
      moment,
      categoryCode,
    },
  }
}

function unusableBecause(
  kind: ImportProblemKind,
  name: IncidentField,
  row: TableRow<IncidentField>,
  request: IncidentsRequest,
): ReadIncidentRow {
  return { ok: false, kind, field: request.fields[name] ?? '', value: row.value(name) }
}

/** Where x (longitude, easting) and y are; null for what geocoders and empty columns give. */
function placeAt(x: number, y: number, convert: CrsConverter['convert']): [number, number] | null {
  if (!Number.isFinite(x) || !Number.isFinite(y) || (x === 0 && y === 0)) return null
  const place = convert(x, y)
  return isUsablePoint(...place) ? place : null
}

/** A decimal number as files write it; NaN for everything that Number() is too kind to. */
const numberOf = (text: string): number =>
  /^[+-]?\d+(\.\d*)?([eE][+-]?\d+)?$|^[+-]?\.\d+$/.test(text) ? Number(text) : Number.NaN
