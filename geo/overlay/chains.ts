import type { Cover } from './covers.ts'
import type { LayerBorders } from './layer-borders.ts'

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

export function chainsOf(borders: LayerBorders): Chains {
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

/** The edges round each vertex, and the vertices at which chains end. */
function nodesOf({ from, to, left, right, count, vertices }: LayerBorders) {
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
