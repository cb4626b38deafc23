import type { MultiPolygon, Position } from 'geojson'
import { toE7 } from '../coordinates.ts'
import { orientation } from '../orientation.ts'

/**
 * The borders of a layer in 1e-7° integers: each straight piece once, directed upwards (by y, then
 * x), with the grids on its two sides. Crossing one leaves or enters exactly those grids, so that
 * rings are read even-odd whatever their direction, order or nesting.
 *
 *         b
 *    one / other      −1: no grid on that side
 *       a
 *
 * Where layers overlap and more than two grids share a piece, it stands several times.
 */
export interface Borders {
  readonly count: number
  /** `ax, ay, bx, by, one, other` of each piece: side by side, to be fetched together. */
  readonly pieces: Int32Array
}

export const pieceLength = 6

/** What a border piece must lie within: every difference of two then fits 32 bits unsigned. */
const farthest = toE7(180)
/** Integers below this are exact in double arithmetic. */
const exactBelow = 2 ** 53

/**
 * A grid that uses a piece twice has nothing on either side of it, so spikes, repeated points and
 * rings of fewer than three corners vanish by themselves.
 * @throws RangeError for a coordinate that is no number or beyond 180°
 */
export function bordersOf(geometries: readonly MultiPolygon[]): Borders {
  const pieces = new Pieces(positionsOf(geometries))
  for (const [grid, geometry] of geometries.entries()) {
    for (const polygon of geometry.coordinates) {
      for (const ring of polygon) addRing(pieces, ring, grid)
    }
  }
  return pieces.withGrids()
}

/**
 * Whether (x, y) lies right of the border or on it; for a level border, below it. That is the side
 * of the place nudged infinitesimally east, then north. Exact for any coordinates.
 */
export function isRightOf({ pieces }: Borders, edge: number, x: number, y: number): boolean {
  const at = pieceLength * edge
  const ax = pieces[at]!
  const ay = pieces[at + 1]!
  const bx = pieces[at + 2]!
  const by = pieces[at + 3]!
  if (ay === by) return y < ay
  const left = (bx - ax) * (y - ay)
  const right = (by - ay) * (x - ax)
  if (Math.abs(left) < exactBelow && Math.abs(right) < exactBelow) return left <= right
  return orientation(ax, ay, bx, by, x, y) <= 0
}

/**
 * Whether the way from a corner up to the height of a place, then east to the place, crosses the
 * border an odd number of times.
 *
 *     (x0, y) ──→ (x, y)
 *        ↑
 *     (x0, y0)
 */
export function separates(
  borders: Borders,
  edge: number,
  x0: number,
  y0: number,
  x: number,
  y: number,
): boolean {
  const { pieces } = borders
  const at = pieceLength * edge
  const turnsRight = isRightOf(borders, edge, x0, y)
  const spansWest = pieces[at]! <= x0 !== pieces[at + 2]! <= x0
  const spansHeight = y >= pieces[at + 1]! && y < pieces[at + 3]!
  const crossesUp = spansWest && isRightOf(borders, edge, x0, y0) !== turnsRight
  const crossesEast = spansHeight && isRightOf(borders, edge, x, y) !== turnsRight
  return crossesUp !== crossesEast
}

/** Enters or leaves the grids beside a border. */
export function crossBorder({ pieces }: Borders, edge: number, grids: number[]): void {
  toggle(grids, pieces[pieceLength * edge + 4]!)
  toggle(grids, pieces[pieceLength * edge + 5]!)
}

/** The lowest of some grids, −1 without any. */
export function lowestOf(grids: readonly number[]): number {
  let lowest = grids[0] ?? -1
  for (const grid of grids) if (grid < lowest) lowest = grid
  return lowest
}

function toggle(grids: number[], grid: number): void {
  if (grid < 0) return
  const at = grids.indexOf(grid)
  if (at < 0) {
    grids.push(grid)
    return
  }
  const last = grids.pop()!
  if (at < grids.length) grids[at] = last
}

function positionsOf(geometries: readonly MultiPolygon[]): number {
  let positions = 0
  for (const { coordinates } of geometries)
    for (const polygon of coordinates) for (const ring of polygon) positions += ring.length
  return positions
}

function addRing(pieces: Pieces, ring: readonly Position[], grid: number): void {
  if (ring.length === 0) return
  const last = ring[ring.length - 1]!
  let ax = quantised(last[0]!)
  let ay = quantised(last[1]!)
  for (let i = 0; i < ring.length; i++) {
    const position = ring[i]!
    const bx = quantised(position[0]!)
    const by = quantised(position[1]!)
    if (ay < by || (ay === by && ax < bx)) pieces.cross(ax, ay, bx, by, grid)
    else if (ax !== bx || ay !== by) pieces.cross(bx, by, ax, ay, grid)
    ax = bx
    ay = by
  }
}

