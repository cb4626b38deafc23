import Sqlite from 'better-sqlite3'
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { ImmediateSqliteDialect } from './portable.ts'
import type { Schema } from './schema.ts'

export type Database = Kysely<Schema>

/** SQLite releases before this one can lose committed transactions when the WAL is reset. */
const oldestSafeSqlite = '3.51.3'
const busyTimeoutMilliseconds = 5000

export const isPostgresUrl = (url: string): boolean => /^postgres(ql)?:\/\//.test(url)

/**
 * Opens the database at a file path or a `postgres://` address. A missing SQLite file is created,
 * unless `mustExist` or `readOnly` says that it has to be there. Throws with a plain reason when it
 * cannot be opened.
 */
export function connect(
  url: string,
  options: { readOnly?: boolean; mustExist?: boolean } = {},
): Database {
  return new Kysely<Schema>({
    dialect: isPostgresUrl(url) ? postgresDialect(url) : sqliteDialect(url, options),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

/** The file behind a SQLite address: a path, or `file:` and a path. */
export const sqliteFile = (url: string): string => url.replace(/^(sqlite|file):(\/\/)?/, '')

function sqliteDialect(url: string, options: { readOnly?: boolean; mustExist?: boolean }) {
  const readonly = options.readOnly ?? false
  const database = new Sqlite(sqliteFile(url), {
    readonly,
    fileMustExist: readonly || (options.mustExist ?? false),
    timeout: busyTimeoutMilliseconds,
  })
  assertSafe(database)
  database.pragma('foreign_keys = on')
  database.pragma('trusted_schema = off')
  database.pragma('cell_size_check = on')
  // In KiB. SQLite's own 2 MB makes a large import read its indexes from disk again and again.
  database.pragma(`cache_size = -${64 * 1024}`)
  if (!readonly) {
    database.pragma('journal_mode = wal')
    // Must follow journal_mode: this build falls back to NORMAL when it enters WAL.
    database.pragma('synchronous = full')
    database.pragma(`journal_size_limit = ${64 * 1024 * 1024}`)
  }
  return new ImmediateSqliteDialect(database)
}

function assertSafe(database: Sqlite.Database): void {
  const version = String(database.prepare('select sqlite_version()').pluck().get())
  if (version.localeCompare(oldestSafeSqlite, 'en', { numeric: true }) < 0) {
    throw new Error(
      `SQLite ${version} is not safe to write with: ${oldestSafeSqlite} or newer needed`,
    )
  }
}

const postgresTypes = {
  bigint: 20,
  json: 114,
  numeric: 1700,
  jsonb: 3802,
}

function postgresDialect(url: string) {
  const types = new pg.TypeOverrides()
  types.setTypeParser(postgresTypes.bigint, Number)
  types.setTypeParser(postgresTypes.numeric, Number)
  types.setTypeParser(postgresTypes.json, String)
  types.setTypeParser(postgresTypes.jsonb, String)
  const pool = new pg.Pool({ connectionString: url, max: 10, types })
  // A server that restarts breaks idle connections; the pool replaces them at the next query.
  pool.on('error', () => undefined)
  return new PostgresDialect({ pool })
}
