import { booleanPointInPolygon } from '@turf/turf'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromE7, toE7 } from '#geo/coordinates.ts'
import { compileGridMap, type Grid } from '#geo/locating/grid-map.ts'
import {
  aDistrict,
  aGrid,
  aSequence,
  aVillage,
  borderPlaces,
  inReverse,
  locateByHand,
  square,
  suqian,
} from './tessellations.ts'

function codeAt(grids: readonly Grid[], x: number, y: number, origin = suqian): string {
  const map = compileGridMap(grids)
  return (
    map.codes[map.locate(toE7(origin.lon + x / 1000), toE7(origin.lat + y / 1000))] ?? 'outside'
  )
}

function expectAsByHand(grids: readonly Grid[], places: readonly (readonly [number, number])[]) {
  const map = compileGridMap(grids)
  const wrong = places.filter(([x, y]) => map.locate(x, y) !== locateByHand(grids, x, y))
  expect(wrong).toEqual([])
}

test('a place on a border belongs to the grid east of it, and on a level border north of it', () => {
  const village = aVillage()
  expect(codeAt(village, 4, 2)).toBe('B')
  expect(codeAt(village, 2, 4)).toBe('C')
  expect(codeAt(village, 8, 2)).toBe('F')
  expect(codeAt(village, 0, 2)).toBe('A')
  expect(codeAt(village, 2, 0)).toBe('A')
})

test('where four grids meet the north-eastern one has the corner', () => {
  expect(codeAt(aVillage(), 4, 4)).toBe('D')
})

test('a T-junction belongs to one grid though its neighbours share no corner there', () => {
  expect(codeAt(aVillage(), 8, 4)).toBe('F')
})

test('the eastern and northern rim of a layer lie outside it', () => {
  const village = aVillage()
  expect(codeAt(village, 14, 1)).toBe('outside')
  expect(codeAt(village, 2, 8)).toBe('outside')
  expect(codeAt(village, 12, 4)).toBe('outside')
})

test('an enclave, the lake in it and an exclave answer for themselves', () => {
  const village = aVillage()
  expect(codeAt(village, 5.2, 5.2)).toBe('E')
  expect(codeAt(village, 6, 6)).toBe('outside')
  expect(codeAt(village, 5, 5)).toBe('E')
  expect(codeAt(village, 7, 6)).toBe('D')
  expect(codeAt(village, 5.5, 5.5)).toBe('outside')
  expect(codeAt(village, 6.5, 6)).toBe('E')
  expect(codeAt(village, 13, 1)).toBe('A')
  expect(codeAt(village, 12, 1)).toBe('A')
})

test('where grids overlap the lowest code has the place', () => {
  const grids = [
    aGrid('Z', [[square(0, 0, 4)]]),
    aGrid('M', [[square(2, 0, 4)]]),
    aGrid('N', [[square(3, 0, 1)]]),
  ]
  expect(codeAt(grids, 1, 1)).toBe('Z')
  expect(codeAt(grids, 2.5, 1)).toBe('M')
  expect(codeAt(grids, 3.5, 0.5)).toBe('M')
  expect(codeAt(grids, 5, 1)).toBe('M')
})

test('rings that cross themselves are read even-odd', () => {
  const bowTie = aGrid('bow', [
    [
      [
        [0, 0],
        [4, 4],
        [4, 0],
        [0, 4],
      ],
    ],
  ])
  expect(codeAt([bowTie], 1, 2)).toBe('bow')
  expect(codeAt([bowTie], 3, 2)).toBe('bow')
  expect(codeAt([bowTie], 2, 1)).toBe('outside')
  expectAsByHand([bowTie], borderPlaces([bowTie]))
})

test('every corner and the middle of every border of a village belong as the rule says', () => {
  expectAsByHand(aVillage(), borderPlaces(aVillage()))
})

test('forty grids round one pole answer right up to the pole', () => {
  const rim = (step: number): [number, number] => [
    Math.round(5000 * Math.cos((step * Math.PI) / 20)) / 1000,
    Math.round(5000 * Math.sin((step * Math.PI) / 20)) / 1000,
  ]
  const fan = Array.from({ length: 40 }, (_, step) =>
    aGrid(`fan${String(step).padStart(2, '0')}`, [[[[0, 0], rim(step), rim(step + 1)]]]),
  )
  const [x, y] = [toE7(suqian.lon), toE7(suqian.lat)]
  const nearPole = Array.from(
    { length: 400 },
    (_, i) => [x - 10 + (i % 20), y - 10 + Math.floor(i / 20)] as const,
  )
  expectAsByHand(fan, [...borderPlaces(fan), ...nearPole])
})

