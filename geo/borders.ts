import type { MultiPolygon } from 'geojson'
import { toE7 } from './coordinates.ts'
import type { Edges } from './edge-tree.ts'
import { orientation } from './orientation.ts'
import { type Ring, ringsOf, touchesItself, turnInsideLeft } from './rings.ts'

/**
 * Every border of a layer once, in 1e-7° integers, directed upwards (by y, then x), so that both
 * neighbours compute the same side. `owners` toggle where the edge is crossed: even-odd.
 */
export interface Borders extends Edges {
  readonly ax: Int32Array
  readonly ay: Int32Array
  readonly bx: Int32Array
  readonly by: Int32Array
  readonly ownerStart: Int32Array
  readonly owners: Int32Array
  /** What the sum of `gridWeight`s gains where the edge is crossed from left to right. */
  readonly step: Float64Array
  /** 1 where sums may lie: an owner's rings touch themselves, or the edge is very long. */
  readonly isDelicate: Uint8Array
}

/** Edges up to this many units (3.4°) keep every product below 2^53. */
const longestExact = 2 ** 25

/**
 * Sums of weights tell no grid (below `count`), exactly one (below 2 `count`) and several apart.
 */
export const gridWeight = (index: number, count: number) => count + index

export function bordersOf(geometries: readonly MultiPolygon[]): Borders {
  const grids = geometries.map((geometry) => {
    const rings = ringsOf(geometry, toE7)
    const isTouching = touchesItself(rings)
    return { rings: isTouching ? rings : turnInsideLeft(rings), isTouching }
  })
  const total = grids.reduce(
    (sum, { rings }) => sum + rings.reduce((n, ring) => n + ring.length / 2, 0),
    0,
  )
  const table = new EdgeTable(total)
  for (const [index, { rings, isTouching }] of grids.entries()) {
    const weight = gridWeight(index, grids.length)
    for (const ring of rings) addRing(table, ring, index, weight, isTouching)
  }
  return table.finish()
}

/** Whether (x, y) lies right of the border or on it. Exact for any coordinates. */
export const isRightOf = ({ ax, ay, bx, by }: Edges, edge: number, x: number, y: number) =>
  orientation(ax[edge]!, ay[edge]!, bx[edge]!, by[edge]!, x, y) <= 0

function addRing(
  table: EdgeTable,
  ring: Ring,
  grid: number,
  weight: number,
  isTouching: boolean,
): void {
  let ax = ring[ring.length - 2]!
  let ay = ring[ring.length - 1]!
  for (let i = 0; i < ring.length; i += 2) {
    const bx = ring[i]!
    const by = ring[i + 1]!
    const isUp = ay < by || (ay === by && ax < bx)
    const edge = isUp ? table.place(ax, ay, bx, by) : table.place(bx, by, ax, ay)
    table.own(edge, grid, isUp ? -weight : weight)
    const isLong = Math.abs(bx - ax) > longestExact || Math.abs(by - ay) > longestExact
    if (isTouching || isLong) table.isDelicate[edge] = 1
    ax = bx
    ay = by
  }
}

/** Finds equal edges by an open hash; owners are sorted out at the end. */
class EdgeTable {
  readonly isDelicate: Uint8Array
  private readonly ax: Int32Array
  private readonly ay: Int32Array
  private readonly bx: Int32Array
  private readonly by: Int32Array
  private readonly step: Float64Array
  private readonly slots: Int32Array
  private readonly ownedEdge: Int32Array
  private readonly ownedBy: Int32Array
  private owned = 0
  private count = 0

  constructor(capacity: number) {
    this.isDelicate = new Uint8Array(capacity)
    this.ax = new Int32Array(capacity)
    this.ay = new Int32Array(capacity)
    this.bx = new Int32Array(capacity)
    this.by = new Int32Array(capacity)
    this.step = new Float64Array(capacity)
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * capacity + 2)))
    this.ownedEdge = new Int32Array(capacity)
    this.ownedBy = new Int32Array(capacity)
  }

  place(ax: number, ay: number, bx: number, by: number): number {
    const mask = this.slots.length - 1
    let hash = Math.imul(ax, 0x9e3779b1) ^ Math.imul(ay, 0x85ebca6b)
    hash =
      Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35) ^
      Math.imul(bx, 0x27d4eb2f) ^
      Math.imul(by, 0x165667b1)
    let slot = (hash ^ (hash >>> 13)) & mask
    for (; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
      const edge = this.slots[slot]! - 1
      const isSame =
        this.ax[edge] === ax && this.ay[edge] === ay && this.bx[edge] === bx && this.by[edge] === by
      if (isSame) return edge
    }
    const edge = this.count++
    this.slots[slot] = edge + 1
    this.ax[edge] = ax
    this.ay[edge] = ay
    this.bx[edge] = bx
    this.by[edge] = by
    return edge
  }

  own(edge: number, grid: number, step: number): void {
    this.step[edge]! += step
    this.ownedEdge[this.owned] = edge
    this.ownedBy[this.owned++] = grid
  }

  finish(): Borders {
    const { count } = this
    const start = new Int32Array(count + 1)
    for (let i = 0; i < this.owned; i++) start[this.ownedEdge[i]! + 1]!++
    for (let edge = 0; edge < count; edge++) start[edge + 1]! += start[edge]!
    const fill = start.slice(0, count)
    const owners = new Int32Array(this.owned)
    for (let i = 0; i < this.owned; i++) owners[fill[this.ownedEdge[i]!]!++] = this.ownedBy[i]!
    const { ax, ay, bx, by, step, isDelicate } = this
    return { ax, ay, bx, by, step, isDelicate, ownerStart: start, owners, count }
  }
}
