/** Numbers pairs of doubles 0, 1, 2 … in the order they first come. */
export class PairIndex {
  readonly first: Float64Array
  readonly second: Float64Array
  count = 0
  private readonly slots: Int32Array
  private readonly pair = new Float64Array(2)
  private readonly words = new Int32Array(this.pair.buffer)

  constructor(capacity: number) {
    this.first = new Float64Array(capacity)
    this.second = new Float64Array(capacity)
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * capacity + 2)))
  }

  place(first: number, second: number): number {
    const mask = this.slots.length - 1
    let slot = this.hash(first, second) & mask
    for (; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
      const index = this.slots[slot]! - 1
      if (this.first[index] === first && this.second[index] === second) return index
    }
    const index = this.count++
    this.slots[slot] = index + 1
    this.first[index] = first
    this.second[index] = second
    return index
  }

  private hash(first: number, second: number): number {
    this.pair[0] = first
    this.pair[1] = second
    let hash = 0
    for (let i = 0; i < 4; i++) {
      hash = Math.imul(hash ^ this.words[i]!, 0x9e3779b1)
      hash ^= hash >>> 15
    }
    return hash
  }
}
