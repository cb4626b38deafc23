import { expect, test } from 'vitest'
import { listAreas } from '#db/areas.ts'
import type { Database } from '#db/connect.ts'
import { listGridHistory, listGridsOn } from '#db/grids.ts'
import { findIncidentByNumber, updateIncident } from '#db/incidents.ts'
import type { Layer } from '~/domain/areas.ts'
import { undoImport } from '~/services/imports.server.ts'
import { onEachDatabase } from '../support/each-database.ts'
import {
  batchOf,
  importIncidentLines,
  importStripes,
  incidentsCsv,
  lonAt,
  outcomeOf,
  runImport,
  stripes,
} from '../support/import-files.ts'
import { deskOn, eastVillage, layTown, westVillage } from '../support/town.ts'

const today = '2026-11-22'

async function townDesk(db: Database) {
  await layTown(db)
  return deskOn(db, today)
}

const codesOn = async (db: Database, layer: Layer, day = today) =>
  (await listGridsOn(db, layer, day)).map(({ code }) => code)

const areasOn = async (db: Database, layer: Layer) =>
  Object.fromEntries(
    (await listGridsOn(db, layer, today)).map(({ code, areaCode }) => [code, areaCode]),
  )

/** Everything that an undo has to put back, save running ids and marks. */
const everything = async (db: Database) => ({
  areas: await listAreas(db),
  grids: await db.selectFrom('gridVersions').selectAll().orderBy('id').execute(),
  incidents: await db.selectFrom('incidents').selectAll().orderBy('id').execute(),
  deliveries: await db.selectFrom('deliveries').selectAll().orderBy('id').execute(),
})

/** From when until when a police grid was in force, in order. */
const stretches = async (db: Database, code: string) =>
  (await listGridHistory(db, 'police', code)).map(({ validFrom, validTo }) => [validFrom, validTo])

/** What is said of the nth feature, which stands on the line after the header. */
const overlappingOn = (feature: number) => ({
  line: feature + 1,
  feature,
  kind: 'overlapping',
  severity: 'noted',
})

const pair = [
  { code: 'A', from: 0, to: 1 },
  { code: 'B', from: 1, to: 2 },
]

