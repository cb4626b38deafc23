import type { MultiPolygon } from 'geojson'
import { buildEdgeTree, type Edges } from './edge-tree.ts'
import { orientation } from './orientation.ts'

/** A closed ring as x, y, x, y … without the closing point and without repeated points in a row. */
export type Ring = Float64Array

/** Edges that remember their ring: `next[edge]` is the edge that follows it there. */
export interface RingEdges extends Edges {
  readonly ring: Int32Array
  readonly next: Int32Array
}

/** Above this many edges a tree pays off against comparing every pair. */
const pairwiseLimit = 100

/**
 * The rings of a geometry, each from its smallest vertex (by x, then y), in the order of those.
 * Rings of fewer than three points are left out: they enclose nothing.
 * @param quantise maps each coordinate, for instance to 1e-7° integers
 */
export function ringsOf(geometry: MultiPolygon, quantise = (degrees: number) => degrees): Ring[] {
  const rings: Ring[] = []
  for (const polygon of geometry.coordinates) {
    for (const positions of polygon) {
      const ring = openRing(positions, quantise)
      if (ring.length >= 6) rings.push(ring)
    }
  }
  return rings.sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!)
}

export function edgesOf(rings: readonly Ring[]): RingEdges {
  const count = rings.reduce((sum, ring) => sum + ring.length / 2, 0)
  const edges = {
    ax: new Float64Array(count),
    ay: new Float64Array(count),
    bx: new Float64Array(count),
    by: new Float64Array(count),
    ring: new Int32Array(count),
    next: new Int32Array(count),
    count,
  }
  let edge = 0
  for (const [index, ring] of rings.entries()) {
    const first = edge
    for (let i = 0; i < ring.length; i += 2, edge++) {
      const isLast = i + 2 === ring.length
      edges.ax[edge] = ring[i]!
      edges.ay[edge] = ring[i + 1]!
      edges.bx[edge] = ring[isLast ? 0 : i + 2]!
      edges.by[edge] = ring[isLast ? 1 : i + 3]!
      edges.ring[edge] = index
      edges.next[edge] = isLast ? first : edge + 1
    }
  }
  return edges
}

/** So many pairs of boxes touch in no boundary; a hairy star has the square of its edges. */
const pairsPerEdge = 64
const pairsAnyway = 5_000_000

/**
 * Whether two edges meet anywhere but where they follow one another: exact. Rings too tangled to be
 * looked through in seconds are said to.
 */
export function touchesItself(rings: readonly Ring[]): boolean {
  const edges = edgesOf(rings)
  if (edges.count > pairwiseLimit) return touchesByTree(edges)
  for (let i = 0; i < edges.count; i++) {
    for (let j = i + 1; j < edges.count; j++) if (meet(edges, i, j)) return true
  }
  return false
}

/**
 * Turns rings that touch nowhere so that the inside, read even-odd, is on their left: outer rings
 * anticlockwise, holes clockwise, islands in holes anticlockwise again.
 */
export function turnInsideLeft(rings: readonly Ring[]): Ring[] {
  return rings.map((ring) => {
    const depth = rings.filter((other) => other !== ring && ringContains(other, ring[0]!, ring[1]!))
    return isAnticlockwise(ring) === (depth.length % 2 === 0) ? ring : reversed(ring)
  })
}

/** Read at the smallest vertex, where a ring that does not touch itself is convex. */
export function isAnticlockwise(ring: Ring): boolean {
  let smallest = 0
  for (let i = 2; i < ring.length; i += 2) {
    if (
      ring[i]! < ring[smallest]! ||
      (ring[i] === ring[smallest] && ring[i + 1]! < ring[smallest + 1]!)
    )
      smallest = i
  }
  const before = (smallest + ring.length - 2) % ring.length
  const after = (smallest + 2) % ring.length
  const turn = orientation(
    ring[before]!,
    ring[before + 1]!,
    ring[smallest]!,
    ring[smallest + 1]!,
    ring[after]!,
    ring[after + 1]!,
  )
  return turn > 0
}

/**
 * Even-odd and half open: a point on the ring counts as moved an infinitesimal step east, then a
 * smaller one north. Exact.
 */
