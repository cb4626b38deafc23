import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Database, isPostgresUrl, sqliteFile } from '#db/connect.ts'
import type { Instant } from '../domain/day.ts'
import { checksumMatches, manifestOf } from './backup-manifest.server.ts'
import { type BackedUp, type Restored, snapshotName } from './backup-outcomes.server.ts'
import { dumpPostgres, restorePostgres } from './backup-postgres.server.ts'
import { copySqlite, restoreSqlite } from './backup-sqlite.server.ts'
import { holdsTables } from './backup-verify.server.ts'

/**
 * Writes a consistent copy of the database to a new file while others go on writing, verifies the
 * copy, and puts its SHA-256 beside it in `FILE.sha256` (as `sha256sum -c` reads it). The file has
 * its name only once it is whole and on the disk. A SQLite copy is a database that opens as it is;
 * a PostgreSQL one is a custom-format dump and needs pg_dump.
 */
export async function backUp(databaseUrl: string, file: string): Promise<BackedUp> {
  for (const taken of [file, manifestOf(file)]) {
    if (existsSync(taken)) return { ok: false, reason: 'fileExists', file: taken }
  }
  const folder = dirname(resolve(file))
  if (!existsSync(folder)) return { ok: false, reason: 'noFolder', folder }
  return isPostgresUrl(databaseUrl)
    ? dumpPostgres(databaseUrl, file)
    : copySqlite(sqliteFile(databaseUrl), file)
}

/**
 * Puts a backup in the place of the database, whole or not at all. Refuses a file whose SHA-256 is
 * missing or another, one that is not a whole database, a database that somebody else has open, and
 * one that already holds anything, unless `replace` says so: then a backup of it is taken first.
 * Everybody is signed out in the restored database.
 */
export async function restore(
  databaseUrl: string,
  file: string,
  options: { replace: boolean; now: Instant },
): Promise<Restored> {
  if (!existsSync(file)) return { ok: false, reason: 'noFile', file }
  const matches = await checksumMatches(file)
  if (matches === null) return { ok: false, reason: 'noManifest', file }
  if (!matches) return { ok: false, reason: 'wrongChecksum', file }
  return isPostgresUrl(databaseUrl)
    ? restorePostgres(databaseUrl, file, options)
    : restoreSqlite(sqliteFile(databaseUrl), file, options)
}

/**
 * Keeps a copy of a database before its schema changes: beside a SQLite file, in `data/` for
 * PostgreSQL. `file` is null when there is nothing in it yet.
 */
export async function snapshotBeforeMigration(
  db: Database,
  databaseUrl: string,
  now: Instant,
): Promise<BackedUp | { ok: true; file: null }> {
  if (!(await holdsTables(db))) return { ok: true, file: null }
  const base = isPostgresUrl(databaseUrl) ? 'data/postgres' : sqliteFile(databaseUrl)
  return backUp(databaseUrl, snapshotName(base, 'migration', now))
}
