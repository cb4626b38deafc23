import type { Instant } from '../app/domain/day.ts'
import type { Database } from './connect.ts'
import type { NewRow } from './schema.ts'

/** The session of a live account; a disabled account's sessions are not found at once. */
export const findSession = (db: Database, id: string) =>
  db
    .selectFrom('sessions')
    .innerJoin('workers', 'workers.id', 'sessions.workerId')
    .selectAll('sessions')
    .select(['workers.account', 'workers.name', 'workers.unit', 'workers.mustChangePassword'])
    .where('sessions.id', '=', id)
    .where('workers.disabledAt', 'is', null)
    .executeTakeFirst()

export const insertSession = (db: Database, session: NewRow<'sessions'>) =>
  db.insertInto('sessions').values(session).execute()

export const touchSession = (db: Database, id: string, seenAt: Instant) =>
  db.updateTable('sessions').set({ seenAt }).where('id', '=', id).execute()

export const deleteSession = (db: Database, id: string) =>
  db.deleteFrom('sessions').where('id', '=', id).execute()

/** Signs a worker out everywhere, but for one session when it is theirs to keep. */
export const deleteSessionsOf = (db: Database, workerId: number, exceptId = '') =>
  db.deleteFrom('sessions').where('workerId', '=', workerId).where('id', '!=', exceptId).execute()

export const deleteExpiredSessions = (db: Database, before: { seenAt: Instant; now: Instant }) =>
  db
    .deleteFrom('sessions')
    .where((where) =>
      where.or([where('seenAt', '<', before.seenAt), where('expiresAt', '<=', before.now)]),
    )
    .execute()

/** Signs everybody out. */
export const deleteAllSessions = (db: Database) => db.deleteFrom('sessions').execute()
