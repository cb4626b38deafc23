import type { Position } from 'geojson'
import { distanceMetres } from '../coordinates.ts'
import type { CrsConverter } from '../reading/crs-converter.ts'
import { isOnEarth } from '../reading/exchanged-axes.ts'
import {
  countRings,
  isCollapsed,
  longestRing,
  mostRings,
  polygonsIn,
} from '../reading/read-geometry.ts'
import { ringContains, ringsOf, touchesItself } from '../rings.ts'
import type { DefectList } from './defect-list.ts'
import type { Defect, DefectKind } from './defects.ts'
import { findContacts } from './ring-contacts.ts'
import { findSpikes } from './spikes.ts'

/** A feature with more crossings on it shows nothing; one that is refused for them needs one. */
const mostMarks = 50

/** What is told once for a file. */
export interface FileTally {
  /** Rings that run the other way round than RFC 7946 wants, and the first of them. */
  windings: number
  firstWinding?: Omit<Defect, 'kind'>
}

type Where = Pick<Defect, 'feature' | 'line' | 'code'>

/**
 * Names what is wrong with the rings of one feature as the file has them, before anything is mended.
 * @param isUsed whether the reading could use the feature
 * @param mayTouch whether its rings may meet: looking for where costs most
 * @returns the kinds of what was found
 */
export function examineFeature(
  geometry: unknown,
  convert: CrsConverter['convert'],
  where: Where,
  { isUsed, mayTouch }: { isUsed: boolean; mayTouch: boolean },
  list: DefectList,
  tally: FileTally,
): Set<DefectKind> {
  const kinds = new Set<DefectKind>()
  const polygons = polygonsIn(geometry)
  if (!Array.isArray(polygons)) return kinds
  const ringCount = countRings(polygons)
  if (ringCount > mostRings) {
    report('tangled-ring', { detail: `${ringCount} rings` }, 'error')
    return kinds
  }
  let firstRing = 0
  for (const polygon of polygons) {
    if (!Array.isArray(polygon)) continue
    const rings = polygon.map((ring, index) => positionsOf(ring, firstRing + index))
    if (rings.every((ring) => ring !== undefined)) examinePolygon(rings, firstRing)
    firstRing += polygon.length
  }
  return kinds

  function report(kind: DefectKind, more: Partial<Defect>, severity: Defect['severity']): void {
    kinds.add(kind)
    list.add(kind, () => ({ severity, ...where, ...more }))
  }

  /** The positions of a ring in CGCS2000; undefined when one of them is none. */
  function positionsOf(given: unknown, ring: number): Position[] | undefined {
    if (!Array.isArray(given)) return undefined
    if (given.length > longestRing) {
      report('tangled-ring', { ring, detail: `${given.length} vertices` }, 'error')
      return undefined
    }
    const positions: Position[] = []
    for (const [vertex, position] of given.entries()) {
      const [x, y] = Array.isArray(position) ? (position as unknown[]) : []
      const place = typeof x === 'number' && typeof y === 'number' ? convert(x, y) : undefined
      if (place && isOnEarth(place)) {
        positions.push(place)
        continue
      }
      const last = positions.at(-1)
      const at = { ring, vertex, ...(last && { lon: last[0]!, lat: last[1]! }) }
      if (place) report('out-of-range', { ...at, detail: `${x}, ${y}` }, 'error')
      else report('not-a-number', { ...at, detail: written(position) }, 'error')
      return undefined
    }
    return positions
  }

  function examinePolygon(rings: readonly Position[][], first: number): void {
    const skipped = rings.map(() => new Set<number>())
    let isFlat = false
    for (const [index, ring] of rings.entries()) {
      const at = (vertex: number) => placeOf(ring, first + index, vertex)
      if (ring.length === 0) continue
      closing(ring, at)
      if (isCollapsed(ring)) {
        report('zero-area', at(0), isUsed ? 'warning' : 'error')
        isFlat ||= index === 0
        for (const vertex of ring.keys()) skipped[index]!.add(vertex)
        continue
      }
      const { spikes, left } = findSpikes(ring)
      if (left.length === 0) {
        report('zero-area', at(0), isUsed ? 'warning' : 'error')
        for (const vertex of ring.keys()) skipped[index]!.add(vertex)
        continue
      }
      for (const { tip, vertices, metres } of spikes) {
        report('spike', { ...at(tip), metres, mend: 'spikes' }, 'warning')
        for (const vertex of vertices) skipped[index]!.add(vertex)
      }
      winding(ring, index, at(0))
    }
    if (!isFlat) contactsOf(rings, skipped, first)
  }

  function closing(ring: readonly Position[], at: (vertex: number) => Partial<Defect>): void {
    const [lon, lat] = ring[0] as [number, number]
    const last = ring.length - 1
    const [endLon, endLat] = ring[last] as [number, number]
    if (lon !== endLon || lat !== endLat) {
      const metres = distanceMetres(lon, lat, endLon, endLat)
      report('unclosed', { ...at(last), metres }, 'warning')
    }
    let repeats = 0
    let firstRepeat = 0
    for (let vertex = 1; vertex < ring.length; vertex++) {
      if (ring[vertex]![0] !== ring[vertex - 1]![0] || ring[vertex]![1] !== ring[vertex - 1]![1])
        continue
      if (repeats++ === 0) firstRepeat = vertex
    }
    if (repeats > 0)
      report(
        'repeated-vertex',
        { ...at(firstRepeat), quiet: true, detail: String(repeats) },
        'warning',
      )
  }

  function winding(ring: readonly Position[], index: number, place: Partial<Defect>): void {
    if (doubledSize(ring) > 0 === (index === 0)) return
    tally.windings++
    tally.firstWinding ??= { severity: 'warning', quiet: true, ...where, ...place }
  }

  function contactsOf(
    rings: readonly Position[][],
    skipped: readonly Set<number>[],
    first: number,
  ): void {
    if (
      mayTouch &&
      touchesItself(ringsOf({ type: 'MultiPolygon', coordinates: [rings as Position[][]] }))
    ) {
      const contacts = findContacts(rings, (ring, vertex) => skipped[ring]!.has(vertex)).slice(
        0,
        isUsed ? mostMarks : 1,
      )
      for (const { kind, ring, vertex, otherRing, otherVertex, lon, lat } of contacts) {
        const place = { ring: first + ring, vertex, lon, lat }
        report(kind, { ...place, detail: `${first + otherRing}:${otherVertex}` }, 'warning')
      }
      if (contacts.some(({ kind }) => kind === 'self-crossing')) return
    }
    const misplaced = misplacedRing(rings)
    if (misplaced > 0)
      report('misplaced-ring', placeOf(rings[misplaced]!, first + misplaced, 0), 'warning')
  }
}

