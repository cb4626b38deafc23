import type { Database } from '#db/connect.ts'
import {
  findDayCountsState,
  listDayCountChanges,
  listDayCounts,
  listDayMarks,
} from '#db/day-counts.ts'
import type { Layer } from '../domain/areas.ts'
import type { Day, Month } from '../domain/day.ts'

/** Valid incidents of some days, by grid. */
export interface WindowCounts {
  /** Outside grids included. */
  total: number
  of(code: string): number
}

/** Boundaries of another day, by which some days are counted anew. */
export interface Recut {
  /** Equal keys mean equal boundaries. */
  key: string
  /** Whether the grids stored with the incidents of a day are those of these boundaries. */
  isAsStored(day: Day): boolean
  /** Counts a day by coordinates; null is outside every grid. */
  count(db: Database, day: Day): Promise<Map<string | null, number>>
}

/** Index of a code, count, index, count …: a day's grids are a third of a layer's or fewer. */
type Packed = Int32Array

interface StampedDay {
  stamp: string
  counts: Packed
}

/** Of the boundaries of other days, those asked for last. */
const recutsKept = 4

/**
 * The counts of a layer by day and grid, as this process remembers them. Each question asks the
 * database for one line that says whether they still stand; days that do not, and days never asked
 * for, are read first. Whole months are summed up once, so a window of a year is a dozen additions
 * per grid. A transaction has to have one of its own: what it wrote may be rolled back.
 */
export class DayBins {
  readonly #layer: Layer
  readonly #indexes = new Map<string, number>([['', 0]])
  /** Days with counts, in order, each with the mark it was last written under. */
  #marks: ReadonlyMap<Day, string> = new Map()
  #months = new Map<Month, Day[]>()
  /** What waits to be written into the days. */
  #changes: { on: Day; index: number; change: number }[] = []
  #changesOn = new Map<Day, number>()
  /** What the four above were read under. */
  #state = ''
  readonly #days = new Map<Day, StampedDay>()
  readonly #totals = new Map<Month, Packed>()
  readonly #recuts = new Map<string, Map<Day, StampedDay>>()
  /** Questions take turns: between two lines of the database nothing else is changed here. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(layer: Layer) {
    this.#layer = layer
  }

  /** Counts the days from `from` to `to`, both included. */
  count(
    db: Database,
    window: { from: Day; to: Day },
    recut: Recut | null = null,
  ): Promise<WindowCounts> {
    const turn = this.#turn.then(async () => {
      while (!(await this.#catchUp(db, window, recut)));
      return this.#sum(window, recut)
    })
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  /** False when somebody wrote in the middle of it. */
  async #catchUp(db: Database, window: { from: Day; to: Day }, recut: Recut | null) {
    const state = await findDayCountsState(db)
    const isKnown = state === this.#state
    this.#state = ''
    if (!isKnown) await this.#refresh(db)
    const stored = this.#staleDays(window, recut)
    await this.#load(db, stored)
    const anew = recut ? this.#staleRecutDays(window, recut) : []
    if (recut) await this.#loadRecut(db, anew, recut)
    const isUntouched = isKnown && stored.length === 0 && anew.length === 0
    if (!isUntouched && (await findDayCountsState(db)) !== state) return false
    this.#state = state
    return true
  }

