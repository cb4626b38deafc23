import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { connect, type Database } from '#db/connect.ts'
import { countOtherConnections } from '#db/wholeness.ts'
import type { Instant } from '../domain/day.ts'
import { publish } from './backup-manifest.server.ts'
import {
  type BackedUp,
  type Refused,
  type Restored,
  snapshotName,
} from './backup-outcomes.server.ts'
import { recordRestore } from './backup-record.server.ts'
import { holdsRecords, verifyOurs } from './backup-verify.server.ts'

/** A dump in PostgreSQL's custom format, read back to its end before it gets its name. */
export async function dumpPostgres(databaseUrl: string, file: string): Promise<BackedUp> {
  const temporary = `${file}.unfinished`
  try {
    const dumped =
      (await runTool('pg_dump', databaseUrl, ['--format=custom', `--file=${temporary}`])) ??
      (await runTool('pg_restore', null, ['--file=/dev/null', temporary]))
    if (dumped) return dumped
    return { ok: true, file, sha256: await publish(temporary, file) }
  } finally {
    rmSync(temporary, { force: true })
  }
}

export async function restorePostgres(
  databaseUrl: string,
  file: string,
  { replace, now }: { replace: boolean; now: Instant },
): Promise<Restored> {
  const unreadable = await runTool('pg_restore', null, ['--file=/dev/null', file])
  if (unreadable) return unreadable
  const db = connect(databaseUrl)
  try {
    if ((await countOtherConnections(db)) > 0) return { ok: false, reason: 'inUse' }
    let snapshot: string | null = null
    if (await holdsRecords(db)) {
      if (!replace) return { ok: false, reason: 'notEmpty' }
      const kept = await dumpPostgres(databaseUrl, snapshotName(file, 'restore', now))
      if (!kept.ok) return kept
      snapshot = kept.file
    }
    return await load(db, databaseUrl, file, { now, snapshot })
  } finally {
    await db.destroy()
  }
}

async function load(
  db: Database,
  databaseUrl: string,
  file: string,
  { now, snapshot }: { now: Instant; snapshot: string | null },
): Promise<Restored> {
  const refused = await runTool('pg_restore', databaseUrl, [
    '--clean',
    '--if-exists',
    '--no-owner',
    '--no-privileges',
    '--single-transaction',
    '--exit-on-error',
    file,
  ])
  if (refused) return refused
  const whole = await verifyOurs(db, file)
  if (!whole.ok) return whole
  if (!whole.behind) await recordRestore(db, { file, now })
  return { ok: true, rows: whole.rows, behind: whole.behind, snapshot }
}

/** Runs one of PostgreSQL's own programs; answers why it failed, or nothing. */
function runTool(
  program: 'pg_dump' | 'pg_restore',
  databaseUrl: string | null,
  args: readonly string[],
): Promise<Refused | undefined> {
  const { address, password } = withoutPassword(databaseUrl)
  const child = spawn(program, [...(address ? [`--dbname=${address}`] : []), ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // Not on the command line, which every account of the machine can read.
    env: { ...process.env, ...(password ? { PGPASSWORD: password } : {}) },
  })
  let errors = ''
  child.stderr.on('data', (piece: Buffer) => {
    errors += piece.toString()
  })
  return new Promise((resolve) => {
    child.on('error', () => resolve({ ok: false, reason: 'noProgram', program }))
    child.on('close', (code) => {
      const detail = errors.trim().split('\n')[0] ?? ''
      resolve(code === 0 ? undefined : { ok: false, reason: 'programFailed', program, detail })
    })
  })
}

function withoutPassword(databaseUrl: string | null): { address?: string; password?: string } {
  if (databaseUrl === null) return {}
  const url = new URL(databaseUrl)
  const password = decodeURIComponent(url.password)
  url.password = ''
  return { address: url.href, password }
}