const placeOf = (ring: readonly Position[], index: number, vertex: number): Partial<Defect> => {
  const [lon, lat] = ring[vertex] as [number, number]
  return { ring: index, vertex, lon, lat }
}

/** A hole outside its polygon's first ring or within another hole: the first such, else 0. */
function misplacedRing(rings: readonly Position[][]): number {
  if (rings.length < 2) return 0
  const lines = rings.map((ring) => {
    const line = Float64Array.from(ring.flatMap(([x, y]) => [x!, y!]))
    return { line, box: boxOf(ring) }
  })
  const isWithin = (inner: number, outer: number) => {
    const [a, b] = [lines[inner]!, lines[outer]!]
    return isBoxWithin(a.box, b.box) && liesWithin(a.line, b.line)
  }
  for (let hole = 1; hole < lines.length; hole++) {
    if (rings[hole]!.length < 4) continue
    if (!isWithin(hole, 0)) return hole
    for (let other = 1; other < lines.length; other++)
      if (other !== hole && rings[other]!.length >= 4 && isWithin(hole, other)) return hole
  }
  return 0
}

type Box = readonly [west: number, south: number, east: number, north: number]

function boxOf(ring: readonly Position[]): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of ring) {
    west = Math.min(west, x!)
    south = Math.min(south, y!)
    east = Math.max(east, x!)
    north = Math.max(north, y!)
  }
  return [west, south, east, north]
}

const isBoxWithin = (a: Box, b: Box) => a[0] >= b[0] && a[1] >= b[1] && a[2] <= b[2] && a[3] <= b[3]

/** By a vertex that is not also one of the other ring, since rings may touch. */
function liesWithin(line: Float64Array, around: Float64Array): boolean {
  const corners = new Set<string>()
  for (let i = 0; i < around.length; i += 2) corners.add(`${around[i]},${around[i + 1]}`)
  for (let i = 0; i < line.length; i += 2) {
    if (!corners.has(`${line[i]},${line[i + 1]}`))
      return ringContains(around, line[i]!, line[i + 1]!)
  }
  return ringContains(around, (line[0]! + line[2]!) / 2, (line[1]! + line[3]!) / 2)
}

function doubledSize(ring: readonly Position[]): number {
  const [x, y] = ring[0] as [number, number]
  let doubled = 0
  for (let i = 0; i < ring.length; i++) {
    const [ax, ay] = ring[i] as [number, number]
    const [bx, by] = ring[(i + 1) % ring.length] as [number, number]
    doubled += (ax - x) * (by - y) - (bx - x) * (ay - y)
  }
  return doubled
}

const written = (value: unknown) => (JSON.stringify(value) ?? '').slice(0, 40)
