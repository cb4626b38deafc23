import type { Database } from '#db/connect.ts'
import { countIncidents } from '#db/incidents.ts'
import { findMonthStartDay } from '#db/settings.ts'
import { type Layer, layers } from '../domain/areas.ts'
import type { Day } from '../domain/day.ts'
import type { IncidentChanges } from '../domain/incident-trace.ts'
import { monthOf, periodOf } from '../domain/statistic-month.ts'

interface Counted {
  occurredOn: Day
  policeCode: string | null
  governanceCode: string | null
}

/**
 * Runs a change and answers what it did to the month's count of valid incidents of every grid it
 * may touch: `{ 'count/governance/CODE/2026-11': [12, 11] }`, those that changed alone. null when
 * the change answers false: a colleague was first, and nothing was written.
 */
export async function countingEffects(
  db: Database,
  touched: readonly Counted[],
  change: () => Promise<boolean>,
): Promise<IncidentChanges | null> {
  const startDay = await findMonthStartDay(db)
  const figures = new Map(
    touched.flatMap((place) => figuresOf(place, startDay)).map((figure) => [keyOf(figure), figure]),
  )
  const before = await countAll(db, figures, startDay)
  if (!(await change())) return null
  const after = await countAll(db, figures, startDay)
  return Object.fromEntries(
    [...figures.keys()]
      .filter((key) => before.get(key) !== after.get(key))
      .map((key) => [key, [before.get(key) ?? 0, after.get(key) ?? 0]]),
  )
}

interface Figure {
  layer: Layer
  code: string
  month: string
}

const keyOf = ({ layer, code, month }: Figure) => `count/${layer}/${code}/${month}`

const figuresOf = (place: Counted, startDay: number): Figure[] =>
  layers.flatMap((layer) => {
    const code = layer === 'police' ? place.policeCode : place.governanceCode
    return code === null ? [] : [{ layer, code, month: monthOf(place.occurredOn, startDay) }]
  })

async function countAll(
  db: Database,
  figures: ReadonlyMap<string, Figure>,
  startDay: number,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const [key, { layer, code, month }] of figures) {
    const grid = { layer, code }
    const period = periodOf(month, startDay)
    counts.set(key, await countIncidents(db, { paths: ['/'], grid, ...period, validity: 'valid' }))
  }
  return counts
}
