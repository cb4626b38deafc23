import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from './connect.ts'
import { engineOf } from './portable.ts'
import type { NewRow, Row } from './schema.ts'

export type AuditFacts = Omit<NewRow<'auditEntries'>, 'id' | 'previousHash' | 'hash'>

/** The hash before the first entry. */
const firstHash = '0'.repeat(64)

/**
 * Appends an entry to the chain: its SHA-256 covers its own facts and the hash before it. Call it
 * inside the transaction whose write it records.
 */
export async function insertAuditEntry(db: Database, facts: AuditFacts): Promise<void> {
  if (engineOf(db) === 'postgres') await sql`lock table audit_entries in exclusive mode`.execute(db)
  const last = await db
    .selectFrom('auditEntries')
    .select('hash')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const previousHash = last?.hash ?? firstHash
  await db
    .insertInto('auditEntries')
    .values({ ...facts, previousHash, hash: hashOf(facts, previousHash) })
    .execute()
}

export interface AuditQuery {
  subject?: string
  workerId?: number
  before?: number
  limit: number
}

/** Newest first, with the name of who did it; page on with `before`, the last id seen. */
export const listAuditEntries = (db: Database, query: AuditQuery) =>
  db
    .selectFrom('auditEntries')
    .leftJoin('workers', 'workers.id', 'auditEntries.workerId')
    .selectAll('auditEntries')
    .select('workers.name as workerName')
    .$if(query.subject !== undefined, (rows) => rows.where('subject', '=', query.subject ?? ''))
    .$if(query.workerId !== undefined, (rows) => rows.where('workerId', '=', query.workerId ?? 0))
    .$if(query.before !== undefined, (rows) =>
      rows.where('auditEntries.id', '<', query.before ?? 0),
    )
    .orderBy('auditEntries.id', 'desc')
    .limit(query.limit)
    .execute()

/** The id of the first entry whose hash does not follow from the one before; null when whole. */
export async function findBrokenAuditEntry(db: Database): Promise<number | null> {
  let previousHash = firstHash
  let after = 0
  for (;;) {
    const entries: Row<'auditEntries'>[] = await db
      .selectFrom('auditEntries')
      .selectAll()
      .where('id', '>', after)
      .orderBy('id')
      .limit(5000)
      .execute()
    if (entries.length === 0) return null
    for (const entry of entries) {
      const follows =
        entry.previousHash === previousHash && entry.hash === hashOf(entry, previousHash)
      if (!follows) return entry.id
      previousHash = entry.hash
      after = entry.id
    }
  }
}

const hashOf = (facts: AuditFacts, previousHash: string): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        previousHash,
        facts.at,
        facts.workerId,
        facts.act,
        facts.subject,
        facts.subjectId,
        facts.detail,
      ]),
    )
    .digest('hex')
