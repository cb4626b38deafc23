import { featureCollection, intersect, multiPolygon, union } from '@turf/turf'
import type { MultiPolygon } from 'geojson'
import { expect, test } from 'vitest'
import { areaM2 } from '#geo/area.ts'
import type { Grid } from '#geo/locating/grid-map.ts'
import { layerEdgesOf } from '#geo/overlay/layer-edges.ts'
import {
  type OverlayPair,
  overlapsWithin,
  overlayAreas,
  overlayMaps,
  overlayWithGaps,
} from '#geo/overlay/overlay.ts'
import { aDistrict, aGrid, aSequence, aVillage, inReverse, square } from './tessellations.ts'

const printed = (a: readonly Grid[], b: readonly Grid[]) =>
  overlayAreas(a, b).map(
    (pair) => `${a[pair.a]?.code} ${b[pair.b]?.code} ${pair.areaM2.toFixed(2)}`,
  )

function clippedM2(a: Grid, b: Grid): number {
  const pair = [a, b].map(({ geometry }) => multiPolygon(geometry.coordinates))
  const common = intersect(featureCollection(pair))?.geometry
  if (!common) return 0
  const parts = common.type === 'Polygon' ? [common.coordinates] : common.coordinates
  return areaM2({ type: 'MultiPolygon', coordinates: parts } satisfies MultiPolygon)
}

test('every pair of two districts shares what clipping the pair gives', () => {
  const police = aDistrict(6, 31)
  const governance = aDistrict(14, 32)
  const shared = new Map(
    overlayAreas(police, governance).map(({ a, b, areaM2 }) => [`${a} ${b}`, areaM2]),
  )
  for (const [a, one] of police.entries()) {
    for (const [b, other] of governance.entries())
      expect(shared.get(`${a} ${b}`) ?? 0).toBeCloseTo(clippedM2(one, other), 3)
  }
})

test('the parts of a fully covered grid sum to the grid', () => {
  const police = aDistrict(40, 1)
  const governance = aDistrict(150, 2)
  const sums = police.map(() => 0)
  for (const { a, areaM2 } of overlayAreas(police, governance)) sums[a] = (sums[a] ?? 0) + areaM2
  for (const [index, { geometry }] of police.entries())
    expect(Math.abs((sums[index] ?? 0) / areaM2(geometry) - 1)).toBeLessThan(1e-9)
})

test('a layer laid over itself shares each grid with itself alone', () => {
  const village = aVillage()
  const shared = overlayAreas(village, village)
  expect(shared.map(({ a, b }) => [a, b])).toEqual(village.map((_, index) => [index, index]))
  for (const { a, areaM2: area } of shared) {
    const grid = village[a] as Grid
    expect(area).toBeCloseTo(areaM2(grid.geometry), 4)
  }
})

test('a police grid made of whole governance grids shares them whole and touches no other', () => {
  const village = aVillage()
  const police = [
    aGrid('P', [
      [
        [
          [0, 0],
          [8, 0],
          [8, 4],
          [0, 4],
        ],
      ],
    ]),
  ]
  const names = overlayAreas(police, village).map(({ b }) => village[b]?.code)
  expect(names).toEqual(['A', 'B'])
})

test('a sliver of a square metre along a kilometre of border is found', () => {
  const police = [
    aGrid('P', [
      [
        [
          [0, 0],
          [4, 0],
          [4, 10],
          [0, 10],
        ],
      ],
    ]),
  ]
  const governance = [
    aGrid('G', [
      [
        [
          [3.999_99, 0],
          [8, 0],
          [8, 10],
          [3.999_99, 10],
        ],
      ],
    ]),
  ]
  const [sliver] = overlayAreas(police, governance)
  const strip = aGrid('S', [
    [
      [
        [3.999_99, 0],
        [4, 0],
        [4, 10],
        [3.999_99, 10],
      ],
    ],
  ])
  expect(sliver?.areaM2).toBeGreaterThan(1)
  expect(sliver?.areaM2).toBeCloseTo(areaM2(strip.geometry), 4)
})

