import { type Migration, Migrator } from 'kysely'
import type { Database } from './connect.ts'
import * as foundation from './migrations/0001-foundation.ts'

/** In order, by name. A released migration is never changed again. */
const migrations: Record<string, Migration> = {
  '0001-foundation': foundation,
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

const migratorOf = (db: Database) =>
  new Migrator({ db, provider: { getMigrations: async () => migrations } })
