import { sql } from 'kysely'
import type { Database } from './connect.ts'
import { sqliteUnder } from './portable.ts'

/**
 * Takes the indexes of a table away until each is built anew by the functions answered, in the same
 * transaction: for as many rows as the table has already that costs a quarter of keeping them up.
 * On PostgreSQL, where it would lock out whoever reads, they stay and there is nothing to build.
 */
export async function dropIndexes(db: Database, table: string): Promise<(() => Promise<void>)[]> {
  if (!sqliteUnder(db)) return []
  const { rows } = await sql<{ name: string; definition: string }>`
    select name, sql as definition from sqlite_master
    where type = 'index' and tbl_name = ${table} and sql is not null`.execute(db)
  for (const { name } of rows) await sql`drop index ${sql.ref(name)}`.execute(db)
  return rows.map(
    ({ definition }) =>
      () =>
        withSmallCache(db, () => sql.raw(definition).execute(db)),
  )
}

/** In KiB: sorting takes as much again as the cache may hold, and rows come in order by then. */
const sortingCache = 16 * 1024

async function withSmallCache(db: Database, work: () => Promise<unknown>): Promise<void> {
  const engine = sqliteUnder(db)
  const size = engine?.pragma('cache_size', { simple: true })
  engine?.pragma(`cache_size = -${sortingCache}`)
  try {
    await work()
  } finally {
    engine?.pragma(`cache_size = ${size}`)
  }
}