test('a district is one partition in every hemisphere', () => {
  const origins = [
    suqian,
    { lon: -77.05, lat: 38.9 },
    { lon: -58.4, lat: -34.6 },
    { lon: -0.05, lat: -0.05 },
  ]
  for (const origin of origins) {
    const district = aDistrict(30, 7, origin)
    const next = aSequence(11)
    const inside = Array.from({ length: 150 }, () => {
      const lon = origin.lon + next() * 0.11 - 0.005
      const lat = origin.lat + next() * 0.11 - 0.005
      return [toE7(lon), toE7(lat)] as const
    })
    expectAsByHand(district, [...borderPlaces(district).slice(0, 200), ...inside])
  }
})

test('one layer may hold grids on both sides of the world', () => {
  const grids = [
    ...aVillage(),
    ...aVillage({ lon: -77, lat: -38 }).map((grid) => ({ ...grid, code: `w${grid.code}` })),
  ]
  expectAsByHand(grids, borderPlaces(grids))
})

test('borders as long as a continent are exact to the last unit', () => {
  const [width, height] = [1_410_000_001, 530_000_000]
  const corner = [width / 1e4, height / 1e4] as const
  const origin = { lon: -20, lat: 0 }
  const wide = [
    aGrid('N', [[[[0, 0], corner, [0, corner[1]]]]], origin),
    aGrid('S', [[[[0, 0], [corner[0], 0], corner]]], origin),
  ]
  const [x, y] = nearestBeside(width, height)
  const [west, south] = [toE7(-20), 0]
  const map = compileGridMap(wide)
  expect(map.codes[map.locate(west + x, south + y)]).toBe('N')
  expect(map.codes[map.locate(west + width - x, south + height - y)]).toBe('S')
  expectAsByHand(wide, [...borderPlaces(wide), [west + x, south + y], [west + x + 1, south + y]])
})

/** The whole place left of the line (0, 0)–(width, height) that lies nearest to it (Euclid). */
function nearestBeside(width: number, height: number): [x: number, y: number] {
  let [rest, next] = [BigInt(width), BigInt(height)]
  let [y, nextY] = [1n, 0n]
  let [x, nextX] = [0n, 1n]
  while (next !== 0n) {
    const times = rest / next
    ;[rest, next] = [next, rest - times * next]
    ;[y, nextY] = [nextY, y - times * nextY]
    ;[x, nextX] = [nextX, x - times * nextX]
  }
  const isPositive = y > 0n // width · y + height · x = 1
  return isPositive ? [Number(-x), Number(y)] : [Number(-x) + width, Number(y) + height]
}

test('the order of the grids changes no answer', () => {
  const grids = [...aDistrict(25, 3), ...aVillage()]
  const map = compileGridMap(grids)
  const turned = compileGridMap(inReverse(grids))
  expect(turned.codes).toEqual(map.codes)
  for (const [x, y] of borderPlaces(grids)) expect(turned.locate(x, y)).toBe(map.locate(x, y))
})

test('any rings at all are read as by hand: overlapping, crossing, repeated, collapsed', () => {
  const corner = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }))
  const ring = fc.array(corner, { minLength: 1, maxLength: 8 })
  const layer = fc.array(
    fc.array(fc.array(ring, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }),
    { minLength: 1, maxLength: 5 },
  )
  const unit = fc.constantFrom(1e-4, 1e-3, 1, 1000)
  fc.assert(
    fc.property(layer, unit, fc.integer({ min: 0, max: 3 }), (polygons, size, quarter) => {
      const origin = { lon: quarter % 2 ? -100 : 100, lat: quarter > 1 ? -40 : 40 }
      const grids = polygons.map((parts, index) =>
        aGrid(
          String(index),
          parts.map((rings) =>
            rings.map((corners) => corners.map(([x, y]) => [x * size, y * size] as const)),
          ),
          origin,
        ),
      )
      const halves = [3, 7, 12, 19, 26].flatMap((x) =>
        [2, 9, 15, 28].map((y) => [x, y + 0.5] as const),
      )
      const places = halves.map(
        ([x, y]) =>
          [toE7(origin.lon + (x * size) / 1000), toE7(origin.lat + (y * size) / 1000)] as const,
      )
      expectAsByHand(grids, [...places, ...borderPlaces(grids)])
      expectAsByHand(inReverse(grids), places)
    }),
    { numRuns: 80 },
  )
})

