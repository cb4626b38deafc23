import { TooTangled } from '../tangle.ts'

/** What a grid of one layer shares with a grid of another. */
export interface OverlayPair {
  /** Index into the first list of grids; −1, where gaps are asked for, for none of them. */
  readonly a: number
  /** Index into the second, likewise. */
  readonly b: number
  readonly areaM2: number
}

/** More pairs than a crosswalk of the largest layers a hundred times over. */
const pairLimit = 4_000_000

/** Areas by pairs of whole numbers, in a hash table of flat arrays. */
export class AreaSums {
  private a = new Int32Array(2048)
  private b = new Int32Array(2048)
  private areas = new Float64Array(2048)
  private slots = new Int32Array(4096)
  private count = 0

  add(a: number, b: number, areaM2: number): void {
    const mask = this.slots.length - 1
    let slot = hash(a, b) & mask
    for (; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
      const index = this.slots[slot]! - 1
      if (this.a[index] === a && this.b[index] === b) {
        this.areas[index]! += areaM2
        return
      }
    }
    const index = this.count++
    this.slots[slot] = index + 1
    this.a[index] = a
    this.b[index] = b
    this.areas[index] = areaM2
    if (this.count === this.a.length) this.grow()
  }

  each(visit: (a: number, b: number, areaM2: number) => void): void {
    for (let index = 0; index < this.count; index++)
      visit(this.a[index]!, this.b[index]!, this.areas[index]!)
  }

  /** Every pair with more than so much, by a, then b. */
  above(areaM2: number): OverlayPair[] {
    const pairs: OverlayPair[] = []
    for (let index = 0; index < this.count; index++) {
      const sum = this.areas[index]!
      if (sum > areaM2) pairs.push({ a: this.a[index]!, b: this.b[index]!, areaM2: sum })
    }
    return pairs.sort((one, other) => one.a - other.a || one.b - other.b)
  }

  private grow(): void {
    if (this.count > pairLimit) throw new TooTangled('too many grids lie over one another')
    this.a = enlarged(this.a, new Int32Array(2 * this.count))
    this.b = enlarged(this.b, new Int32Array(2 * this.count))
    this.areas = enlarged(this.areas, new Float64Array(2 * this.count))
    this.slots = new Int32Array(4 * this.count)
    const mask = this.slots.length - 1
    for (let index = 0; index < this.count; index++) {
      let slot = hash(this.a[index]!, this.b[index]!) & mask
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask
      this.slots[slot] = index + 1
    }
  }
}

function enlarged<A extends Int32Array | Float64Array>(small: A, large: A): A {
  large.set(small)
  return large
}

function hash(a: number, b: number): number {
  const mixed = Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b)
  return mixed ^ (mixed >>> 15)
}
