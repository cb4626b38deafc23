import { type Borders, crossBorder, separates } from './borders.ts'
import { type CellGrid, cellGridOf, rasterOf, walkCells } from './raster.ts'

/**
 * Coarse cells over a layer with every border that touches them: borders[start[cell]] up to
 * borders[start[cell + 1] − 1]. `corner` tells the grids at the lower left corner of each: 0 none,
 * grid + 1 for one, the complement of a place in `crowds` for several: how many, then which.
 */
export interface NearCells extends CellGrid {
  readonly start: Int32Array
  readonly edges: Int32Array
  readonly corner: Int32Array
  readonly crowds: Int32Array
}

/** Cells of some hundred metres in a prefecture: a question for 20 m mostly looks into one. */
const cellsPerEdge = 0.5

export function buildNearCells(borders: Borders): NearCells {
  const raster = rasterOf(borders, cellsPerEdge)
  const { first, links, linkCount } = raster
  const start = new Int32Array(first.length + 1)
  const edges = new Int32Array(linkCount)
  const corner = first // each list is read before its place is given to the corner
  const crowds: number[] = []
  const placeOfCrowd = new Map<string, number>()
  let count = 0
  walkCells(borders, raster, (from, to, grids, link) => {
    for (let at = link; at !== 0; at = links[at + 1]!) edges[count++] = links[at]!
    start.fill(count, from + 1, to + 1)
    corner.fill(cornerOf(grids), from, to)
  })
  return { ...cellGridOf(raster), start, edges, corner, crowds: Int32Array.from(crowds) }

  function cornerOf(grids: readonly number[]): number {
    if (grids.length < 2) return (grids[0] ?? -1) + 1
    const sorted = [...grids].sort((a, b) => a - b)
    const key = sorted.join()
    const place = placeOfCrowd.get(key) ?? crowds.length
    if (place === crowds.length) crowds.push(sorted.length, ...sorted)
    placeOfCrowd.set(key, place)
    return ~place
  }
}

/** Every grid that contains a place, in no order: exact for any borders. */
export function gridsAt(borders: Borders, cells: NearCells, x: number, y: number): number[] {
  const { minX, minY, width, height, shift, columns, start, edges, corner, crowds } = cells
  const east = x - minX
  const north = y - minY
  if (!(east >= 0 && north >= 0 && east < width && north < height)) return []
  const row = north >>> shift
  const column = east >>> shift
  const cell = row * columns + column
  const size = 2 ** shift
  const cornerX = minX + column * size
  const cornerY = minY + row * size
  const grids = gridsAtCorner(corner[cell]!, crowds)
  for (let i = start[cell]!; i < start[cell + 1]!; i++) {
    const edge = edges[i]!
    if (separates(borders, edge, cornerX, cornerY, x, y)) crossBorder(borders, edge, grids)
  }
  return grids
}

function gridsAtCorner(corner: number, crowds: Int32Array): number[] {
  if (corner === 0) return []
  if (corner > 0) return [corner - 1]
  const place = ~corner
  return [...crowds.subarray(place + 1, place + 1 + crowds[place]!)]
}