onEachDatabase('an import of grids', (db) => {
  test('has the boundaries in force since always, and adds nothing the second time', async () => {
    const desk = await townDesk(db())
    const first = outcomeOf(await importStripes(desk, 'police', pair), 'grids')
    expect(first).toMatchObject({ added: 2, changed: 0, unchanged: 0, problemTotal: 0 })
    expect(await codesOn(db(), 'police', '0001-01-01')).toEqual(['A', 'B'])
    const before = await everything(db())
    const again = await importStripes(desk, 'police', [...pair].reverse())
    expect(outcomeOf(again, 'grids')).toMatchObject({ added: 0, changed: 0, unchanged: 2 })
    expect(again).toMatchObject({ batchId: null })
    expect(await everything(db())).toEqual(before)
  })

  test('starts a new version of what changed from its day on, and leaves the rest alone', async () => {
    const desk = await townDesk(db())
    await importStripes(desk, 'police', pair)
    const moved = [
      { code: 'A', from: 0, to: 1.5 },
      { code: 'B', from: 1.5, to: 2 },
      { code: 'C', from: 5, to: 6 },
    ]
    const outcome = await importStripes(desk, 'police', moved, { validFrom: '2026-07-01' })
    expect(outcomeOf(outcome, 'grids')).toMatchObject({ added: 1, changed: 2, ended: [] })
    expect(await stretches(db(), 'A')).toEqual([
      ['0001-01-01', '2026-07-01'],
      ['2026-07-01', null],
    ])
    expect(await codesOn(db(), 'police', '2026-06-30')).toEqual(['A', 'B'])
    expect(await codesOn(db(), 'police', '2026-07-01')).toEqual(['A', 'B', 'C'])
  })

  test('leaves a version that starts later as it is, and lasts until then', async () => {
    const desk = await townDesk(db())
    await importStripes(desk, 'police', pair, { validFrom: '2026-09-01' })
    const moved = [{ code: 'A', from: 0, to: 0.9 }]
    const outcome = await importStripes(desk, 'police', moved, { validFrom: '2026-07-01' })
    expect(outcomeOf(outcome, 'grids')).toMatchObject({ added: 1, changed: 0, ended: [] })
    expect(await stretches(db(), 'A')).toEqual([
      ['2026-07-01', '2026-09-01'],
      ['2026-09-01', null],
    ])
    expect(await stretches(db(), 'B')).toEqual([['2026-09-01', null]])
  })

  test('adds nothing when a file older than the present boundaries comes again', async () => {
    const desk = await townDesk(db())
    await importStripes(desk, 'police', pair)
    const recut = [
      { code: 'A', from: 0, to: 0.4 },
      { code: 'C', from: 0.4, to: 2 },
    ]
    await importStripes(desk, 'police', recut, { validFrom: '2026-07-01' })
    const before = await everything(db())
    const again = await importStripes(desk, 'police', pair)
    expect(outcomeOf(again, 'grids')).toMatchObject({ changed: 0, unchanged: 2, ended: [] })
    expect(again).toMatchObject({ batchId: null })
    expect(await everything(db())).toEqual(before)
  })

  test('mends what was in force on its day up to the next version, and is undone exactly', async () => {
    const desk = await townDesk(db())
    await importStripes(desk, 'police', pair)
    const recut = [
      { code: 'A', from: 0, to: 0.5 },
      { code: 'B', from: 0.5, to: 2 },
    ]
    await importStripes(desk, 'police', recut, { validFrom: '2026-07-01' })
    await importIncidentLines(
      desk,
      incidentsCsv([
        { id: 'before', x: 1.2, on: '2026-06-30' },
        { id: 'after', x: 1.2, on: '2026-07-01' },
      ]),
    )
    const before = await everything(db())
    const mended = await importStripes(desk, 'police', [
      { code: 'A', from: 0, to: 1.5 },
      { code: 'B', from: 1.5, to: 2 },
    ])
    expect(outcomeOf(mended, 'grids')).toMatchObject({ added: 0, changed: 2, incidentsMoved: 1 })
    expect(await stretches(db(), 'A')).toEqual([
      ['0001-01-01', '2026-07-01'],
      ['2026-07-01', null],
    ])
    expect((await findIncidentByNumber(db(), 'before'))?.policeCode).toBe('A')
    expect((await findIncidentByNumber(db(), 'after'))?.policeCode).toBe('B')
    expect(await undoImport(desk, batchOf(mended))).toEqual({ ok: true })
    expect(await everything(db())).toEqual(before)
  })

  test('brings no grid back that has ended when its past is mended', async () => {
    const desk = await townDesk(db())
    await importStripes(desk, 'police', pair)
    const recut = [{ code: 'E', from: 0, to: 2 }]
    await importStripes(desk, 'police', recut, { validFrom: '2026-07-01' })
    await importStripes(desk, 'police', [{ code: 'A', from: 0, to: 0.9 }])
    expect(await stretches(db(), 'A')).toEqual([['0001-01-01', '2026-07-01']])
    expect(await codesOn(db(), 'police')).toEqual(['E'])
  })

  test('ends the grids that lose more than half of their ground, and no others', async () => {
    const desk = await townDesk(db())
    await importStripes(desk, 'police', [
      ...pair,
      { code: 'C', from: 2, to: 3 },
      { code: 'D', from: 3, to: 4 },
    ])
    const recut = [{ code: 'E', from: 0, to: 2.4 }]
    const outcome = await importStripes(desk, 'police', recut, { validFrom: '2026-07-01' })
    expect(outcomeOf(outcome, 'grids').ended).toEqual(['A', 'B'])
    expect(await codesOn(db(), 'police')).toEqual(['C', 'D', 'E'])
  })

  test('ends no grid that loses its ground to one that stands already', async () => {
    const desk = await townDesk(db())
    await importStripes(desk, 'police', [...pair, { code: 'over B', from: 1, to: 2 }])
    const recut = [
      { code: 'A', from: 0, to: 0.9 },
      { code: 'over B', from: 1, to: 2 },
    ]
    const outcome = await importStripes(desk, 'police', recut, { validFrom: '2026-07-01' })
    expect(outcomeOf(outcome, 'grids')).toMatchObject({ changed: 1, unchanged: 1, ended: [] })
  })

  test('ends in a re-cut what is in force on its day, not what starts later', async () => {
    const desk = await townDesk(db())
    await importStripes(desk, 'police', pair)
    const widened = [{ code: 'B', from: 1, to: 2.2 }]
    await importStripes(desk, 'police', widened, { validFrom: '2026-09-01' })
    const recut = [{ code: 'E', from: 0.9, to: 2 }]
    const outcome = await importStripes(desk, 'police', recut, { validFrom: '2026-07-01' })
    expect(outcomeOf(outcome, 'grids').ended).toEqual(['B'])
    expect(await stretches(db(), 'B')).toEqual([
      ['0001-01-01', '2026-07-01'],
      ['2026-09-01', null],
    ])
  })

  test('adds the files of two counties up when no day is stated, and notes what they share', async () => {
    const desk = await townDesk(db())
    await importStripes(desk, 'police', pair)
    const county = [{ code: 'Y', from: 0.2, to: 3 }]
    const outcome = outcomeOf(await importStripes(desk, 'police', county), 'grids')
    expect(outcome).toMatchObject({ added: 1, changed: 0, ended: [], problemTotal: 2 })
    expect(await codesOn(db(), 'police', '0001-01-01')).toEqual(['A', 'B', 'Y'])
  })

  test('as the whole layer ends every grid that it does not name', async () => {
    const desk = await townDesk(db())
    await importStripes(desk, 'police', [...pair, { code: 'C', from: 8, to: 9 }])
    const outcome = await importStripes(desk, 'police', pair, {
      validFrom: '2026-07-01',
      wholeLayer: true,
    })
    expect(outcomeOf(outcome, 'grids')).toMatchObject({ unchanged: 2, ended: ['C'] })
    expect(await codesOn(db(), 'police')).toEqual(['A', 'B'])
  })

  test('as the whole layer since always ends the others too, but nothing that starts later', async () => {
    const desk = await townDesk(db())
    await importStripes(desk, 'police', [...pair, { code: 'C', from: 8, to: 9 }])
    const later = [{ code: 'C', from: 8, to: 8.5 }]
    await importStripes(desk, 'police', later, { validFrom: '2026-07-01' })
    const outcome = await importStripes(desk, 'police', pair, { wholeLayer: true })
    expect(outcomeOf(outcome, 'grids')).toMatchObject({ unchanged: 2, ended: ['C'] })
    expect(await codesOn(db(), 'police', '2026-06-30')).toEqual(['A', 'B'])
    expect(await stretches(db(), 'C')).toEqual([['2026-07-01', null]])
  })

  test('notes every overlap of a new grid by code, where the file states the grid', async () => {
    const desk = await townDesk(db())
    await importStripes(desk, 'police', [
      { code: 'B', from: 1, to: 2 },
      { code: 'old over B', from: 1, to: 2 },
    ])
    const file = [
      { code: 'D', from: 2.5, to: 3.5 },
      { code: 'B', from: 1, to: 2 },
      { code: 'C', from: 1.9, to: 2.6 },
      { code: 'A', from: 0, to: 1.1 },
    ]
    const outcome = outcomeOf(await importStripes(desk, 'police', file), 'grids')
    const noted = outcome.problems.map(({ overlap, ...problem }) => ({ ...problem, ...overlap }))
    const areaM2 = expect.closeTo(102_600, -2)
    expect(noted).toEqual([
      { ...overlappingOn(3), code: 'B', areaM2 },
      { ...overlappingOn(3), code: 'D', areaM2 },
      { ...overlappingOn(3), code: 'old over B', areaM2 },
      { ...overlappingOn(4), code: 'B', areaM2 },
      { ...overlappingOn(4), code: 'old over B', areaM2 },
    ])
    expect(outcome.skipped).toBe(0)
    expect(outcomeOf(await importStripes(desk, 'police', file), 'grids').problems).toEqual([])
  })

  test('notes an overlap from one square metre on, with the grid that is new on either side', async () => {
    const desk = await townDesk(db())
    const [head, first = '', ...rest] = stripes(pair).split('\n')
    const fields = { code: 'code' }
    const request = {
      kind: 'grids',
      layer: 'police',
      fileName: 'p',
      crs: 'cgcs2000',
      fields,
    } as const
    const shifted = async (lon: string) => {
      const text = [head, first.replaceAll(String(lonAt(1)), lon), ...rest].join('\n')
      return outcomeOf(await runImport(desk, request, text, { dryRun: true }), 'grids').problems
    }
    expect(await shifted('118.210000009')).toEqual([])
    expect(await shifted('118.21000001')).toEqual([
      { ...overlappingOn(1), overlap: { code: 'B', areaM2: 1 } },
    ])
  })

  test('refuses as a code the name of the row of those outside', async () => {
    const desk = await townDesk(db())
    const file = [
      { code: 'A', from: 0, to: 1 },
      { code: '(outside)', from: 1, to: 2 },
    ]
    const outcome = outcomeOf(await importStripes(desk, 'police', file), 'grids')
    expect(outcome).toMatchObject({ records: 2, skipped: 1, grids: 1, added: 1 })
    expect(outcome.problems).toEqual([
      { line: 3, feature: 2, kind: 'reservedCode', severity: 'skipped', value: '(outside)' },
    ])
    expect(await codesOn(db(), 'police')).toEqual(['A'])
  })

  test('counts incidents from its day on in the new boundaries, earlier ones in the old', async () => {
    const desk = await townDesk(db())
    await importStripes(desk, 'police', pair)
    await importIncidentLines(
      desk,
      incidentsCsv([
        { id: 'early', x: 1.2, on: '2026-06-30' },
        { id: 'late', x: 1.2, on: '2026-07-01' },
        { id: 'elsewhere', x: 0.5, on: '2026-07-01' },
      ]),
    )
    const moved = [
      { code: 'A', from: 0, to: 1.5 },
      { code: 'B', from: 1.5, to: 2 },
    ]
    const outcome = await importStripes(desk, 'police', moved, { validFrom: '2026-07-01' })
    expect(outcomeOf(outcome, 'grids').incidentsMoved).toBe(1)
    expect((await findIncidentByNumber(db(), 'early'))?.policeCode).toBe('B')
    expect((await findIncidentByNumber(db(), 'late'))?.policeCode).toBe('A')
    expect((await findIncidentByNumber(db(), 'elsewhere'))?.policeCode).toBe('A')
  })

  test('keeps a grid that somebody chose while it exists, and locates by the point after', async () => {
    const desk = await townDesk(db())
    await importStripes(desk, 'police', pair)
    await importIncidentLines(desk, incidentsCsv([{ id: 'near', x: 0.9999 }]))
    const near = await findIncidentByNumber(db(), 'near')
    await updateIncident(db(), near ?? { id: 0, version: 0 }, {
      policeCode: 'B',
      locatedHow: 'confirmed',
    })
    const chosen = await everything(db())

    await importStripes(desk, 'police', [
      { code: 'A', from: 0, to: 0.9 },
      { code: 'B', from: 0.9, to: 2 },
    ])
    expect(await findIncidentByNumber(db(), 'near')).toMatchObject({
      policeCode: 'B',
      locatedHow: 'confirmed',
    })
    const batchId = batchOf(
      await importStripes(desk, 'police', [{ code: 'C', from: 0, to: 2 }], { wholeLayer: true }),
    )
    expect(await findIncidentByNumber(db(), 'near')).toMatchObject({
      policeCode: 'C',
      locatedHow: 'exact',
    })
    expect(await undoImport(desk, batchId)).toEqual({ ok: true })
    expect((await everything(db())).incidents).toEqual(chosen.incidents)
  })

  test('undone puts back every version, area and incident as it was', async () => {
    const desk = await townDesk(db())
    await importStripes(desk, 'governance', [
      { code: 'G1', from: 0, to: 1, area: eastVillage },
      { code: 'G2', from: 1, to: 2, area: westVillage },
    ])
    await importStripes(desk, 'police', pair)
    await importIncidentLines(
      desk,
      incidentsCsv([
        { id: '1', x: 0.2 },
        { id: '2', x: 1.2, on: '2026-08-01' },
        { id: '3', x: 7 },
      ]),
    )
    const before = await everything(db())
    const recut = [
      { code: 'A', from: 0, to: 1.4 },
      { code: 'Z', from: 1.4, to: 8 },
    ]
    const batchId = batchOf(await importStripes(desk, 'police', recut, { validFrom: '2026-07-01' }))
    expect(await everything(db())).not.toEqual(before)
    expect(await undoImport(desk, batchId)).toEqual({ ok: true })
    expect(await everything(db())).toEqual(before)
    expect(await undoImport(desk, batchId)).toEqual({ ok: false, reason: 'notImported' })
  })

  test('is undone only while nothing later stands on it', async () => {
    const desk = await townDesk(db())
    const first = batchOf(await importStripes(desk, 'police', pair))
    const other = batchOf(await importStripes(desk, 'governance', pair))
    const second = batchOf(await importStripes(desk, 'police', [{ code: 'C', from: 4, to: 5 }]))
    expect(await undoImport(desk, first)).toEqual({
      ok: false,
      reason: 'notLatest',
      latest: second,
    })
    expect(await undoImport(desk, other)).toEqual({ ok: true })
    expect(await undoImport(desk, second)).toEqual({ ok: true })
    expect(await undoImport(desk, first)).toEqual({ ok: true })
    expect(await codesOn(db(), 'police')).toEqual([])
  })

  test('gives a grid without an area the one with its largest share, ties by code', async () => {
    const governance = [
      { code: 'G1', from: 0, to: 1, area: westVillage },
      { code: 'G2', from: 1, to: 2, area: eastVillage },
      { code: 'G3', from: 2, to: 3, area: westVillage },
    ]
    const police = [
      { code: 'P-most', from: 0.4, to: 1.3 },
      { code: 'P-sum', from: 1.4, to: 3 },
      { code: 'P-tie', from: 0.5, to: 1.5 },
      { code: 'P-none', from: 20, to: 21 },
    ]
    const expected = {
      'P-most': westVillage,
      'P-none': null,
      'P-sum': westVillage,
      'P-tie': eastVillage,
    }
    const desk = await townDesk(db())
    const alone = await importStripes(desk, 'police', police)
    expect(outcomeOf(alone, 'grids').withoutArea).toBe(4)
    await importStripes(desk, 'governance', governance)
    expect(await areasOn(db(), 'police')).toEqual(expected)
    await importStripes(desk, 'police', [...police, { code: 'P-late', from: 2.5, to: 3 }])
    expect(await areasOn(db(), 'police')).toEqual({ ...expected, 'P-late': westVillage })
  })

  test('moves the area of incidents with the area of their police grid', async () => {
    const desk = await townDesk(db())
    await importStripes(desk, 'police', [{ code: 'P', from: 0, to: 3 }])
    await importIncidentLines(desk, incidentsCsv([{ id: 'gap', x: 2.5 }]))
    expect((await findIncidentByNumber(db(), 'gap'))?.areaCode).toBe(null)
    await importStripes(desk, 'governance', [{ code: 'G', from: 0, to: 2, area: eastVillage }], {
      validFrom: '2026-10-01',
    })
    expect(await findIncidentByNumber(db(), 'gap')).toMatchObject({
      governanceCode: null,
      areaCode: eastVillage,
    })
  })

  test('names an area code that nobody knows by feature, and refuses it when strict', async () => {
    const desk = await townDesk(db())
    const grids = [
      { code: 'A', from: 0, to: 1, area: eastVillage },
      { code: 'B', from: 1, to: 2, area: '999' },
    ]
    const strict = await importStripes(desk, 'governance', grids, { strict: true })
    expect(strict).toMatchObject({ ok: false, refusal: { reason: 'problems' } })
    expect(await codesOn(db(), 'governance')).toEqual([])
    const loose = outcomeOf(await importStripes(desk, 'governance', grids), 'grids')
    expect(loose.problems).toEqual([
      { line: 3, feature: 2, kind: 'unknownArea', severity: 'noted', field: 'area', value: '999' },
    ])
    expect(await codesOn(db(), 'governance')).toEqual(['A', 'B'])
  })

  test('joins features of one code and says so', async () => {
    const desk = await townDesk(db())
    const parts = [
      { code: 'A', from: 0, to: 1 },
      { code: 'A', from: 3, to: 4 },
    ]
    const outcome = outcomeOf(await importStripes(desk, 'police', parts), 'grids')
    expect(outcome).toMatchObject({ records: 2, grids: 1, added: 1 })
    expect(outcome.problems).toMatchObject([{ line: 3, feature: 2, kind: 'joinedCode' }])
  })

  test('refuses thousands of grids over one place, and writes nothing', async () => {
    const desk = await townDesk(db())
    const heap = Array.from({ length: 4000 }, (_, grid) => ({ code: `G${grid}`, from: 0, to: 1 }))
    expect(await importStripes(desk, 'police', heap)).toMatchObject({
      ok: false,
      refusal: { reason: 'tangledLayer' },
    })
    expect(await codesOn(db(), 'police')).toEqual([])
  })

  test('refuses a file whose fields are not there by the names that are', async () => {
    const desk = await townDesk(db())
    const request = {
      kind: 'grids',
      layer: 'police',
      fileName: 'x.geojson',
      crs: 'wgs84',
      fields: { code: 'code', households: 'hushu' },
    } as const
    const text =
      '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"1","name":"x"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}'
    expect(await runImport(desk, request, text)).toEqual({
      ok: false,
      refusal: { reason: 'unknownField', field: 'hushu', fields: ['code', 'name'] },
    })
    const wrongCode = { ...request, fields: { code: 'id' } }
    expect(await runImport(desk, wrongCode, text)).toMatchObject({
      refusal: { reason: 'unknownField', field: 'id', fields: ['code', 'name'] },
    })
    expect(await runImport(desk, request, '{"type":')).toMatchObject({
      refusal: { reason: 'notJson' },
    })
  })
})
