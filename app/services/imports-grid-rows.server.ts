import type { MultiPolygon } from 'geojson'
import type { Row } from '#db/schema.ts'
import { areaM2 } from '#geo/area.ts'
import type { GridsExamined } from '#geo/examining/examine-grids.ts'
import type { Grid } from '#geo/locating/grid-map.ts'
import { mendGrids } from '#geo/mending/mend-grids.ts'
import { labelPoint } from '#geo/outline.ts'
import { loadProjections } from '#geo/reading/projections.ts'
import {
  type GridProblem,
  type GridsRead,
  type ReadGrid,
  readGrids,
} from '#geo/reading/read-grids.ts'
import type { Layer } from '../domain/areas.ts'
import { type MendKind, type MendReport, mendReport } from '../domain/boundary-mends.ts'
import type { Day } from '../domain/day.ts'
import type { ImportProblem, ImportProblemKind, ImportRefusal } from '../domain/import-problems.ts'
import { outsideCode } from '../domain/incident-filter.ts'
import type { StatedCrs } from '../domain/stated-crs.ts'
import { crsRefusalOf } from './imports-crs.server.ts'

export interface GridsRequest {
  kind: 'grids'
  fileName: string
  layer: Layer
  crs: StatedCrs
  /** Names of the file's properties. */
  fields: {
    code: string
    name?: string | undefined
    area?: string | undefined
    households?: string | undefined
    population?: string | undefined
  }
  /** The first day of a re-cut; since always, and no re-cut, when not stated. */
  validFrom?: Day | undefined
  /** The file is the whole layer: what is not in it ends. */
  wholeLayer?: boolean | undefined
  /** The very codes that end that day beside what the file replaces; then nothing else does. */
  ends?: readonly string[] | undefined
  /** What was chosen to be mended; nothing else is. */
  mends?: readonly MendKind[] | undefined
}

/** A grid as the file states it, ready to be compared with the versions there are. */
export type GridRow = Pick<
  Row<'gridVersions'>,
  | 'code'
  | 'name'
  | 'areaCode'
  | 'areaStated'
  | 'geometry'
  | 'areaM2'
  | 'labelLon'
  | 'labelLat'
  | 'households'
  | 'population'
>

/** Where a file states something, both from 1. */
export interface FilePlace {
  line: number
  feature: number
}

export interface GridRows {
  /** Their areas as stated, known or not. */
  rows: GridRow[]
  /** By code. */
  places: Map<string, FilePlace>
  features: number
  mends: MendReport | null
  problems: ImportProblem[]
}

/** A grid as it is stored, its outline as text. */
export interface StoredGrid {
  code: string
  geometry: string
}

/**
 * Reads the grids of a file and mends what was chosen.
 * @param neighbours boundaries that are right already, for the mend of a datum
 */
export async function readGridRows(
  text: string,
  request: GridsRequest,
  neighbours: readonly StoredGrid[],
): Promise<({ ok: true } & GridRows) | { ok: false; refusal: ImportRefusal }> {
  const read = readGrids(text, {
    codeField: request.fields.code,
    crs: request.crs,
    projections: await loadProjections(),
    reserved: [outsideCode],
    mends: request.mends ?? [],
  })
  if (!read.ok) return { ok: false, refusal: gridsRefusalOf(read, request.fields.code) }
  const missing = missingField(request, read.grids)
  if (missing) return { ok: false, refusal: missing }
  const problems = read.problems.map(problemOf)
  const { grids, mends } = mendChosen(read.grids, request.mends, storedGrids(neighbours))
  const rows = grids.map((grid) => rowOf(grid, request, problems))
  const places = new Map(grids.map((grid) => [grid.code, placeOf(grid)]))
  return { ok: true, rows, places, features: featuresRead(read), mends, problems }
}

export const storedGrids = (grids: readonly StoredGrid[]): Grid[] =>
  grids.map(({ code, geometry }) => ({ code, geometry: JSON.parse(geometry) as MultiPolygon }))

/** A row whose area is one there is, else none, with the problem told. */
export function withKnownArea(
  row: GridRow,
  { places }: GridRows,
  { fields }: GridsRequest,
  knownAreas: ReadonlySet<string>,
  problems: { add(problem: ImportProblem): void },
): GridRow {
  const { code, areaCode } = row
  if (areaCode === null || knownAreas.has(areaCode)) return row
  const place = places.get(code) ?? { line: 1, feature: 1 }
  const what = { field: fields.area ?? '', value: areaCode }
  problems.add({ ...place, kind: 'unknownArea', severity: 'noted', ...what })
  return { ...row, areaCode: null, areaStated: 0 }
}

