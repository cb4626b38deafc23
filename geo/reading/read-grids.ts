import type { MultiPolygon } from 'geojson'
import { compareCodes } from '../code-order.ts'
import type { CrsNote } from './crs-converter.ts'
import { codeOf } from './grid-code.ts'
import {
  type GridFile,
  type GridFileRefusal,
  isRecord,
  openGridFile,
  type ReadOptions,
} from './grid-file.ts'
import {
  type GeometryFault,
  type GeometryRepair,
  joinParts,
  readGeometry,
} from './read-geometry.ts'

/** A grid as a file states it, in CGCS2000 at the file's own precision. */
export interface ReadGrid {
  readonly code: string
  /** Of the first feature with the code. */
  readonly properties: Record<string, unknown>
  /** Closed rings, outer ones anticlockwise (RFC 7946), free of crossings. */
  readonly geometry: MultiPolygon
  /** Index of the first feature with the code, from 0, and its line, from 1. */
  readonly feature: number
  readonly line: number
}

/** What may be said about a feature; `GeometryFault`s and bad codes are errors, the rest warnings. */
export type GridProblemKind =
  | GeometryFault
  | GeometryRepair
  | 'notFeature'
  | 'noCode'
  | 'badCode'
  | 'reservedCode'
  | 'repeatedCode'
  | CrsNote['kind']

export interface GridProblem {
  /** An error leaves the feature out; a warning tells what was mended. */
  readonly severity: 'error' | 'warning'
  readonly kind: GridProblemKind
  readonly code?: string
  readonly feature: number
  readonly line: number
  readonly lon?: number
  readonly lat?: number
  readonly detail?: string
}

export type GridsRead = { ok: true; grids: ReadGrid[]; problems: GridProblem[] } | GridFileRefusal

/** Reads a layer of grids from GeoJSON, sorted by code. Never throws, whatever the text. */
export function readGrids(text: string, options: ReadOptions): GridsRead {
  const file = openGridFile(text, options)
  return file.ok ? gridsIn(file, gatherGrids(file, options)) : file
}

/** Grids by code and problems by feature; a refusal when nothing was of use. */
export function gridsIn(
  file: GridFile,
  { grids, problems }: Pick<GatheredGrids, 'grids' | 'problems'>,
): GridsRead {
  if (grids.length === 0) {
    const first = problems[0]
    if (!first) return { ok: false, reason: 'noPolygon' }
    return { ok: false, reason: 'noPolygon', line: first.line, detail: first.kind }
  }
  for (const note of file.notes)
    problems.push({ severity: 'warning', ...note, feature: 0, line: 1 })
  problems.sort((a, b) => a.feature - b.feature)
  return { ok: true, grids: grids.sort((a, b) => compareCodes(a.code, b.code)), problems }
}

export interface GatheredGrids {
  /** In the order of their first features. */
  grids: ReadGrid[]
  problems: GridProblem[]
  /** Codes whose features lie over each other. */
  overlapping: Set<string>
  /** Features whose rings meet, if only in a corner. */
  touching: Set<number>
}

/** The grids of an opened file, and what is wrong with them. */
export function gatherGrids(
  { features, places, source, convertOf }: GridFile,
  { codeField, reserved = [] }: ReadOptions,
): GatheredGrids {
  const problems: GridProblem[] = []
  const byCode = new Map<string, Gathered>()
  const touching = new Set<number>()
  for (const [feature, given] of features.entries()) {
    const line = places.lines[feature] ?? 1
    const fault = (kind: GridProblemKind, more: Partial<GridProblem> = {}) =>
      problems.push({ severity: 'error', kind, feature, line, ...more })
    if (!isRecord(given) || given.type !== 'Feature') {
      fault('notFeature')
      continue
    }
    const properties = isRecord(given.properties) ? given.properties : {}
    const text = source.slice(places.starts[feature], places.starts[feature + 1])
    const read = codeOf(properties, codeField, text)
    if (!read.ok) {
      fault(read.kind)
      continue
    }
    const { code } = read
    if (reserved.includes(code)) {
      fault('reservedCode', { code })
      continue
    }
    const shape = readGeometry(given.geometry, convertOf(given))
    if (!shape.ok) {
      fault(shape.fault, { code, ...(shape.detail === undefined ? {} : { detail: shape.detail }) })
      continue
    }
    if (shape.touches) touching.add(feature)
    for (const repair of shape.repairs)
      problems.push({ severity: 'warning', ...repair, code, feature, line })
    const known = byCode.get(code)
    if (known) {
      known.parts.push(shape.geometry)
      const detail = String(known.grid.line)
      problems.push({ severity: 'warning', kind: 'repeatedCode', code, feature, line, detail })
    } else {
      const grid = { code, properties, geometry: shape.geometry, feature, line }
      byCode.set(code, { grid, parts: [shape.geometry] })
    }
  }
  const grids: ReadGrid[] = []
  const overlapping = new Set<string>()
  for (const { grid, parts } of byCode.values()) {
    const { code, feature, line } = grid
    const joined = joinParts(parts)
    if (!joined) {
      problems.push({ severity: 'error', kind: 'tangledRing', code, feature, line })
      continue
    }
    if (joined.overlap && parts.length > 1) {
      overlapping.add(code)
      problems.push({
        severity: 'warning',
        kind: 'overlappingParts',
        code,
        feature,
        line,
        ...joined.overlap,
      })
    }
    grids.push(parts.length > 1 ? { ...grid, geometry: joined.geometry } : grid)
  }
  return { grids, problems, overlapping, touching }
}

interface Gathered {
  grid: ReadGrid
  parts: MultiPolygon[]
}
