import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, inject } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import { templateName } from './empty-databases.ts'

/**
 * Runs the tests that `define` holds once on SQLite and once on PostgreSQL. Each test starts with
 * a database of its own: migrated, with nothing but what the migrations put there. `db()` answers
 * its connection, and `url()` its address for whoever opens it once more.
 */
export function onEachDatabase(
  name: string,
  define: (db: () => Database, url: () => string) => void,
): void {
  describe(`${name} on SQLite`, () => onFreshDatabase(sqliteFiles(), define))
  describe(`${name} on PostgreSQL`, () => onFreshDatabase(postgresDatabases(), define))
}

/** The same on SQLite alone, for what does not touch the database's own ways. */
export function onSqlite(
  name: string,
  define: (db: () => Database, url: () => string) => void,
): void {
  describe(name, () => onFreshDatabase(sqliteFiles(), define))
}

interface Supply {
  /** Makes a database and answers its address. */
  create: () => Promise<string>
}

function onFreshDatabase(supply: Supply, define: (db: () => Database, url: () => string) => void) {
  let open: { db: Database; url: string } | undefined
  const current = () => {
    if (!open) throw new Error('The database is there inside a test only.')
    return open
  }

  beforeEach(async () => {
    const url = await supply.create()
    open = { db: connect(url), url }
  })
  afterEach(async () => {
    await current().db.destroy()
    open = undefined
  })

  define(
    () => current().db,
    () => current().url,
  )
}

function sqliteFiles(): Supply {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hege-test-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  return {
    create: async () => {
      const file = join(folder, `${randomUUID()}.db`)
      copyFileSync(inject('emptySqliteFile'), file)
      return file
    },
  }
}

/** Dropped at the end of the file: by then the connections of its tests are gone on both sides. */
function postgresDatabases(): Supply {
  let server: Database
  const names: string[] = []
  beforeAll(() => {
    server = connect(inject('postgresUrl'))
  })
  afterAll(async () => {
    for (const name of names) await sql`drop database ${sql.ref(name)}`.execute(server)
    await server.destroy()
  })
  return {
    create: async () => {
      const name = `test_${randomUUID()}`
      await sql`create database ${sql.ref(name)} template ${sql.ref(templateName)}`.execute(server)
      names.push(name)
      return inject('postgresUrl').replace(/[^/]+$/, name)
    },
  }
}
