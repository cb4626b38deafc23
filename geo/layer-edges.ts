import { type Strips, stripsOnEllipsoid, stripsOnPlane } from './area.ts'
import { type Chains, chainsOf } from './chains.ts'
import { Covers, type Stacks } from './covers.ts'
import type { Grid } from './grid-map.ts'
import { type Rims, rimsOf } from './rims.ts'
import { type RunTree, runTreeOf } from './run-tree.ts'
import { polygonsOf, soundRings } from './sound-rings.ts'

/**
 * What the overlay needs of one layer, in the coordinates of its file: a plain record of typed
 * arrays and numbers, so that it can be stored beside the layer and read back as it is.
 */
export interface LayerEdges extends Chains, RunTree, Stacks, Rims {
  readonly gridCount: number
  /** The index of the surface in `surfaces`. */
  readonly surface: number
  /** The parallel from which strips are measured. */
  readonly middle: number
  /** The strip under a chain from its start up to each point. */
  readonly strips: Float64Array
}

export const surfaces: readonly ((middle: number) => Strips)[] = [stripsOnEllipsoid, stripsOnPlane]

/**
 * The edges of a layer; grids are numbered in the order given. Rings are read even-odd.
 * @param surface degrees on the ellipsoid, or coordinates that are already projected
 * @throws when the rings of a grid cross too often to be a boundary
 */
export function layerEdgesOf(
  grids: readonly Grid[],
  surface: 'ellipsoid' | 'plane' = 'ellipsoid',
): LayerEdges {
  const first = arrange(grids)
  const rims = rimsOf(first.runs, first.covers.copy())
  if (rims.unsound.length === 0) return finish(grids, surface, first, rims)
  const unsound = new Set(rims.unsound)
  const mended = arrange(grids.map((grid, index) => (unsound.has(index) ? sound(grid) : grid)))
  return finish(grids, surface, mended, rimsOf(mended.runs, mended.covers.copy()))
}

function arrange(grids: readonly Grid[]) {
  const covers = new Covers()
  const chains = chainsOf(grids, covers)
  return { covers, runs: { ...chains, ...runTreeOf(chains.x, chains.y, chains.start) } }
}

function finish(
  grids: readonly Grid[],
  surface: 'ellipsoid' | 'plane',
  { covers, runs }: ReturnType<typeof arrange>,
  { unsound: _, ...rims }: ReturnType<typeof rimsOf>,
): LayerEdges {
  const index = surface === 'ellipsoid' ? 0 : 1
  const middle = runs.y[runs.y.length >> 1] ?? 0
  return {
    ...runs,
    ...rims,
    ...covers.stored(),
    gridCount: grids.length,
    surface: index,
    middle,
    strips: stripsAlong(runs, surfaces[index]!(middle)),
  }
}

function stripsAlong({ x, y, start }: Chains, strip: Strips): Float64Array {
  const strips = new Float64Array(x.length)
  for (let chain = 0; chain + 1 < start.length; chain++) {
    let sum = 0
    for (let point = start[chain]! + 1; point < start[chain + 1]!; point++) {
      sum += strip(x[point - 1]!, y[point - 1]!, x[point]!, y[point]!)
      strips[point] = sum
    }
  }
  return strips
}

function sound(grid: Grid): Grid {
  const rings = soundRings(grid.geometry)
  if (!rings) throw new Error(`the rings of grid ${grid.code} cross too often to be a boundary`)
  return { code: grid.code, geometry: polygonsOf(rings.rings) }
}
