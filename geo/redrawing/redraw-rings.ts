import { orientation } from '../orientation.ts'
import type { DrawnGrid, DrawnRing, Vertex } from './redraw.ts'

/** A border run along in one direction; the grid lies to its left. */
export type Edge = readonly [from: Vertex, to: Vertex]

export const keyOf = ([x, y]: Vertex): string => `${x},${y}`
export const edgeKeyOf = ([from, to]: Edge): string => `${keyOf(from)} ${keyOf(to)}`
export const isSame = (a: Vertex, b: Vertex): boolean => a[0] === b[0] && a[1] === b[1]
/** On which side of a→b the vertex p lies: positive left, negative right, 0 on the line; exact. */
export const sideOf = (a: Vertex, b: Vertex, p: Vertex): number =>
  orientation(a[0], a[1], b[0], b[1], p[0], p[1])

export const edgesOf = (ring: DrawnRing): Edge[] =>
  ring.map((vertex, index) => [vertex, ring[(index + 1) % ring.length] ?? vertex])

export const edgesOfGrid = ({ polygons }: DrawnGrid): Edge[] => polygons.flat().flatMap(edgesOf)

/** Twice the enclosed area in squared units, anticlockwise positive. */
export function doubleArea(ring: DrawnRing): number {
  const [[x0, y0] = [0, 0]] = ring
  let sum = 0
  for (const [[ax, ay], [bx, by]] of edgesOf(ring)) {
    sum += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
  }
  return sum
}

export const isAnticlockwise = (ring: DrawnRing): boolean => doubleArea(ring) > 0

/** The same grid with every ring passed through `change`; the very same object where none differs. */
export function withRings(grid: DrawnGrid, change: (ring: DrawnRing) => DrawnRing): DrawnGrid {
  const polygons = grid.polygons.map((rings) => rings.map(change))
  const isLeftAlone = polygons.every((rings, polygon) =>
    rings.every((ring, index) => ring === grid.polygons[polygon]?.[index]),
  )
  return isLeftAlone ? grid : { ...grid, polygons }
}

/**
 * Joins directed edges into closed walks, each round one face that lies to their left: at a crossing
 * of borders the walk turns into the next edge clockwise from where it came. Null when some walk
 * does not close.
 */
export function walksOf(edges: readonly Edge[]): DrawnRing[] | null {
  const leaving = new Map<string, Vertex[]>()
  for (const [from, to] of edges) {
    const ends = leaving.get(keyOf(from))
    if (ends) ends.push(to)
    else leaving.set(keyOf(from), [to])
  }
  const walks: DrawnRing[] = []
  for (const [start, first] of edges) {
    if (!leaving.get(keyOf(start))?.some((end) => isSame(end, first))) continue
    const walk: Vertex[] = []
    let [before, at] = [start, first]
    do {
      const next = onward(at, before)
      if (!next) return null
      take(at, next)
      walk.push(at)
      before = at
      at = next
    } while (!isSame(before, start) || !isSame(at, first))
    walks.push(walk)
  }
  return walks

  function take(from: Vertex, to: Vertex): void {
    const ends = leaving.get(keyOf(from)) ?? []
    ends.splice(ends.indexOf(to), 1)
  }

  function onward(at: Vertex, before: Vertex): Vertex | undefined {
    const ends = leaving.get(keyOf(at)) ?? []
    return ends.reduce<Vertex | undefined>(
      (best, end) => (best && !comesBefore(at, before, end, best) ? best : end),
      undefined,
    )
  }
}

/** Does p come before q when turning clockwise about `at`, starting from `back`? */
function comesBefore(at: Vertex, back: Vertex, p: Vertex, q: Vertex): boolean {
  const [half, otherHalf] = [halfOf(at, back, p), halfOf(at, back, q)]
  return half === otherHalf ? sideOf(at, p, q) < 0 : half < otherHalf
}

/** 0 within half a turn clockwise, 1 straight on, 2 beyond, 3 all the way round. */
function halfOf(at: Vertex, back: Vertex, p: Vertex): number {
  const side = sideOf(at, back, p)
  if (side !== 0) return side < 0 ? 0 : 2
  const isBackward =
    (p[0] - at[0]) * (back[0] - at[0]) > 0 || (p[1] - at[1]) * (back[1] - at[1]) > 0
  return isBackward ? 3 : 1
}

/** A walk that touches itself as rings that do not. */
export function simpleRings(walk: DrawnRing): DrawnRing[] {
  const rings: DrawnRing[] = []
  const path: Vertex[] = []
  const places = new Map<string, number>()
  for (const vertex of walk) {
    const met = places.get(keyOf(vertex))
    if (met !== undefined) {
      const loop = path.splice(met)
      for (const left of loop) places.delete(keyOf(left))
      rings.push(loop)
    }
    places.set(keyOf(vertex), path.length)
    path.push(vertex)
  }
  rings.push(path)
  return rings.filter((ring) => ring.length > 2)
}

/** Rings as polygons: each hole goes with the smallest outer ring round it; null where none is. */
export function polygonsOf(rings: readonly DrawnRing[]): DrawnRing[][] | null {
  const polygons = rings.filter(isAnticlockwise).map((ring) => [ring])
  const bySize = [...polygons].sort((a, b) => doubleArea(a[0] ?? []) - doubleArea(b[0] ?? []))
  for (const hole of rings.filter((ring) => !isAnticlockwise(ring))) {
    const home = bySize.find(([outer]) => outer && surrounds(outer, hole))
    if (!home) return null
    home.push(hole)
  }
  return polygons
}

/** Rings do not cross: the first corner or middle of a side that is not on the border decides. */
function surrounds(outer: DrawnRing, hole: DrawnRing): boolean {
  for (const [[ax, ay], [bx, by]] of edgesOf(hole)) {
    for (const place of [
      [ax, ay],
      [(ax + bx) / 2, (ay + by) / 2],
    ] as const) {
      const inside = isInside([outer], place)
      if (inside !== null) return inside
    }
  }
  return true
}

/** Is a place within rings read even-odd? Null on their border. */
export function isInside(rings: readonly DrawnRing[], place: Vertex): boolean | null {
  const [x, y] = place
  let inside = false
  for (const [a, b] of rings.flatMap(edgesOf)) {
    if (Math.max(a[0], b[0]) < x || (a[1] > y && b[1] > y) || (a[1] < y && b[1] < y)) continue
    const side = sideOf(a, b, place)
    if (side === 0 && Math.min(a[0], b[0]) <= x) return null
    if (a[1] > y !== b[1] > y && side > 0 === b[1] > a[1]) inside = !inside
  }
  return inside
}
