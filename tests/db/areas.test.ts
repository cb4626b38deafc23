import { expect, test } from 'vitest'
import {
  findArea,
  insertAreas,
  listAreas,
  listAreasIn,
  listAreasInUse,
  listAreasUnder,
} from '#db/areas.ts'
import type { Database } from '#db/connect.ts'
import { insertDelivery } from '#db/deliveries.ts'
import { onEachDatabase } from '../support/each-database.ts'

const area = (path: string, level: 'prefecture' | 'county' | 'township') => {
  const codes = path.split('/').filter((code) => code !== '')
  const [code = ''] = codes.slice(-1)
  return { code, name: `${code}区`, level, parentCode: codes.at(-2) ?? null, path, batchId: null }
}

const layTree = (db: Database) =>
  insertAreas(db, [
    area('/3/', 'prefecture'),
    area('/3/31/', 'county'),
    area('/3/310/', 'county'),
    area('/3/3a/', 'county'),
    area('/3/3B/', 'county'),
    area('/3/31/311/', 'township'),
  ])

const codesOf = (areas: { code: string }[]) => areas.map(({ code }) => code)

onEachDatabase('the administrative tree', (db) => {
  test('lists parents before children, siblings by the bytes of their codes', async () => {
    await layTree(db())
    expect(codesOf(await listAreas(db()))).toEqual(['3', '31', '311', '310', '3B', '3a'])
    expect(codesOf(await listAreas(db(), { level: 'township' }))).toEqual(['311'])
    expect(codesOf(await listAreasIn(db(), '31'))).toEqual(['311'])
    expect(codesOf(await listAreasIn(db(), null))).toEqual(['3'])
  })

  test('takes a subtree by whole codes and exact letters, never by a shared beginning', async () => {
    await layTree(db())
    expect(codesOf(await listAreasUnder(db(), '/3/31/'))).toEqual(['31', '311'])
    expect(codesOf(await listAreasUnder(db(), '/3/3A/'))).toEqual([])
    expect(codesOf(await listAreasUnder(db(), '/3/%/'))).toEqual([])
    expect(await listAreasUnder(db(), '/')).toHaveLength(6)
  })

  test('says which areas something hangs on', async () => {
    await layTree(db())
    const days = { fromOn: '2026-01-01', toOn: '2026-01-31', batchId: null }
    await insertDelivery(db(), { source: 'x', areaCode: '310', ...days })
    expect(await listAreasInUse(db(), ['31', '310'])).toEqual(['310'])
    expect(await findArea(db(), 'none')).toBeUndefined()
  })
})
