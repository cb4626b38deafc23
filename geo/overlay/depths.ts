import { buildEdgeTree } from '../edge-tree.ts'
import { orientation } from '../orientation.ts'
import { Effort } from '../tangle.ts'
import type { SteppedEdges } from './node-edges.ts'

/**
 * How much there is on the left of each edge: nothing far outside, and one step more or less across
 * each edge. Right of an edge there is its step less.
 * @param edges meet only at their ends, and their steps cancel round every vertex
 */
export function depthsOf(edges: SteppedEdges): Int32Array {
  const { ax, ay, bx, by, step, from, to, vertexCount, count } = edges
  const tree = buildEdgeTree(edges)
  const effort = new Effort(count, 200)
  const { start, around } = edgesAround(edges)
  const x = new Float64Array(vertexCount)
  const y = new Float64Array(vertexCount)
  for (let edge = 0; edge < count; edge++) {
    x[from[edge]!] = ax[edge]!
    y[from[edge]!] = ay[edge]!
    x[to[edge]!] = bx[edge]!
    y[to[edge]!] = by[edge]!
  }
  const left = new Int32Array(count)
  const isKnown = new Uint8Array(count)
  const isSeen = new Uint8Array(vertexCount)
  const fromEast = Uint32Array.from({ length: vertexCount }, (_, vertex) => vertex).sort(
    (one, other) => x[other]! - x[one]! || y[other]! - y[one]!,
  )
  for (const vertex of fromEast)
    if (!isSeen[vertex] && start[vertex]! < start[vertex + 1]!) spread(vertex)
  return left

  /** From the easternmost vertex of edges that hang together: nothing of them lies east of it. */
  function spread(seed: number): void {
    isSeen[seed] = 1
    const waiting = [seed]
    turn(seed, start[seed]!, depthEastOf(x[seed]!, y[seed]!), waiting)
    for (let vertex = waiting.pop(); vertex !== undefined; vertex = waiting.pop()) {
      for (let i = start[vertex]!; i < start[vertex + 1]!; i++) {
        const edge = around[i]!
        if (!isKnown[edge]) continue
        const before = from[edge] === vertex ? left[edge]! - step[edge]! : left[edge]!
        turn(vertex, i, before, waiting)
        break
      }
    }
  }

  /** Goes once round a vertex, anticlockwise. */
  function turn(vertex: number, first: number, before: number, waiting: number[]): void {
    const degree = start[vertex + 1]! - start[vertex]!
    let depth = before
    for (let k = 0; k < degree; k++) {
      const edge = around[start[vertex]! + ((first - start[vertex]! + k) % degree)]!
      const isLeaving = from[edge] === vertex
      const after = isLeaving ? depth + step[edge]! : depth - step[edge]!
      left[edge] = isLeaving ? after : depth
      isKnown[edge] = 1
      depth = after
      const end = isLeaving ? to[edge]! : from[edge]!
      if (isSeen[end]) continue
      isSeen[end] = 1
      waiting.push(end)
    }
  }

  function depthEastOf(px: number, py: number): number {
    let depth = 0
    tree.search(px, py, Infinity, py, (edge) => {
      effort.spend(1)
      const spans = ay[edge]! <= py && by[edge]! > py
      if (spans && orientation(ax[edge]!, ay[edge]!, bx[edge]!, by[edge]!, px, py) > 0)
        depth += step[edge]!
    })
    return depth
  }
}

/** The edges at each vertex, anticlockwise from due east. */
function edgesAround({ ax, ay, bx, by, from, to, vertexCount, count }: SteppedEdges) {
  const start = new Int32Array(vertexCount + 1)
  for (let edge = 0; edge < count; edge++) {
    start[from[edge]! + 1]!++
    start[to[edge]! + 1]!++
  }
  for (let vertex = 0; vertex < vertexCount; vertex++) start[vertex + 1]! += start[vertex]!
  const next = start.slice(0, vertexCount)
  const around = new Int32Array(2 * count)
  for (let edge = 0; edge < count; edge++) {
    around[next[from[edge]!]!++] = edge
    around[next[to[edge]!]!++] = edge
  }
  for (let vertex = 0; vertex < vertexCount; vertex++)
    around.subarray(start[vertex], start[vertex + 1]).sort((one, other) => {
      const isLeaving = from[one] === vertex
      const isOtherLeaving = from[other] === vertex
      if (isLeaving !== isOtherLeaving) return isLeaving ? -1 : 1 // edges run upwards
      return isLeaving
        ? -orientation(ax[one]!, ay[one]!, bx[one]!, by[one]!, bx[other]!, by[other]!)
        : -orientation(bx[one]!, by[one]!, ax[one]!, ay[one]!, ax[other]!, ay[other]!)
    })
  return { start, around }
}
