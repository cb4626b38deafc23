import { type Borders, isRightOf, pieceLength } from './borders.ts'

/** A leaf's counts: steps, crossings and grids, in so many bits each. */
export const countBits = 12
export const leafHead = 2
export const stepLength = 2
export const crossingLength = 7
/** Set in the counts of a leaf whose crossings are packed: places from its corner, two to a number. */
export const isPacked = 2 ** 30
export const packedLength = 4

const mostGrids = 32
const mostBorders = 2 ** countBits - 1
const largestPacked = 2 ** 15
/** Borders up to this many units (3.4°) keep every product below 2^53. */
const longestExact = 2 ** 25

/**
 * Writes the leaves of a cell index one after another. The borders of a cell are offered first and
 * kept as a stack, so that a cell cut into smaller ones offers its own to each of them.
 */
export class CellLeaves {
  offered = 0
  private stack = new Int32Array(64)
  private nodes: Int32Array
  private used = 0
  private readonly borders: Borders
  /** The grids of the leaf being made, in order. */
  private readonly local = new Int32Array(mostGrids + 1)
  private locals = 0
  private readonly rows = new Int32Array(2 * mostBorders)

  constructor(borders: Borders) {
    this.borders = borders
    this.nodes = new Int32Array(16 * borders.count + 1024)
  }

  clear(to = 0): void {
    this.offered = to
  }

  borderAt(place: number): number {
    return this.stack[place]!
  }

  /** Takes a border that parts places of the cell: its line parts the corners, its box touches. */
  offer(border: number, x: number, y: number, size: number): void {
    const { pieces } = this.borders
    const at = pieceLength * border
    const ax = pieces[at]!
    const ay = pieces[at + 1]!
    const bx = pieces[at + 2]!
    const by = pieces[at + 3]!
    if (ay >= y + size || by < y) return
    if ((ax <= x && bx <= x) || (ax >= x + size && bx >= x + size)) return
    const end = size - 1
    const run = bx - ax
    const rise = by - ay
    if (rise === 0) {
      if (ay === y) return
    } else if (isShort(run, rise)) {
      // Where the line's left side lies: the determinant at the lower left, then at the others.
      const side = run * (y - ay) - rise * (x - ax)
      const most = run > 0 ? side + run * end : side
      const least = run > 0 ? side - rise * end : side - rise * end + run * end
      if (most <= 0 || least > 0) return
    } else {
      const isRight = isRightOf(this.borders, border, x, y)
      const isParted =
        isRightOf(this.borders, border, x + end, y) !== isRight ||
        isRightOf(this.borders, border, x, y + end) !== isRight ||
        isRightOf(this.borders, border, x + end, y + end) !== isRight
      if (!isParted) return
    }
    if (this.offered === this.stack.length) {
      const larger = new Int32Array(2 * this.stack.length)
      larger.set(this.stack)
      this.stack = larger
    }
    this.stack[this.offered++] = border
  }

  /** Whether more grids meet in the cell than a leaf can number. */
  isCrowd(grids: readonly number[], from: number): boolean {
    this.numberGrids(grids, from)
    return this.locals > mostGrids
  }

  /**
   * Writes the leaf of the grids numbered last.
   * @returns its place; 'plain' when nothing changes within the cell; undefined when it needs more
   *   than a leaf can do: too many grids or borders, or one so long that products would be rounded
   */
  addLeaf(
    x: number,
    y: number,
    size: number,
    grids: readonly number[],
    from: number,
  ): number | 'plain' | undefined {
    const { offered, stack, local, locals, rows } = this
    const { pieces } = this.borders
    if (locals > mostGrids || offered - from > mostBorders) return undefined
    this.reserve(leafHead + (stepLength + crossingLength) * (offered - from) + locals)
    const { nodes } = this
    const node = this.used
    let at = node + leafHead
    for (let i = 0; i < locals; i++) nodes[at++] = local[i]!
    const end = size - 1
    let crossings = 0
    for (let i = from; i < offered; i++) {
      const border = stack[i]!
      const piece = pieceLength * border
      const startX = pieces[piece]!
      const startY = pieces[piece + 1]!
      const run = pieces[piece + 2]! - startX
      const rise = pieces[piece + 3]! - startY
      if (!isShort(run, rise)) return undefined
      let low = Math.max(startY, y)
      let high = Math.min(startY + rise, y + size)
      if (startX <= x !== startX + run <= x) {
        const turn = startY + heightAbove(run, rise, x - startX)
        if (turn > y && turn < y + size) {
          nodes[at++] = turn
          nodes[at++] = this.bitsBeside(piece)
        }
        if (run > 0) low = Math.max(low, turn)
        else high = Math.min(high, turn)
      }
      if (low >= high) continue
      const way = rise * (x + end - startX)
      if (run * (low - startY) > way && run * (high - 1 - startY) > way) continue
      rows[2 * crossings] = low
      rows[2 * crossings + 1] = high
      stack[from + crossings++] = border
    }
    const steps = (at - node - leafHead - locals) / stepLength
    if (steps + crossings === 0) return 'plain'
    const packs = this.arePackable(x, y, size, from, crossings)
    for (let i = 0; i < crossings; i++) {
      const piece = pieceLength * stack[from + i]!
      const low = rows[2 * i]!
      const high = rows[2 * i + 1]!
      const startX = pieces[piece]!
      const startY = pieces[piece + 1]!
      const run = pieces[piece + 2]! - startX
      const rise = pieces[piece + 3]! - startY
      if (packs) {
        nodes[at++] = (low - y) | ((high - y) << 16)
        nodes[at++] = ((startX - x) & 0xffff) | ((startY - y) << 16)
        nodes[at++] = (run & 0xffff) | (rise << 16)
      } else {
        nodes[at++] = low
        nodes[at++] = high
        nodes[at++] = startX
        nodes[at++] = startY
        nodes[at++] = run
        nodes[at++] = rise
      }
      nodes[at++] = this.bitsBeside(piece)
    }
    let mask = 0
    for (const grid of grids) mask |= this.bitOf(grid)
    const counts = steps | (crossings << countBits) | (locals << (2 * countBits))
    nodes[node] = packs ? counts | isPacked : counts
    nodes[node + 1] = mask
    this.used = at
    return node
  }

