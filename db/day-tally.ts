import type { Layer } from '../app/domain/areas.ts'
import type { Day } from '../app/domain/day.ts'
import type { Row } from './schema.ts'

/** Both, each counted for itself. */
export const countedLayers: readonly Layer[] = ['police', 'governance']

/** What was added to, or taken from, a day's count of a grid; code null is outside every grid. */
export interface DayCountChange {
  layer: Layer
  on: Day
  code: string | null
  /** 0 says that a place moved inside its grid: whoever re-cut the day has to read it again. */
  change: number
}

/** What decides where an incident is counted, and whether. */
export type CountedIncident = Pick<Row<'incidents'>, 'occurredOn' | 'validity'> &
  Partial<Pick<Row<'incidents'>, 'policeCode' | 'governanceCode'>>

/** Changes of counts, summed up: as many entries as days and grids were touched. */
export class DayTally implements Iterable<DayCountChange> {
  size = 0
  readonly #days = new Map<string, Map<string, number>>()

  constructor(changes: Iterable<DayCountChange> = []) {
    for (const { layer, on, code, change } of changes) this.add(layer, on, code, change)
  }

  add(layer: Layer, on: Day, code: string | null, change: number): void {
    const day = `${layer} ${on}`
    const counts = this.#days.get(day) ?? new Map<string, number>()
    if (counts.size === 0) this.#days.set(day, counts)
    const before = counts.get(code ?? '')
    if (before === undefined) this.size++
    counts.set(code ?? '', (before ?? 0) + change)
  }

  /** Counts an incident in both layers where it is valid. */
  addIncident(incident: CountedIncident, change = 1): void {
    if (incident.validity !== 'valid') return
    for (const layer of countedLayers)
      this.add(layer, incident.occurredOn, codeIn(layer, incident), change)
  }

  /** The days of a layer and what changed on each, by code (`''`: outside every grid). */
  *days(layer: Layer): Generator<[Day, ReadonlyMap<string, number>]> {
    for (const [day, counts] of this.#days) {
      if (day.startsWith(layer)) yield [day.slice(layer.length + 1), counts]
    }
  }

  *[Symbol.iterator](): Generator<DayCountChange> {
    for (const layer of countedLayers) {
      for (const [on, counts] of this.days(layer)) {
        for (const [code, change] of counts) yield { layer, on, code: code || null, change }
      }
    }
  }

  clear(): void {
    this.#days.clear()
    this.size = 0
  }
}

const codeIn = (layer: Layer, { policeCode, governanceCode }: CountedIncident): string | null =>
  (layer === 'police' ? policeCode : governanceCode) ?? null
