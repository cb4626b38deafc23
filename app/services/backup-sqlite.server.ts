import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { connect, type Database } from '#db/connect.ts'
import { foldWal, vacuumInto } from '#db/sqlite-file.ts'
import type { Instant } from '../domain/day.ts'
import { publish, syncFile } from './backup-manifest.server.ts'
import {
  type BackedUp,
  type Refused,
  type Restored,
  snapshotName,
} from './backup-outcomes.server.ts'
import { recordRestore } from './backup-record.server.ts'
import { holdsRecords, type Verified, verify, verifyOurs } from './backup-verify.server.ts'

/**
 * `VACUUM INTO` reads one consistent state through a connection of its own; the page-by-page backup
 * starts again at every write of another process and may never end.
 */
export async function copySqlite(database: string, file: string): Promise<BackedUp> {
  const temporary = `${file}.unfinished`
  rmSync(temporary, { force: true })
  try {
    await withDatabase(database, { readOnly: true }, (db) => vacuumInto(db, temporary))
    syncFile(temporary)
    const whole = await verifyFile(temporary, verify)
    if (!whole.ok) return whole
    return { ok: true, file, sha256: await publish(temporary, file) }
  } finally {
    rmSync(temporary, { force: true })
  }
}

export async function restoreSqlite(
  database: string,
  file: string,
  { replace, now }: { replace: boolean; now: Instant },
): Promise<Restored> {
  const incoming = `${database}.unfinished`
  mkdirSync(dirname(resolve(database)), { recursive: true })
  rmSync(incoming, { force: true })
  try {
    copyFileSync(file, incoming)
    syncFile(incoming)
    const whole = await verifyFile(incoming, verifyOurs)
    if (!whole.ok) return whole
    let snapshot: string | null = null
    if (existsSync(database)) {
      const present = await look(database)
      if (present === 'inUse') return { ok: false, reason: 'inUse' }
      if (present !== 'empty') {
        if (!replace) return { ok: false, reason: 'notEmpty' }
        snapshot = snapshotName(database, 'restore', now)
        if (existsSync(snapshot)) return { ok: false, reason: 'fileExists', file: snapshot }
        await keepAside(database, snapshot)
      }
    }
    for (const suffix of besides) rmSync(database + suffix, { force: true })
    renameSync(incoming, database)
    syncFile(dirname(resolve(database)))
    const { behind, rows } = whole
    if (!behind) await withDatabase(database, {}, (db) => recordRestore(db, { file, now }))
    return { ok: true, rows, behind, snapshot }
  } finally {
    rmSync(incoming, { force: true })
  }
}

/** The files that SQLite keeps beside an open database. */
const besides = ['-wal', '-shm']

/** What stands where the restored database is to go; a damaged one counts as full. */
async function look(database: string): Promise<'empty' | 'full' | 'inUse'> {
  try {
    return await withDatabase(database, {}, async (db) => {
      if (!(await foldWal(db))) return 'inUse'
      return (await holdsRecords(db)) ? 'full' : 'empty'
    })
  } catch {
    return 'full'
  }
}

/** Keeps the very files under another name, damaged or not; the database stays where it is. */
async function keepAside(database: string, snapshot: string): Promise<void> {
  for (const suffix of ['', ...besides]) {
    if (existsSync(database + suffix)) copyFileSync(database + suffix, snapshot + suffix)
  }
  await publish(snapshot, snapshot)
}

/** Anything that is not a database at all shows when it is opened. */
async function verifyFile(file: string, check: typeof verify): Promise<Verified | Refused> {
  try {
    return await withDatabase(file, { readOnly: true }, (db) => check(db, file))
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return { ok: false, reason: 'notWhole', file, detail }
  }
}

async function withDatabase<Result>(
  file: string,
  options: { readOnly?: boolean },
  work: (db: Database) => Promise<Result>,
): Promise<Result> {
  const db = connect(file, { mustExist: true, ...options })
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}
