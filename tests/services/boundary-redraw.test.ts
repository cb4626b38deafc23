import { expect, test } from 'vitest'
import type { Database } from '#db/connect.ts'
import { findBoundaryMark, listGridShapesOn, renewBoundaryMark } from '#db/grids.ts'
import { findImportBatch, listImportBatches } from '#db/import-batches.ts'
import type { Vertex } from '#geo/redrawing/redraw.ts'
import type { RedrawStep } from '~/domain/redrawing.ts'
import { openDrawing } from '~/services/boundary-drawing.server.ts'
import { exportBoundaries } from '~/services/boundary-export.server.ts'
import { redrawBoundaries } from '~/services/boundary-redraw.server.ts'
import { confirmImport, undoImport } from '~/services/imports.server.ts'
import { aWorker, deskOf, layDisputeTown, monday, township } from '../support/dispute-town.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { anIncident, inSquare, layGrids, logIncidents } from '../support/town.ts'

const nextWeek = '2026-11-09'
const query = { layer: 'governance', on: nextWeek, areaCode: township, code: null } as const

/** A place in hundredths of a degree from the south-west corner of the row of grids. */
const at = (x: number, y: number): [number, number] => [
  Math.round((118.2 + x / 100) * 1e7),
  Math.round((33.9 + y / 100) * 1e7),
]

const split: RedrawStep = {
  act: 'split',
  code: 'G1',
  line: [at(0.25, -1), at(0.25, 2)],
  newCode: 'G3',
  side: 'left',
  name: '新格',
  households: 100,
  population: 250,
}

async function adminDesk(db: Database) {
  await layDisputeTown(db)
  return deskOf(db, await aWorker(db, 'administrator', null))
}

async function gridsOn(db: Database, day = nextWeek) {
  const rows = await listGridShapesOn(db, 'governance', day)
  return Object.fromEntries(rows.map((row) => [row.code, row]))
}

