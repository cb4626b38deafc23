import { setImmediate } from 'node:timers/promises'
import type { Database } from '#db/connect.ts'
import { addDayCounts } from '#db/day-counts.ts'
import { DayTally } from '#db/day-tally.ts'
import type { Day } from '../domain/day.ts'

/** Days are added to the counts once as many changes have come together. */
const changesPerWrite = 20_000

/** Counts incidents by day and grid in a few bytes each, however many there are. */
export class IncidentTally {
  readonly #numbers = new Map<string | null, number>()
  readonly #codes: (string | null)[] = []
  /** For each incident of the day the numbers of its codes: police, governance. */
  readonly #days = new Map<Day, number[]>()

  add(on: Day, policeCode: string | null, governanceCode: string | null): void {
    const day = this.#days.get(on)
    const numbers = day ?? []
    if (!day) this.#days.set(on, numbers)
    numbers.push(this.#numberOf(policeCode), this.#numberOf(governanceCode))
  }

  /** Adds what was counted to the counts of the days, part of the caller's transaction. */
  async save(db: Database): Promise<void> {
    let tally = new DayTally()
    for (const [on, numbers] of this.#days) {
      for (const [at, number] of numbers.entries()) {
        tally.add(at % 2 === 0 ? 'police' : 'governance', on, this.#codes[number] ?? null, 1)
      }
      if (tally.size < changesPerWrite) continue
      await addDayCounts(db, tally)
      tally = new DayTally()
      await setImmediate()
    }
    await addDayCounts(db, tally)
  }

  #numberOf(code: string | null): number {
    const known = this.#numbers.get(code)
    if (known !== undefined) return known
    this.#numbers.set(code, this.#codes.length)
    return this.#codes.push(code) - 1
  }
}
