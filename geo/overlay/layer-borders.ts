import type { Grid } from '../locating/grid-map.ts'
import { PairIndex } from '../pair-index.ts'
import { type Covers, nothing } from './covers.ts'
import { type ClosedRings, closedRingsOf, evenOddEdges, isSound } from './sound-edges.ts'

/** The edges of a layer, each once, with what its own grids are on either side. */
export interface LayerBorders {
  /** The vertex with the smaller number. */
  readonly from: Int32Array
  readonly to: Int32Array
  /** Equal on both sides: no border. */
  readonly left: Int32Array
  readonly right: Int32Array
  readonly count: number
  readonly vertices: PairIndex
}

/**
 * First rings of polygons are outer, the rest holes, whichever way they run; rings that meet are
 * read even-odd.
 * @throws TooTangled
 */
export function bordersOf(grids: readonly Grid[], covers: Covers): LayerBorders {
  const rings = grids.map(({ geometry }) => closedRingsOf(geometry))
  const mended = new Map<number, ReturnType<typeof evenOddEdges>>()
  let total = 0
  for (const [grid, own] of rings.entries()) {
    if (isSound(own)) {
      total += own.start[own.start.length - 1]!
    } else {
      const edges = evenOddEdges(own)
      mended.set(grid, edges)
      total += 2 * edges.length
    }
  }
  const borders = new Borders(total, covers)
  for (const [grid, own] of rings.entries()) {
    const edges = mended.get(grid)
    if (!edges) borders.addRings(grid, own)
    else for (const [ax, ay, bx, by] of edges) borders.addEdge(grid, ax, ay, bx, by)
  }
  return borders.all()
}

class Borders {
  private readonly vertices: PairIndex
  private readonly from: Int32Array
  private readonly to: Int32Array
  private readonly left: Int32Array
  private readonly right: Int32Array
  private readonly slots: Int32Array // 1 + the edge, by its vertices
  private readonly covers: Covers
  private readonly crowds = new Map<number, number[]>() // by 2 · edge + side
  private count = 0

  constructor(total: number, covers: Covers) {
    this.vertices = new PairIndex(total)
    this.from = new Int32Array(total)
    this.to = new Int32Array(total)
    this.left = new Int32Array(total).fill(nothing)
    this.right = new Int32Array(total).fill(nothing)
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * total + 2)))
    this.covers = covers
  }

  addRings(grid: number, { x, y, start, isOuter }: ClosedRings): void {
    for (let ring = 0; ring + 1 < start.length; ring++) {
      const first = start[ring]!
      const last = start[ring + 1]! - 1
      let doubledArea = 0
      for (let i = first; i < last; i++)
        doubledArea +=
          (x[i]! - x[first]!) * (y[i + 1]! - y[first]!) -
          (x[i + 1]! - x[first]!) * (y[i]! - y[first]!)
      const insideIsLeft = doubledArea > 0 === (isOuter[ring] === 1)
      let a = this.placeNear(-1, x[first]!, y[first]!)
      for (let i = first + 1; i <= last; i++) {
        const b = this.placeNear(a, x[i]!, y[i]!)
        this.mark(grid, a, b, insideIsLeft)
        a = b
      }
    }
  }

  /** An edge with the grid on its left. */
  addEdge(grid: number, ax: number, ay: number, bx: number, by: number): void {
    this.mark(grid, this.vertices.place(ax, ay), this.vertices.place(bx, by), true)
  }

  all(): LayerBorders {
    const { from, to, left, right, count, vertices } = this
    for (const [place, grids] of this.crowds) {
      const side = place % 2 === 0 ? left : right
      const edge = place >> 1
      side[edge] = this.covers.ofAll([side[edge]!, ...grids])
    }
    return { from, to, left, right, count, vertices }
  }

  private mark(grid: number, a: number, b: number, isLeft: boolean): void {
    const edge = a < b ? this.placeEdge(a, b) : this.placeEdge(b, a)
    const isLeftOfEdge = a < b === isLeft
    const side = isLeftOfEdge ? this.left : this.right
    if (side[edge] === nothing) {
      side[edge] = grid
      return
    }
    const place = 2 * edge + (isLeftOfEdge ? 0 : 1)
    const crowd = this.crowds.get(place)
    if (crowd) crowd.push(grid)
    else this.crowds.set(place, [grid])
  }

  /** A ring along one that stands already meets its vertices in a row. */
  private placeNear(last: number, x: number, y: number): number {
    const { first, second, count } = this.vertices
    if (last > 0 && first[last - 1] === x && second[last - 1] === y) return last - 1
    if (last + 1 < count && first[last + 1] === x && second[last + 1] === y) return last + 1
    return this.vertices.place(x, y)
  }

  private placeEdge(low: number, high: number): number {
    const { from, to, slots } = this
    const mask = slots.length - 1
    const mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b)
    let slot = (mixed ^ (mixed >>> 15)) & mask
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const edge = slots[slot]! - 1
      if (from[edge] === low && to[edge] === high) return edge
    }
    const edge = this.count++
    slots[slot] = edge + 1
    from[edge] = low
    to[edge] = high
    return edge
  }
}
