import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { findArea, renameArea } from '#db/areas.ts'
import { listAuditEntries } from '#db/audit-entries.ts'
import { connect, type Database } from '#db/connect.ts'
import { insertSession } from '#db/sessions.ts'
import { insertWorker } from '#db/workers.ts'
import { audit } from '~/services/audit.server.ts'
import { backUp, restore } from '~/services/backup.server.ts'
import { inTransaction } from '~/services/desk.server.ts'
import { onEachDatabase, onSqlite } from '../support/each-database.ts'
import { deskOn, layTown } from '../support/town.ts'

const now = '2026-11-22T04:00:00.000Z'
const keep = { replace: false, now }
const replace = { replace: true, now }

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hege-backup-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Leaves an entry in the audit log. */
const note = (db: Database, id: number) =>
  inTransaction(deskOn(db, '2026-11-22'), (desk) => audit(desk, 'test.done', 'test', id))

/** Runs some work on a connection of its own. */
async function withDatabase<Result>(url: string, work: (db: Database) => Promise<Result>) {
  const db = connect(url)
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}

onEachDatabase('a backup', (db, url) => {
  const isPostgres = () => url().startsWith('postgres')

  test('brings everything back, and signs everybody out', async () => {
    await layTown(db())
    await note(db(), 1)
    const workerId = await insertWorker(db(), {
      account: 'w',
      name: '王某',
      passwordHash: '',
      mustChangePassword: 0,
      createdAt: now,
    })
    const session = { workerId, createdAt: now, seenAt: now, expiresAt: now }
    await insertSession(db(), { id: 's', ...session })
    const file = join(newFolder(), 'backup')
    const made = await backUp(url(), file)
    expect(made).toMatchObject({ ok: true, file })
    expect(readFileSync(`${file}.sha256`, 'utf8')).toBe(
      made.ok ? `${made.sha256}  backup\n` : 'not made',
    )
    await renameArea(db(), '321302', '改过的名字')
    await db().destroy()

    expect(await restore(url(), file, keep)).toEqual({ ok: false, reason: 'notEmpty' })
    const restored = await restore(url(), file, replace)
    expect(restored).toMatchObject({ ok: true, behind: false })
    await withDatabase(url(), async (db) => {
      expect((await findArea(db, '321302'))?.name).toBe('宿城区')
      expect(await db.selectFrom('sessions').selectAll().execute()).toEqual([])
      const [entry] = await listAuditEntries(db, { limit: 1 })
      expect(entry).toMatchObject({ act: 'database.restored', detail: '{"file":"backup"}' })
    })
    const snapshot = restored.ok ? restored.snapshot : null
    const again = await restore(url(), snapshot ?? '', {
      replace: true,
      now: '2026-11-22T04:00:01.000Z',
    })
    expect(again).toMatchObject({ ok: true })
    await withDatabase(url(), async (db) => {
      expect((await findArea(db, '321302'))?.name).toBe('改过的名字')
    })
  })

  test('is refused when it is not what was written', async () => {
    await layTown(db())
    const folder = newFolder()
    const file = join(folder, 'backup')
    await backUp(url(), file)
    expect(await backUp(url(), file)).toEqual({ ok: false, reason: 'fileExists', file })
    const bare = join(folder, 'bare')
    copyFileSync(file, bare)
    expect(await restore(url(), bare, replace)).toEqual({
      ok: false,
      reason: 'noManifest',
      file: bare,
    })
    const bytes = readFileSync(file)
    const middle = bytes.length >> 1
    bytes[middle] = (bytes[middle] ?? 0) ^ 1
    writeFileSync(file, bytes)
    expect(await restore(url(), file, replace)).toMatchObject({ reason: 'wrongChecksum' })
    truncateSync(file, middle)
    expect(await restore(url(), file, replace)).toMatchObject({ reason: 'wrongChecksum' })
    expect(await restore(url(), join(folder, 'none'), replace)).toMatchObject({ reason: 'noFile' })
    expect((await findArea(db(), '321302'))?.name).toBe('宿城区')
  })

  test('waits until nobody else has the database open', async () => {
    await layTown(db())
    const file = join(newFolder(), 'backup')
    await backUp(url(), file)
    expect(await restore(url(), file, replace)).toEqual({ ok: false, reason: 'inUse' })
    if (isPostgres()) return
    expect((await findArea(db(), '321302'))?.name).toBe('宿城区')
  })
})

onSqlite('a backup of a file', (db, url) => {
  test('is one moment of a database that others go on writing', async () => {
    await layTown(db())
    const file = join(newFolder(), 'backup')
    let writing = true
    const names: string[] = []
    const writer = (async () => {
      while (writing) {
        const name = `名字${names.length}`
        await db()
          .transaction()
          .execute(async (db) => {
            await renameArea(db, '321302', name)
            await renameArea(db, '321300', name)
          })
        names.push(name)
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    const made = await backUp(url(), file)
    writing = false
    await writer
    expect(made.ok).toBe(true)
    expect(names.length).toBeGreaterThan(0)
    await withDatabase(file, async (db) => {
      const [county, city] = [await findArea(db, '321302'), await findArea(db, '321300')]
      expect(county?.name).not.toBe('')
      expect([...names, '宿城区', '宿迁市']).toContain(county?.name)
      if (city?.name !== '宿迁市') expect(county?.name).toBe(city?.name)
    })
  })

  test('is refused when its audit chain is broken, though its checksum is right', async () => {
    await layTown(db())
    for (const id of [1, 2, 3]) await note(db(), id)
    const folder = newFolder()
    const tampered = join(folder, 'tampered.db')
    await backUp(url(), tampered)
    await withDatabase(tampered, async (db) => {
      await sql`drop trigger audit_entries_no_update`.execute(db)
      await db.updateTable('auditEntries').set({ act: 'other' }).where('id', '=', 2).execute()
      await sql`pragma journal_mode = delete`.execute(db)
    })
    const sha256 = createHash('sha256').update(readFileSync(tampered)).digest('hex')
    writeFileSync(`${tampered}.sha256`, `${sha256}  tampered.db\n`)
    const target = join(folder, 'target.db')
    expect(await restore(target, tampered, keep)).toMatchObject({ reason: 'notWhole' })
    expect(existsSync(target)).toBe(false)
  })

  test('takes the place of a damaged database, whose bytes are kept', async () => {
    await layTown(db())
    const folder = newFolder()
    const file = join(folder, 'backup')
    await backUp(url(), file)
    const target = join(folder, 'target.db')
    writeFileSync(
      target,
      'not a database at all, and longer than a header of one hundred bytes'.repeat(9),
    )
    expect(await restore(target, file, keep)).toEqual({ ok: false, reason: 'notEmpty' })
    const restored = await restore(target, file, replace)
    expect(restored).toMatchObject({ ok: true })
    const snapshot = restored.ok ? (restored.snapshot ?? '') : ''
    expect(readFileSync(snapshot, 'utf8')).toMatch(/^not a database/)
    await withDatabase(target, async (db) => {
      expect((await findArea(db, '321302'))?.name).toBe('宿城区')
    })
  })
})
