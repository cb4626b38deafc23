import type { MultiPolygon, Position } from 'geojson'
import { toE7 } from './coordinates.ts'
import { orientation } from './orientation.ts'

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
  readonly ax: Int32Array
  readonly ay: Int32Array
  readonly bx: Int32Array
  readonly by: Int32Array
  readonly one: Int32Array
  readonly other: Int32Array
}

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
export function isRightOf(borders: Borders, edge: number, x: number, y: number): boolean {
  const ax = borders.ax[edge]!
  const ay = borders.ay[edge]!
  const bx = borders.bx[edge]!
  const by = borders.by[edge]!
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
  const ax = borders.ax[edge]!
  const bx = borders.bx[edge]!
  const turnsRight = isRightOf(borders, edge, x0, y)
  const crossesUp = ax <= x0 !== bx <= x0 && isRightOf(borders, edge, x0, y0) !== turnsRight
  const crossesEast =
    y >= borders.ay[edge]! && y < borders.by[edge]! && turnsRight !== isRightOf(borders, edge, x, y)
  return crossesUp !== crossesEast
}

/** Enters or leaves the grids beside a border. */
export function crossBorder(borders: Borders, edge: number, grids: number[]): void {
  toggle(grids, borders.one[edge]!)
  toggle(grids, borders.other[edge]!)
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
class Pieces implements Borders {
  count = 0
  readonly ax: Int32Array
  readonly ay: Int32Array
  readonly bx: Int32Array
  readonly by: Int32Array
  readonly one: Int32Array
  readonly other: Int32Array
  private readonly slots: Int32Array

  constructor(capacity: number) {
    this.ax = new Int32Array(capacity)
    this.ay = new Int32Array(capacity)
    this.bx = new Int32Array(capacity)
    this.by = new Int32Array(capacity)
    this.one = new Int32Array(capacity)
    this.other = new Int32Array(capacity)
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * capacity + 2)))
  }

  /** Puts a grid on a free side of a piece, or takes it off where it stood already. */
  cross(ax: number, ay: number, bx: number, by: number, grid: number): void {
    const { slots, one, other } = this
    const mask = slots.length - 1
    let free = -1
    let slot = hashOf(ax, ay, bx, by) & mask
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const edge = slots[slot]! - 1
      if (this.ax[edge] !== ax || this.ay[edge] !== ay) continue
      if (this.bx[edge] !== bx || this.by[edge] !== by) continue
      if (one[edge] === grid) {
        one[edge] = -1
        return
      }
      if (other[edge] === grid) {
        other[edge] = -1
        return
      }
      if (free < 0 && (one[edge]! < 0 || other[edge]! < 0)) free = edge
    }
    if (free < 0) {
      free = this.count++
      slots[slot] = free + 1
      this.ax[free] = ax
      this.ay[free] = ay
      this.bx[free] = bx
      this.by[free] = by
      one[free] = grid
      other[free] = -1
    } else if (one[free]! < 0) one[free] = grid
    else other[free] = grid
  }

  /** Those that have a grid on some side. */
  withGrids(): Borders {
    let count = 0
    const columns = [this.ax, this.ay, this.bx, this.by, this.one, this.other] as const
    for (let edge = 0; edge < this.count; edge++) {
      if (this.one[edge]! < 0 && this.other[edge]! < 0) continue
      for (const column of columns) column[count] = column[edge]!
      count++
    }
    const [ax, ay, bx, by, one, other] = columns.map((column) => column.slice(0, count))
    return { count, ax: ax!, ay: ay!, bx: bx!, by: by!, one: one!, other: other! }
  }
}

function hashOf(ax: number, ay: number, bx: number, by: number): number {
  let hash = Math.imul(ax, 0x9e3779b1) ^ Math.imul(ay, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35)
  hash ^= Math.imul(bx, 0x27d4eb2f) ^ Math.imul(by, 0x165667b1)
  hash = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1)
  return hash ^ (hash >>> 16)
}
