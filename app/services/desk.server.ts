import type { Database } from '#db/connect.ts'
import type { Day, Instant } from '../domain/day.ts'
import type { Worker } from '../domain/permissions.ts'
import type { Sealer } from './sealing.server.ts'

/** What every request works with: the database, the sealer, who asks, one reading of the clock. */
export interface Desk {
  db: Database
  sealer: Sealer
  worker: Worker
  today: Day
  now: Instant
}

/** A desk that may have nobody at it: the terminal and the scheduler. */
export interface UnattendedDesk extends Omit<Desk, 'worker'> {
  worker: Worker | null
}

/**
 * Runs a write as one transaction, with the desk's database replaced by the transaction, so that
 * the wrong one cannot be reached.
 */
export const inTransaction = <D extends UnattendedDesk, Result>(
  desk: D,
  work: (desk: D) => Promise<Result>,
): Promise<Result> =>
  desk.db.isTransaction ? work(desk) : desk.db.transaction().execute((db) => work({ ...desk, db }))
