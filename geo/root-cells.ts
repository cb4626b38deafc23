import { type Borders, isRightOf } from './borders.ts'

/** A raster of 2^shift units a side over a layer, row by row from the south-west. */
export interface RootCells {
  readonly minX: number
  readonly minY: number
  readonly width: number
  readonly height: number
  readonly shift: number
  readonly columns: number
  readonly rows: number
  /** The edges that may touch a cell: edges[edgeStart[cell]] up to edges[edgeStart[cell + 1] − 1]. */
  readonly edgeStart: Int32Array
  readonly edges: Int32Array
  /** The edges crossed between the corner of the cell to the west and the corner of this one. */
  readonly turnStart: Int32Array
  readonly turns: Int32Array
}

const cellsPerEdge = 8
/** Enough for cells of the whole world to stay below 2^26 units, which keeps products below 2^53. */
const fewestCells = 4096
const smallestShift = 8

export function rootCells(borders: Borders): RootCells {
  const { ax, ay, bx, by, count } = borders
  let minX = Infinity
  let minY = Infinity
  let maxX = -Infinity
  let maxY = -Infinity
  for (let edge = 0; edge < count; edge++) {
    minX = Math.min(minX, ax[edge]!, bx[edge]!)
    maxX = Math.max(maxX, ax[edge]!, bx[edge]!)
    minY = Math.min(minY, ay[edge]!)
    maxY = Math.max(maxY, by[edge]!)
  }
  const width = count > 0 ? maxX - minX : 0
  const height = count > 0 ? maxY - minY : 0
  let shift = smallestShift
  const cellsAlong = (length: number) => Math.floor(length / 2 ** shift) + 1
  const limit = Math.max(fewestCells, cellsPerEdge * count)
  while (cellsAlong(width) * cellsAlong(height) > limit) shift++
  const columns = cellsAlong(width)
  const rows = cellsAlong(height)
  const size = 2 ** shift

  const [edgeStart, edges] = gather(rows * columns, (add) => {
    for (let edge = 0; edge < count; edge++) touchedCells(edge, (cell) => add(cell, edge))
  })
  const [turnStart, turns] = gather(rows * columns, (add) => {
    for (let edge = 0; edge < count; edge++) turnedCells(edge, (cell) => add(cell, edge))
  })

  /** Every cell the edge touches, one unit of rounding included. */
  function touchedCells(edge: number, visit: (cell: number) => void): void {
    const x = ax[edge]! - minX
    const y = ay[edge]! - minY
    const run = bx[edge]! - ax[edge]!
    const rise = by[edge]! - ay[edge]!
    const lastRow = Math.floor((y + rise) / size)
    for (let row = Math.floor(y / size); row <= lastRow; row++) {
      const low = rise === 0 ? 0 : Math.max(0, row * size - y) / rise
      const high = rise === 0 ? 1 : Math.min(rise, (row + 1) * size - y) / rise
      const west = x + Math.min(low * run, high * run) - 1
      const east = x + Math.max(low * run, high * run) + 1
      const lastColumn = Math.min(columns - 1, Math.floor(east / size))
      for (let column = Math.max(0, Math.floor(west / size)); column <= lastColumn; column++)
        visit(row * columns + column)
    }
  }

  /** For each row whose lower side the edge crosses: the first cell with its corner east of it. */
  function turnedCells(edge: number, visit: (cell: number) => void): void {
    const rise = by[edge]! - ay[edge]!
    const run = bx[edge]! - ax[edge]!
    for (let row = Math.ceil((ay[edge]! - minY) / size); minY + row * size < by[edge]!; row++) {
      const y = minY + row * size
      const x = ax[edge]! - minX + (run * (y - ay[edge]!)) / rise
      let column = Math.max(0, Math.round(x / size))
      while (column > 0 && isRightOf(borders, edge, minX + (column - 1) * size, y)) column--
      while (column < columns && !isRightOf(borders, edge, minX + column * size, y)) column++
      if (column < columns) visit(row * columns + column)
    }
  }

  const raster = { minX, minY, width, height, shift, columns, rows }
  return { ...raster, edgeStart, edges, turnStart, turns }
}

/** Sorts what `walk` adds by cell: counts first, then fills. */
function gather(
  cells: number,
  walk: (add: (cell: number, edge: number) => void) => void,
): [start: Int32Array, edges: Int32Array] {
  const start = new Int32Array(cells + 1)
  walk((cell) => {
    start[cell + 1]!++
  })
  for (let cell = 0; cell < cells; cell++) start[cell + 1]! += start[cell]!
  const next = start.slice(0, cells)
  const edges = new Int32Array(start[cells]!)
  walk((cell, edge) => {
    edges[next[cell]!++] = edge
  })
  return [start, edges]
}
