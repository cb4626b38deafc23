import { expect, test } from 'vitest'
import type { Database } from '#db/connect.ts'
import { listDeliveriesIn } from '#db/deliveries.ts'
import { findImportBatch, insertImportBatch, listImportBatches } from '#db/import-batches.ts'
import { countIncidents, findIncidentByNumber, updateIncident } from '#db/incidents.ts'
import {
  confirmImport,
  discardImport,
  type ImportRequest,
  importFile,
  undoImport,
} from '~/services/imports.server.ts'
import { textOf } from '~/services/imports-text.server.ts'
import { onEachDatabase } from '../support/each-database.ts'
import {
  batchOf,
  importIncidentLines,
  importStripes,
  incidentsCsv,
  outcomeOf,
  runImport,
} from '../support/import-files.ts'
import { deskOn, eastVillage, layTown } from '../support/town.ts'

const today = '2026-11-22'

async function townDesk(db: Database) {
  await layTown(db)
  const desk = deskOn(db, today)
  await importStripes(desk, 'police', [{ code: 'P', from: 0, to: 2 }])
  await importStripes(desk, 'governance', [{ code: 'G', from: 0, to: 1, area: eastVillage }])
  return desk
}

const all = { paths: ['/'] }
const request: ImportRequest = {
  kind: 'incidents',
  fileName: 'incidents.csv',
  crs: 'cgcs2000',
  fields: { id: 'id', lon: 'lon', lat: 'lat', on: 'on', category: 'category' },
}

const dirty = `id,lon,lat,on,category
1,118.205,33.905,2026-03-01,02
,118.205,33.905,2026-03-01,02

3,,33.905,2026-03-01,02
4,33.905,118.205,2026-03-01,02
5,0,0,2026-03-01,02
6,118.205,33.905,2026-02-30,02
1,118.205,33.905,2026-03-02,01
8,"118.205",33.905,2026-03-03 23:30:00+00:00,9001
9,118.215,33.905,2026-03-02T10:00,XX
10,118.5,33.905,2026-03-02,XX
11,118.205
`

