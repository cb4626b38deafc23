import { booleanPointInPolygon } from '@turf/turf'
import { expect, test } from 'vitest'
import { fromE7, toE7 } from '#geo/coordinates.ts'
import { compileGridMap, type Grid, type GridMap } from '#geo/locating/grid-map.ts'
import { generatePrefecture } from '#seeds/prefecture/prefecture.ts'
import { aSequence, borderPlaces, inReverse } from './tessellations.ts'

const { governance, police } = generatePrefecture({ scale: 0.05, seed: 3213 })
const layers: readonly (readonly [name: string, grids: readonly Grid[]])[] = [
  ['governance', governance],
  ['police', police],
]

/**
 * The first grid that contains the place nudged east, then north: every ring read even-odd in
 * integers, whose products stay below 2^53 over the few tenths of a degree of this land.
 */
function bruteForceOf(grids: readonly Grid[]): (x: number, y: number) => number {
  const sorted = [...grids].sort((a, b) => (a.code < b.code ? -1 : 1))
  const shapes = sorted.map(({ geometry }) => {
    const rings = geometry.coordinates.flat().map((ring) => ring.flat().map(toE7))
    const xs = rings.flatMap((ring) => ring.filter((_, i) => i % 2 === 0))
    const ys = rings.flatMap((ring) => ring.filter((_, i) => i % 2 === 1))
    const [west, east] = [Math.min(...xs), Math.max(...xs)]
    return { rings, west, east, south: Math.min(...ys), north: Math.max(...ys) }
  })
  return (x, y) =>
    shapes.findIndex(({ rings, west, east, south, north }) => {
      if (x < west || x > east || y < south || y > north) return false
      let inside = false
      for (const ring of rings) {
        for (let i = 2; i < ring.length; i += 2) {
          const [ax = 0, ay = 0, bx = 0, by = 0] = ring.slice(i - 2, i + 2)
          if (ay <= y === by <= y) continue
          const turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
          if (by > ay ? turn <= 0 : turn >= 0) inside = !inside
        }
      }
      return inside
    })
}

function placesOver(grids: readonly Grid[], count: number): [lonE7: number, latE7: number][] {
  const borders = borderPlaces(grids)
  const [xs, ys] = [borders.map(([x]) => x), borders.map(([, y]) => y)]
  const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b))
  const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b))
  const [west, south, width, height] = [
    least(xs),
    least(ys),
    most(xs) - least(xs),
    most(ys) - least(ys),
  ]
  const next = aSequence(31)
  return Array.from({ length: count }, () => [
    Math.round(west + (1.02 * next() - 0.01) * width),
    Math.round(south + (1.02 * next() - 0.01) * height),
  ])
}

function locateAll(map: GridMap, places: readonly (readonly [number, number])[]): Int32Array {
  return map.locateMany(
    Int32Array.from(places, ([x]) => x),
    Int32Array.from(places, ([, y]) => y),
  )
}

test('the land that is tried has enclaves, exclaves and lakes', () => {
  const holes = governance.filter(({ geometry }) =>
    geometry.coordinates.some((rings) => rings.length > 1),
  )
  const parts = governance.filter(({ geometry }) => geometry.coordinates.length > 1)
  expect(holes.length).toBeGreaterThan(2)
  expect(parts.length).toBeGreaterThan(1)
})

test.each(layers)('each place of a prefecture lies where exact integers say: %s', (_, grids) => {
  const places = [...placesOver(grids, 6_000), ...borderPlaces(grids)]
  const located = locateAll(compileGridMap(grids), places)
  const byHand = bruteForceOf(grids)
  expect(places.filter(([x, y], i) => located[i] !== byHand(x, y))).toEqual([])
})

test('off the borders Turf finds the same grid of a prefecture', () => {
  const map = compileGridMap(governance)
  const places = placesOver(governance, 400)
  const located = locateAll(map, places)
  const wrong = places.filter(([x, y], i) => {
    const point = [fromE7(x), fromE7(y)]
    const byTurf = governance.filter(({ geometry }) => booleanPointInPolygon(point, geometry))
    return byTurf.map(({ code }) => code).join() !== (map.codes[located[i] ?? -1] ?? '')
  })
  expect(wrong).toEqual([])
})

test('neither the order of the grids nor the size of a batch changes an answer', () => {
  const places = [...placesOver(police, 3_000), ...borderPlaces(police).slice(0, 3_000)]
  const map = compileGridMap(police)
  const located = locateAll(map, places)
  expect(locateAll(compileGridMap(inReverse(police)), places)).toEqual(located)
  for (const size of [1, 7, 1_000]) {
    const inBatches = Array.from({ length: Math.ceil(places.length / size) }, (_, batch) => [
      ...locateAll(map, places.slice(batch * size, (batch + 1) * size)),
    ])
    expect(Int32Array.from(inBatches.flat())).toEqual(located)
  }
})

test('candidates are the grids that a search of every border finds', () => {
  const map = compileGridMap(governance)
  for (const [x, y] of placesOver(governance, 60)) {
    const near = map.candidates(x, y, 20)
    const far = map.candidates(x, y, 2_000)
    expect(far.slice(0, near.length)).toEqual(near)
    expect(near.filter(({ metres }) => metres === 0).map(({ index }) => index)).toEqual(
      [map.locate(x, y)].filter((index) => index >= 0),
    )
    expect(far.filter(({ metres }) => metres <= 20)).toHaveLength(near.length)
  }
})
