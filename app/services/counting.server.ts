import type { Database } from '#db/connect.ts'
import { listGridCodesOn } from '#db/grids.ts'
import { listIncidentPlaces } from '#db/incident-places.ts'
import { countByGrid, countIncidents } from '#db/incidents.ts'
import type { Layer } from '../domain/areas.ts'
import { beginningOfTime, type Day } from '../domain/day.ts'
import { codeAt, type LayerMap, openBoundaries } from './locating.server.ts'

export interface GridCounts {
  /** Every grid in force on the last day of the window, by code, zeros too. */
  grids: { code: string; count: number }[]
  /** Counted incidents that lie in none of them. */
  outside: number
}

/**
 * Counts the valid incidents of a window (days inclusive, open where not stated) by the boundaries
 * in force on its last day, or today. Where the boundaries did not change inside the window, the
 * stored codes are the answer; where they did, every incident is located anew, and a grid that
 * somebody chose stays while it is in force. The sum is always the number of valid incidents.
 */
export async function countWindow(
  desk: { db: Database; today: Day },
  window: { layer: Layer; from?: Day | undefined; to?: Day | undefined },
): Promise<GridCounts> {
  const { layer, from, to } = window
  const day = to ?? desk.today
  const boundaries = await openBoundaries(desk.db)
  const first = [from ?? beginningOfTime, day].sort()[0] ?? day
  const last = to ?? '9999-12-31'
  const query = { paths: ['/'], ...period(from, to) }
  const counts =
    boundaries.since(layer, first) === boundaries.since(layer, last)
      ? await countByGrid(desk.db, layer, query)
      : await countAnew(desk.db, await boundaries.on(layer, day), period(from, to))
  const grids = (await listGridCodesOn(desk.db, layer, day)).map((code) => ({
    code,
    count: counts.get(code) ?? 0,
  }))
  const total = await countIncidents(desk.db, { ...query, validity: 'valid' })
  return { grids, outside: total - grids.reduce((sum, { count }) => sum + count, 0) }
}

async function countAnew(
  db: Database,
  map: LayerMap,
  days: { from?: Day; to?: Day },
): Promise<Map<string | null, number>> {
  const column = map.layer === 'police' ? 'policeCode' : 'governanceCode'
  const counts = new Map<string | null, number>()
  for await (const places of listIncidentPlaces(db, { ...days, countedOnly: true })) {
    for (const place of places) {
      const isChosen = place.locatedHow === 'confirmed' || place.locatedHow === 'manual'
      const chosen = isChosen ? place[column] : null
      const code =
        chosen !== null && map.grid(chosen) ? chosen : codeAt(map, place.lonE7, place.latE7)
      counts.set(code, (counts.get(code) ?? 0) + 1)
    }
  }
  return counts
}

const period = (from: Day | undefined, to: Day | undefined): { from?: Day; to?: Day } => ({
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
})
