import { expect, test } from 'vitest'
import { areaM2 } from '#geo/area.ts'
import { aDistrict, aGrid, inReverse, square } from './tessellations.ts'

/** Area of the ellipsoid between two parallels and `width` degrees, summed in thin strips. */
function stripsM2(south: number, north: number, widthAt: (lat: number) => number): number {
  const a = 6_378_137
  const f = 1 / 298.257222101
  const e2 = f * (2 - f)
  const count = 20_000
  const step = (north - south) / count
  let area = 0
  for (let i = 0; i < count; i++) {
    const lat = south + (i + 0.5) * step
    const sine = Math.sin((lat * Math.PI) / 180)
    const zone = (a * a * (1 - e2) * Math.cos((lat * Math.PI) / 180)) / (1 - e2 * sine * sine) ** 2
    area += zone * ((step * Math.PI) / 180) * ((widthAt(lat) * Math.PI) / 180)
  }
  return area
}

test('the whole world has the surface of the ellipsoid', () => {
  const world = aGrid(
    'w',
    [
      [
        [
          [-180e3, -90e3],
          [180e3, -90e3],
          [180e3, 90e3],
          [-180e3, 90e3],
        ],
      ],
    ],
    { lon: 0, lat: 0 },
  )
  expect(areaM2(world.geometry) / 510_065_621_724_000 - 1).toBeCloseTo(0, 9)
})

test('a square degree and a triangle under a slanted border agree with a sum of thin strips', () => {
  const origin = { lon: 118, lat: 33 }
  const cell = aGrid('c', [[square(0, 0, 1000)]], origin)
  expect(areaM2(cell.geometry) / stripsM2(33, 34, () => 1) - 1).toBeCloseTo(0, 8)
  const triangle = aGrid(
    't',
    [
      [
        [
          [0, 0],
          [1000, 0],
          [0, 1000],
        ],
      ],
    ],
    origin,
  )
  expect(areaM2(triangle.geometry) / stripsM2(33, 34, (lat) => 34 - lat) - 1).toBeCloseTo(0, 8)
  const large = aGrid(
    'l',
    [
      [
        [
          [0, 0],
          [40_000, 0],
          [0, 40_000],
        ],
      ],
    ],
    { lon: -60, lat: -20 },
  )
  expect(areaM2(large.geometry) / stripsM2(-20, 20, (lat) => 20 - lat) - 1).toBeCloseTo(0, 8)
  const tall = aGrid(
    'h',
    [
      [
        [
          [0, 0],
          [80_000, 0],
          [0, 80_000],
        ],
      ],
    ],
    { lon: -60, lat: 5 },
  )
  expect(areaM2(tall.geometry) / stripsM2(5, 85, (lat) => 85 - lat) - 1).toBeCloseTo(0, 8)
})

test('a hole is taken off and an island in it added, whichever way the rings run', () => {
  const whole = areaM2(aGrid('w', [[square(0, 0, 9)]]).geometry)
  const hole = areaM2(aGrid('h', [[square(3, 3, 3)]]).geometry)
  const island = areaM2(aGrid('i', [[square(4, 4, 1)]]).geometry)
  const rings = [[square(0, 0, 9), square(3, 3, 3)], [inReverse(square(4, 4, 1))]]
  expect(areaM2(aGrid('g', rings).geometry)).toBeCloseTo(whole - hole + island, 4)
})

test('a ring that crosses itself counts both its loops', () => {
  const bowTie = aGrid('b', [
    [
      [
        [0, 0],
        [4, 4],
        [4, 0],
        [0, 4],
      ],
    ],
  ])
  const left = aGrid('l', [
    [
      [
        [0, 0],
        [2, 2],
        [0, 4],
      ],
    ],
  ])
  const right = aGrid('r', [
    [
      [
        [2, 2],
        [4, 0],
        [4, 4],
      ],
    ],
  ])
  expect(areaM2(bowTie.geometry)).toBeCloseTo(areaM2(left.geometry) + areaM2(right.geometry), 3)
})

test('the cells of a district sum to its box', () => {
  const cells = aDistrict(50, 2).reduce((sum, { geometry }) => sum + areaM2(geometry), 0)
  expect(cells).toBeCloseTo(areaM2(aGrid('box', [[square(0, 0, 100)]]).geometry), 2)
})
