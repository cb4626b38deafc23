import { sql } from 'kysely'
import type { AreaPath } from '../app/domain/areas.ts'
import type { Day } from '../app/domain/day.ts'
import type { Role } from '../app/domain/permissions.ts'
import type { Database } from './connect.ts'

/**
 * The workers who hold one of the roles on a day over an area that takes in the path (the whole
 * site does), by name. A path of null is a dispute outside every area: the site's own alone.
 */
export async function listColleagues(
  db: Database,
  query: { roles: readonly Role[]; path: AreaPath | null; on: Day },
): Promise<Colleague[]> {
  const rows = await holdersOn(db, query.on, query.roles)
    .leftJoin('areas', 'areas.code', 'workerRoles.areaCode')
    .select(['workers.id', 'workers.name', 'workers.unit', 'workerRoles.role'])
    .where((where) =>
      where.or([
        where('workerRoles.areaCode', 'is', null),
        sql<boolean>`substr(${query.path ?? '/'}, 1, length(areas.path)) = areas.path`,
      ]),
    )
    .orderBy('workers.id')
    .execute()
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}

export interface Colleague {
  id: number
  name: string
  unit: string | null
  role: Role
}

/** Whoever holds one of the roles and is on duty in the police grid on a day; the first by id. */
export const findOnDuty = (
  db: Database,
  query: { roles: readonly Role[]; policeCode: string; on: Day },
) =>
  holdersOn(db, query.on, query.roles)
    .innerJoin('duties', 'duties.workerId', 'workers.id')
    .select('workers.id')
    .where('duties.layer', '=', 'police')
    .where('duties.gridCode', '=', query.policeCode)
    .where('duties.validFrom', '<=', query.on)
    .where((where) =>
      where.or([where('duties.validTo', 'is', null), where('duties.validTo', '>', query.on)]),
    )
    .orderBy('workers.id')
    .executeTakeFirst()

const holdersOn = (db: Database, day: Day, roles: readonly Role[]) =>
  db
    .selectFrom('workers')
    .innerJoin('workerRoles', 'workerRoles.workerId', 'workers.id')
    .where('workers.disabledAt', 'is', null)
    .where('workerRoles.role', 'in', roles)
    .where('workerRoles.validFrom', '<=', day)
    .where((where) =>
      where.or([where('workerRoles.validTo', 'is', null), where('workerRoles.validTo', '>', day)]),
    )
