import type { Database } from './connect.ts'
import type { NewRow } from './schema.ts'

/** The parties of a dispute, sealed, applicants first. */
export const listParties = (db: Database, disputeId: number) =>
  db
    .selectFrom('parties')
    .selectAll()
    .where('disputeId', '=', disputeId)
    .orderBy('side')
    .orderBy('id')
    .execute()

export async function insertParties(
  db: Database,
  parties: readonly NewRow<'parties'>[],
): Promise<void> {
  if (parties.length > 0) await db.insertInto('parties').values(parties).execute()
}
