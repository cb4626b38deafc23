import type { Coded } from './imports-incident-part.server.ts'

/** Gathers a column of few different values, row by row; at most 65,536 rows. */
export class CodedColumn<Value> {
  readonly #values: Value[] = []
  readonly #numbers = new Map<Value, number>()
  readonly #of: number[] = []

  push(value: Value): void {
    this.#of.push(this.numberOf(value))
  }

  coded(): Coded<Value> {
    return { values: this.#values, of: Uint16Array.from(this.#of) }
  }

  numberOf(value: Value): number {
    const known = this.#numbers.get(value)
    if (known !== undefined) return known
    this.#numbers.set(value, this.#values.length)
    return this.#values.push(value) - 1
  }
}
