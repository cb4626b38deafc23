import type Sqlite from 'better-sqlite3'
import {
  CompiledQuery,
  type CreateTableBuilder,
  type DatabaseConnection,
  type Driver,
  type Kysely,
  type MigrationLockOptions,
  type RawBuilder,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  sql,
} from 'kysely'

export type Engine = 'sqlite' | 'postgres'

/** Which engine a connection speaks to: the one question portable code may ask. */
export const engineOf = (db: Pick<Kysely<never>, 'getExecutor'>): Engine =>
  db.getExecutor().adapter instanceof SqliteAdapter ? 'sqlite' : 'postgres'

/** SQLite whose transactions take the write lock at once and whose migrations roll back whole. */
export class ImmediateSqliteDialect extends SqliteDialect {
  readonly #database: Sqlite.Database

  constructor(database: Sqlite.Database) {
    super({ database })
    this.#database = database
  }

  override createDriver(): Driver {
    return new ImmediateSqliteDriver({ database: this.#database })
  }

  override createAdapter(): TransactionalSqliteAdapter {
    return new TransactionalSqliteAdapter(this.#database)
  }
}

/**
 * The one connection of a transaction on SQLite, for statements that run a million times; null on
 * PostgreSQL. Throws outside a transaction, where somebody else may be in the middle of one.
 */
export function sqliteUnder(
  db: Pick<Kysely<never>, 'getExecutor' | 'isTransaction'>,
): Sqlite.Database | null {
  if (engineOf(db) !== 'sqlite') return null
  if (!db.isTransaction) throw new Error('The connection itself belongs to transactions alone.')
  // Never by instanceof: the built pages have a copy of this class, the server opens the database.
  return (db.getExecutor().adapter as TransactionalSqliteAdapter).database
}

/**
 * A deferred `begin` that reads and then writes fails at once when another process wrote in
 * between, whatever the busy timeout; `begin immediate` waits for its turn instead.
 */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

/** SQLite rolls DDL back like anything else; Kysely assumes that it does not. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  readonly database: Sqlite.Database

  constructor(database: Sqlite.Database) {
    super()
    this.database = database
  }

  override get supportsTransactionalDdl(): boolean {
    return true
  }

  /** The immediate transaction around the migration is the lock. */
  override async acquireMigrationLock(
    _db: Kysely<unknown>,
    _options: MigrationLockOptions,
  ): Promise<void> {}
}

/** Adds the row id: an integer that the database counts up. */
export const idColumn =
  (db: Pick<Kysely<never>, 'getExecutor'>) =>
  <Table extends string, Column extends string>(
    table: CreateTableBuilder<Table, Column>,
  ): CreateTableBuilder<Table, Column | 'id'> =>
    engineOf(db) === 'sqlite'
      ? table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      : table.addColumn('id', 'serial', (column) => column.primaryKey())

/** The column type of bytes; rows hold them as a Buffer. */
export const blobType = (db: Pick<Kysely<never>, 'getExecutor'>): RawBuilder<unknown> | 'blob' =>
  engineOf(db) === 'sqlite' ? 'blob' : sql`bytea`

/** Makes the database itself refuse to change or remove the rows of a table. */
export async function appendOnly(db: Kysely<unknown>, table: string): Promise<void> {
  const name = sql.ref(table)
  if (engineOf(db) === 'sqlite') {
    for (const act of ['update', 'delete']) {
      await sql`
        create trigger ${sql.ref(`${table}_no_${act}`)} before ${sql.raw(act)} on ${name}
        begin select raise(abort, 'append-only'); end`.execute(db)
    }
    return
  }
  await sql`
    create function ${sql.ref(`${table}_append_only`)}() returns trigger language plpgsql as
    'begin raise exception ''append-only''; end'`.execute(db)
  await sql`
    create trigger ${sql.ref(`${table}_append_only`)} before update or delete or truncate on ${name}
    for each statement execute function ${sql.ref(`${table}_append_only`)}()`.execute(db)
}

/** Did this statement fail because a unique value is taken? */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === '23505' ||
    error.code === 'SQLITE_CONSTRAINT_UNIQUE' ||
    error.code === 'SQLITE_CONSTRAINT_PRIMARYKEY')

/** Rows a single statement may carry: SQLite binds at most 32,766 values, PostgreSQL 65,535. */
export const rowsPerStatement = (columns: number): number => Math.floor(30_000 / columns)

/** A subquery of texts, however many: one value to bind, for `in`. */
export const listed = (
  db: Pick<Kysely<never>, 'getExecutor'>,
  texts: readonly string[],
): RawBuilder<string> =>
  engineOf(db) === 'sqlite'
    ? sql`(select value from json_each(${JSON.stringify(texts)}))`
    : sql`(select unnest(${texts}::text[]))`

/** A JSON object of the columns `code` and `count` of a group's rows, as text. */
export const jsonOfCounts = (db: Pick<Kysely<never>, 'getExecutor'>): RawBuilder<string> =>
  engineOf(db) === 'sqlite'
    ? sql`json_group_object(code, count)`
    : sql`json_object_agg(code, count)::text`

/** The collation that orders text by its bytes, whatever the database's own: `01` < `1` < `A` < `a`. */
export const byteOrder = (db: Pick<Kysely<never>, 'getExecutor'>): string =>
  engineOf(db) === 'sqlite' ? 'binary' : 'C'
