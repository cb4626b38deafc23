import { type Borders, crossBorder, lowestOf, separates } from './borders.ts'
import { CellLeaves } from './cell-leaves.ts'
import { type CellGrid, cellGridOf, rasterOf, walkCells } from './raster.ts'

/**
 * Square cells over a layer, each with its answers. `root` has one entry for each cell: 0 outside
 * every grid, a grid + 1 where all of the cell lies in it, or the complement of a node's place in
 * `nodes`, which is of one of three kinds:
 *
 * - split: `split, shift, 16 entries`: a crowded cell, cut 4 × 4;
 * - searched: `searched`: the few cells that a leaf could not answer; answered border by border;
 * - a leaf: `counts, mask, grids, steps, crossings`; packed where the numbers of all its crossings
 *   fit 16 bits, counted from the corner of the cell, two to an entry. Most are.
 *
 * A leaf numbers the grids that have a border in it 0, 1 … in the order of their codes, and holds
 * those at its lower left corner as bits of a mask. On the way to a place each border passed turns
 * the bits of the grids beside it: first up along the left side of the cell (steps: from which y
 * on, which bits), then east (crossings: from which y up to which, the border, which bits). The
 * lowest bit that is left names the grid. Several grids over each other, none at all, and rings
 * that cross themselves need no case of their own.
 *
 *     ┌────────┬─────────┐
 *     │       /          │   bit 0: A, bit 1: B
 *     ├─────→/──→ •      │   at the corner     01
 *     ↑  A  │     B      │   passing A|B    ^  11
 *     └─────┴────────────┘   at the place      10: B
 */
export interface CellIndex extends CellGrid {
  readonly root: Int32Array
  readonly nodes: Int32Array
}

const split = -1
export const splitHead = 2
export const searched = -2

/** Measured on 5,160 grids: more cells make more misses of the cache, fewer make longer leaves. */
const cellsPerEdge = 8
const crowded = 10
const smallestSize = 2 ** 6

export function buildCellIndex(borders: Borders): CellIndex {
  const raster = rasterOf(borders, cellsPerEdge)
  const { minX, minY, columns, links } = raster
  const size = 2 ** raster.shift
  const root = raster.first // each list is read before its place is given to the answer
  const leaves = new CellLeaves(borders)
  walkCells(borders, raster, (start, end, grids, link) => {
    if (link === 0) {
      root.fill(lowestOf(grids) + 1, start, end)
      return
    }
    const row = Math.floor(start / columns)
    const x = minX + (start - row * columns) * size
    const y = minY + row * size
    leaves.clear()
    for (let at = link; at !== 0; at = links[at + 1]!) leaves.offer(links[at]!, x, y, size)
    root[start] = addCell(x, y, size, grids, 0)
  })
  return { ...cellGridOf(raster), root, nodes: leaves.finished() }

  /** @returns the entry of the cell, whose borders are those offered from the `from`th on */
  function addCell(
    x: number,
    y: number,
    size: number,
    grids: readonly number[],
    from: number,
  ): number {
    const isCrowded = leaves.isCrowd(grids, from) || leaves.offered - from > crowded
    if (isCrowded && size > smallestSize) return addSplit(x, y, size / 4, grids, from)
    const node = leaves.addLeaf(x, y, size, grids, from)
    return node === 'plain' ? lowestOf(grids) + 1 : ~(node ?? leaves.addNode([searched]))
  }

  function addSplit(
    x: number,
    y: number,
    size: number,
    grids: readonly number[],
    from: number,
  ): number {
    const node = leaves.addNode([split, Math.log2(size), ...new Int32Array(16)])
    const to = leaves.offered
    for (let child = 0; child < 16; child++) {
      const childX = x + (child & 3) * size
      const childY = y + (child >> 2) * size
      const atCorner = grids.slice()
      for (let i = from; i < to; i++) {
        const border = leaves.borderAt(i)
        if (separates(borders, border, x, y, childX, childY)) crossBorder(borders, border, atCorner)
        leaves.offer(border, childX, childY, size)
      }
      leaves.set(node + splitHead + child, addCell(childX, childY, size, atCorner, to))
      leaves.clear(to)
    }
    return ~node
  }
}
