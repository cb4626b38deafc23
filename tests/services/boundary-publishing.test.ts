import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Database } from '#db/connect.ts'
import { findGridOn } from '#db/grids.ts'
import { findImportBatch } from '#db/import-batches.ts'
import { engineOf } from '#db/portable.ts'
import { parseForm } from '~/domain/form.ts'
import { importForm } from '~/domain/import-form.ts'
import { readExamination } from '~/services/boundary-draft-examination.server.ts'
import { listDrafts, publishDraft, readChanges } from '~/services/boundary-publishing.server.ts'
import { undoImport } from '~/services/imports.server.ts'
import { previewUpload, statedOf, uploadImport } from '~/services/imports-upload.server.ts'
import { aWorker, deskOf, layDisputeTown, monday } from '../support/dispute-town.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { importIncidentLines, incidentsCsv, type Stripe, stripes } from '../support/import-files.ts'

/** P1 and P2 of the town, traced apart by half a metre at their border. */
const apart: Stripe[] = [
  { code: 'P1', from: 0, to: 1.4 },
  { code: 'P2', from: 1.3995, to: 2 },
]

const stated = { kind: 'grids', layer: 'police', crs: 'cgcs2000', code: 'code' }

async function adminDesk(db: Database) {
  await layDisputeTown(db)
  return deskOf(db, await aWorker(db, 'administrator', null))
}
type AdminDesk = Awaited<ReturnType<typeof adminDesk>>

async function upload(desk: AdminDesk, grids: readonly Stripe[]): Promise<number> {
  const bytes = new TextEncoder().encode(stripes(grids))
  const uploaded = await uploadImport(desk, { kind: 'grids', fileName: 'p.geojson', bytes })
  if (!uploaded.ok) throw new Error(JSON.stringify(uploaded))
  return uploaded.batchId
}

async function preview(desk: AdminDesk, batchId: number, more: Record<string, string> = {}) {
  const form = parseForm(importForm, { ...stated, ...more })
  if (!form.ok) throw new Error(JSON.stringify(form.problems))
  return previewUpload(desk, batchId, form.value)
}

/** Every row of the tables that boundaries touch. */
async function everything(db: Database) {
  const tables = ['gridVersions', 'incidents', 'disputes', 'importBatches', 'auditEntries'] as const
  return Object.fromEntries(
    await Promise.all(
      tables.map(async (table) => [
        table,
        await db.selectFrom(table).selectAll().orderBy('id').execute(),
      ]),
    ),
  )
}

