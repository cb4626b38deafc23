import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { TestProject } from 'vitest/node'
import { connect } from '#db/connect.ts'
import { migrateToLatest } from '#db/migrate.ts'
import { type PostgresServer, startPostgres } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated SQLite file to copy. */
    emptySqliteFile: string
    /** The PostgreSQL of this run: its `postgres` database, beside the template. */
    postgresUrl: string
  }
}

/** The migrated PostgreSQL database that each test's own is made from. */
export const templateName = 'empty'

/** Once per run: one PostgreSQL server, and one migrated empty database of each kind. */
export default async function prepareEmptyDatabases(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'hege-databases-'))
  const emptySqliteFile = join(folder, 'empty.db')
  const postgres = await startPostgres()
  await migrate(emptySqliteFile)
  await createTemplate(postgres)
  project.provide('emptySqliteFile', emptySqliteFile)
  project.provide('postgresUrl', postgres.url('postgres'))

  return async () => {
    await postgres.stop()
    rmSync(folder, { recursive: true })
  }
}

async function createTemplate(postgres: PostgresServer) {
  const db = connect(postgres.url('postgres'))
  await sql`create database ${sql.ref(templateName)}`.execute(db)
  await db.destroy()
  await migrate(postgres.url(templateName))
}

async function migrate(url: string) {
  const db = connect(url)
  await migrateToLatest(db)
  await db.destroy()
}
