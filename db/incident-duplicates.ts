import type { AreaPath } from '../app/domain/areas.ts'
import type { Day } from '../app/domain/day.ts'
import { isInAreas } from './areas.ts'
import type { Database } from './connect.ts'
import type { Incident } from './incidents.ts'

/**
 * Valid incidents of the same category between two days that lie in a box around a point (1e-7°,
 * null: anywhere counts as outside the box), or in the same governance grid at the same address.
 */
export const listSimilarIncidents = (
  db: Database,
  incident: Incident,
  query: {
    paths: readonly AreaPath[]
    from: Day
    to: Day
    box: { west: number; south: number; east: number; north: number } | null
    limit: number
  },
) => {
  const { box } = query
  return db
    .selectFrom('incidents')
    .selectAll()
    .where('id', '!=', incident.id)
    .where('validity', '=', 'valid')
    .where('categoryCode', '=', incident.categoryCode)
    .where('occurredOn', '>=', query.from)
    .where('occurredOn', '<=', query.to)
    .where((where) => isInAreas(where.ref('incidents.areaCode'), query.paths))
    .where((where) =>
      where.or([
        where.and([
          where('addressText', '=', incident.addressText),
          where('governanceCode', '=', incident.governanceCode),
        ]),
        ...(box
          ? [
              where.and([
                where('lonE7', '>=', box.west),
                where('lonE7', '<=', box.east),
                where('latE7', '>=', box.south),
                where('latE7', '<=', box.north),
              ]),
            ]
          : []),
      ]),
    )
    .orderBy('occurredOn', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit)
    .execute()
}

/** The duplicates merged into an incident, oldest first. */
export const listMergedInto = (db: Database, incidentId: number) =>
  db
    .selectFrom('incidents')
    .select(['id', 'number', 'occurredOn'])
    .where('mergedIntoId', '=', incidentId)
    .orderBy('id')
    .execute()