onEachDatabase('boundaries that wait to be published', (db) => {
  test('carry what is wrong with their file, and change nothing until they are published', async () => {
    const desk = await adminDesk(db())
    const batchId = await upload(desk, apart)
    expect(await readExamination(desk, batchId)).toBeNull()
    expect(await preview(desk, batchId, { validFrom: '2026-11-09' })).toEqual({ ok: true })
    const examination = await readExamination(desk, batchId)
    expect(examination).toMatchObject({ total: 1, counts: { 'overlap-sliver': 1 } })
    expect(examination?.defects).toMatchObject([
      { kind: 'overlap-sliver', line: 2, feature: 1, code: 'P1', other: 'P2', mend: 'overlaps' },
    ])
    expect(examination?.defects[0]?.outline?.[0]?.length).toBeGreaterThan(3)
    expect(await listDrafts(desk)).toEqual([
      {
        batchId,
        layer: 'police',
        fileName: 'p.geojson',
        validFrom: '2026-11-09',
        added: 0,
        changed: 2,
        ended: 0,
      },
    ])
    expect((await findGridOn(db(), 'police', 'P2', '2026-11-09'))?.batchId).toBeNull()
  })

  test('are mended in what was chosen alone, and say what moved', async () => {
    const desk = await adminDesk(db())
    const batchId = await upload(desk, apart)
    await preview(desk, batchId, { validFrom: monday })
    expect((await readChanges(desk, batchId))?.mends).toBeNull()
    await preview(desk, batchId, { validFrom: monday, 'mends.overlaps': 'on' })
    const batch = await findImportBatch(db(), batchId)
    expect(statedOf(batch ?? { options: '{}' }).values).toMatchObject({ 'mends.overlaps': 'on' })
    const read = await readChanges(desk, batchId)
    const areaM2 = expect.closeTo(513, 0)
    expect(read?.mends).toMatchObject({
      total: 2,
      sums: [{ mend: 'overlaps', grids: 2, areaM2 }],
      mended: [
        { mend: 'overlaps', code: 'P2', areaM2 },
        { mend: 'overlaps', code: 'P1', areaM2: 0 },
      ],
      left: { total: 0 },
    })
    expect(read?.mends?.mended[0]?.before).not.toEqual(read?.mends?.mended[0]?.after)
    expect(await publishDraft(desk, batchId)).toMatchObject({ ok: true })
    const p2 = await findGridOn(db(), 'police', 'P2', monday)
    expect(p2?.geometry).toContain('118.214')
    expect(p2?.geometry).not.toContain('118.213995')
    expect((await readChanges(desk, batchId))?.mends?.total).toBe(2)
  })

  test('are published from the day that is stated last, and tried without a trace', async () => {
    const desk = await adminDesk(db())
    const batchId = await upload(desk, apart)
    await preview(desk, batchId, { validFrom: monday })
    const before = await everything(db())
    const tried = await publishDraft(desk, batchId, { validFrom: '2026-11-30', dryRun: true })
    expect(tried).toMatchObject({ ok: true, outcome: { validFrom: '2026-11-30', changed: 2 } })
    expect(await everything(db())).toEqual(before)
    await publishDraft(desk, batchId, { validFrom: '2026-11-30' })
    expect(await findImportBatch(db(), batchId)).toMatchObject({
      status: 'imported',
      options: expect.stringContaining('"validFrom":"2026-11-30"'),
    })
    expect((await findGridOn(db(), 'police', 'P2', '2026-11-29'))?.batchId).toBeNull()
    expect((await findGridOn(db(), 'police', 'P2', '2026-11-30'))?.batchId).toBe(batchId)
    expect(await undoImport(desk, batchId)).toEqual({ ok: true })
    const { gridVersions } = await everything(db())
    expect(gridVersions).toEqual(before.gridVersions)
  })

  test('name the people on duty to whoever manages accounts, and to nobody else', async () => {
    const desk = await adminDesk(db())
    await db()
      .insertInto('duties')
      .values({
        workerId: desk.worker.id,
        layer: 'police',
        gridCode: 'P1',
        validFrom: '2026-01-01',
      })
      .execute()
    const batchId = await upload(desk, apart)
    await preview(desk, batchId, { validFrom: monday })
    expect((await readChanges(desk, batchId))?.posted).toEqual([
      { code: 'P1', workers: [{ id: desk.worker.id, name: desk.worker.name, unit: null }] },
    ])
    const auditor = deskOf(db(), await aWorker(db(), 'auditor', null))
    expect(await readChanges(auditor, batchId)).toMatchObject({
      posted: [],
      changes: { posts: { rows: [{ code: 'P1', posts: 1 }] } },
    })
  })

  test('leave every row as it was when a step fails, wherever it fails', async () => {
    const desk = await adminDesk(db())
    const lines = [{ id: 'moved', x: 1.2, on: monday }]
    await importIncidentLines(desk, incidentsCsv(lines))
    const batchId = await upload(desk, apart)
    await preview(desk, batchId, { validFrom: monday })
    const before = await everything(db())
    for (const [table, act] of [
      ['grid_versions', 'insert'],
      ['incidents', 'update'],
      ['audit_entries', 'insert'],
    ] as const) {
      await breakWrites(db(), table, act)
      await expect(publishDraft(desk, batchId)).rejects.toThrow('broken on purpose')
      await mendWrites(db(), table)
      expect(await everything(db())).toEqual(before)
    }
    expect(await publishDraft(desk, batchId)).toMatchObject({
      ok: true,
      outcome: { incidentsMoved: 1 },
    })
  })
})

/** Has the database itself refuse one kind of write, as a full disk or a lost connection would. */
async function breakWrites(db: Database, table: string, act: 'insert' | 'update') {
  if (engineOf(db) === 'sqlite') {
    await sql`
      create trigger broken before ${sql.raw(act)} on ${sql.ref(table)}
      begin select raise(abort, 'broken on purpose'); end`.execute(db)
    return
  }
  await sql`
    create function broken() returns trigger language plpgsql as
    'begin raise exception ''broken on purpose''; end'`.execute(db)
  await sql`
    create trigger broken before ${sql.raw(act)} on ${sql.ref(table)}
    for each row execute function broken()`.execute(db)
}

async function mendWrites(db: Database, table: string) {
  if (engineOf(db) === 'sqlite') {
    await sql`drop trigger broken`.execute(db)
    return
  }
  await sql`drop trigger broken on ${sql.ref(table)}`.execute(db)
  await sql`drop function broken()`.execute(db)
}
