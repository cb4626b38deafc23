import { expect, test } from 'vitest'
import { deleteGridMaps, findGridMap, listGridMapIdentities, saveGridMap } from '#db/grid-maps.ts'
import { onEachDatabase } from '../support/each-database.ts'

onEachDatabase('grid maps', (db) => {
  test('come back byte by byte, a part of a larger piece as well', async () => {
    const bytes = Uint8Array.from({ length: 4096 }, (_, index) => (index * 7) % 256)
    await saveGridMap(db(), 'whole', bytes)
    await saveGridMap(db(), 'part', bytes.subarray(100, 1100))
    expect(new Uint8Array((await findGridMap(db(), 'whole')) ?? [])).toEqual(bytes)
    expect(new Uint8Array((await findGridMap(db(), 'part')) ?? [])).toEqual(bytes.slice(100, 1100))
    expect(await findGridMap(db(), 'another')).toBe(undefined)
  })

  test('are kept once and forgotten by name', async () => {
    await saveGridMap(db(), 'a', Uint8Array.of(1))
    await saveGridMap(db(), 'a', Uint8Array.of(2))
    await saveGridMap(db(), 'b', Uint8Array.of(3))
    expect([...((await findGridMap(db(), 'a')) ?? [])]).toEqual([1])
    await deleteGridMaps(db(), ['a', 'c'])
    expect(await listGridMapIdentities(db())).toEqual(['b'])
  })
})
