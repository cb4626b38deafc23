import { DEFAULT_MIGRATION_TABLE, type Migration, Migrator, sql } from 'kysely'
import type { Database } from './connect.ts'
import { up as foundation } from './migrations/0001-foundation.ts'
import { up as boundaries } from './migrations/0002-boundaries.ts'

/** In order, by name. A released migration is never changed again. */
const migrations: Record<string, Migration> = {
  '0001-foundation': { up: foundation },
  '0002-boundaries': { up: boundaries },
}

export const migrationNames = Object.keys(migrations)

/** Brings the schema up to date, whole or not at all; answers the names it ran. */
export async function migrateToLatest(db: Database): Promise<string[]> {
  const { error, results } = await migratorOf(db).migrateToLatest()
  if (error !== undefined) throw error
  return (results ?? [])
    .filter(({ status }) => status === 'Success')
    .map((step) => step.migrationName)
}

/** `empty` before the first migration, `behind` when some are still to run. */
export async function schemaState(db: Database): Promise<'empty' | 'behind' | 'current'> {
  const known = await migratorOf(db).getMigrations()
  const done = known.filter(({ executedAt }) => executedAt !== undefined).length
  if (done === 0) return 'empty'
  return done < known.length ? 'behind' : 'current'
}

/** Tables of somebody else in a database that has none of ours. PostGIS brings one of its own. */
export async function hasForeignTables(db: Database): Promise<boolean> {
  const tables = await db.introspection.getTables()
  return tables.some(({ name }) => name !== 'spatial_ref_sys')
}

const migratorOf = (db: Database) =>
  new Migrator({ db, provider: { getMigrations: async () => migrations } })

/** The migrations that ran on this database, those of a newer release too; none on an empty one. */
export async function listAppliedMigrations(db: Database): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return []
  const { rows } = await sql<{ name: string }>`
    select name from ${sql.table(DEFAULT_MIGRATION_TABLE)} order by name`.execute(db)
  return rows.map(({ name }) => name)
}
