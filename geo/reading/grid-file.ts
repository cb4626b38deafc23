import { getIssues } from '@placemarkio/check-geojson'
import type { Crs } from '../coordinates.ts'
import type { MendKind } from '../examining/defects.ts'
import { type CrsConverter, type CrsRefusal, crsConverter } from './crs-converter.ts'
import { declaredIn } from './declared-crs.ts'
import { isExchanged } from './exchanged-axes.ts'
import { type FeaturePlaces, findFeatures } from './feature-lines.ts'
import type { Projections } from './projections.ts'

/** Why a whole file cannot be used. */
export type GridFileReason =
  | 'notJson'
  | 'notGeoJson'
  | 'noCodeField'
  | 'noPolygon'
  | CrsRefusal['reason']

export interface GridFileRefusal {
  ok: false
  reason: GridFileReason
  line?: number
  detail?: string
}

export interface ReadOptions {
  /** The property that holds a grid's code. */
  codeField: string
  /** What the coordinates are stated in; polygons come out in CGCS2000. */
  crs: Crs
  /** Needed for anything but degrees. */
  projections?: Projections
  /** Codes that no grid may have; an error of the feature that states one. */
  reserved?: readonly string[]
  /** 'axes' exchanges the coordinates of features that state latitude first; reading does no other. */
  mends?: readonly MendKind[]
}

/** The features of a file and how to read their coordinates; not looked into yet. */
export interface GridFile {
  readonly ok: true
  readonly features: readonly unknown[]
  readonly places: FeaturePlaces
  readonly source: string
  readonly notes: CrsConverter['notes']
  /** CGCS2000 degrees of a coordinate in the order of the file. */
  readonly convert: CrsConverter['convert']
  /** How the coordinates of a feature are read, exchanged ones turned where that was chosen. */
  convertOf(feature: unknown): CrsConverter['convert']
}

/** Opens a GeoJSON text. Never throws, whatever the text. */
export function openGridFile(text: string, options: ReadOptions): GridFile | GridFileRefusal {
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
  const { convert, notes } = converter
  const exchanged: CrsConverter['convert'] = (x, y) => convert(y, x)
  const mayExchange = options.mends?.includes('axes') ?? false
  const convertOf = (feature: unknown) =>
    mayExchange && isRecord(feature) && isExchanged(feature.geometry, convert) ? exchanged : convert
  return { ok: true, features, places, source, notes, convert, convertOf }
}

const wholeText: FeaturePlaces = { lines: [1], starts: [0] }

export const isRecord = (value: unknown): value is Record<string, unknown> =>
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
