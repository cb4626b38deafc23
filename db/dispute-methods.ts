import type { Database } from './connect.ts'
import type { NewRow } from './schema.ts'

/** The methods used on a dispute, in the order of use. */
export const listDisputeMethods = (db: Database, disputeId: number) =>
  db
    .selectFrom('disputeMethods')
    .selectAll()
    .where('disputeId', '=', disputeId)
    .orderBy('usedOn')
    .orderBy('method')
    .execute()

/** Notes a method once per dispute; a second note of the same method takes the first one's place. */
export const saveDisputeMethod = (db: Database, method: NewRow<'disputeMethods'>) =>
  db
    .insertInto('disputeMethods')
    .values(method)
    .onConflict((conflict) =>
      conflict
        .columns(['disputeId', 'method'])
        .doUpdateSet({ note: method.note ?? null, usedOn: method.usedOn }),
    )
    .execute()
