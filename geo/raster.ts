import { type Borders, crossBorder, isRightOf } from './borders.ts'

/** Square cells of 2^shift units over a layer, row by row from the south-west. */
export interface CellGrid {
  readonly minX: number
  readonly minY: number
  readonly width: number
  readonly height: number
  readonly shift: number
  readonly columns: number
  readonly rows: number
}

/**
 * Which borders touch each cell, as linked lists: `first[cell]` is the first link, `next[link]` the
 * one after it, `edge[link]` its border; link 0 ends a list.
 */
export interface Raster extends CellGrid {
  readonly first: Int32Array
  readonly next: Int32Array
  readonly edge: Int32Array
  /** Likewise the borders between the corner of the cell to the west and the corner of this one. */
  readonly firstTurn: Int32Array
  readonly nextTurn: Int32Array
  readonly turn: Int32Array
}

/** Enough for cells of the whole world to stay below 2^26 units, which keeps products below 2^53. */
const fewestCells = 4096
const smallestShift = 8

/** Lays the finest cells over a layer of which there are no more than some for each border. */
export function rasterOf(borders: Borders, cellsPerEdge: number): Raster {
  const cells = cellsOver(borders, cellsPerEdge)
  const { minX, minY, shift, columns, rows } = cells
  const { count } = borders
  const size = 2 ** shift
  const first = new Int32Array(rows * columns)
  const firstTurn = new Int32Array(rows * columns)
  let next = new Int32Array(3 * count + 1)
  let edge = new Int32Array(3 * count + 1)
  let nextTurn = new Int32Array(count + 1)
  let turn = new Int32Array(count + 1)
  let links = 0
  let turns = 0
  for (let i = 0; i < count; i++) {
    linkTouched(i)
    linkTurned(i)
  }
  return { ...cells, first, next, edge, firstTurn, nextTurn, turn }

  /** Every cell the border touches, one unit of rounding included. */
  function linkTouched(border: number): void {
    const x = borders.ax[border]! - minX
    const y = borders.ay[border]! - minY
    const run = borders.bx[border]! - borders.ax[border]!
    const rise = borders.by[border]! - borders.ay[border]!
    const firstRow = y >>> shift
    const lastRow = (y + rise) >>> shift
    if (firstRow === lastRow) {
      linkRow(border, firstRow, run < 0 ? x + run : x, run < 0 ? x : x + run)
      return
    }
    for (let row = firstRow; row <= lastRow; row++) {
      const low = Math.max(0, row * size - y) / rise
      const high = Math.min(rise, (row + 1) * size - y) / rise
      const west = x + Math.min(low * run, high * run) - 1
      const east = x + Math.max(low * run, high * run) + 1
      linkRow(border, row, Math.max(0, west), Math.min(cells.width, east))
    }
  }

  function linkRow(border: number, row: number, west: number, east: number): void {
    const lastCell = row * columns + (east >>> shift)
    for (let cell = row * columns + (west >>> shift); cell <= lastCell; cell++) {
      if (++links === next.length) {
        next = enlarged(next)
        edge = enlarged(edge)
      }
      next[links] = first[cell]!
      edge[links] = border
      first[cell] = links
    }
  }

  /** For each row whose lower side the border crosses: the first cell with its corner east of it. */
  function linkTurned(border: number): void {
    const ax = borders.ax[border]!
    const ay = borders.ay[border]!
    const by = borders.by[border]!
    const slope = (borders.bx[border]! - ax) / (by - ay)
    const firstRow = (ay - minY + size - 1) / size
    for (let row = Math.floor(firstRow); minY + row * size < by; row++) {
      const y = minY + row * size
      const x = ax - minX + slope * (y - ay)
      let column = Math.max(0, Math.ceil(x / size))
      while (column > 0 && isRightOf(borders, border, minX + (column - 1) * size, y)) column--
      while (column < columns && !isRightOf(borders, border, minX + column * size, y)) column++
      if (column < columns) addTurn(border, row * columns + column)
    }
  }

  function addTurn(border: number, cell: number): void {
    if (++turns === nextTurn.length) {
      nextTurn = enlarged(nextTurn)
      turn = enlarged(turn)
    }
    nextTurn[turns] = firstTurn[cell]!
    turn[turns] = border
    firstTurn[cell] = turns
  }
}

/**
 * Walks the cells row by row, with the grids at their lower left corners: cells with borders one by
 * one, the others in runs that lie in the same grids.
 * @param visit gets the cells from `start` up to `end` − 1; `link` is 0 where no border touches them.
 *   The grids are those of now: copy them to keep them
 */
export function walkCells(
  borders: Borders,
  { columns, rows, first, firstTurn, nextTurn, turn }: Raster,
  visit: (start: number, end: number, grids: readonly number[], link: number) => void,
): void {
  const grids: number[] = []
  for (let row = 0; row < rows; row++) {
    const rowEnd = (row + 1) * columns
    let start = row * columns
    grids.length = 0
    for (let cell = start; cell < rowEnd; cell++) {
      const turned = firstTurn[cell]!
      const link = first[cell]!
      if (turned === 0 && link === 0) continue
      if (start < cell) visit(start, cell, grids, 0)
      start = cell
      for (let at = turned; at !== 0; at = nextTurn[at]!) crossBorder(borders, turn[at]!, grids)
      if (link === 0) continue
      visit(cell, cell + 1, grids, link)
      start = cell + 1
    }
    if (start < rowEnd) visit(start, rowEnd, grids, 0)
  }
}

function cellsOver({ ax, ay, bx, by, count }: Borders, cellsPerEdge: number): CellGrid {
  let minX = 0
  let minY = 0
  let maxX = 0
  let maxY = 0
  if (count > 0) {
    minX = maxX = ax[0]!
    minY = maxY = ay[0]!
  }
  for (let edge = 0; edge < count; edge++) {
    minX = Math.min(minX, ax[edge]!, bx[edge]!)
    maxX = Math.max(maxX, ax[edge]!, bx[edge]!)
    minY = Math.min(minY, ay[edge]!)
    maxY = Math.max(maxY, by[edge]!)
  }
  const width = maxX - minX
  const height = maxY - minY
  const limit = Math.max(fewestCells, cellsPerEdge * count)
  let shift = smallestShift
  const cellsAlong = (length: number) => Math.floor(length / 2 ** shift) + 1
  while (cellsAlong(width) * cellsAlong(height) > limit) shift++
  const columns = cellsAlong(width)
  const rows = cellsAlong(height)
  return { minX, minY, width, height, shift, columns, rows }
}

function enlarged(list: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * list.length)
  larger.set(list)
  return larger
}
