import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { findBrokenAuditEntry, insertAuditEntry, listAuditEntries } from '#db/audit-entries.ts'
import { onEachDatabase } from '../support/each-database.ts'

const entry = (act: string) => ({
  at: '2026-11-02T01:00:00.000Z',
  workerId: null,
  act,
  subject: 'incident',
  subjectId: '7',
  detail: '{}',
})

onEachDatabase('the audit log', (db) => {
  const record = (act: string) =>
    db()
      .transaction()
      .execute((db) => insertAuditEntry(db, entry(act)))

  test('chains every entry to the one before', async () => {
    for (const act of ['logged', 'corrected', 'withdrawn']) await record(act)
    const [last, middle] = await listAuditEntries(db(), { limit: 2 })
    expect(last?.previousHash).toBe(middle?.hash)
    expect(await findBrokenAuditEntry(db())).toBeNull()
  })

  test('refuses to be changed or shortened', async () => {
    await record('logged')
    await expect(db().updateTable('auditEntries').set({ act: 'x' }).execute()).rejects.toThrow(
      'append-only',
    )
    await expect(db().deleteFrom('auditEntries').execute()).rejects.toThrow('append-only')
    expect(await listAuditEntries(db(), { limit: 9 })).toHaveLength(1)
  })

  test('names the first entry that was tampered with behind its back', async () => {
    for (const act of ['logged', 'corrected', 'withdrawn']) await record(act)
    const [, middle] = await listAuditEntries(db(), { limit: 2 })
    for (const trigger of ['audit_entries_no_update', 'audit_entries_append_only']) {
      await sql`drop trigger if exists ${sql.ref(trigger)}`.execute(db()).catch(async () => {
        await sql`alter table audit_entries disable trigger user`.execute(db())
      })
    }
    await db()
      .updateTable('auditEntries')
      .set({ act: 'forged' })
      .where('id', '=', middle?.id ?? 0)
      .execute()
    expect(await findBrokenAuditEntry(db())).toBe(middle?.id)
  })

  test('keeps its chain when entries are written side by side', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => record(`act ${n}`)))
    expect(await listAuditEntries(db(), { limit: 50 })).toHaveLength(20)
    expect(await findBrokenAuditEntry(db())).toBeNull()
  })
})
