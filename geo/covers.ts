import { type Crossing, type Nudge, nudgedSide } from './crossings.ts'
import type { EdgeTree } from './edge-tree.ts'
import type { SharedEdges } from './shared-edges.ts'

/** The grids that cover a place and how often each: at most one in a clean layer. */
export interface Cover {
  readonly grids: readonly number[]
  readonly times: readonly number[]
}

const nothing: Cover = { grids: [], times: [] }

/** The cover after crossing an edge of its layer, upward direction taken: toRight 1, else −1. */
export function crossEdge(cover: Cover, layer: SharedEdges, edge: number, toRight: 1 | -1): Cover {
  const times = new Map<number, number>()
  for (const [i, grid] of cover.grids.entries()) times.set(grid, cover.times[i]!)
  for (let i = layer.ownerStart[edge]!; i < layer.ownerStart[edge + 1]!; i++) {
    const grid = layer.owners[i]!
    times.set(grid, (times.get(grid) ?? 0) - toRight * layer.directions[i]!)
  }
  const covering = [...times].filter(([, count]) => count !== 0)
  if (covering.length === 0) return nothing
  return { grids: covering.map(([grid]) => grid), times: covering.map(([, count]) => count) }
}

/**
 * The cover by `other` at each vertex of `layer`, which is moved by `nudge` against it: read once
 * for each connected piece, then carried along the edges from crossing to crossing.
 */
export function coversAtVertices(
  layer: SharedEdges,
  crossings: ReadonlyMap<number, readonly Crossing[]>,
  other: SharedEdges,
  treeOfOther: EdgeTree,
  nudge: Nudge,
): Cover[] {
  const { from, to, vertexCount } = layer
  const { edgeStart, edgesAt } = edgesByVertex(layer)
  const covers: Cover[] = new Array(vertexCount)
  const known = new Uint8Array(vertexCount)
  const waiting: number[] = []
  for (let edge = 0; edge < layer.count; edge++) {
    const first = from[edge]!
    if (known[first]) continue
    known[first] = 1
    covers[first] = coverAt(other, treeOfOther, layer.ax[edge]!, layer.ay[edge]!, nudge)
    waiting.push(first)
    for (let vertex = waiting.pop(); vertex !== undefined; vertex = waiting.pop()) {
      for (let i = edgeStart[vertex]!; i < edgeStart[vertex + 1]!; i++) {
        const next = edgesAt[i]!
        const isUp = from[next] === vertex
        const end = isUp ? to[next]! : from[next]!
        if (known[end]) continue
        known[end] = 1
        let cover = covers[vertex]!
        for (const crossing of crossings.get(next) ?? [])
          cover = crossEdge(
            cover,
            other,
            crossing.edge,
            isUp ? crossing.toRight : opposite(crossing.toRight),
          )
        covers[end] = cover
        waiting.push(end)
      }
    }
  }
  return covers
}

const opposite = (toRight: 1 | -1) => (toRight === 1 ? -1 : 1)

/** From far in the east, where nothing covers, to the nudged place: every edge is crossed to its left. */
function coverAt(layer: SharedEdges, tree: EdgeTree, x: number, y: number, nudge: Nudge): Cover {
  const { ay, by } = layer
  let cover = nothing
  tree.search(x, y, Infinity, y, (edge) => {
    const spans = nudge > 0 ? ay[edge]! <= y && y < by[edge]! : ay[edge]! < y && y <= by[edge]!
    if (spans && nudgedSide(layer, edge, x, y, nudge) > 0) cover = crossEdge(cover, layer, edge, -1)
  })
  return cover
}

function edgesByVertex({ from, to, count, vertexCount }: SharedEdges): {
  edgeStart: Int32Array
  edgesAt: Int32Array
} {
  const edgeStart = new Int32Array(vertexCount + 1)
  for (let edge = 0; edge < count; edge++) {
    edgeStart[from[edge]! + 1]!++
    edgeStart[to[edge]! + 1]!++
  }
  for (let vertex = 0; vertex < vertexCount; vertex++) edgeStart[vertex + 1]! += edgeStart[vertex]!
  const next = edgeStart.slice(0, vertexCount)
  const edgesAt = new Int32Array(2 * count)
  for (let edge = 0; edge < count; edge++) {
    edgesAt[next[from[edge]!]!++] = edge
    edgesAt[next[to[edge]!]!++] = edge
  }
  return { edgeStart, edgesAt }
}
