import { countAreas } from '#db/areas.ts'
import { findBrokenAuditEntry } from '#db/audit-entries.ts'
import type { Database } from '#db/connect.ts'
import { countIncidents } from '#db/incidents.ts'
import { listAppliedMigrations, migrationNames } from '#db/migrate.ts'
import { countRows, findCorruption, listTables } from '#db/wholeness.ts'
import { countWorkers } from '#db/workers.ts'
import { beginningOfTime } from '../domain/day.ts'
import type { Refused } from './backup-outcomes.server.ts'

/** A database found whole: how many rows it has, and which schema. */
export interface Verified {
  ok: true
  rows: number
  /** Not one of ours, or not initialised: none of our migrations ran. */
  foreign: boolean
  /** An older schema. */
  behind: boolean
}

/** Reads a database from end to end: its pages, its schema, its rows, its audit chain. */
export async function verify(db: Database, file: string): Promise<Verified | Refused> {
  const corruption = await findCorruption(db)
  if (corruption !== null) return { ok: false, reason: 'notWhole', file, detail: corruption }
  const applied = await listAppliedMigrations(db)
  const newer = applied.find((name) => !migrationNames.includes(name))
  if (newer !== undefined) return { ok: false, reason: 'newerRelease', migration: newer }
  const foreign = applied.length === 0
  const broken = foreign ? null : await findBrokenAuditEntry(db)
  if (broken !== null) {
    return { ok: false, reason: 'notWhole', file, detail: `审计记录在第 ${broken} 条断开` }
  }
  const behind = applied.length < migrationNames.length
  return { ok: true, rows: await countRows(db), foreign, behind }
}

/** A backup that there is something to restore from. */
export async function verifyOurs(db: Database, file: string): Promise<Verified | Refused> {
  const whole = await verify(db, file)
  if (!whole.ok || !whole.foreign) return whole
  return { ok: false, reason: 'notWhole', file, detail: '里面没有和格的数据' }
}

export const holdsTables = async (db: Database): Promise<boolean> =>
  (await listTables(db)).length > 0

/** Is there anything that a site put in? The reference rows of `init` alone do not count. */
export async function holdsRecords(db: Database): Promise<boolean> {
  const tables = await listTables(db)
  if (tables.length === 0) return false
  if (!['areas', 'workers', 'incidents'].every((table) => tables.includes(table))) return true
  const counts = [
    await countAreas(db),
    await countWorkers(db, { paths: ['/'], on: beginningOfTime }),
    await countIncidents(db, { paths: ['/'] }),
  ]
  return counts.some((count) => count > 0)
}
