import type { Database } from './connect.ts'

/** The outlines kept under an identity, as they are sent (gzip). */
export async function findOutlinePack(db: Database, identity: string): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('outlinePacks')
    .select('body')
    .where('identity', '=', identity)
    .executeTakeFirst()
  return row && Buffer.from(row.body)
}

export async function listOutlinePacks(db: Database): Promise<string[]> {
  const rows = await db.selectFrom('outlinePacks').select('identity').execute()
  return rows.map(({ identity }) => identity)
}

export const saveOutlinePack = (db: Database, identity: string, body: Buffer) =>
  db
    .insertInto('outlinePacks')
    .values({ identity, body })
    .onConflict((conflict) => conflict.column('identity').doNothing())
    .execute()

export async function deleteOutlinePacks(
  db: Database,
  identities: readonly string[],
): Promise<void> {
  if (identities.length === 0) return
  await db.deleteFrom('outlinePacks').where('identity', 'in', identities).execute()
}
