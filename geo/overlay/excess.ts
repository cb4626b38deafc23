import { PairIndex } from '../pair-index.ts'
import { Covers } from './covers.ts'
import { depthsOf } from './depths.ts'
import { type LayerEdges, layerEdgesAlong } from './layer-edges.ts'
import { type EdgeRow, nodeEdges } from './node-edges.ts'

/**
 * Where more than one grid of a layer lies: a layer of one grid that counts twice where three lie
 * over each other, and so on.
 *
 * How many grids lie over a place follows from the few edges alone that have more grids on one side
 * than on the other: in a clean layer its rim, elsewhere borders that were drawn apart as well.
 * @throws TooTangled
 */
export function excessOf(layer: LayerEdges): LayerEdges {
  const { x, y, start, left, right } = layer
  const covers = new Covers(layer)
  const rows: EdgeRow[] = []
  for (let chain = 0; chain + 1 < start.length; chain++) {
    const step = covers.total(left[chain]!) - covers.total(right[chain]!)
    if (step === 0) continue
    for (let point = start[chain]!; point + 1 < start[chain + 1]!; point++)
      rows.push([x[point]!, y[point]!, x[point + 1]!, y[point + 1]!, step])
  }
  const edges = nodeEdges(rows)
  const own = new Covers()
  const excess = (depth: number) => own.repeated(0, Math.max(0, depth - 1))
  const sides = Array.from(depthsOf(edges), (depth, edge) => ({
    left: excess(depth),
    right: excess(depth - edges.step[edge]!),
  }))
  const vertices = new PairIndex(2 * edges.count)
  const from = new Int32Array(edges.count)
  const to = new Int32Array(edges.count)
  for (let edge = 0; edge < edges.count; edge++) {
    from[edge] = vertices.place(edges.ax[edge]!, edges.ay[edge]!)
    to[edge] = vertices.place(edges.bx[edge]!, edges.by[edge]!)
  }
  const borders = {
    from,
    to,
    left: Int32Array.from(sides, (side) => side.left),
    right: Int32Array.from(sides, (side) => side.right),
    count: edges.count,
    vertices,
  }
  return layerEdgesAlong(borders, own, 1, layer.surface)
}
