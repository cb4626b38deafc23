import type { Database } from './connect.ts'
import type { NewRow } from './schema.ts'

export const findIncidentCategory = (db: Database, code: string) =>
  db.selectFrom('incidentCategories').selectAll().where('code', '=', code).executeTakeFirst()

/** The whole table in the order of lists and printed tables. */
export const listIncidentCategories = (db: Database) =>
  db.selectFrom('incidentCategories').selectAll().orderBy('sortOrder').execute()

/** Adds the categories that are not there; a site's own edits of the others stay. */
export async function insertMissingIncidentCategories(
  db: Database,
  categories: readonly NewRow<'incidentCategories'>[],
): Promise<number> {
  const inserted = await db
    .insertInto('incidentCategories')
    .values(categories)
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('code')
    .execute()
  return inserted.length
}
