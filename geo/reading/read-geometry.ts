import type { MultiPolygon, Position } from 'geojson'
import { toE7 } from '../coordinates.ts'
import { orientation } from '../orientation.ts'
import { ringsOf, touchesItself } from '../rings.ts'
import type { CrsConverter } from './crs-converter.ts'
import { polygonsOf, soundRings } from './sound-rings.ts'

/**
 * Rings with more vertices are refused: the outline of a county has some ten thousand, of a province
 * at full detail a few hundred thousand.
 */
export const longestRing = 500_000

/** Nesting is found by comparing rings in pairs; the most broken township has a few dozen. */
export const mostRings = 2_000

/** What a geometry that cannot be used lacks. */
export type GeometryFault =
  | 'noGeometry'
  | 'notPolygon'
  | 'badCoordinates'
  | 'outOfRange'
  | 'tangledRing'
  | 'collapsed'

/** What was mended in a geometry that can be used. */
export type GeometryRepair = 'unclosedRing' | 'collapsedRing' | 'invalidRing' | 'overlappingParts'

export interface Repair {
  readonly kind: GeometryRepair
  readonly lon?: number
  readonly lat?: number
}

export type GeometryRead =
  | {
      ok: true
      geometry: MultiPolygon
      repairs: Repair[]
      /** Rings of one polygon met, if only in a corner. */
      touches: boolean
    }
  | { ok: false; fault: GeometryFault; detail?: string }

/**
 * Polygons out of a GeoJSON geometry of unknown make: in CGCS2000, closed, outer rings
 * anticlockwise, free of crossings. Rings that cross are read even-odd within their polygon.
 */
export function readGeometry(geometry: unknown, convert: CrsConverter['convert']): GeometryRead {
  const found = polygonsIn(geometry)
  if (!Array.isArray(found)) return found
  if (countRings(found) > mostRings) return { ok: false, fault: 'tangledRing' }
  const repairs: Repair[] = []
  const parts: MultiPolygon[] = []
  let touches = false
  for (const polygon of found) {
    const positions = readRings(polygon, convert, repairs)
    if (!Array.isArray(positions)) return positions
    const rings = positions.filter((ring) => !isCollapsed(ring))
    for (let i = rings.length; i < positions.length; i++) repairs.push({ kind: 'collapsedRing' })
    if (positions[0] && isCollapsed(positions[0])) continue // its holes enclose nothing either
    const part = soundPart(rings, repairs)
    if (!part) return { ok: false, fault: 'tangledRing' }
    touches ||= part.touches
    if (part.geometry.coordinates.length > 0) parts.push(part.geometry)
  }
  if (parts.length === 0) return { ok: false, fault: 'collapsed' }
  const joined = joinParts(parts)
  if (!joined) return { ok: false, fault: 'tangledRing' }
  if (joined.overlap) repairs.push({ kind: 'overlappingParts', ...joined.overlap })
  return { ok: true, geometry: joined.geometry, repairs, touches }
}

/** One geometry of several sound ones; places that several cover count once. */
export function joinParts(
  parts: readonly MultiPolygon[],
): { geometry: MultiPolygon; overlap?: { lon: number; lat: number } } | undefined {
  const coordinates = parts.flatMap((part) => part.coordinates)
  const geometry: MultiPolygon = { type: 'MultiPolygon', coordinates }
  if (coordinates.length < 2) return { geometry }
  if (coordinates.flat().length > mostRings) return undefined
  const outside = soundRings(geometry, 'union')
  if (!outside) return undefined
  const isApart =
    outside.rings.length === coordinates.flat().length && !touchesItself(ringsOf(geometry))
  if (isApart) return { geometry }
  const joined = polygonsOf(outside.rings)
  if (!outside.crossing) return { geometry: joined }
  const [lon, lat] = outside.crossing
  return { geometry: joined, overlap: { lon, lat } }
}

type Fault = { ok: false; fault: GeometryFault; detail?: string }

/** The coordinate arrays of all polygons, collections opened, without recursion. */
export function polygonsIn(geometry: unknown): unknown[] | Fault {
  if (geometry === null || geometry === undefined) return { ok: false, fault: 'noGeometry' }
  const polygons: unknown[] = []
  const waiting: unknown[] = [geometry]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (!isRecord(next)) return { ok: false, fault: 'notPolygon' }
    const { type, coordinates, geometries } = next
    if (type === 'GeometryCollection' && Array.isArray(geometries)) {
      for (let i = geometries.length - 1; i >= 0; i--) waiting.push(geometries[i])
    } else if (type === 'Polygon') polygons.push(coordinates)
    else if (type === 'MultiPolygon' && Array.isArray(coordinates)) {
      for (const polygon of coordinates) polygons.push(polygon)
    } else return { ok: false, fault: 'notPolygon', detail: String(type).slice(0, 40) }
  }
  return polygons.length > 0 ? polygons : { ok: false, fault: 'noGeometry' }
}

