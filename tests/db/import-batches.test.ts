import { expect, test } from 'vitest'
import type { Database } from '#db/connect.ts'
import { deleteDeliveriesOf, insertDelivery, listDeliveriesIn } from '#db/deliveries.ts'
import {
  findImportBatch,
  findLatestImported,
  insertImportBatch,
  listImportBatches,
  moveImportBatch,
} from '#db/import-batches.ts'
import type { Layer } from '~/domain/areas.ts'
import { onEachDatabase } from '../support/each-database.ts'

const aBatch = (db: Database, fileName: string, layer: Layer | null = null) =>
  insertImportBatch(db, {
    kind: layer === null ? 'incidents' : 'grids',
    layer,
    fileName,
    options: '{}',
    status: 'previewed',
    content: 'the file',
    outcome: '{}',
    createdAt: '2026-03-01T00:00:00.000Z',
  })

const confirm = (db: Database, id: number, importedAt: string) =>
  moveImportBatch(db, { id, from: 'previewed', to: 'imported' }, { importedAt, content: null })

onEachDatabase('import batches', (db) => {
  test('move on once, from where they were seen', async () => {
    const id = await aBatch(db(), 'a.csv')
    expect(await confirm(db(), id, '2026-03-02T00:00:00.000Z')).toBe(true)
    expect(await confirm(db(), id, '2026-03-03T00:00:00.000Z')).toBe(false)
    expect(await findImportBatch(db(), id)).toMatchObject({
      status: 'imported',
      content: null,
      importedAt: '2026-03-02T00:00:00.000Z',
    })
  })

  test('are listed newest first without the file they carry', async () => {
    const ids = [await aBatch(db(), 'a.csv'), await aBatch(db(), 'b.csv')]
    const batches = await listImportBatches(db(), { limit: 9 })
    expect(batches.map(({ fileName }) => fileName)).toEqual(['b.csv', 'a.csv'])
    expect(batches[0]).not.toHaveProperty('content')
    const page = await listImportBatches(db(), { limit: 9, before: ids[1] ?? 0 })
    expect(page.map(({ fileName }) => fileName)).toEqual(['a.csv'])
  })

  test('know the latest in force of a layer', async () => {
    const first = await aBatch(db(), 'a.geojson', 'police')
    const second = await aBatch(db(), 'b.geojson', 'police')
    await aBatch(db(), 'c.geojson', 'police')
    const other = await aBatch(db(), 'd.geojson', 'governance')
    await confirm(db(), second, '2026-03-02T00:00:00.000Z')
    await confirm(db(), first, '2026-03-03T00:00:00.000Z')
    await confirm(db(), other, '2026-03-04T00:00:00.000Z')
    expect((await findLatestImported(db(), 'grids', 'police'))?.id).toBe(first)
    expect(await findLatestImported(db(), 'areas', null)).toBeUndefined()
  })

  test('take their deliveries with them', async () => {
    const batchId = await aBatch(db(), 'a.csv')
    const delivery = { source: 'import', areaCode: null, fromOn: '2026-03-01', toOn: '2026-03-31' }
    await insertDelivery(db(), { ...delivery, batchId })
    await insertDelivery(db(), { ...delivery, batchId: null })
    expect(await listDeliveriesIn(db(), { from: '2026-03-31', to: '2026-04-30' })).toHaveLength(2)
    expect(await listDeliveriesIn(db(), { from: '2026-04-01', to: '2026-04-30' })).toEqual([])
    await deleteDeliveriesOf(db(), batchId)
    expect(await listDeliveriesIn(db(), { from: '2026-03-01', to: '2026-03-01' })).toHaveLength(1)
  })
})