test('grids of one layer that overlap are each counted, and listed as overlapping', () => {
  const doubled = [aGrid('y', [[square(0, 0, 4)]]), aGrid('x', [[square(2, 0, 4)]])]
  const over = [aGrid('P', [[square(0, 0, 6)]])]
  const sums = overlayAreas(over, doubled).map(({ areaM2 }) => areaM2)
  expect(sums[0]).toBeCloseTo(areaM2((doubled[1] as Grid).geometry), 4)
  expect(sums[1]).toBeCloseTo(areaM2((doubled[0] as Grid).geometry), 4)
  const [overlap, ...more] = overlapsWithin(doubled)
  expect(more).toEqual([])
  expect([overlap?.a, overlap?.b]).toEqual([1, 0])
  const common = aGrid('c', [
    [
      [
        [2, 0],
        [4, 0],
        [4, 4],
        [2, 4],
      ],
    ],
  ])
  expect(overlap?.areaM2).toBeCloseTo(areaM2(common.geometry), 4)
  expect(overlapsWithin(aDistrict(30, 4))).toEqual([])
})

test('a ring that crosses itself shares its two loops', () => {
  const bowTie = [
    aGrid('b', [
      [
        [
          [0, 0],
          [4, 4],
          [4, 0],
          [0, 4],
        ],
      ],
    ]),
  ]
  const half = [
    aGrid('h', [
      [
        [
          [0, 0],
          [2, 0],
          [2, 4],
          [0, 4],
        ],
      ],
    ]),
  ]
  const loop = aGrid('l', [
    [
      [
        [0, 0],
        [2, 2],
        [0, 4],
      ],
    ],
  ])
  expect(overlayAreas(bowTie, half)[0]?.areaM2).toBeCloseTo(areaM2(loop.geometry), 3)
})

test('an enclave shares nothing with the grid around it', () => {
  const village = aVillage()
  const enclave = [aGrid('E', [[square(5, 5, 2)]])]
  expect(overlayAreas(enclave, village).map(({ b }) => village[b]?.code)).toEqual(['E'])
})

test('the order of the grids changes no figure', () => {
  const police = aDistrict(12, 8)
  const governance = aDistrict(30, 9)
  expect(printed(inReverse(police), inReverse(governance))).toEqual(printed(police, governance))
})

test('layers that do not meet, or have no grids, share nothing', () => {
  expect(overlayAreas(aVillage(), aVillage({ lon: -77, lat: 38 }))).toEqual([])
  expect(overlayAreas([], aVillage())).toEqual([])
  expect(overlayAreas(aVillage(), [])).toEqual([])
})

test('what lies in no grid of the other layer is told for either layer', () => {
  const a = layerEdgesOf([aGrid('a', [[square(0, 0, 4)]]), aGrid('c', [[square(20, 0, 2)]])])
  const b = layerEdgesOf([aGrid('b', [[square(2, 0, 4), square(4.5, 1, 1)]])])
  expect(rounded(overlayWithGaps(a, b))).toEqual(
    rounded([
      { a: -1, b: 0, areaM2: boxM2(4, 0, 6, 4) - boxM2(4.5, 1, 5.5, 2) },
      { a: 0, b: -1, areaM2: boxM2(0, 0, 2, 4) },
      { a: 0, b: 0, areaM2: boxM2(2, 0, 4, 4) },
      { a: 1, b: -1, areaM2: boxM2(20, 0, 22, 2) },
    ]),
  )
})

test('a gap is measured once where the grids beside it lie over each other', () => {
  const a = layerEdgesOf([aGrid('a', [[square(0, 0, 8)]])])
  const b = layerEdgesOf([
    aGrid('x', [[square(0, 0, 4)]]),
    aGrid('y', [[square(2, 0, 4)]]),
    aGrid('z', [[square(2, 2, 2)]]),
    aGrid('v', [[square(2, 0, 4)]]),
  ])
  expect(rounded(overlayWithGaps(a, b).filter((pair) => pair.b === -1))).toEqual(
    rounded([{ a: 0, b: -1, areaM2: boxM2(0, 0, 8, 8) - boxM2(0, 0, 6, 4) }]),
  )
  expect(overlayWithGaps(b, b).filter((pair) => pair.a === -1 || pair.b === -1)).toEqual([])
})

