import { type Strips, stripsOnEllipsoid, stripsOnPlane } from '../area.ts'
import type { Grid } from '../locating/grid-map.ts'
import { type RunTree, runTreeOf } from '../run-tree.ts'
import { type Chains, chainsOf } from './chains.ts'
import { Covers, type Stacks } from './covers.ts'
import { bordersOf, type LayerBorders } from './layer-borders.ts'

/**
 * What the overlay needs of one layer, in the coordinates of its file: a plain record of typed
 * arrays and numbers, so that it can be stored beside the layer and read back as it is.
 */
export interface LayerEdges extends Chains, RunTree, Stacks {
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
 * @throws TooTangled when the rings of a grid cross too often to be a boundary
 */
export function layerEdgesOf(
  grids: readonly Grid[],
  surface: 'ellipsoid' | 'plane' = 'ellipsoid',
): LayerEdges {
  const covers = new Covers()
  const borders = bordersOf(grids, covers)
  return layerEdgesAlong(borders, covers, grids.length, surface === 'ellipsoid' ? 0 : 1)
}

export function layerEdgesAlong(
  borders: LayerBorders,
  covers: Covers,
  gridCount: number,
  surface: number,
): LayerEdges {
  const chains = chainsOf(borders)
  const { x, y, start } = chains
  const middle = y[y.length >> 1] ?? 0
  return {
    ...chains,
    ...runTreeOf(x, y, start),
    ...covers.stored(),
    gridCount,
    surface,
    middle,
    strips: stripsAlong(chains, surfaces[surface]!(middle)),
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
