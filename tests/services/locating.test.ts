import { expect, test } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import { locateIncident, locatePoint, openBoundaries } from '~/services/locating.server.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { e7At, importStripes } from '../support/import-files.ts'
import { deskOn, eastVillage, layTown, westVillage } from '../support/town.ts'

const today = '2026-11-22'
const at = (x: number, on = today) => ({ ...e7At(x), on })

async function layBoth(db: Database) {
  await layTown(db)
  const desk = deskOn(db, today)
  await importStripes(desk, 'governance', [
    { code: 'G1', from: 0, to: 1, area: eastVillage, name: '东一' },
    { code: 'G2', from: 1, to: 2, area: westVillage, name: '西一' },
  ])
  await importStripes(desk, 'police', [{ code: 'P', from: 0, to: 3, area: westVillage }])
  return desk
}

onEachDatabase('locating', (db, url) => {
  test('puts a place on a shared border into the grid to the east', async () => {
    const desk = await layBoth(db())
    expect(await locatePoint(desk, at(1))).toMatchObject({ police: 'P', governance: 'G2' })
    expect(await locatePoint(desk, at(0))).toMatchObject({ governance: 'G1' })
    expect(await locatePoint(desk, at(3))).toEqual({
      police: null,
      governance: null,
      candidates: [{ layer: 'police', code: 'P', name: 'P', metres: 0 }],
    })
  })

  test('offers every grid within twenty metres, and none beyond', async () => {
    const desk = await layBoth(db())
    // A hundredth of a degree is 924 m here.
    const near = await locatePoint(desk, at(1 - 19 / 924))
    expect(near.candidates.map(({ code, name }) => [code, name])).toEqual([
      ['P', 'P'],
      ['G1', '东一'],
      ['G2', '西一'],
    ])
    expect(near.candidates[2]?.metres).toBeCloseTo(19, 0)
    const far = await locatePoint(desk, at(1 - 22 / 924))
    expect(far.candidates.map(({ code }) => code)).toEqual(['P', 'G1'])
  })

  test('goes by the boundaries of the day', async () => {
    const desk = await layBoth(db())
    await importStripes(desk, 'governance', [{ code: 'G3', from: 0, to: 2 }], {
      validFrom: '2026-07-01',
    })
    expect((await locatePoint(desk, at(0.5, '2026-06-30'))).governance).toBe('G1')
    expect((await locatePoint(desk, at(0.5, '2026-07-01'))).governance).toBe('G3')
  })

  test('takes the area of the governance grid before that of the police grid', async () => {
    await layBoth(db())
    const boundaries = await openBoundaries(db())
    const areaAt = async (x: number) => {
      const place = { ...e7At(x), policeCode: null, governanceCode: null }
      const stated = { ...place, occurredOn: today, locatedHow: 'exact' } as const
      return (await locateIncident(boundaries, stated)).areaCode
    }
    expect([await areaAt(0.5), await areaAt(2.5), await areaAt(5)]).toEqual([
      eastVillage,
      westVillage,
      null,
    ])
  })

  test('sees at once what another connection has imported', async () => {
    const desk = await layBoth(db())
    expect((await locatePoint(desk, at(2.5))).governance).toBe(null)
    const other = connect(url())
    await importStripes(deskOn(other, today), 'governance', [{ code: 'G9', from: 2, to: 3 }])
    await other.destroy()
    expect((await locatePoint(desk, at(2.5))).governance).toBe('G9')
  })

  test('forgets boundaries that were rolled back', async () => {
    const desk = await layBoth(db())
    const attempt = db()
      .transaction()
      .execute(async (db) => {
        const inside = { ...desk, db }
        await importStripes(inside, 'governance', [{ code: 'G9', from: 2, to: 3 }])
        expect((await locatePoint(inside, at(2.5))).governance).toBe('G9')
        throw new Error('rolled back')
      })
    await expect(attempt).rejects.toThrow('rolled back')
    expect((await locatePoint(desk, at(2.5))).governance).toBe(null)
  })
})