export function ringContains(ring: Ring, x: number, y: number): boolean {
  let inside = false
  let ax = ring[ring.length - 2]!
  let ay = ring[ring.length - 1]!
  for (let i = 0; i < ring.length; i += 2) {
    const bx = ring[i]!
    const by = ring[i + 1]!
    if (ay > y !== by > y) {
      const side = ay < by ? orientation(ax, ay, bx, by, x, y) : orientation(bx, by, ax, ay, x, y)
      if (side > 0) inside = !inside
    }
    ax = bx
    ay = by
  }
  return inside
}

function openRing(positions: readonly number[][], quantise: (degrees: number) => number): Ring {
  const points: number[] = []
  for (const position of positions) {
    const x = quantise(position[0]!) + 0 // −0 becomes 0
    const y = quantise(position[1]!) + 0
    if (points.at(-2) !== x || points.at(-1) !== y) points.push(x, y)
  }
  while (points.length > 2 && points[0] === points.at(-2) && points[1] === points.at(-1))
    points.length -= 2
  let smallest = 0
  for (let i = 2; i < points.length; i += 2) {
    const isSmaller =
      points[i]! < points[smallest]! ||
      (points[i] === points[smallest] && points[i + 1]! < points[smallest + 1]!)
    if (isSmaller) smallest = i
  }
  const ring = new Float64Array(points.length)
  for (let i = 0; i < points.length; i++) ring[i] = points[(smallest + i) % points.length]!
  return ring
}

function reversed(ring: Ring): Ring {
  const turned = new Float64Array(ring.length)
  for (let i = 0; i < ring.length; i += 2) {
    const from = (ring.length - i) % ring.length // keeps the first vertex first
    turned[i] = ring[from]!
    turned[i + 1] = ring[from + 1]!
  }
  return turned
}

function touchesByTree(edges: RingEdges): boolean {
  const tree = buildEdgeTree(edges)
  let touches = false
  let pairs = pairsAnyway + pairsPerEdge * edges.count
  for (let i = 0; i < edges.count && !touches; i++) {
    const ax = edges.ax[i]!
    const ay = edges.ay[i]!
    const bx = edges.bx[i]!
    const by = edges.by[i]!
    const visit = (j: number) => {
      if (j > i && !touches) touches = pairs-- < 0 || meet(edges, i, j)
    }
    tree.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by), visit)
  }
  return touches
}

function meet(edges: RingEdges, i: number, j: number): boolean {
  const { ax, ay, bx, by, next } = edges
  if (next[i] === j) return foldsBack(edges, i, j)
  if (next[j] === i) return foldsBack(edges, j, i)
  const ix1 = ax[i]!
  const ix2 = bx[i]!
  const jx1 = ax[j]!
  const jx2 = bx[j]!
  if (Math.max(ix1, ix2) < Math.min(jx1, jx2) || Math.max(jx1, jx2) < Math.min(ix1, ix2))
    return false
  const iy1 = ay[i]!
  const iy2 = by[i]!
  const jy1 = ay[j]!
  const jy2 = by[j]!
  if (Math.max(iy1, iy2) < Math.min(jy1, jy2) || Math.max(jy1, jy2) < Math.min(iy1, iy2))
    return false
  const startOfJ = orientation(ix1, iy1, ix2, iy2, jx1, jy1)
  const endOfJ = orientation(ix1, iy1, ix2, iy2, jx2, jy2)
  if ((startOfJ > 0 && endOfJ > 0) || (startOfJ < 0 && endOfJ < 0)) return false
  const startOfI = orientation(jx1, jy1, jx2, jy2, ix1, iy1)
  const endOfI = orientation(jx1, jy1, jx2, jy2, ix2, iy2)
  return !((startOfI > 0 && endOfI > 0) || (startOfI < 0 && endOfI < 0))
}

/** Whether the edge after `first` runs back over it. */
function foldsBack({ ax, ay, bx, by }: RingEdges, first: number, second: number): boolean {
  const turn = orientation(ax[first]!, ay[first]!, bx[first]!, by[first]!, bx[second]!, by[second]!)
  if (turn !== 0) return false
  const isBackInX = bx[first]! > ax[first]! !== bx[second]! > ax[second]!
  const isBackInY = by[first]! > ay[first]! !== by[second]! > ay[second]!
  return ax[first] === bx[first] ? isBackInY : isBackInX
}