onEachDatabase('an import of incidents', (db) => {
  test('names the field that cannot be used', async () => {
    const desk = await townDesk(db())
    const rows = ['1,abc,33,2025-01-01,02', '2,200,33,2025-01-01,02', '3,118,95,2025-01-01,02']
    const file = ['id,lon,lat,on,category', ...rows, ''].join('\n')
    const { problems } = outcomeOf(await runImport(desk, request, file), 'incidents')
    expect(problems.map(({ field, value }) => [field, value])).toEqual([
      ['lon', 'abc'],
      ['lon', '200'],
      ['lat', '95'],
    ])
  })

  test('lists every line that cannot be used, and stores the first thousand', async () => {
    const desk = await townDesk(db())
    const rows = Array.from({ length: 1500 }, (_, row) => `${row},0,0,2026-03-01,02`)
    const good = 'good,118.205,33.905,2026-03-01,02'
    const file = ['id,lon,lat,on,category', ...rows, good, ''].join('\n')
    const imported = await runImport(desk, request, file)
    expect(outcomeOf(imported, 'incidents').problems).toHaveLength(1500)
    const [listed] = await listImportBatches(db(), { limit: 1 })
    const batch = await findImportBatch(db(), listed?.id ?? 0)
    expect(JSON.parse(batch?.outcome ?? '{}')).toMatchObject({ problemTotal: 1500 })
    expect(JSON.parse(batch?.outcome ?? '{}').problems).toHaveLength(1000)
  })

  test('waits for another import of the same file, and then adds nothing', async () => {
    const desk = await townDesk(db())
    const [one, two] = await Promise.all([
      runImport(desk, request, dirty),
      runImport(desk, request, dirty),
    ])
    const added = [one, two].map((run) => outcomeOf(run, 'incidents').added)
    expect(added.sort()).toEqual([0, 4])
  })

  test('skips unusable rows by line, keeps the first of a number and imports the rest', async () => {
    const desk = await townDesk(db())
    const outcome = outcomeOf(await runImport(desk, request, dirty), 'incidents')
    expect(outcome.problems.map(({ line, kind, severity }) => [line, kind, severity])).toEqual([
      [3, 'missingId', 'skipped'],
      [5, 'missingPoint', 'skipped'],
      [6, 'swappedAxes', 'skipped'],
      [7, 'unusablePoint', 'skipped'],
      [8, 'unusableDay', 'skipped'],
      [9, 'repeatedId', 'skipped'],
      [11, 'unknownCategory', 'noted'],
      [13, 'missingPoint', 'skipped'],
    ])
    expect(outcome).toMatchObject({
      records: 11,
      skipped: 7,
      added: 4,
      known: 0,
      invalid: 1,
      outsidePolice: 1,
      outsideGovernance: 2,
      from: '2026-03-01',
      to: '2026-03-04',
    })
    expect(outcome.problems.find(({ kind }) => kind === 'unknownCategory')).toMatchObject({
      value: 'XX',
      count: 2,
    })
    expect(await findIncidentByNumber(db(), '1')).toMatchObject({
      occurredOn: '2026-03-01',
      occurredAt: null,
      policeCode: 'P',
      governanceCode: 'G',
      areaCode: eastVillage,
      locatedHow: 'exact',
      validity: 'valid',
    })
    expect(await findIncidentByNumber(db(), '8')).toMatchObject({
      occurredOn: '2026-03-04',
      occurredAt: '2026-03-03T23:30:00.000Z',
      validity: 'invalid',
    })
    expect(await findIncidentByNumber(db(), '9')).toMatchObject({
      occurredAt: '2026-03-02T02:00:00.000Z',
      governanceCode: null,
      categoryCode: 'XX',
      validity: 'valid',
    })
    expect(await findIncidentByNumber(db(), '10')).toMatchObject({
      policeCode: null,
      areaCode: null,
      locatedHow: 'outside',
    })
  })

  test('adds nothing the second time, and only what is new the third', async () => {
    const desk = await townDesk(db())
    const lines = [
      { id: '1', x: 0.5 },
      { id: '2', x: 0.5 },
    ]
    await importIncidentLines(desk, incidentsCsv(lines))
    const again = await importIncidentLines(desk, incidentsCsv(lines), { strict: true })
    expect(again).toMatchObject({ ok: true, batchId: null })
    expect(outcomeOf(again, 'incidents')).toMatchObject({ added: 0, known: 2, problemTotal: 0 })
    const more = await importIncidentLines(desk, incidentsCsv([...lines, { id: '3', x: 0.5 }]))
    expect(outcomeOf(more, 'incidents')).toMatchObject({ added: 1, known: 2 })
    expect(await countIncidents(db(), all)).toBe(3)
  })

  test('writes nothing at all when strict and anything is wrong, or on a dry run', async () => {
    const desk = await townDesk(db())
    const before = await db().selectFrom('auditEntries').selectAll().execute()
    const strict = await runImport(desk, request, dirty, { strict: true })
    expect(strict).toMatchObject({ ok: false, refusal: { reason: 'problems' } })
    const dry = await runImport(desk, request, dirty, { dryRun: true })
    expect(outcomeOf(dry, 'incidents').added).toBe(4)
    expect(await countIncidents(db(), all)).toBe(0)
    expect(await listDeliveriesIn(db(), { from: '0001-01-01', to: '9999-12-31' })).toEqual([])
    expect(await db().selectFrom('auditEntries').selectAll().execute()).toEqual(before)
  })

  test('counts its span of days as delivered, and is one audit entry', async () => {
    const desk = await townDesk(db())
    const lines = [
      { id: '1', x: 0.5, on: '2026-03-01' },
      { id: '2', x: 0.5, on: '2026-04-15' },
    ]
    const batchId = batchOf(await importIncidentLines(desk, incidentsCsv(lines)))
    const march = { from: '2026-03-31', to: '2026-03-31' }
    expect(await listDeliveriesIn(db(), march)).toMatchObject([
      { source: 'import', areaCode: null, fromOn: '2026-03-01', toOn: '2026-04-15', batchId },
    ])
    const entries = await db()
      .selectFrom('auditEntries')
      .selectAll()
      .where('subjectId', '=', String(batchId))
      .execute()
    expect(entries.map(({ act }) => act)).toEqual(['import.confirmed'])
  })

  test('undone takes its incidents and its delivery out again', async () => {
    const desk = await townDesk(db())
    await importIncidentLines(desk, incidentsCsv([{ id: 'kept', x: 0.5, on: '2026-01-01' }]))
    const batchId = batchOf(await importIncidentLines(desk, incidentsCsv([{ id: '1', x: 0.5 }])))
    expect(await undoImport(desk, batchId)).toEqual({ ok: true })
    expect(await findIncidentByNumber(db(), '1')).toBeUndefined()
    expect(await countIncidents(db(), all)).toBe(1)
    expect(await listDeliveriesIn(db(), { from: '2026-02-01', to: '2026-12-31' })).toEqual([])
    expect(await findImportBatch(db(), batchId)).toMatchObject({ status: 'undone' })
  })

  test('stays when somebody has worked on one of its incidents since, named by number', async () => {
    const desk = await townDesk(db())
    const lines = [
      { id: '1', x: 0.5 },
      { id: '2', x: 0.5 },
    ]
    const batchId = batchOf(await importIncidentLines(desk, incidentsCsv(lines)))
    const touched = await findIncidentByNumber(db(), '2')
    await updateIncident(db(), touched ?? { id: 0, version: 0 }, { summary: '补充' })
    expect(await undoImport(desk, batchId)).toEqual({
      ok: false,
      reason: 'touched',
      numbers: ['2'],
    })
    expect(await countIncidents(db(), all)).toBe(2)
    expect(await findImportBatch(db(), batchId)).toMatchObject({ status: 'imported' })
  })

  test('reads GBK as well as UTF-8, and refuses what is neither', async () => {
    const desk = await townDesk(db())
    // 编号,经度,纬度,日期 in GBK.
    const header = Buffer.from('b1e0bac52cbeadb6c82cceb3b6c82cc8d5c6da0a', 'hex')
    const bytes = Buffer.concat([header, Buffer.from('7,118.205,33.905,2026-03-01\r\n')])
    const source = await textOf(async function* () {
      yield bytes.subarray(0, 5)
      yield bytes.subarray(5)
    })
    const fields = { id: '编号', lon: '经度', lat: '纬度', on: '日期' }
    const imported = await importFile(desk, { ...request, fields }, source ?? (() => never()))
    expect(outcomeOf(imported, 'incidents').added).toBe(1)
    expect((await findIncidentByNumber(db(), '7'))?.categoryCode).toBe('99')

    const binary = Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0xff, 0xfe])
    const unreadable = await textOf(async function* () {
      yield binary
    })
    expect(unreadable).toBe(null)
  })

  test('names a field that is not there, an empty file and a quote that does not end', async () => {
    const desk = await townDesk(db())
    const wrong = { ...request, fields: { ...request.fields, on: 'day' } } as ImportRequest
    expect(await runImport(desk, wrong, dirty)).toEqual({
      ok: false,
      refusal: {
        reason: 'unknownField',
        field: 'day',
        fields: ['id', 'lon', 'lat', 'on', 'category'],
      },
    })
    expect(await runImport(desk, request, '')).toMatchObject({ refusal: { reason: 'emptyFile' } })
    expect(
      await runImport(desk, request, 'id,lon,lat,on,category\n1,"118,33,2026-03-01,02\n2,3\n'),
    ).toMatchObject({ refusal: { reason: 'unclosedQuote', line: 2 } })
    expect(await countIncidents(db(), all)).toBe(0)
  })

  test('confirms what was previewed once, and lets the rest be discarded', async () => {
    const desk = await townDesk(db())
    const waiting = (content: string) =>
      insertImportBatch(db(), {
        kind: 'incidents',
        fileName: 'incidents.csv',
        options: JSON.stringify(request),
        status: 'previewed',
        content,
        outcome: '{}',
        createdAt: desk.now,
      })
    const first = await waiting(incidentsCsv([{ id: '1', x: 0.5 }]))
    const second = await waiting(incidentsCsv([{ id: '2', x: 0.5 }]))
    expect(await confirmImport(desk, first)).toMatchObject({ ok: true, batchId: first })
    expect(await confirmImport(desk, first)).toMatchObject({ refusal: { reason: 'notPreviewed' } })
    expect(await discardImport(desk, second)).toBe(true)
    expect(await discardImport(desk, second)).toBe(false)
    expect(await confirmImport(desk, second)).toMatchObject({ ok: false })
    expect(await countIncidents(db(), all)).toBe(1)
    expect(await findImportBatch(db(), first)).toMatchObject({ status: 'imported', content: null })
  })
})

async function* never(): AsyncGenerator<string> {}
