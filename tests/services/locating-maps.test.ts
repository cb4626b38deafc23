import { expect, test } from 'vitest'
import type { Database } from '#db/connect.ts'
import { deleteGridMaps, findGridMap, listGridMapIdentities, saveGridMap } from '#db/grid-maps.ts'
import { renewBoundaryMark } from '#db/grids.ts'
import { packedKind } from '#geo/locating/grid-map.ts'
import { pack } from '#geo/locating/packing.ts'
import { locatePoint } from '~/services/locating.server.ts'
import { keepGridMaps } from '~/services/locating-maps.server.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { e7At, importStripes } from '../support/import-files.ts'
import { deskOn, layTown } from '../support/town.ts'

const today = '2026-11-22'

/** What a place answers once nothing is remembered of earlier questions. */
async function locatedAnew(db: Database, x: number, on = today) {
  await renewBoundaryMark(db)
  return (await locatePoint({ db }, { ...e7At(x), on })).governance
}

async function layThree(db: Database) {
  await layTown(db)
  const desk = deskOn(db, today)
  const layOn = (validFrom: string, code: string) =>
    importStripes(desk, 'governance', [{ code, from: 0, to: 2 }], { validFrom, wholeLayer: true })
  await layOn('2026-01-01', 'past')
  await layOn('2026-06-01', 'present')
  await layOn('2027-01-01', 'future')
  await keepGridMaps(desk)
  return desk
}

onEachDatabase('kept maps', (db) => {
  test('are made for the boundaries in force and to come', async () => {
    const desk = await layThree(db())
    expect((await listGridMapIdentities(db())).length).toBeGreaterThanOrEqual(2)
    await deleteGridMaps(db(), await listGridMapIdentities(db()))
    expect(await keepGridMaps(desk)).toBe(2)
    expect(await keepGridMaps(desk)).toBe(0)
  })

  test('answer as the boundaries themselves on every day', async () => {
    await layThree(db())
    const days = ['2025-12-31', '2026-03-01', today, '2027-01-01']
    const kept: (string | null)[] = []
    for (const day of days) kept.push(await locatedAnew(db(), 1, day))
    await deleteGridMaps(db(), await listGridMapIdentities(db()))
    const compiled: (string | null)[] = []
    for (const day of days) compiled.push(await locatedAnew(db(), 1, day))
    expect(kept).toEqual([null, 'past', 'present', 'future'])
    expect(compiled).toEqual(kept)
  })

  test('are read instead of the outlines', async () => {
    await layThree(db())
    await db().updateTable('gridVersions').set({ geometry: 'lost' }).execute()
    expect(await locatedAnew(db(), 1)).toBe('present')
  })

  test('are not believed when they are damaged, and made anew', async () => {
    const desk = await layThree(db())
    for (const identity of await listGridMapIdentities(db())) {
      const damaged = Uint8Array.from((await findGridMap(db(), identity)) ?? [])
      damaged.fill(7, damaged.length / 2)
      await deleteGridMaps(db(), [identity])
      await saveGridMap(db(), identity, damaged)
    }
    expect(await locatedAnew(db(), 1)).toBe('present')
    expect(await keepGridMaps(desk)).toBe(2)
    expect(await keepGridMaps(desk)).toBe(0)
  })

  test('are made anew where another release has left something else', async () => {
    const desk = await layThree(db())
    for (const identity of await listGridMapIdentities(db())) {
      await deleteGridMaps(db(), [identity])
      await saveGridMap(db(), identity, pack(packedKind, { codes: ['present'] }))
    }
    expect(await locatedAnew(db(), 1)).toBe('present')
    expect(await keepGridMaps(desk)).toBe(2)
  })

  test('of days gone by are forgotten, and compiled when somebody asks', async () => {
    const desk = await layThree(db())
    const before = await listGridMapIdentities(db())
    await keepGridMaps({ ...desk, today: '2027-01-01' })
    expect(await listGridMapIdentities(db())).toHaveLength(before.length - 1)
    expect(await locatedAnew(db(), 1)).toBe('present')
  })

  test('are forgotten with their boundaries', async () => {
    const desk = await layThree(db())
    const before = await listGridMapIdentities(db())
    await db()
      .updateTable('gridVersions')
      .set({ validTo: '2027-01-01' })
      .where('code', '=', 'future')
      .execute()
    await keepGridMaps(desk)
    expect((await listGridMapIdentities(db())).length).toBeLessThan(before.length)
  })

  test('of boundaries that an import rolled back leave nothing behind', async () => {
    const desk = await layThree(db())
    const before = await listGridMapIdentities(db())
    const rolledBack = db()
      .transaction()
      .execute(async (db) => {
        const stripes = [{ code: 'never', from: 0, to: 2 }]
        await importStripes({ ...desk, db }, 'governance', stripes, { validFrom: '2026-08-01' })
        await keepGridMaps({ ...desk, db })
        throw new Error('rolled back')
      })
    await expect(rolledBack).rejects.toThrow('rolled back')
    expect(await listGridMapIdentities(db())).toEqual(before)
    expect(await locatedAnew(db(), 1)).toBe('present')
  })
})
