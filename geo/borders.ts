import type { MultiPolygon } from 'geojson'
import { toE7 } from './coordinates.ts'
import type { Edges } from './edge-tree.ts'
import { orientation } from './orientation.ts'
import { ringsOf, touchesItself, turnInsideLeft } from './rings.ts'
import { type SharedEdges, shareEdges } from './shared-edges.ts'

/** The borders of a layer in 1e-7° integers. Owners toggle where an edge is crossed: even-odd. */
export interface Borders extends SharedEdges {
  /** What the sum of `gridWeight`s gains where the edge is crossed from left to right. */
  readonly step: Float64Array
  /** 1 where sums may lie: an owner's rings touch themselves, or the edge is very long. */
  readonly isDelicate: Uint8Array
}

/** Edges up to this many units (3.4°) keep every product below 2^53. */
const longestExact = 2 ** 25

/**
 * Sums of weights tell no grid (below `count`), exactly one (below 2 `count`) and several apart.
 */
export const gridWeight = (index: number, count: number) => count + index

export function bordersOf(geometries: readonly MultiPolygon[]): Borders {
  const touching = new Set<number>()
  const grids = geometries.map((geometry, grid) => {
    const rings = ringsOf(geometry, toE7)
    if (!touchesItself(rings)) return turnInsideLeft(rings)
    touching.add(grid)
    return rings
  })
  const edges = shareEdges(grids)
  const step = new Float64Array(edges.count)
  const isDelicate = new Uint8Array(edges.count)
  for (let edge = 0; edge < edges.count; edge++) {
    const run = Math.abs(edges.bx[edge]! - edges.ax[edge]!)
    const rise = edges.by[edge]! - edges.ay[edge]!
    if (run > longestExact || rise > longestExact) isDelicate[edge] = 1
    for (let i = edges.ownerStart[edge]!; i < edges.ownerStart[edge + 1]!; i++) {
      const grid = edges.owners[i]!
      step[edge]! -= edges.directions[i]! * gridWeight(grid, grids.length)
      if (touching.has(grid)) isDelicate[edge] = 1
    }
  }
  return { ...edges, step, isDelicate }
}

/** Whether (x, y) lies right of the border or on it. Exact for any coordinates. */
export const isRightOf = ({ ax, ay, bx, by }: Edges, edge: number, x: number, y: number) =>
  orientation(ax[edge]!, ay[edge]!, bx[edge]!, by[edge]!, x, y) <= 0
