import type { Edges } from '../edge-tree.ts'
import { PairIndex } from '../pair-index.ts'
import type { Ring } from '../rings.ts'

/**
 * The edges of a layer, each once, directed upwards (by y, then x), so that both neighbours compute
 * the same side of it.
 */
export interface SharedEdges extends Edges {
  readonly ax: Float64Array
  readonly ay: Float64Array
  readonly bx: Float64Array
  readonly by: Float64Array
  /** The vertices at the ends, numbered over the layer. */
  readonly from: Int32Array
  readonly to: Int32Array
  readonly vertexCount: number
  /** The grids beside an edge: owners[ownerStart[edge]] up to owners[ownerStart[edge + 1] − 1]. */
  readonly ownerStart: Int32Array
  readonly owners: Int32Array
  /** 1 where the ring runs upwards along the edge, −1 where downwards. */
  readonly directions: Int8Array
}

/** @param grids the rings of each grid */
export function shareEdges(grids: readonly (readonly Ring[])[]): SharedEdges {
  let total = 0
  for (const rings of grids) for (const ring of rings) total += ring.length / 2
  const vertices = new PairIndex(total)
  const edges = new PairIndex(total)
  const usedEdge = new Int32Array(total)
  const usedBy = new Int32Array(total)
  const usedUp = new Int8Array(total)
  let uses = 0
  for (const [grid, rings] of grids.entries()) {
    for (const ring of rings) {
      let ax = ring[ring.length - 2]!
      let ay = ring[ring.length - 1]!
      let from = vertices.place(ax, ay)
      for (let i = 0; i < ring.length; i += 2) {
        const bx = ring[i]!
        const by = ring[i + 1]!
        const to = vertices.place(bx, by)
        const isUp = ay < by || (ay === by && ax < bx)
        usedEdge[uses] = isUp ? edges.place(from, to) : edges.place(to, from)
        usedBy[uses] = grid
        usedUp[uses++] = isUp ? 1 : -1
        ax = bx
        ay = by
        from = to
      }
    }
  }

  const { count } = edges
  const ownerStart = new Int32Array(count + 1)
  for (let use = 0; use < total; use++) ownerStart[usedEdge[use]! + 1]!++
  for (let edge = 0; edge < count; edge++) ownerStart[edge + 1]! += ownerStart[edge]!
  const next = ownerStart.slice(0, count)
  const owners = new Int32Array(total)
  const directions = new Int8Array(total)
  for (let use = 0; use < total; use++) {
    const at = next[usedEdge[use]!]!++
    owners[at] = usedBy[use]!
    directions[at] = usedUp[use]!
  }
  const from = Int32Array.from(edges.first.subarray(0, count))
  const to = Int32Array.from(edges.second.subarray(0, count))
  return {
    ax: Float64Array.from(from, (vertex) => vertices.first[vertex]!),
    ay: Float64Array.from(from, (vertex) => vertices.second[vertex]!),
    bx: Float64Array.from(to, (vertex) => vertices.first[vertex]!),
    by: Float64Array.from(to, (vertex) => vertices.second[vertex]!),
    from,
    to,
    vertexCount: vertices.count,
    ownerStart,
    owners,
    directions,
    count,
  }
}