test('off the borders Turf gives the same grid', () => {
  const district = [...aDistrict(40, 5)]
  const map = compileGridMap(district)
  const next = aSequence(23)
  let compared = 0
  for (let i = 0; i < 500; i++) {
    const x = toE7(suqian.lon + next() * 0.1)
    const y = toE7(suqian.lat + next() * 0.1)
    if (map.candidates(x, y, 0.05).length !== 1) continue
    const point = [fromE7(x), fromE7(y)]
    const byTurf = district.filter(({ geometry }) => booleanPointInPolygon(point, geometry))
    expect(byTurf.map(({ code }) => code)).toEqual([map.codes[map.locate(x, y)]])
    compared++
  }
  expect(compared).toBeGreaterThan(450)
})

test('many places at once give what each gives alone', () => {
  const village = aVillage()
  const map = compileGridMap(village)
  const places = borderPlaces(village)
  const many = map.locateMany(
    Int32Array.from(places, ([x]) => x),
    Int32Array.from(places, ([, y]) => y),
  )
  expect([...many]).toEqual(places.map(([x, y]) => map.locate(x, y)))
})

test('forty copies of one grid and as many round it answer for the lowest code', () => {
  const copies = Array.from({ length: 80 }, (_, index) =>
    aGrid(`${index % 2 ? 'in' : 'out'}${100 - index}`, [[square(index % 2, index % 2, 9)]]),
  )
  expectAsByHand(copies, borderPlaces(copies).slice(0, 200))
  const map = compileGridMap(copies)
  const [x, y] = [toE7(suqian.lon + 0.005), toE7(suqian.lat + 0.005)]
  expect(map.candidates(x, y, 5)).toHaveLength(80)
  expect(map.locate(x, y)).toBe(0)
})

test('a grid far away from all others changes none of their answers', () => {
  const district = aDistrict(60, 17)
  const stray = aGrid('stray', [[square(0, 0, 1)]], { lon: 0, lat: 0 })
  const [alone, together] = [compileGridMap(district), compileGridMap([...district, stray])]
  for (const [x, y] of borderPlaces(district)) {
    expect(together.codes[together.locate(x, y)]).toBe(alone.codes[alone.locate(x, y)])
  }
  expect(together.codes[together.locate(5_000, 5_000)]).toBe('stray')
})

test('a coordinate that is no number or beyond the world is refused', () => {
  const amiss = (lon: number): Grid => ({
    code: 'A',
    geometry: {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [lon, 0],
            [1, 0],
            [1, 1],
            [lon, 0],
          ],
        ],
      ],
    },
  })
  expect(() => compileGridMap([amiss(Number.NaN)])).toThrow(RangeError)
  expect(() => compileGridMap([amiss(3_960_000)])).toThrow('not 3960000')
})

test('a layer without grids has everything outside', () => {
  const map = compileGridMap([])
  expect(map.locate(toE7(118), toE7(33))).toBe(-1)
  expect(map.candidates(toE7(118), toE7(33), 100)).toEqual([])
})

test('borders whose numbers just fit 16 bits, or just do not, part places alike', () => {
  const limit = fc.integer({ min: 2 ** 15 - 2, max: 2 ** 15 + 2 })
  const length = fc.tuple(limit, fc.constantFrom(-1, 1)).map(([units, sign]) => units * sign)
  const corners = fc.tuple(fc.nat(2 ** 20), fc.nat(2 ** 20), length, length, length, length)
  fc.assert(
    fc.property(fc.array(corners, { minLength: 1, maxLength: 12 }), (shapes) => {
      const grids = shapes.map(([x, y, a, b, c, d], index): Grid => {
        const ring = [
          [x, y],
          [x + a, y + b],
          [x + a + c, y + b + d],
          [x, y],
        ].map(([x = 0, y = 0]) => [fromE7(x), fromE7(y)])
        return {
          code: `${10 + index}`,
          geometry: { type: 'MultiPolygon', coordinates: [[ring]] },
        }
      })
      const beside = shapes.flatMap(([x, y, a, b, c, d]): [number, number][] =>
        [0, 1, 2].flatMap((step): [number, number][] => [
          [x + Math.round((a * step) / 2), y + Math.round((b * step) / 2)],
          [x + a + Math.round((c * step) / 3) + 1, y + b + Math.round((d * step) / 3)],
          [x + Math.round((a + c / 2) / 2), y + Math.round((b + d / 2) / 2)],
        ]),
      )
      expectAsByHand(grids, beside)
    }),
    { numRuns: 150 },
  )
})
