import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Database } from '#db/connect.ts'
import { insertImportBatch } from '#db/import-batches.ts'
import { insertImportPart } from '#db/import-parts.ts'
import { countByGrid, countIncidents } from '#db/incidents.ts'
import { engineOf } from '#db/portable.ts'
import {
  confirmImport,
  discardImport,
  type ImportRequest,
  importFile,
  undoImport,
} from '~/services/imports.server.ts'
import { importProgress } from '~/services/imports-progress.server.ts'
import { textSource } from '~/services/imports-text.server.ts'
import { onEachDatabase } from '../support/each-database.ts'
import {
  batchOf,
  importStripes,
  incidentsCsv,
  outcomeOf,
  runImport,
} from '../support/import-files.ts'
import { deskOn, layTown } from '../support/town.ts'

const today = '2026-11-22'
const all = { paths: ['/'] }
const request: ImportRequest = {
  kind: 'incidents',
  fileName: 'incidents.csv',
  crs: 'cgcs2000',
  fields: { id: 'id', lon: 'lon', lat: 'lat', on: 'on', category: 'category' },
}

async function townDesk(db: Database) {
  await layTown(db)
  const desk = deskOn(db, today)
  await importStripes(desk, 'police', [{ code: 'P', from: 0, to: 2 }])
  return desk
}

/** Two parts and a half: half of the rows in each hundredth of a degree. */
const rows = 25_000
const lines = Array.from({ length: rows }, (_, row) => ({ id: `${row}`, x: (row % 2) + 0.5 }))
const large = incidentsCsv(lines)

const waiting = async (db: Database) => ({
  parts: await db.selectFrom('importParts').select(['batchId', 'part']).execute(),
  batches: await db
    .selectFrom('importBatches')
    .select('id')
    .where('kind', '=', 'incidents')
    .execute(),
})
const nothing = { parts: [], batches: [] }

async function indexes(db: Database): Promise<unknown[]> {
  const listed =
    engineOf(db) === 'sqlite'
      ? sql`select name, sql from sqlite_master where type = 'index' and tbl_name = 'incidents' order by name`
      : sql`select indexname, indexdef from pg_indexes where tablename = 'incidents' order by indexname`
  return (await listed.execute(db)).rows
}