export const countRings = (polygons: readonly unknown[]) =>
  polygons.reduce<number>((sum, rings) => sum + (Array.isArray(rings) ? rings.length : 0), 0)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function readRings(
  polygon: unknown,
  convert: CrsConverter['convert'],
  repairs: Repair[],
): Position[][] | Fault {
  if (!Array.isArray(polygon)) return { ok: false, fault: 'badCoordinates' }
  const rings: Position[][] = []
  for (const given of polygon) {
    if (!Array.isArray(given)) return { ok: false, fault: 'badCoordinates' }
    if (given.length > longestRing) return { ok: false, fault: 'tangledRing' }
    const ring: Position[] = []
    for (const position of given) {
      if (!Array.isArray(position)) return { ok: false, fault: 'badCoordinates' }
      const [x, y] = position as unknown[]
      if (typeof x !== 'number' || typeof y !== 'number')
        return { ok: false, fault: 'badCoordinates' }
      const place = convert(x, y)
      if (!(Math.abs(place[0]) <= 180 && Math.abs(place[1]) <= 90))
        return { ok: false, fault: 'outOfRange', detail: `${x}, ${y}` }
      ring.push(place)
    }
    const first = ring[0]
    const last = ring.at(-1)
    if (first && last && (first[0] !== last[0] || first[1] !== last[1])) {
      const [lon, lat] = first as [number, number]
      repairs.push({ kind: 'unclosedRing', lon, lat })
      ring.push(first)
    }
    rings.push(ring)
  }
  return rings
}

/** Whether all points of a ring lie on one line, or on one or two points, at 1e-7°. */
export function isCollapsed(positions: readonly Position[]): boolean {
  const geometry: MultiPolygon = { type: 'MultiPolygon', coordinates: [[positions as Position[]]] }
  const ring = ringsOf(geometry, toE7)[0]
  if (!ring) return true
  for (let i = 4; i < ring.length; i += 2) {
    if (orientation(ring[0]!, ring[1]!, ring[2]!, ring[3]!, ring[i]!, ring[i + 1]!) !== 0)
      return false
  }
  return true
}

/** The rings of one polygon, mended where they cross and turned as RFC 7946 wants them. */
function soundPart(
  rings: Position[][],
  repairs: Repair[],
): { geometry: MultiPolygon; touches: boolean } | undefined {
  const given: MultiPolygon = { type: 'MultiPolygon', coordinates: [rings] }
  const sound = soundRings(given)
  if (!sound) return undefined
  const part = polygonsOf(sound.rings)
  if (part.coordinates.length === 0) repairs.push({ kind: 'collapsedRing' })
  else if (sound.crossing) {
    const [lon, lat] = sound.crossing
    repairs.push({ kind: 'invalidRing', lon, lat })
  } else if (isMisread(rings, part)) {
    const [lon, lat] = rings[0]![0] as [number, number]
    repairs.push({ kind: 'invalidRing', lon, lat })
  }
  return { geometry: part, touches: sound.touches ?? false }
}

/** Whether the first ring less the others is not the area read: holes outside, loops that turn back. */
function isMisread(rings: readonly Position[][], part: MultiPolygon): boolean {
  const asGiven = planarSize(rings)
  const asRead = part.coordinates.reduce((sum, polygon) => sum + planarSize(polygon), 0)
  return Math.abs(asGiven - asRead) > 1e-9 * Math.abs(asRead)
}

const planarSize = (rings: readonly Position[][]) =>
  rings.reduce((sum, ring, index) => sum + (index === 0 ? 1 : -1) * ringSize(ring), 0)

function ringSize(ring: readonly Position[]): number {
  const [x, y] = (ring[0] ?? [0, 0]) as [number, number]
  let doubled = 0
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1] as [number, number]
    const [bx, by] = ring[i] as [number, number]
    doubled += (ax - x) * (by - y) - (bx - x) * (ay - y)
  }
  return Math.abs(doubled) / 2
}
