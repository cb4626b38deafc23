import type { Position } from 'geojson'
import { type Cover, type Covers, nothing } from './covers.ts'
import type { Grid } from './grid-map.ts'
import { PairIndex } from './pair-index.ts'

/**
 * The borders of a layer as chains of edges with the same grids on either side, each stored once:
 *
 *        B    |   C          the chain between A and B ends where C begins;
 *     ●───●───●───●          point i to point i + 1 is edge i;
 *    /   A    |              a ring with the same neighbour all round is a chain
 *   ●         ●              that ends where it starts
 *
 * Chains stand in an order in which each begins where an earlier one ended, or begins a new part.
 */
export interface Chains {
  /** Points of all chains in a row. */
  readonly x: Float64Array
  readonly y: Float64Array
  /** The points of a chain: start[chain] up to start[chain + 1] − 1. */
  readonly start: Int32Array
  /** What covers the ground beside a chain in its direction, by the grids it bounds. */
  readonly left: Int32Array
  readonly right: Int32Array
  /** The nodes a chain begins and ends at, numbered over the layer. */
  readonly from: Int32Array
  readonly to: Int32Array
  readonly nodeCount: number
}

/** First rings of polygons are outer, the rest holes, whichever way they run. */
export function chainsOf(grids: readonly Grid[], covers: Covers): Chains {
  const borders = bordersOf(grids, covers)
  const { from, to, left, right, count, vertices } = borders
  const { edgeStart, edgesAt, isNode } = nodesOf(borders)
  const x = new Float64Array(2 * count)
  const y = new Float64Array(2 * count)
  const chains = { start: [0], left: [], right: [], from: [], to: [] } as Record<
    'start' | 'left' | 'right' | 'from' | 'to',
    number[]
  >
  const isUsed = new Uint8Array(count)
  const nodeOf = new Int32Array(vertices.count).fill(-1)
  let nodeCount = 0
  let points = 0
  for (let vertex = 0; vertex < vertices.count; vertex++)
    if (isNode[vertex] && nodeOf[vertex] === -1) spread(vertex)
  for (let edge = 0; edge < count; edge++)
    if (!isUsed[edge] && left[edge] !== right[edge]) spread(from[edge]!)
  return {
    x: x.slice(0, points),
    y: y.slice(0, points),
    start: Int32Array.from(chains.start),
    left: Int32Array.from(chains.left),
    right: Int32Array.from(chains.right),
    from: Int32Array.from(chains.from),
    to: Int32Array.from(chains.to),
    nodeCount,
  }

  /** All chains that hang together with a vertex. */
  function spread(seed: number): void {
    const waiting = [seed]
    nodeOf[seed] = nodeCount++
    for (let vertex = waiting.pop(); vertex !== undefined; vertex = waiting.pop()) {
      for (let i = edgeStart[vertex]!; i < edgeStart[vertex + 1]!; i++) {
        const edge = edgesAt[i]!
        if (isUsed[edge]) continue
        const end = follow(vertex, edge)
        if (nodeOf[end] === -1) {
          nodeOf[end] = nodeCount++
          waiting.push(end)
        }
        chains.from.push(nodeOf[vertex]!)
        chains.to.push(nodeOf[end]!)
      }
    }
  }

  function follow(first: number, firstEdge: number): number {
    const isForward = from[firstEdge] === first
    chains.left.push(isForward ? left[firstEdge]! : right[firstEdge]!)
    chains.right.push(isForward ? right[firstEdge]! : left[firstEdge]!)
    let vertex = first
    let edge = firstEdge
    addPoint(vertex)
    for (;;) {
      isUsed[edge] = 1
      vertex = from[edge] === vertex ? to[edge]! : from[edge]!
      addPoint(vertex)
      if (vertex === first || isNode[vertex]) break
      const at = edgeStart[vertex]!
      edge = edgesAt[at] === edge ? edgesAt[at + 1]! : edgesAt[at]!
    }
    chains.start.push(points)
    return vertex
  }

  function addPoint(vertex: number): void {
    x[points] = vertices.first[vertex]!
    y[points++] = vertices.second[vertex]!
  }
}

/** Edges, each once, with the covers on either side; equal on both sides: no border. */
interface Borders {
  /** The end with the smaller number. */
  from: Int32Array
  to: Int32Array
  left: Int32Array
  right: Int32Array
  count: number
  vertices: PairIndex
}