test('what a grid shares and what of it is left over sum to it, also with holes in the other layer', () => {
  for (const seed of [11, 12, 13]) {
    const police = aDistrict(25, seed)
    const governance = aDistrict(60, seed + 100).filter((_, index) => index % 7 !== 0)
    const pairs = overlayWithGaps(layerEdgesOf(police), layerEdgesOf(governance))
    expectSums(police, pairs, 'a')
    expectSums(governance, pairs, 'b')
  }
})

test('borders drawn a metre apart leave gaps and overlaps that account for every grid', () => {
  const next = aSequence(5)
  const shaken = aDistrict(40, 7).map(({ code, geometry }) => ({
    code,
    geometry: {
      ...geometry,
      coordinates: geometry.coordinates.map((rings) =>
        rings.map((ring) => {
          const moved = ring.map(([x = 0, y = 0]) => [x + next() * 2e-5, y + next() * 2e-5])
          return [...moved.slice(0, -1), moved[0] ?? []]
        }),
      ),
    },
  }))
  const whole = [aGrid('w', [[square(-1, -1, 102)]])]
  const layer = layerEdgesOf(shaken)
  const pairs = overlayWithGaps(layerEdgesOf(whole), layer)
  const sum = (list: readonly OverlayPair[]) => list.reduce((all, { areaM2 }) => all + areaM2, 0)
  const covered = sum(pairs.filter(({ b }) => b >= 0))
  const gap = sum(pairs.filter(({ b }) => b === -1))
  const union = unionM2(shaken)
  expect(gap).toBeCloseTo(areaM2((whole[0] as Grid).geometry) - union, 2)
  expect(covered - union).toBeGreaterThan(100)
  expectSums(shaken, pairs, 'b')
})

test('either layer may come first', () => {
  const police = layerEdgesOf(aDistrict(20, 21).slice(3))
  const governance = layerEdgesOf(aDistrict(50, 22).slice(5))
  const turned = overlayWithGaps(governance, police).map(({ a, b, areaM2 }) => ({
    a: b,
    b: a,
    areaM2,
  }))
  const byPair = (one: OverlayPair, other: OverlayPair) => one.a - other.a || one.b - other.b
  expect(rounded(turned.sort(byPair))).toEqual(rounded(overlayWithGaps(police, governance)))
})

test('a layer measured in the plane and one on the ellipsoid are not laid over each other', () => {
  const village = aVillage()
  expect(() => overlayMaps(layerEdgesOf(village), layerEdgesOf(village, 'plane'))).toThrow(
    'on one surface',
  )
})

test('what is kept of a layer is numbers and typed arrays alone', () => {
  const parts = Object.values(layerEdgesOf(aVillage()))
  expect(parts.every((part) => typeof part === 'number' || ArrayBuffer.isView(part))).toBe(true)
})

const rounded = (pairs: readonly OverlayPair[]) =>
  pairs.map(({ a, b, areaM2 }) => `${a} ${b} ${areaM2.toFixed(3)}`)

const boxM2 = (west: number, south: number, east: number, north: number) =>
  areaM2(
    aGrid('box', [
      [
        [
          [west, south],
          [east, south],
          [east, north],
          [west, north],
        ],
      ],
    ]).geometry,
  )

function expectSums(grids: readonly Grid[], pairs: readonly OverlayPair[], side: 'a' | 'b'): void {
  const sums = grids.map(() => 0)
  for (const pair of pairs) sums[pair[side]] = (sums[pair[side]] ?? 0) + pair.areaM2
  for (const [index, { geometry }] of grids.entries())
    expect(Math.abs((sums[index] ?? 0) / areaM2(geometry) - 1)).toBeLessThan(1e-9)
}

function unionM2(grids: readonly Grid[]): number {
  const parts = grids.map(({ geometry }) => multiPolygon(geometry.coordinates))
  const merged = union(featureCollection(parts))?.geometry
  if (!merged) return 0
  const coordinates = merged.type === 'Polygon' ? [merged.coordinates] : merged.coordinates
  return areaM2({ type: 'MultiPolygon', coordinates })
}
