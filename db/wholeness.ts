import { sql } from 'kysely'
import type { Database } from './connect.ts'
import { engineOf } from './portable.ts'

/** The names of all tables as the database knows them, its own left out. */
export async function listTables(db: Database): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  return tables
    .filter(({ isView, schema }) => !isView && (schema === undefined || schema === 'public'))
    .map(({ name }) => name)
    .sort()
}

/** The rows of all tables together. */
export async function countRows(db: Database): Promise<number> {
  let rows = 0
  for (const table of await listTables(db)) {
    const counted = await sql<{ count: number }>`select count(*) as count from ${sql.table(
      table.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    )}`.execute(db)
    rows += Number(counted.rows[0]?.count ?? 0)
  }
  return rows
}

/** The first thing that SQLite finds wrong with its own pages, indexes or references. */
export async function findCorruption(db: Database): Promise<string | null> {
  if (engineOf(db) === 'postgres') return null
  const pages = await sql<{ integrityCheck: string }>`pragma integrity_check(1)`.execute(db)
  const finding = pages.rows[0]?.integrityCheck ?? ''
  if (finding !== 'ok') return finding
  const references = await sql<{ table: string }>`pragma foreign_key_check`.execute(db)
  const [dangling] = references.rows
  return dangling === undefined ? null : `foreign key in ${dangling.table}`
}

/** How many others are connected to this PostgreSQL database. */
export async function countOtherConnections(db: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
      and backend_type = 'client backend'`.execute(db)
  return Number(rows[0]?.count ?? 0)
}
