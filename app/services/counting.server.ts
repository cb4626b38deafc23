import type { Database } from '#db/connect.ts'
import { listCountedPlaces } from '#db/day-counts.ts'
import { listGridCodesOn } from '#db/grids.ts'
import type { Layer } from '../domain/areas.ts'
import { beginningOfTime, type Day } from '../domain/day.ts'
import { DayBins, type Recut } from './day-bins.server.ts'
import { type Boundaries, codeAt, type LayerMap, openBoundaries } from './locating.server.ts'

export interface CountsQuery {
  layer: Layer
  /** Days inclusive, open where not stated. */
  from?: Day | undefined
  to?: Day | undefined
  /** The day whose boundaries count; the last day of the window unless stated, or today. */
  boundariesOn?: Day | undefined
}

export interface GridCounts {
  /** Every grid in force on the day of the boundaries, by code, zeros too. */
  grids: { code: string; count: number }[]
  /** Counted incidents that lie in none of them. */
  outside: number
}

/**
 * Counts the valid incidents of a window by the boundaries of one day. Days on which these were in
 * force are counted by the codes stored with the incidents; on all others every incident is located
 * anew, and a grid that somebody chose stays where it is in force. The sum is always the number of
 * valid incidents.
 */
export async function countWindow(
  desk: { db: Database; today: Day },
  { layer, from, to, boundariesOn }: CountsQuery,
): Promise<GridCounts> {
  const day = boundariesOn ?? to ?? desk.today
  const window = { from: from ?? beginningOfTime, to: to ?? endOfTime }
  const boundaries = await openBoundaries(desk.db)
  const counts = await binsOf(desk.db, layer).count(
    desk.db,
    window,
    recutTo(boundaries, layer, day, window),
  )
  const grids = (await gridCodes(desk.db, boundaries, layer, day)).map((code) => ({
    code,
    count: counts.of(code),
  }))
  return { grids, outside: counts.total - grids.reduce((sum, { count }) => sum + count, 0) }
}

const endOfTime: Day = '9999-12-31'

const remembered = new WeakMap<object, Record<Layer, DayBins>>()

/** The memory of this process, one per opened database; what a transaction reads is its own. */
function binsOf(db: Database, layer: Layer): DayBins {
  if (db.isTransaction) return new DayBins(layer)
  const { adapter } = db.getExecutor()
  const bins = remembered.get(adapter) ?? {
    police: new DayBins('police'),
    governance: new DayBins('governance'),
  }
  remembered.set(adapter, bins)
  return bins[layer]
}

/** null where the boundaries of the day were in force over the whole window. */
function recutTo(
  boundaries: Boundaries,
  layer: Layer,
  on: Day,
  window: { from: Day; to: Day },
): Recut | null {
  const start = boundaries.since(layer, on)
  const isAsStored = (day: Day) => boundaries.since(layer, day) === start
  if (isAsStored(window.from) && isAsStored(window.to)) return null
  return {
    key: `${boundaries.mark} ${start}`,
    isAsStored,
    count: async (db, day) => countAnew(db, await boundaries.on(layer, on), day),
  }
}

async function countAnew(
  db: Database,
  map: LayerMap,
  day: Day,
): Promise<Map<string | null, number>> {
  const counts = new Map<string | null, number>()
  for (const { lonE7, latE7, locatedHow, code: stored } of await listCountedPlaces(
    db,
    map.layer,
    day,
  )) {
    const isChosen = locatedHow === 'confirmed' || locatedHow === 'manual'
    const stays = isChosen && stored !== null && map.grid(stored)
    const code = stays ? stored : codeAt(map, lonE7, latE7)
    counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  return counts
}

/** Lists of codes kept: of both layers, today's and some of the past. */
const listsKept = 16
const lists = new WeakMap<object, Map<string, readonly string[]>>()

/** The grids in force, read once per boundaries. */
async function gridCodes(
  db: Database,
  boundaries: Boundaries,
  layer: Layer,
  day: Day,
): Promise<readonly string[]> {
  const { adapter } = db.getExecutor()
  const kept = lists.get(adapter) ?? new Map<string, readonly string[]>()
  lists.set(adapter, kept)
  const key = `${layer} ${boundaries.since(layer, day)} ${boundaries.mark}`
  const codes = kept.get(key) ?? (await listGridCodesOn(db, layer, day))
  kept.delete(key)
  kept.set(key, codes)
  for (const oldest of kept.keys()) {
    if (kept.size <= listsKept) break
    kept.delete(oldest)
  }
  return codes
}
