import type { AreaPath } from '../app/domain/areas.ts'
import type { Day } from '../app/domain/day.ts'
import type { Scope } from '../app/domain/permissions.ts'
import { isInAreas } from './areas.ts'
import type { Database } from './connect.ts'
import type { NewRow, RowChange } from './schema.ts'

const publicColumns = [
  'workers.id',
  'workers.account',
  'workers.name',
  'workers.unit',
  'workers.mustChangePassword',
  'workers.disabledAt',
  'workers.createdAt',
  'workers.demo',
] as const

export const findWorker = (db: Database, id: number) =>
  db.selectFrom('workers').select(publicColumns).where('id', '=', id).executeTakeFirst()

/** With the password hash: for signing in alone. */
export const findWorkerByAccount = (db: Database, account: string) =>
  db.selectFrom('workers').selectAll().where('account', '=', account).executeTakeFirst()

/** The accounts of a demo database that its sign-in page offers. */
export const listDemoAccounts = (db: Database) =>
  db
    .selectFrom('workers')
    .select(['account', 'name'])
    .where('demo', '=', 1)
    .where('disabledAt', 'is', null)
    .orderBy('id')
    .execute()

/** The roles in force on a day, each with the path it reaches; a role without an area reaches all. */
export async function listScopes(db: Database, workerId: number, on: Day): Promise<Scope[]> {
  const rows = await db
    .selectFrom('workerRoles')
    .leftJoin('areas', 'areas.code', 'workerRoles.areaCode')
    .select(['workerRoles.role', 'workerRoles.areaCode', 'areas.path'])
    .where('workerId', '=', workerId)
    .where('validFrom', '<=', on)
    .where((where) => where.or([where('validTo', 'is', null), where('validTo', '>', on)]))
    .execute()
  return rows.map(({ role, path }) => ({ role, areaPath: path ?? '/' }))
}

export const listWorkerRoles = (db: Database, workerId: number) =>
  db
    .selectFrom('workerRoles')
    .leftJoin('areas', 'areas.code', 'workerRoles.areaCode')
    .selectAll('workerRoles')
    .select('areas.name as areaName')
    .where('workerId', '=', workerId)
    .orderBy('workerRoles.id')
    .execute()

export interface WorkerQuery {
  /** The subtrees in which the asker manages accounts. */
  paths: readonly AreaPath[]
  /** The day whose roles count. */
  on: Day
  text?: string
}

/** Accounts in reach, found by part of the account, name or unit. */
export const listWorkers = (db: Database, query: WorkerQuery & { limit: number; offset: number }) =>
  workersInReach(db, query)
    .select(publicColumns)
    .orderBy('workers.demo', 'desc')
    .orderBy('workers.account')
    .limit(query.limit)
    .offset(query.offset)
    .execute()

export async function countWorkers(db: Database, query: WorkerQuery): Promise<number> {
  const { count } = await workersInReach(db, query)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** An account in reach; undefined when there is none, or it is somebody else's to manage. */
export const findWorkerInReach = (
  db: Database,
  id: number,
  reach: Pick<WorkerQuery, 'paths' | 'on'>,
) => workersInReach(db, reach).select(publicColumns).where('workers.id', '=', id).executeTakeFirst()

export const insertWorker = async (db: Database, worker: NewRow<'workers'>): Promise<number> =>
  (await db.insertInto('workers').values(worker).returning('id').executeTakeFirstOrThrow()).id

export const updateWorker = (db: Database, id: number, change: RowChange<'workers'>) =>
  db.updateTable('workers').set(change).where('id', '=', id).execute()

export const insertWorkerRole = (db: Database, role: NewRow<'workerRoles'>) =>
  db.insertInto('workerRoles').values(role).execute()

/**
 * Ends a role of a worker from a day on; it stays readable in the past. False when it is another
 * worker's or has ended before.
 */
export async function endWorkerRole(
  db: Database,
  { id, workerId }: { id: number; workerId: number },
  on: Day,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('workerRoles')
    .set({ validTo: on })
    .where('id', '=', id)
    .where('workerId', '=', workerId)
    .where((where) => where.or([where('validTo', 'is', null), where('validTo', '>', on)]))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/**
 * In reach is whoever holds or held a role in the subtrees, and holds none outside them: whoever
 * resets a password can sign in with it, and so must reach everything that account may.
 */
function workersInReach(db: Database, { paths, on, text = '' }: WorkerQuery) {
  const like = `%${text}%`
  return db
    .selectFrom('workers')
    .where((where) =>
      where.exists(
        where
          .selectFrom('workerRoles')
          .select('workerRoles.id')
          .whereRef('workerRoles.workerId', '=', 'workers.id')
          .where((where) => isInAreas(where.ref('workerRoles.areaCode'), paths)),
      ),
    )
    .$if(!paths.includes('/'), (rows) =>
      rows.where((where) =>
        where.not(
          where.exists(
            where
              .selectFrom('workerRoles')
              .select('workerRoles.id')
              .whereRef('workerRoles.workerId', '=', 'workers.id')
              .where((where) => where.or([where('validTo', 'is', null), where('validTo', '>', on)]))
              .where((where) =>
                where.or([
                  where('workerRoles.areaCode', 'is', null),
                  where.not(isInAreas(where.ref('workerRoles.areaCode'), paths)),
                ]),
              ),
          ),
        ),
      ),
    )
    .$if(text !== '', (rows) =>
      rows.where((where) =>
        where.or([
          where('account', 'like', like),
          where('workers.name', 'like', like),
          where('unit', 'like', like),
        ]),
      ),
    )
}
