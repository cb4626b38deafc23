import type { Database } from './connect.ts'

/** The compiled map of some boundaries as it was packed. */
export async function findGridMap(db: Database, identity: string): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('gridMaps')
    .select('body')
    .where('identity', '=', identity)
    .executeTakeFirst()
  return row?.body
}

export async function listGridMapIdentities(db: Database): Promise<string[]> {
  const rows = await db.selectFrom('gridMaps').select('identity').orderBy('identity').execute()
  return rows.map(({ identity }) => identity)
}

/** One that is kept already stays: the same boundaries make the same map. */
export async function saveGridMap(
  db: Database,
  identity: string,
  packed: Uint8Array,
): Promise<void> {
  const body = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength)
  await db
    .insertInto('gridMaps')
    .values({ identity, body })
    .onConflict((conflict) => conflict.column('identity').doNothing())
    .execute()
}

export async function deleteGridMaps(db: Database, identities: readonly string[]): Promise<void> {
  for (const identity of identities)
    await db.deleteFrom('gridMaps').where('identity', '=', identity).execute()
}
