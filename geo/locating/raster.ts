import { type Borders, crossBorder, isRightOf, pieceLength } from './borders.ts'

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
 * Which borders touch each cell, as linked lists: `first[cell]` is the place in `links` of a border
 * and of the place of the next one; place 0 ends a list.
 */
export interface Raster extends CellGrid {
  readonly first: Int32Array
  readonly links: Int32Array
  readonly linkCount: number
  /** Likewise the borders between the corner of the cell to the west and the corner of this one. */
  readonly firstTurn: Int32Array
  readonly turns: Int32Array
}

/** Enough for cells of the whole world to stay below 2^26 units, which keeps products below 2^53. */
const fewestCells = 4096
const smallestShift = 8

/** Lays the finest cells over a layer of which there are no more than some for each border. */
export function rasterOf(borders: Borders, cellsPerEdge: number): Raster {
  const cells = cellsOver(borders, cellsPerEdge)
  const { minX, minY, shift, columns, rows } = cells
  const { count, pieces } = borders
  const size = 2 ** shift
  const first = new Int32Array(rows * columns)
  const firstTurn = new Int32Array(rows * columns)
  let links = new Int32Array(4 * count + 64)
  let turns = new Int32Array(2 * count + 64)
  let linksEnd = 2 // no list begins at 0
  let turnsEnd = 2
  for (let border = 0; border < count; border++) {
    const at = pieceLength * border
    const ax = pieces[at]! - minX
    const ay = pieces[at + 1]! - minY
    const bx = pieces[at + 2]! - minX
    const by = pieces[at + 3]! - minY
    linkTouched(border, ax, ay, bx, by)
    if (by >>> shift !== ay >>> shift || (ay & (size - 1)) === 0) linkTurned(border, ax, ay, bx, by)
  }
  return { ...cells, first, firstTurn, links, turns, linkCount: linksEnd / 2 - 1 }

  /** Every cell the border touches, one unit of rounding included. */
  function linkTouched(border: number, ax: number, ay: number, bx: number, by: number): void {
    const firstRow = ay >>> shift
    const lastRow = by >>> shift
    if (firstRow === lastRow) {
      linkRow(border, firstRow, Math.min(ax, bx), Math.max(ax, bx))
      return
    }
    const slope = (bx - ax) / (by - ay)
    for (let row = firstRow; row <= lastRow; row++) {
      const low = ax + slope * (Math.max(ay, row * size) - ay)
      const high = ax + slope * (Math.min(by, (row + 1) * size) - ay)
      const west = Math.max(0, Math.min(low, high) - 1)
      linkRow(border, row, west, Math.min(cells.width, Math.max(low, high) + 1))
    }
  }

  function linkRow(border: number, row: number, west: number, east: number): void {
    const lastCell = row * columns + (east >>> shift)
    for (let cell = row * columns + (west >>> shift); cell <= lastCell; cell++) {
      if (linksEnd === links.length) links = enlarged(links)
      links[linksEnd] = border
      links[linksEnd + 1] = first[cell]!
      first[cell] = linksEnd
      linksEnd += 2
    }
  }

  /** For each row whose lower side the border crosses: the first cell with its corner east of it. */
  function linkTurned(border: number, ax: number, ay: number, bx: number, by: number): void {
    const slope = (bx - ax) / (by - ay)
    for (let row = Math.ceil(ay / size); row * size < by; row++) {
      const y = row * size
      const x = ax + slope * (y - ay)
      let column = Math.max(0, Math.ceil(x / size))
      while (column > 0 && isRightOf(borders, border, minX + (column - 1) * size, minY + y))
        column--
      while (column < columns && !isRightOf(borders, border, minX + column * size, minY + y))
        column++
      if (column === columns) continue
      if (turnsEnd === turns.length) turns = enlarged(turns)
      turns[turnsEnd] = border
      turns[turnsEnd + 1] = firstTurn[row * columns + column]!
      firstTurn[row * columns + column] = turnsEnd
      turnsEnd += 2
    }
  }
}

/** The cells alone, without what else a table of them holds. */
export function cellGridOf(cells: CellGrid): CellGrid {
  const { minX, minY, width, height, shift, columns, rows } = cells
  return { minX, minY, width, height, shift, columns, rows }
}

/**
 * Walks the cells row by row, with the grids at their lower left corners: cells with borders one by
 * one, the others in runs that lie in the same grids.
 * @param visit gets the cells from `start` up to `end` − 1; `link` is 0 where no border touches them.
 *   The grids are those of now: copy them to keep them
 */
export function walkCells(
  borders: Borders,
  { columns, rows, first, firstTurn, turns }: Raster,
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
      for (let at = turned; at !== 0; at = turns[at + 1]!) crossBorder(borders, turns[at]!, grids)
      if (link === 0) continue
      visit(cell, cell + 1, grids, link)
      start = cell + 1
    }
    if (start < rowEnd) visit(start, rowEnd, grids, 0)
  }
}

function cellsOver({ pieces, count }: Borders, cellsPerEdge: number): CellGrid {
  let minX = 0
  let minY = 0
  let maxX = 0
  let maxY = 0
  if (count > 0) {
    minX = maxX = pieces[0]!
    minY = maxY = pieces[1]!
  }
  for (let at = 0; at < pieces.length; at += pieceLength) {
    minX = Math.min(minX, pieces[at]!, pieces[at + 2]!)
    maxX = Math.max(maxX, pieces[at]!, pieces[at + 2]!)
    minY = Math.min(minY, pieces[at + 1]!)
    maxY = Math.max(maxY, pieces[at + 3]!)
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