onEachDatabase('a redrawing', (db) => {
  test('waits as a batch, comes into force on its day and is undone to the row', async () => {
    const desk = await adminDesk(db())
    await logIncidents(db(), [
      anIncident({ ...inSquare(0), occurredOn: '2026-11-10', governanceCode: 'G1' }),
    ])
    const before = await gridsOn(db())
    const mark = await findBoundaryMark(db())
    const drafted = await redrawBoundaries(desk, query, { mark, steps: [split] })
    if (!drafted.ok) throw new Error(JSON.stringify(drafted))
    const batch = await findImportBatch(db(), drafted.batchId)
    expect(batch).toMatchObject({ status: 'previewed', layer: 'governance' })
    expect(batch?.fileName).toBe('调整边界：综治网格 双庄街道')
    expect(await gridsOn(db())).toEqual(before)

    expect(await confirmImport(desk, drafted.batchId)).toMatchObject({ ok: true })
    const after = await gridsOn(db())
    expect(Object.keys(after)).toEqual(['G1', 'G2', 'G3'])
    expect(after.G1).toMatchObject({ name: 'G1格', households: 200, population: 650 })
    expect(after.G3).toMatchObject({ name: '新格', households: 100, population: 250 })
    expect(after.G3?.areaCode).toBe(before.G1?.areaCode)
    expect(after.G2).toEqual(before.G2)
    expect(Object.keys(await gridsOn(db(), monday))).toEqual(['G1', 'G2'])
    expect((after.G3?.areaM2 ?? 0) / (after.G1?.areaM2 ?? 1)).toBeCloseTo(1 / 3, 6)

    expect(await undoImport(desk, drafted.batchId)).toEqual({ ok: true })
    expect(await gridsOn(db())).toEqual(before)
  })

  test('takes from one grid what it gives to the other, and leaves what is not moved', async () => {
    const desk = await adminDesk(db())
    const steps: RedrawStep[] = [
      { act: 'insert', between: [at(1, 0), at(1, 1)], at: at(1.2, 0.5) },
      { act: 'rename', code: 'G2', newCode: 'G2', name: '西格' },
    ]
    const mark = await findBoundaryMark(db())
    const drafted = await redrawBoundaries(desk, query, { mark, steps })
    if (!drafted.ok) throw new Error(JSON.stringify(drafted))
    await confirmImport(desk, drafted.batchId)
    const { G1, G2 } = await gridsOn(db())
    expect(G1?.areaM2).toBeCloseTo((G2?.areaM2 ?? 0) * (1.1 / 0.9), 0)
    expect(G2?.name).toBe('西格')
    expect(G1?.geometry).toContain('118.212')
    expect(G2?.geometry).toContain('118.212')
    // The very digits of the file, though the redrawing itself knows centimetres alone.
    expect(G1?.geometry).toContain(String(33.9 + 0.01))
  })

  test('of a merge ends the other grid, and adds up its households', async () => {
    const desk = await adminDesk(db())
    const steps: RedrawStep[] = [{ act: 'merge', codes: ['G1', 'G2'], keep: 'G2', name: null }]
    const mark = await findBoundaryMark(db())
    const drafted = await redrawBoundaries(desk, query, { mark, steps })
    if (!drafted.ok) throw new Error(JSON.stringify(drafted))
    await confirmImport(desk, drafted.batchId)
    const after = await gridsOn(db())
    expect(Object.keys(after)).toEqual(['G2'])
    expect(after.G2).toMatchObject({ name: 'G2格', households: 600, population: 1800 })
  })

  test('on boundaries that changed meanwhile is not taken', async () => {
    const desk = await adminDesk(db())
    const mark = await findBoundaryMark(db())
    await renewBoundaryMark(db())
    expect(await redrawBoundaries(desk, query, { mark, steps: [split] })).toEqual({
      ok: false,
      reason: 'boundariesChanged',
    })
    expect(await listImportBatches(db(), { limit: 9 })).toEqual([])
  })

  test('names the step that does not go', async () => {
    const desk = await adminDesk(db())
    const mark = await findBoundaryMark(db())
    const missing: Vertex = at(0.5, 0.5)
    const steps: RedrawStep[] = [split, { act: 'remove', at: [missing[0], missing[1]] }]
    expect(await redrawBoundaries(desk, query, { mark, steps })).toEqual({
      ok: false,
      reason: 'refused',
      at: 1,
      refusal: 'noSuchVertex',
    })
  })

  test('may not take the code of a grid elsewhere in the layer', async () => {
    const desk = await adminDesk(db())
    // Far from the township, so that no page for it ever saw the code.
    await layGrids(db(), 'governance', ['X0', 'X1', 'X2', 'G3'], { widths: [5, 5, 5, 1] })
    const area = { areaCode: null }
    await db().updateTable('gridVersions').set(area).where('code', 'not in', ['G1', 'G2']).execute()
    const mark = await findBoundaryMark(db())
    const opened = await openDrawing(desk, query)
    expect(opened.ok && opened.drawing.facts.has('G3')).toBe(false)
    expect(await redrawBoundaries(desk, query, { mark, steps: [split] })).toMatchObject({
      reason: 'refused',
      at: 0,
      refusal: 'codeTaken',
    })
  })

  test('that changes nothing makes no batch', async () => {
    const desk = await adminDesk(db())
    const mark = await findBoundaryMark(db())
    const steps: RedrawStep[] = [{ act: 'move', from: at(1, 0), to: at(1, 0) }]
    expect(await redrawBoundaries(desk, query, { mark, steps })).toMatchObject({
      reason: 'nothingChanged',
    })
  })

  test('opens an area with what borders on it, or what lies round a grid', async () => {
    const desk = await adminDesk(db())
    const village = { ...query, areaCode: '321302001201' }
    const opened = await openDrawing(desk, village)
    expect(opened.ok && [...opened.drawing.home]).toEqual(['G1'])
    expect(opened.ok && opened.drawing.grids.map(({ code }) => code)).toEqual(['G1', 'G2'])
    const round = await openDrawing(desk, { ...query, areaCode: null, code: 'G2' })
    expect(round.ok && [...round.drawing.home].sort()).toEqual(['G1', 'G2'])
    for (const nowhere of [
      { areaCode: '999', code: null },
      { areaCode: null, code: '999' },
      { areaCode: null, code: null },
    ]) {
      expect(await openDrawing(desk, { ...query, ...nowhere })).toEqual({
        ok: false,
        reason: 'noSuchPlace',
      })
    }
  })

  test('can be done elsewhere too: what is exported is imported again without a change', async () => {
    const desk = await adminDesk(db())
    const text = await exportBoundaries(desk, { layer: 'governance', on: monday, areaCode: null })
    const { features } = JSON.parse(text ?? '') as { features: { properties: object }[] }
    expect(features.map(({ properties }) => properties)).toEqual([
      { code: 'G1', name: 'G1格', area: '321302001201', households: 300, population: 900 },
      { code: 'G2', name: 'G2格', area: '321302001202', households: 300, population: 900 },
    ])
    const one = { layer: 'governance', on: monday, areaCode: '321302001202' } as const
    expect(await exportBoundaries(desk, one)).toContain('G2')
    expect(await exportBoundaries(desk, one)).not.toContain('G1')
    expect(await exportBoundaries(desk, { ...one, areaCode: '999' })).toBeNull()
  })
})
