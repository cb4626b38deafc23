import { isLayer, type Layer } from './areas.ts'

/** What an act changed, `{ field: [before, after] }`, as it stands in the trace. */
export type IncidentChanges = Record<
  string,
  readonly [before: string | number | null, after: string | number | null]
>

/** What an act did to the month's count of a grid: 网格 X 本月有效事件 12 → 11. */
export interface CountEffect {
  layer: Layer
  code: string
  month: string
  before: number
  after: number
}

export interface TracedChanges {
  facts: { field: string; before: string | number | null; after: string | number | null }[]
  effects: CountEffect[]
}

/** The facts an act changed: those that differ, in the order of `after`. */
export const changesBetween = <Facts extends Record<string, string | number | null>>(
  before: Facts,
  after: Facts,
): IncidentChanges =>
  Object.fromEntries(
    Object.entries(after)
      .filter(([field, value]) => value !== before[field])
      .map(([field, value]) => [field, [before[field] ?? null, value]]),
  )

/** Tells the changed facts of a trace row from its effects on counts (`count/layer/code/month`). */
export function readChanges(changes: IncidentChanges): TracedChanges {
  const read: TracedChanges = { facts: [], effects: [] }
  for (const [name, [before, after]] of Object.entries(changes)) {
    const [kind, layer = '', ...rest] = name.split('/')
    const month = rest.at(-1)
    if (kind === 'count' && isLayer(layer) && month !== undefined) {
      const code = rest.slice(0, -1).join('/')
      read.effects.push({ layer, code, month, before: Number(before), after: Number(after) })
    } else {
      read.facts.push({ field: name, before, after })
    }
  }
  return read
}