function bordersOf(grids: readonly Grid[], covers: Covers): Borders {
  let total = 0
  let longest = 0
  for (const { geometry } of grids) {
    for (const polygon of geometry.coordinates) {
      for (const ring of polygon) {
        total += ring.length
        longest = Math.max(longest, ring.length)
      }
    }
  }
  const vertices = new PairIndex(total)
  const from = new Int32Array(total)
  const to = new Int32Array(total)
  const left = new Int32Array(total)
  const right = new Int32Array(total)
  const firstFrom = new Int32Array(total).fill(-1) // by vertex
  const nextFrom = new Int32Array(total) // by edge
  let count = 0
  const ring = new Int32Array(longest)
  for (const [grid, { geometry }] of grids.entries()) {
    for (const polygon of geometry.coordinates) {
      for (const [index, positions] of polygon.entries()) addRing(grid, positions, index === 0)
    }
  }
  return { from, to, left, right, count, vertices }

  function addRing(grid: number, positions: readonly Position[], isOuter: boolean): void {
    let length = 0
    let doubledArea = 0
    const [x0, y0] = positions[0] as [number, number]
    let ax = 0
    let ay = 0
    let vertex = -1
    for (const position of positions) {
      const x = position[0]!
      const y = position[1]!
      vertex = placeNear(vertex, x, y)
      if (length > 0 && ring[length - 1] === vertex) continue
      ring[length++] = vertex
      doubledArea += ax * (y - y0) - ay * (x - x0)
      ax = x - x0
      ay = y - y0
    }
    while (length > 1 && ring[0] === ring[length - 1]) length--
    if (length < 3) return
    const insideIsLeft = doubledArea > 0 === isOuter
    let start = ring[length - 1]!
    for (let i = 0; i < length; i++) {
      const end = ring[i]!
      const isForward = start < end
      const edge = isForward ? placeEdge(start, end) : placeEdge(end, start)
      const side = isForward === insideIsLeft ? left : right
      side[edge] = covers.swap(side[edge]!, nothing, grid)
      start = end
    }
  }

  /** A ring along one that stands already meets its vertices in a row. */
  function placeNear(last: number, x: number, y: number): number {
    const { first, second } = vertices
    if (last > 0 && first[last - 1] === x && second[last - 1] === y) return last - 1
    if (last + 1 < vertices.count && first[last + 1] === x && second[last + 1] === y)
      return last + 1
    return vertices.place(x + 0, y + 0) // −0 becomes 0
  }

  function placeEdge(low: number, high: number): number {
    for (let edge = firstFrom[low]!; edge !== -1; edge = nextFrom[edge]!)
      if (to[edge] === high) return edge
    from[count] = low
    to[count] = high
    left[count] = nothing
    right[count] = nothing
    nextFrom[count] = firstFrom[low]!
    firstFrom[low] = count
    return count++
  }
}

/** The edges round each vertex, and the vertices at which chains end. */
function nodesOf({ from, to, left, right, count, vertices }: Borders) {
  const edgeStart = new Int32Array(vertices.count + 1)
  for (let edge = 0; edge < count; edge++) {
    if (left[edge] === right[edge]) continue
    edgeStart[from[edge]! + 1]!++
    edgeStart[to[edge]! + 1]!++
  }
  for (let vertex = 0; vertex < vertices.count; vertex++)
    edgeStart[vertex + 1]! += edgeStart[vertex]!
  const next = edgeStart.slice(0, vertices.count)
  const edgesAt = new Int32Array(2 * count)
  for (let edge = 0; edge < count; edge++) {
    if (left[edge] === right[edge]) continue
    edgesAt[next[from[edge]!]!++] = edge
    edgesAt[next[to[edge]!]!++] = edge
  }
  const isNode = new Uint8Array(vertices.count)
  for (let vertex = 0; vertex < vertices.count; vertex++) {
    const at = edgeStart[vertex]!
    const degree = edgeStart[vertex + 1]! - at
    if (degree === 0) continue
    isNode[vertex] = degree === 2 && runsOn(vertex, edgesAt[at]!, edgesAt[at + 1]!) ? 0 : 1
  }
  return { edgeStart, edgesAt, isNode }

  function runsOn(vertex: number, one: number, other: number): boolean {
    const isTurned = (from[one] === vertex) === (from[other] === vertex)
    const same: Cover = isTurned ? right[other]! : left[other]!
    const opposite: Cover = isTurned ? left[other]! : right[other]!
    return left[one] === same && right[one] === opposite
  }
}
