import type { Database } from './connect.ts'
import type { NewRow } from './schema.ts'

/** The moves of a dispute, oldest first, with the names of who moved it and who had it after. */
export const listDisputeEvents = (db: Database, disputeId: number) =>
  db
    .selectFrom('disputeEvents')
    .leftJoin('workers', 'workers.id', 'disputeEvents.workerId')
    .leftJoin('workers as owners', 'owners.id', 'disputeEvents.ownerId')
    .selectAll('disputeEvents')
    .select(['workers.name as workerName', 'owners.name as ownerName'])
    .where('disputeId', '=', disputeId)
    .orderBy('disputeEvents.id')
    .execute()

export const insertDisputeEvent = (db: Database, event: NewRow<'disputeEvents'>) =>
  db.insertInto('disputeEvents').values(event).execute()
