import type { Database } from './connect.ts'
import type { NewRow } from './schema.ts'

/** 事件类别 of disputes in the order of lists and printed tables. */
export const listDisputeTypes = (db: Database) =>
  db.selectFrom('disputeTypes').selectAll().orderBy('sortOrder').execute()

export const findDisputeType = (db: Database, code: string) =>
  db.selectFrom('disputeTypes').selectAll().where('code', '=', code).executeTakeFirst()

/** How long each stage may take, by difficulty. */
export const listLimits = (db: Database) => db.selectFrom('limits').selectAll().execute()

/** Adds the types that are not there; a site's own edits of the others stay. */
export async function insertMissingDisputeTypes(
  db: Database,
  types: readonly NewRow<'disputeTypes'>[],
): Promise<number> {
  const inserted = await db
    .insertInto('disputeTypes')
    .values(types)
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('code')
    .execute()
  return inserted.length
}

/** Adds the limits that are not there; a site's own edits of the others stay. */
export async function insertMissingLimits(
  db: Database,
  limits: readonly NewRow<'limits'>[],
): Promise<number> {
  const inserted = await db
    .insertInto('limits')
    .values(limits)
    .onConflict((conflict) => conflict.columns(['stage', 'difficulty']).doNothing())
    .returning('stage')
    .execute()
  return inserted.length
}
