/** Sums by pairs of whole numbers from −1. */
export class PairSums {
  private first = new Int32Array(2048)
  private second = new Int32Array(2048)
  private sums = new Float64Array(2048)
  private slots = new Int32Array(4096)
  count = 0

  add(first: number, second: number, amount: number): void {
    const mask = this.slots.length - 1
    let slot = hash(first, second) & mask
    for (; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
      const index = this.slots[slot]! - 1
      if (this.first[index] === first && this.second[index] === second) {
        this.sums[index]! += amount
        return
      }
    }
    const index = this.count++
    this.slots[slot] = index + 1
    this.first[index] = first
    this.second[index] = second
    this.sums[index] = amount
    if (this.count === this.first.length) this.grow()
  }

  /** Every pair with its sum, by the first, then the second. */
  inOrder(): { first: number; second: number; sum: number }[] {
    const pairs = Array.from({ length: this.count }, (_, index) => ({
      first: this.first[index]!,
      second: this.second[index]!,
      sum: this.sums[index]!,
    }))
    return pairs.sort((a, b) => a.first - b.first || a.second - b.second)
  }

  private grow(): void {
    this.first = enlarged(this.first, new Int32Array(2 * this.count))
    this.second = enlarged(this.second, new Int32Array(2 * this.count))
    this.sums = enlarged(this.sums, new Float64Array(2 * this.count))
    this.slots = new Int32Array(4 * this.count)
    const mask = this.slots.length - 1
    for (let index = 0; index < this.count; index++) {
      let slot = hash(this.first[index]!, this.second[index]!) & mask
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask
      this.slots[slot] = index + 1
    }
  }
}

function enlarged<A extends Int32Array | Float64Array>(small: A, large: A): A {
  large.set(small)
  return large
}

function hash(first: number, second: number): number {
  const mixed = Math.imul(first ^ Math.imul(second, 0x9e3779b1), 0x85ebca6b)
  return mixed ^ (mixed >>> 15)
}
