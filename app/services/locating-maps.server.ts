import type { Database } from '#db/connect.ts'
import { deleteGridMaps, listGridMapIdentities, saveGridMap } from '#db/grid-maps.ts'
import { listBoundaryDays, listGridsOn } from '#db/grids.ts'
import { packGridMap } from '#geo/locating/grid-map.ts'
import { layers } from '../domain/areas.ts'
import { beginningOfTime, type Day } from '../domain/day.ts'
import { openBoundaries } from './locating.server.ts'
import { findKeptMap, mapIdentity } from './locating-layer-map.server.ts'

/**
 * Keeps a compiled map for every stretch of days of both layers that is in force or to come, makes
 * damaged ones anew, and forgets all others: those of days gone by are compiled when somebody asks.
 * The last step of whatever changes boundaries for good, in its transaction; a database that lacks
 * some gets them when the site starts.
 * @returns how many were made
 */
export async function keepGridMaps({ db, today }: { db: Database; today: Day }): Promise<number> {
  const boundaries = await openBoundaries(db)
  const unneeded = new Set(await listGridMapIdentities(db))
  const made = new Set<string>()
  for (const layer of layers) {
    const starts = [beginningOfTime, ...(await listBoundaryDays(db, layer))]
    for (const [index, start] of starts.entries()) {
      const isOver = (starts[index + 1] ?? '9999') <= today
      const rows = isOver ? [] : await listGridsOn(db, layer, start)
      if (rows.length === 0) continue
      const identity = mapIdentity(layer, rows)
      unneeded.delete(identity)
      if (made.has(identity) || (await findKeptMap(db, identity))) continue
      await deleteGridMaps(db, [identity])
      await saveGridMap(db, identity, packGridMap(await boundaries.on(layer, start)))
      made.add(identity)
    }
  }
  await deleteGridMaps(db, [...unneeded])
  return made.size
}