onEachDatabase('an import of a large file of incidents', (db) => {
  test('finds a number again however far apart, and adds nothing the second time', async () => {
    const desk = await townDesk(db())
    const file = `${large}7,118.205,33.905,2026-03-01,02\n24999,118.205,33.905,2026-03-01,XX\n`
    expect(await runImport(desk, request, file, { strict: true })).toMatchObject({
      ok: false,
      refusal: { reason: 'problems' },
    })
    outcomeOf(await runImport(desk, request, file, { dryRun: true }), 'incidents')
    expect(await waiting(db())).toEqual(nothing)
    const imported = await runImport(desk, request, file)
    expect(outcomeOf(imported, 'incidents')).toMatchObject({
      records: rows + 2,
      added: rows,
      problems: [
        { line: rows + 2, kind: 'repeatedId', value: '7' },
        { line: rows + 3, kind: 'repeatedId', value: '24999' },
      ],
    })
    const again = outcomeOf(await runImport(desk, request, file), 'incidents')
    expect(again).toMatchObject({ added: 0, known: rows + 2, skipped: 0 })
    expect(await waiting(db())).toEqual({ parts: [], batches: [{ id: batchOf(imported) }] })
    expect(await undoImport(desk, batchOf(imported))).toEqual({ ok: true })
    expect(await countIncidents(db(), all)).toBe(0)
  })

  test('keeps every index that a search needs', async () => {
    const desk = await townDesk(db())
    const before = await indexes(db())
    expect(before.length).toBeGreaterThan(7)
    await runImport(desk, request, large)
    expect(await indexes(db())).toEqual(before)
  })

  test('counts by the boundaries at its end, when they change while it is read', async () => {
    const desk = await townDesk(db())
    const narrow = [{ code: 'Q', from: 0, to: 1 }]
    let reading = 0
    const source = async function* () {
      yield* textSource(large.slice(0, large.length / 2))()
      if (++reading === 2) await importStripes(desk, 'police', narrow, { wholeLayer: true })
      yield large.slice(large.length / 2)
    }
    outcomeOf(await importFile(desk, request, source), 'incidents')
    expect(reading).toBe(2)
    expect(await countByGrid(db(), 'police', all)).toEqual(
      new Map([
        ['Q', rows / 2],
        [null, rows / 2],
      ]),
    )
  })

  test('of two at once brings each row in once', async () => {
    const desk = await townDesk(db())
    const both = await Promise.all([
      runImport(desk, request, large),
      runImport(desk, request, large),
    ])
    const outcomes = both.map((run) => outcomeOf(run, 'incidents'))
    expect(outcomes.map(({ added }) => added).sort()).toEqual([0, rows])
    expect(outcomes.map(({ known }) => known).sort()).toEqual([0, rows])
    const { parts, batches } = await waiting(db())
    expect([parts, batches.length]).toEqual([[], 1])
  })

  test('goes on from where an interrupted one has come to', async () => {
    const desk = await townDesk(db())
    const source = async function* () {
      yield large.slice(0, large.length - 100)
      if (++reading > 1) throw new Error('The cable was pulled.')
      yield large.slice(large.length - 100)
    }
    let reading = 0
    await expect(importFile(desk, request, source)).rejects.toThrow('cable')
    expect((await waiting(db())).parts).toHaveLength(2)
    const lineGoneOnFrom: (number | undefined)[] = []
    const imported = await importFile(desk, request, textSource(large), {
      onProgress: ({ resumedFrom }) => lineGoneOnFrom.push(resumedFrom),
    })
    expect(lineGoneOnFrom.filter((line) => line !== undefined)).toEqual([20_002])
    expect(outcomeOf(imported, 'incidents')).toMatchObject({ records: rows, added: rows })
    expect((await waiting(db())).parts).toEqual([])
  })

  test('is forgotten some days after it was interrupted', async () => {
    const desk = await townDesk(db())
    const batch = { kind: 'incidents', fileName: 'a.csv', options: '{}', outcome: '{}' } as const
    for (const [day, status] of [
      ['2026-11-18', 'running'],
      ['2026-11-18', 'previewed'],
      ['2026-11-21', 'running'],
    ] as const) {
      const createdAt = `${day}T00:00:00.000Z`
      const batchId = await insertImportBatch(db(), { ...batch, status, createdAt })
      await insertImportPart(db(), { batchId, part: 0, body: Buffer.from('x') })
    }
    await runImport(desk, request, large, { dryRun: true })
    const { parts, batches } = await waiting(db())
    expect([parts.length, batches.length]).toEqual([1, 2])
  })

  test('is read once for its preview and its confirmation, and tells how far it is', async () => {
    const desk = await townDesk(db())
    const waitingBatch = {
      kind: 'incidents',
      fileName: 'incidents.csv',
      crs: 'cgcs2000',
      options: JSON.stringify(request),
      status: 'previewed',
      content: large,
      outcome: '{}',
      createdAt: desk.now,
    } as const
    const batchId = await insertImportBatch(db(), waitingBatch)
    const shares: (number | undefined)[] = []
    const tried = await importFile(desk, request, textSource(large), {
      dryRun: true,
      batchId,
      onProgress: () => shares.push(importProgress(desk, batchId)?.share),
    })
    expect(outcomeOf(tried, 'incidents')).toMatchObject({ added: rows })
    expect(shares).toContain(1)
    expect(importProgress(desk, batchId)).toBeNull()
    expect(await countIncidents(db(), all)).toBe(0)
    expect((await waiting(db())).parts).toHaveLength(3)
    expect(outcomeOf(await confirmImport(desk, batchId), 'incidents')).toMatchObject({
      added: rows,
    })
    expect((await waiting(db())).parts).toEqual([])

    const discarded = await insertImportBatch(db(), waitingBatch)
    await importFile(desk, request, textSource(large), { dryRun: true, batchId: discarded })
    expect((await waiting(db())).parts).toHaveLength(3)
    expect(await discardImport(desk, discarded)).toBe(true)
    expect((await waiting(db())).parts).toEqual([])
  })
})
