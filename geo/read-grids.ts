import { getIssues } from '@placemarkio/check-geojson'
import type { MultiPolygon } from 'geojson'
import { compareCodes } from './code-order.ts'
import type { Crs } from './coordinates.ts'
import { type CrsConverter, type CrsNote, type CrsRefusal, crsConverter } from './crs-converter.ts'
import { declaredIn } from './declared-crs.ts'
import { type FeaturePlaces, findFeatures } from './feature-lines.ts'
import { codeOf } from './grid-code.ts'
import type { Projections } from './projections.ts'
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

/** Why a whole file cannot be used. */
export type GridFileReason =
  | 'notJson'
  | 'notGeoJson'
  | 'noCodeField'
  | 'noPolygon'
  | CrsRefusal['reason']

export type GridsRead =
  | { ok: true; grids: ReadGrid[]; problems: GridProblem[] }
  | { ok: false; reason: GridFileReason; line?: number; detail?: string }

/**
 * Reads a layer of grids from GeoJSON, sorted by code. Never throws, whatever the text.
 * @param options.codeField the property that holds a grid's code
 * @param options.crs what the coordinates are stated in; polygons come out in CGCS2000
 * @param options.projections needed for anything but degrees
 * @param options.reserved codes that no grid may have; an error of the feature that states one
 */
export function readGrids(text: string, options: ReadOptions): GridsRead {
  const source = text.replace(/^\uFEFF/, '')
  let parsed: unknown
  try {
    parsed = JSON.parse(source)
  } catch {
    return { ok: false, reason: 'notJson', ...firstIssue(source) }
  }
  const features = featuresOf(parsed)
  if (!features) return { ok: false, reason: 'notGeoJson', ...typeOf(parsed) }
  const file = { declared: declaredIn(parsed), sample: firstPosition(features) }
  const converter = crsConverter(options.crs, file, options.projections ?? null)
  if (!converter.ok) return converter
  const fields = fieldsOf(features)
  if (features.length > 0 && !fields.has(options.codeField))
    return { ok: false, reason: 'noCodeField', detail: [...fields].join(', ') }

  const places = features.length === 1 && !isCollection(parsed) ? wholeText : findFeatures(source)
  const { grids, problems } = gather(features, places, source, converter, options)
  if (grids.length === 0) {
    const first = problems[0]
    if (!first) return { ok: false, reason: 'noPolygon' }
    return { ok: false, reason: 'noPolygon', line: first.line, detail: first.kind }
  }
  for (const note of converter.notes)
    problems.push({ severity: 'warning', ...note, feature: 0, line: 1 })
  problems.sort((a, b) => a.feature - b.feature)
  return { ok: true, grids: grids.sort((a, b) => compareCodes(a.code, b.code)), problems }
}

interface ReadOptions {
  codeField: string
  crs: Crs
  projections?: Projections
  reserved?: readonly string[]
}

const wholeText: FeaturePlaces = { lines: [1], starts: [0] }

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isCollection = (parsed: unknown) => isRecord(parsed) && parsed.type === 'FeatureCollection'

function featuresOf(parsed: unknown): unknown[] | undefined {
  if (!isRecord(parsed)) return undefined
  if (parsed.type === 'Feature') return [parsed]
  if (parsed.type !== 'FeatureCollection' || !Array.isArray(parsed.features)) return undefined
  return parsed.features
}

function typeOf(parsed: unknown): { detail?: string } {
  if (!isRecord(parsed)) return {}
  return typeof parsed.type === 'string' ? { detail: parsed.type.slice(0, 40) } : {}
}

/** The first thing wrong with a text that is not JSON, by the syntax checker; it may itself give up. */
function firstIssue(source: string): { line?: number; detail?: string } {
  try {
    const message = getIssues(source)[0]?.message
    if (!message) return {}
    const line = /\((\d+):\d+\)\s*$/.exec(message)?.[1]
    return line ? { line: Number(line), detail: message } : { detail: message }
  } catch {
    return {}
  }
}

/** The first pair of numbers among the coordinates, depth first. */
function firstPosition(features: readonly unknown[]): [number, number] | undefined {
  const waiting: unknown[] = []
  for (const feature of features) {
    waiting.push(isRecord(feature) ? feature.geometry : undefined)
    while (waiting.length > 0) {
      const next = waiting.pop()
      if (isRecord(next)) waiting.push(next.geometries, next.coordinates)
      if (!Array.isArray(next)) continue
      const [x, y] = next as unknown[]
      if (typeof x === 'number' && typeof y === 'number') return [x, y]
      for (let i = next.length - 1; i >= 0; i--) waiting.push(next[i])
    }
  }
  return undefined
}

function fieldsOf(features: readonly unknown[]): Set<string> {
  const fields = new Set<string>()
  for (const feature of features) {
    if (!isRecord(feature) || !isRecord(feature.properties)) continue
    for (const field of Object.keys(feature.properties)) fields.add(field)
  }
  return fields
}

interface Gathered {
  grid: ReadGrid
  parts: MultiPolygon[]
}

function gather(
  features: readonly unknown[],
  places: FeaturePlaces,
  source: string,
  { convert }: CrsConverter,
  { codeField, reserved = [] }: ReadOptions,
): { grids: ReadGrid[]; problems: GridProblem[] } {
  const problems: GridProblem[] = []
  const byCode = new Map<string, Gathered>()
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
    const shape = readGeometry(given.geometry, convert)
    if (!shape.ok) {
      fault(shape.fault, { code, ...(shape.detail === undefined ? {} : { detail: shape.detail }) })
      continue
    }
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
  for (const { grid, parts } of byCode.values()) {
    const { code, feature, line } = grid
    const joined = joinParts(parts)
    if (!joined) {
      problems.push({ severity: 'error', kind: 'tangledRing', code, feature, line })
      continue
    }
    if (joined.overlap && parts.length > 1)
      problems.push({
        severity: 'warning',
        kind: 'overlappingParts',
        code,
        feature,
        line,
        ...joined.overlap,
      })
    grids.push(parts.length > 1 ? { ...grid, geometry: joined.geometry } : grid)
  }
  return { grids, problems }
}
