import { expect, test } from 'vitest'
import { areaM2 } from '#geo/area.ts'
import { counterpartsOf, crosswalkOn } from '~/services/crosswalk.server.ts'
import { pairShape } from '~/services/crosswalk-shape.server.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { importStripes, stripes } from '../support/import-files.ts'
import { deskOn, layTown } from '../support/town.ts'

const today = '2026-11-22'
const police = [{ code: 'P', from: 0, to: 2 }]
const governance = [
  { code: 'G1', from: -1, to: 0.5 },
  { code: 'G2', from: 0.5, to: 2 },
  { code: 'G3', from: 2, to: 3 },
]

onEachDatabase('the crosswalk', (db) => {
  test('states the area each pair shares, and its share of both', async () => {
    await layTown(db())
    const desk = deskOn(db(), today)
    await importStripes(desk, 'police', police)
    await importStripes(desk, 'governance', governance)
    const pairs = await crosswalkOn(db(), today)
    expect(pairs.map((pair) => [pair.policeCode, pair.governanceCode])).toEqual([
      ['P', 'G1'],
      ['P', 'G2'],
    ])
    const half = areaOf(stripes([{ code: 'x', from: 0, to: 0.5 }]))
    expect(pairs[0]?.areaM2).toBeCloseTo(half, 2)
    expect(pairs[0]?.shareOfPolice).toBeCloseTo(0.25, 9)
    expect(pairs[0]?.shareOfGovernance).toBeCloseTo(1 / 3, 9)
    expect(pairs[1]?.shareOfGovernance).toBeCloseTo(1, 9)
  })

  test('follows the boundaries of the day, and every import at once', async () => {
    await layTown(db())
    const desk = deskOn(db(), today)
    await importStripes(desk, 'police', police)
    await importStripes(desk, 'governance', governance)
    expect(await crosswalkOn(db(), today)).toHaveLength(2)
    await importStripes(desk, 'police', [{ code: 'P', from: 0, to: 3 }], {
      validFrom: '2026-07-01',
    })
    expect(await crosswalkOn(db(), today)).toHaveLength(3)
    expect(await crosswalkOn(db(), '2026-06-30')).toHaveLength(2)
  })

  test('lists the counterparts of a grid, the largest first', async () => {
    await layTown(db())
    const desk = deskOn(db(), today)
    await importStripes(desk, 'police', police)
    await importStripes(desk, 'governance', governance)
    const ofPolice = await counterpartsOf(db(), { layer: 'police', code: 'P' }, today)
    expect(ofPolice.map(({ governanceCode }) => governanceCode)).toEqual(['G2', 'G1'])
    expect(await counterpartsOf(db(), { layer: 'governance', code: 'G3' }, today)).toEqual([])
  })

  test('draws the ground of one pair as large as it is measured', async () => {
    await layTown(db())
    const desk = deskOn(db(), today)
    await importStripes(desk, 'police', police)
    await importStripes(desk, 'governance', governance)
    const [pair] = await crosswalkOn(db(), today)
    const shape = await pairShape(db(), today, 'P', 'G1')
    expect(areaM2(shape ?? { type: 'MultiPolygon', coordinates: [] })).toBeCloseTo(
      pair?.areaM2 ?? 0,
      2,
    )
    expect(await pairShape(db(), today, 'P', 'G3')).toBeNull()
    expect(await pairShape(db(), today, 'P', 'gone')).toBeNull()
  })
})

function areaOf(text: string): number {
  const { coordinates } = JSON.parse(text).features[0].geometry
  return areaM2({ type: 'MultiPolygon', coordinates: [coordinates] })
}
