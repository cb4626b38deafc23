import { expect, test } from 'vitest'
import { listGridHistory, listGridsOn } from '#db/grids.ts'
import { findImportBatch } from '#db/import-batches.ts'
import { draftBoundaries } from '~/services/boundary-drafts.server.ts'
import { confirmImport, undoImport } from '~/services/imports.server.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { importStripes, stripes } from '../support/import-files.ts'
import { deskOn, layTown } from '../support/town.ts'

const today = '2026-11-22'

onEachDatabase('a redrawing', (db) => {
  test('waits as a batch, ends exactly the codes it lists, and is undone', async () => {
    await layTown(db())
    const desk = deskOn(db(), today)
    await importStripes(desk, 'police', [
      { code: 'A', from: 0, to: 1 },
      { code: 'B', from: 1, to: 2 },
      { code: 'C', from: 2, to: 3 },
    ])
    const codes = async () =>
      (await listGridsOn(db(), 'police', '2026-12-01')).map(({ code }) => code)
    const drafted = await draftBoundaries(desk, {
      layer: 'police',
      geojson: stripes([{ code: 'A', from: 0, to: 3, name: '合并' }]),
      ends: ['B'],
      validFrom: '2026-11-30',
      fileName: '合并 A、B',
    })
    if (!drafted.ok) throw new Error(JSON.stringify(drafted))
    expect(drafted.outcome).toMatchObject({ added: 0, changed: 1, ended: ['B'] })
    expect(await findImportBatch(db(), drafted.batchId)).toMatchObject({
      status: 'previewed',
      layer: 'police',
      fileName: '合并 A、B',
    })
    expect(await codes()).toEqual(['A', 'B', 'C'])

    expect(await confirmImport(desk, drafted.batchId)).toMatchObject({ ok: true })
    expect(await codes()).toEqual(['A', 'C'])
    const history = await listGridHistory(db(), 'police', 'A')
    expect(history.map(({ name, validFrom }) => [name, validFrom])).toEqual([
      ['A', '0001-01-01'],
      ['合并', '2026-11-30'],
    ])
    expect(await undoImport(desk, drafted.batchId)).toEqual({ ok: true })
    expect(await codes()).toEqual(['A', 'B', 'C'])
  })
})
