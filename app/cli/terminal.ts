import { existsSync } from 'node:fs'
import { connect, type Database, isPostgresUrl, sqliteFile } from '#db/connect.ts'
import { schemaState } from '#db/migrate.ts'
import { unattendedDesk } from '../server/desk.server.ts'
import type { UnattendedDesk } from '../services/desk.server.ts'
import { Refusal } from './refusal.ts'

/** What a command works with: its database, and the two streams kept apart. */
export interface Terminal {
  databaseUrl: string
  /** A result, on stdout. */
  print(text: string): void
  /** Progress, skipped rows and warnings, on stderr. */
  say(line: string): void
  /** The initialised database with nobody at the desk; closed when the command ends. */
  desk(): Promise<UnattendedDesk>
  close(): Promise<void>
}

export function openTerminal(databaseUrl: string): Terminal {
  let open: Database | undefined
  return {
    databaseUrl,
    print: (text) => void process.stdout.write(text),
    say: (line) => void process.stderr.write(`${line}\n`),
    async desk() {
      open ??= await openInitialised(databaseUrl)
      return unattendedDesk(open, databaseUrl)
    },
    close: async () => open?.destroy(),
  }
}

/** A connection that works; refuses with the reason when there is none. */
export async function openDatabase(
  databaseUrl: string,
  options: { mustExist?: boolean; readOnly?: boolean } = {},
): Promise<{ db: Database; state: Awaited<ReturnType<typeof schemaState>> }> {
  let db: Database | undefined
  try {
    db = connect(databaseUrl, options)
    return { db, state: await schemaState(db) }
  } catch (error) {
    await db?.destroy()
    throw new Refusal(`打不开数据库 ${withoutPassword(databaseUrl)}：${reasonOf(error)}`)
  }
}

export const withoutPassword = (databaseUrl: string): string =>
  databaseUrl.replace(/(:\/\/[^:/@]+):[^@]*@/, '$1@')

async function openInitialised(databaseUrl: string): Promise<Database> {
  if (!isPostgresUrl(databaseUrl) && !existsSync(sqliteFile(databaseUrl))) {
    throw new Refusal(`没有数据库 ${sqliteFile(databaseUrl)}：请先运行 init`)
  }
  const { db, state } = await openDatabase(databaseUrl, { mustExist: true })
  if (state === 'current') return db
  await db.destroy()
  const name = withoutPassword(databaseUrl)
  throw new Refusal(
    state === 'empty'
      ? `数据库 ${name} 尚未初始化：请先运行 init`
      : `数据库 ${name} 还是旧版本：请先运行 init`,
  )
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // Node wraps the refusals of several addresses into one error without a message of its own.
  const cause = error instanceof AggregateError ? error.errors[0] : error
  return cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)
}
