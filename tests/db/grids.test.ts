import { expect, test } from 'vitest'
import {
  countGridsOn,
  findBoundaryMark,
  findGridOn,
  listBoundaryDays,
  listGridCodesOn,
  listGridHistory,
  listGridsOn,
  moveGridEnds,
  renewBoundaryMark,
} from '#db/grids.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { eastVillage, layGrids, layTown, townPath } from '../support/town.ts'

onEachDatabase('grids', (db) => {
  test('are in force from their first day to the day before their last', async () => {
    await layTown(db())
    await layGrids(db(), 'police', ['A'], { validTo: '2026-07-01' })
    await layGrids(db(), 'police', ['B'], { validFrom: '2026-07-01' })
    expect(await listGridCodesOn(db(), 'police', '2026-06-30')).toEqual(['A'])
    expect(await listGridCodesOn(db(), 'police', '2026-07-01')).toEqual(['B'])
    expect(await findGridOn(db(), 'police', 'A', '2026-07-01')).toBeUndefined()
    expect(await countGridsOn(db(), 'governance', '2026-07-01')).toBe(0)
    expect(await listBoundaryDays(db(), 'police')).toEqual(['0001-01-01', '2026-07-01'])
  })

  test('that ended before they began were never in force', async () => {
    await layTown(db())
    await layGrids(db(), 'police', ['A'], { validFrom: '2026-07-01' })
    const [grid] = await listGridsOn(db(), 'police', '2026-07-01')
    await moveGridEnds(db(), [{ id: grid?.id ?? 0, validTo: '2026-07-01' }])
    expect(await listGridCodesOn(db(), 'police', '2026-07-01')).toEqual([])
    expect(await listGridHistory(db(), 'police', 'A')).toEqual([])
    expect(await listBoundaryDays(db(), 'police')).toEqual([])
  })

  test('are listed by the bytes of their codes, within the areas asked for', async () => {
    await layTown(db())
    await layGrids(db(), 'governance', ['a', 'B', '1', '01', '网'])
    const all = await listGridCodesOn(db(), 'governance', '2026-01-01')
    expect(all).toEqual(['01', '1', 'B', 'a', '网'])
    const path = `${townPath}${eastVillage}/`
    expect(await listGridCodesOn(db(), 'governance', '2026-01-01', [path])).toEqual([
      '1',
      'a',
      '网',
    ])
    expect(await listGridCodesOn(db(), 'governance', '2026-01-01', [])).toEqual([])
    const [grid] = await listGridsOn(db(), 'governance', '2026-01-01')
    expect(grid).not.toHaveProperty('geometry')
  })

  test('have one mark for their boundaries, another after every write', async () => {
    const marks = [await findBoundaryMark(db())]
    for (let turn = 0; turn < 2; turn++) {
      await renewBoundaryMark(db())
      marks.push(await findBoundaryMark(db()))
    }
    expect(new Set(marks).size).toBe(3)
    expect(await findBoundaryMark(db())).toBe(marks[2])
  })
})