  /** Whether all that is to be written of the crossings fits 16 bits. */
  private arePackable(x: number, y: number, size: number, from: number, crossings: number) {
    if (size > largestPacked) return false
    const { pieces } = this.borders
    for (let i = from; i < from + crossings; i++) {
      const piece = pieceLength * this.stack[i]!
      const startX = pieces[piece]!
      const startY = pieces[piece + 1]!
      if (!isSmall(startX - x) || !isSmall(startY - y)) return false
      if (!isSmall(pieces[piece + 2]! - startX) || !isSmall(pieces[piece + 3]! - startY))
        return false
    }
    return true
  }

  addNode(numbers: readonly number[]): number {
    this.reserve(numbers.length)
    this.nodes.set(numbers, this.used)
    this.used += numbers.length
    return this.used - numbers.length
  }

  set(place: number, number: number): void {
    this.nodes[place] = number
  }

  finished(): Int32Array {
    const { nodes, used } = this
    return 4 * used > 3 * nodes.length ? nodes.subarray(0, used) : nodes.slice(0, used)
  }

  /** Numbers the grids beside the borders, and the lowest of those all around, in order. */
  private numberGrids(grids: readonly number[], from: number): void {
    this.locals = 0
    for (let i = from; i < this.offered; i++) {
      const piece = pieceLength * this.stack[i]!
      this.number(this.borders.pieces[piece + 4]!)
      this.number(this.borders.pieces[piece + 5]!)
    }
    let around = -1
    for (const grid of grids) {
      if ((around < 0 || grid < around) && this.bitOf(grid) === 0) around = grid
    }
    this.number(around)
  }

  private number(grid: number): void {
    const { local, locals } = this
    if (grid < 0 || locals > mostGrids) return
    let at = locals
    while (at > 0 && local[at - 1]! > grid) at--
    if (at > 0 && local[at - 1] === grid) return
    for (let i = locals; i > at; i--) local[i] = local[i - 1]!
    local[at] = grid
    this.locals++
  }

  private bitsBeside(piece: number): number {
    const { pieces } = this.borders
    return this.bitOf(pieces[piece + 4]!) | this.bitOf(pieces[piece + 5]!)
  }

  private bitOf(grid: number): number {
    for (let i = 0; i < this.locals; i++) if (this.local[i] === grid) return 1 << i
    return 0
  }

  private reserve(length: number): void {
    if (this.used + length <= this.nodes.length) return
    const larger = new Int32Array(Math.max(2 * this.nodes.length, this.used + length))
    larger.set(this.nodes)
    this.nodes = larger
  }
}

const isSmall = (length: number) => length >= -largestPacked && length < largestPacked

const isShort = (run: number, rise: number) =>
  rise <= longestExact && run <= longestExact && run >= -longestExact

/**
 * How far above a border's lower end a place `way` east of that end must lie, nudged east then
 * north, to lie above the border: more than rise · way / run where it leans east, else at least that.
 */
function heightAbove(run: number, rise: number, way: number): number {
  if (rise === 0) return 0
  const product = rise * way
  let share = Math.floor(product / run)
  const rest = product - share * run
  if (run > 0) {
    if (rest < 0) share--
    else if (rest >= run) share++
    return share + 1
  }
  if (rest > 0) share--
  else if (rest <= run) share++
  return product === share * run ? share : share + 1
}