  async #refresh(db: Database): Promise<void> {
    this.#marks = await listDayMarks(db, this.#layer)
    this.#months = byMonth(this.#marks.keys())
    const changes = await listDayCountChanges(db, this.#layer)
    this.#changes = changes.map(({ dayOn, code, change }) => ({
      on: dayOn,
      index: this.#indexOf(code ?? ''),
      change,
    }))
    this.#changesOn = new Map()
    for (const { on } of this.#changes) {
      this.#changesOn.set(on, (this.#changesOn.get(on) ?? 0) + 1)
    }
    for (const [day, { stamp }] of this.#days) {
      if (this.#marks.get(day) === stamp) continue
      this.#days.delete(day)
      this.#totals.delete(monthOf(day))
    }
    for (const [month, days] of this.#months) {
      if (!days.every((day) => this.#days.has(day))) this.#totals.delete(month)
    }
  }

  #staleDays(window: { from: Day; to: Day }, recut: Recut | null): Day[] {
    const stale: Day[] = []
    for (const [month, days] of this.#months) {
      if (this.#totals.has(month)) continue
      for (const day of days) {
        if (isIn(window, day) && !this.#days.has(day) && (recut?.isAsStored(day) ?? true)) {
          stale.push(day)
        }
      }
    }
    return stale
  }

  async #load(db: Database, days: readonly Day[]): Promise<void> {
    if (days.length === 0) return
    for (const { dayOn, mark, counts } of await listDayCounts(db, this.#layer, days)) {
      const pairs = Object.entries(JSON.parse(counts) as Record<string, number>)
      this.#days.set(dayOn, { stamp: mark, counts: this.#pack(pairs) })
    }
  }

  #staleRecutDays(window: { from: Day; to: Day }, recut: Recut): Day[] {
    const known = this.#recutDays(recut)
    const days = new Set([...this.#marks.keys(), ...this.#changesOn.keys()])
    return [...days].filter(
      (day) =>
        isIn(window, day) &&
        !recut.isAsStored(day) &&
        known.get(day)?.stamp !== this.#recutStamp(day),
    )
  }

  async #loadRecut(db: Database, days: readonly Day[], recut: Recut): Promise<void> {
    const known = this.#recutDays(recut)
    for (const day of days) {
      const counts = await recut.count(db, day)
      const pairs = [...counts].map(([code, count]) => [code ?? '', count] as const)
      known.set(day, { stamp: this.#recutStamp(day), counts: this.#pack(pairs) })
    }
  }

  /** Whatever moves an incident, even inside its grid, writes the day or adds a change. */
  #recutStamp(day: Day): string {
    return `${this.#marks.get(day)} ${this.#changesOn.get(day) ?? 0}`
  }

  #recutDays(recut: Recut): Map<Day, StampedDay> {
    const days = this.#recuts.get(recut.key) ?? new Map<Day, StampedDay>()
    this.#recuts.delete(recut.key)
    this.#recuts.set(recut.key, days)
    for (const oldest of this.#recuts.keys()) {
      if (this.#recuts.size <= recutsKept) break
      this.#recuts.delete(oldest)
    }
    return days
  }

  #sum(window: { from: Day; to: Day }, recut: Recut | null): WindowCounts {
    const counts = new Int32Array(this.#indexes.size)
    for (const [month, days] of this.#months) {
      if (isWhole(days, window, recut)) {
        addDense(counts, this.#totalOf(month, days))
        continue
      }
      for (const day of days) {
        if (!isIn(window, day) || recut?.isAsStored(day) === false) continue
        addPacked(counts, this.#days.get(day)?.counts)
      }
    }
    for (const { on, index, change } of this.#changes) {
      if (isIn(window, on) && recut?.isAsStored(on) !== false) add(counts, index, change)
    }
    if (recut) {
      for (const [day, { stamp, counts: anew }] of this.#recutDays(recut)) {
        if (isIn(window, day) && stamp === this.#recutStamp(day)) addPacked(counts, anew)
      }
    }
    return {
      total: counts.reduce((sum, count) => sum + count, 0),
      of: (code) => counts[this.#indexes.get(code) ?? counts.length] ?? 0,
    }
  }

  #totalOf(month: Month, days: readonly Day[]): Packed {
    const known = this.#totals.get(month)
    if (known) return known
    const total = new Int32Array(this.#indexes.size)
    for (const day of days) addPacked(total, this.#days.get(day)?.counts)
    this.#totals.set(month, total)
    return total
  }

  #pack(pairs: readonly (readonly [string, number])[]): Packed {
    const packed = new Int32Array(2 * pairs.length)
    pairs.forEach(([code, count], index) => {
      packed[2 * index] = this.#indexOf(code)
      packed[2 * index + 1] = count
    })
    return packed
  }

  #indexOf(code: string): number {
    const known = this.#indexes.get(code)
    if (known !== undefined) return known
    const index = this.#indexes.size
    this.#indexes.set(code, index)
    return index
  }
}

/** The calendar month: a unit of memory, whatever the site's statistic month is. */
const monthOf = (day: Day): Month => day.slice(0, 7)

function byMonth(days: Iterable<Day>): Map<Month, Day[]> {
  const months = new Map<Month, Day[]>()
  for (const day of days) {
    const month = months.get(monthOf(day))
    if (month) month.push(day)
    else months.set(monthOf(day), [day])
  }
  return months
}

const isIn = ({ from, to }: { from: Day; to: Day }, day: Day): boolean => from <= day && day <= to

/** Boundaries hold over stretches: where the first and the last day agree, so do all between. */
function isWhole(
  days: readonly Day[],
  window: { from: Day; to: Day },
  recut: Recut | null,
): boolean {
  return [days[0], days.at(-1)].every(
    (day = '') => isIn(window, day) && recut?.isAsStored(day) !== false,
  )
}

function addDense(counts: Int32Array, more: Int32Array): void {
  for (let index = 0; index < more.length; index++) add(counts, index, more[index])
}

function addPacked(counts: Int32Array, more: Packed | undefined): void {
  if (!more) return
  for (let pair = 0; pair < more.length; pair += 2) add(counts, more[pair], more[pair + 1])
}

function add(counts: Int32Array, index = 0, change = 0): void {
  counts[index] = (counts[index] ?? 0) + change
}