function quantised(degrees: number): number {
  const units = toE7(degrees)
  if (units >= -farthest && units <= farthest) return units | 0
  throw new RangeError(`expected degrees of −180 to 180, not ${degrees}`)
}

/** Pieces of borders found again by their ends: a table of open addressing, half full at most. */
class Pieces {
  private count = 0
  private pieces: Int32Array
  private slots: Int32Array
  private last = pieceLength
  private standsSeveralTimes = false

  /** @param uses as often as rings run along a piece, mostly once on either side */
  constructor(uses: number) {
    const expected = Math.ceil(0.55 * uses) + 8
    this.pieces = new Int32Array(pieceLength * expected)
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * expected)))
  }

  /** Puts a grid on a free side of a piece, or takes it off where it stood already. */
  cross(ax: number, ay: number, bx: number, by: number, grid: number): void {
    if (!this.standsSeveralTimes) {
      // A neighbour along the last piece mostly is one along the piece before or after it, too.
      if (this.crossAt(this.last - pieceLength, ax, ay, bx, by, grid)) return
      if (this.crossAt(this.last + pieceLength, ax, ay, bx, by, grid)) return
    }
    const { pieces, slots } = this
    const mask = slots.length - 1
    let free = 0
    let slot = hashOf(ax, ay, bx, by) & mask
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const at = slots[slot]! - 1
      if (pieces[at] !== ax || pieces[at + 1] !== ay) continue
      if (pieces[at + 2] !== bx || pieces[at + 3] !== by) continue
      this.last = at
      for (let side = at + 4; side < at + pieceLength; side++) {
        if (pieces[side] === grid) {
          pieces[side] = -1
          return
        }
        if (free === 0 && pieces[side]! < 0) free = side
      }
      if (free === 0) this.standsSeveralTimes = true
    }
    if (free > 0) {
      pieces[free] = grid
      return
    }
    const at = pieceLength * this.count++
    slots[slot] = at + 1
    pieces[at] = ax
    pieces[at + 1] = ay
    pieces[at + 2] = bx
    pieces[at + 3] = by
    pieces[at + 4] = grid
    pieces[at + 5] = -1
    this.last = at
    if (at + 2 * pieceLength > pieces.length || 2 * this.count > slots.length) this.enlarge()
  }

  /** The same for a piece at a place, if that is the one; false where it must be looked for. */
  private crossAt(at: number, ax: number, ay: number, bx: number, by: number, grid: number) {
    const { pieces } = this
    if (pieces[at] !== ax || pieces[at + 1] !== ay) return false
    if (pieces[at + 2] !== bx || pieces[at + 3] !== by) return false
    const one = pieces[at + 4]!
    const other = pieces[at + 5]!
    if (one === grid) pieces[at + 4] = -1
    else if (other === grid) pieces[at + 5] = -1
    else if (one < 0) pieces[at + 4] = grid
    else if (other < 0) pieces[at + 5] = grid
    else return false
    this.last = at
    return true
  }

  /** Those that have a grid on some side. */
  withGrids(): Borders {
    const { pieces } = this
    let end = 0
    for (let at = 0; at < pieceLength * this.count; at += pieceLength) {
      if (pieces[at + 4]! < 0 && pieces[at + 5]! < 0) continue
      for (let i = at; i < at + pieceLength; i++) pieces[end++] = pieces[i]!
    }
    return { count: end / pieceLength, pieces: pieces.subarray(0, end) }
  }

  private enlarge(): void {
    const { pieces } = this
    this.pieces = new Int32Array(2 * pieces.length)
    this.pieces.set(pieces)
    this.slots = new Int32Array(2 * this.slots.length)
    const mask = this.slots.length - 1
    for (let at = 0; at < pieceLength * this.count; at += pieceLength) {
      let slot = hashOf(pieces[at]!, pieces[at + 1]!, pieces[at + 2]!, pieces[at + 3]!) & mask
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask
      this.slots[slot] = at + 1
    }
  }
}

function hashOf(ax: number, ay: number, bx: number, by: number): number {
  let hash = Math.imul(ax, 0x9e3779b1) ^ Math.imul(ay, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35)
  hash ^= Math.imul(bx, 0x27d4eb2f) ^ Math.imul(by, 0x165667b1)
  hash = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1)
  return hash ^ (hash >>> 16)
}
