import { sql } from 'kysely'
import type { Database } from './connect.ts'

/** Writes one consistent state of the database to a new file, whoever else is writing. */
export const vacuumInto = (db: Database, file: string) => sql`vacuum into ${file}`.execute(db)

/**
 * Folds the write-ahead log into the file, so that the file alone is the database. False when
 * another connection is open: only the last one may.
 */
export async function foldWal(db: Database): Promise<boolean> {
  await sql`pragma busy_timeout = 0`.execute(db)
  try {
    const { rows } = await sql<{ journalMode: string }>`pragma journal_mode = delete`.execute(db)
    return rows[0]?.journalMode === 'delete'
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return false
    throw error
  }
}