/** Mends what was chosen; null when nothing was. */
export function mendChosen(
  grids: readonly ReadGrid[],
  mends: readonly MendKind[] | undefined,
  neighbours: readonly Grid[],
): { grids: readonly ReadGrid[]; mends: MendReport | null } {
  if (!mends?.length) return { grids, mends: null }
  const { grids: mended, moved, left } = mendGrids(grids, mends, { neighbours })
  return { grids: mended, mends: mendReport(moved, left) }
}

/** How many features a file has: used, joined to another of their code, or left out. */
export function featuresRead({
  grids,
  problems,
}: Pick<GridsRead & { ok: true }, 'grids' | 'problems'>) {
  const repeated = problems.filter(({ kind }) => kind === 'repeatedCode').length
  const faulty = problems.filter(({ severity }) => severity === 'error').length
  return grids.length + repeated + faulty
}

const placeOf = ({ line, feature }: { line: number; feature: number }): FilePlace => ({
  line,
  feature: feature + 1,
})

/** Why a file of grids cannot be used, in the words of the domain. */
export function gridsRefusalOf(
  read: (GridsRead | GridsExamined) & { ok: false },
  codeField: string,
): ImportRefusal {
  switch (read.reason) {
    case 'tooManyVertices':
      return { reason: 'tooManyVertices', most: Number(read.detail) }
    case 'tangledLayer':
      return { reason: 'tangledLayer' }
    case 'notJson':
      return { reason: 'notJson', ...(read.line === undefined ? {} : { line: read.line }) }
    case 'notGeoJson':
      return { reason: 'notGeoJson' }
    case 'noCodeField': {
      const fields = (read.detail ?? '').split(', ')
      return { reason: 'unknownField', field: codeField, fields }
    }
    case 'noPolygon':
      return read.detail === undefined
        ? { reason: 'noPolygon' }
        : { reason: 'noPolygon', problem: read.detail as ImportProblemKind }
    default:
      return crsRefusalOf({ reason: read.reason, detail: read.detail ?? '' })
  }
}

/** A field that was named and that no grid has. */
function missingField(
  { fields }: GridsRequest,
  grids: readonly ReadGrid[],
): ImportRefusal | undefined {
  const present = new Set(grids.flatMap(({ properties }) => Object.keys(properties)))
  for (const field of Object.values<string | undefined>(fields)) {
    if (field === undefined || present.has(field)) continue
    return { reason: 'unknownField', field, fields: [...present] }
  }
  return undefined
}

function problemOf(problem: GridProblem): ImportProblem {
  const { kind, severity, code, detail } = problem
  const value = [code, detail].filter((part) => part !== undefined).join('，')
  return {
    ...placeOf(problem),
    kind: kind === 'repeatedCode' ? 'joinedCode' : kind,
    severity: severity === 'error' ? 'skipped' : 'noted',
    ...(value === '' ? {} : { value }),
  }
}

function rowOf(grid: ReadGrid, { fields }: GridsRequest, problems: ImportProblem[]): GridRow {
  const areaCode = textIn(grid, fields.area)
  const [labelLon, labelLat] = labelPoint(grid.geometry)
  return {
    code: grid.code,
    name: textIn(grid, fields.name) ?? grid.code,
    areaCode,
    areaStated: areaCode === null ? 0 : 1,
    geometry: JSON.stringify(grid.geometry),
    areaM2: areaM2(grid.geometry),
    labelLon,
    labelLat,
    households: wholeNumber(fields.households),
    population: wholeNumber(fields.population),
  }

  function wholeNumber(field: string | undefined): number | null {
    const text = textIn(grid, field)
    if (text === null) return null
    const number = Number(text)
    if (Number.isInteger(number) && number >= 0 && number <= 2 ** 31 - 1) return number
    const what = { field: field ?? '', value: text }
    problems.push({ ...placeOf(grid), kind: 'unusableNumber', severity: 'noted', ...what })
    return null
  }
}

/** A property as text without control characters and outer blanks; null when empty or not there. */
function textIn({ properties }: ReadGrid, field: string | undefined): string | null {
  const value = field === undefined ? undefined : properties[field]
  if (typeof value !== 'string' && typeof value !== 'number') return null
  return (
    String(value)
      .replace(/\p{Cc}/gu, '')
      .trim() || null
  )
}
