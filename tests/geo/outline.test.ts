import { booleanPointInPolygon } from '@turf/turf'
import { expect, test } from 'vitest'
import { boundsOf, labelPoint } from '#geo/outline.ts'
import { aGrid, aVillage, square, suqian } from './tessellations.ts'

test('a label stands inside its grid, even where the middle of the grid lies outside', () => {
  const horseshoe = aGrid('u', [
    [
      [
        [0, 0],
        [9, 0],
        [9, 9],
        [8, 9],
        [8, 1],
        [1, 1],
        [1, 9],
        [0, 9],
      ],
    ],
  ])
  const ring = aGrid('o', [[square(0, 0, 9), square(1, 1, 7)]])
  for (const { geometry } of [horseshoe, ring, ...aVillage()])
    expect(booleanPointInPolygon(labelPoint(geometry), geometry, { ignoreBoundary: true })).toBe(
      true,
    )
})

test('a label stands in the largest part', () => {
  const [, lat] = labelPoint(aGrid('a', [[square(0, 0, 1)], [square(0, 50, 4)]]).geometry)
  expect(lat).toBeGreaterThan(suqian.lat + 0.05)
})

test('the bounds of a layer hold all its grids', () => {
  const bounds = boundsOf(aVillage().map(({ geometry }) => geometry))
  const expected = [suqian.lon, suqian.lat, suqian.lon + 0.014, suqian.lat + 0.008]
  expect(bounds).toEqual(expected.map((degrees) => expect.closeTo(degrees, 9)))
  expect(boundsOf([])).toBeUndefined()
})
