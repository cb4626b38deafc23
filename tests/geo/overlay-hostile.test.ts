import { expect, test } from 'vitest'
import type { Grid } from '#geo/locating/grid-map.ts'
import { layerEdgesOf } from '#geo/overlay/layer-edges.ts'
import { overlapsOf, overlayMaps, overlayWithGaps } from '#geo/overlay/overlay.ts'
import { TooTangled } from '#geo/tangle.ts'
import { areasBySlabs } from './slab-areas.ts'
import { aDistrict, aGrid, aSequence, inReverse, square } from './tessellations.ts'

type Point = [number, number]

const inPlane = (grids: readonly Grid[]) => layerEdgesOf(grids, 'plane')

const gridOf = (code: string, polygons: Point[][][]): Grid => ({
  code,
  geometry: {
    type: 'MultiPolygon',
    coordinates: polygons.map((rings) => rings.map((ring) => [...ring, ...ring.slice(0, 1)])),
  },
})

/** Grids of random rings on a few places: they cross, touch, repeat and collapse. */
function aTangle(next: () => number): Grid[] {
  const below = (limit: number) => Math.floor(next() * limit)
  const unit = [1000, 1000 / 3, 1e4 / 7][below(3)] ?? 1
  const places = [3, 4, 6, 10, 40][below(5)] ?? 3
  const ring = () =>
    Array.from(
      { length: 3 + below(6) },
      (): Point => [1e5 / 3 + below(places) * unit, below(places) * unit],
    )
  return Array.from({ length: 1 + below(4) }, (_, index) =>
    gridOf(
      String(index),
      Array.from({ length: 1 + below(2) }, () => Array.from({ length: 1 + below(2) }, ring)),
    ),
  )
}

/** The same grids with corners between corners: in line, as far as rounding can tell. */
const withMoreCorners = (grids: readonly Grid[], next: () => number): Grid[] =>
  grids.map(({ code, geometry }) => ({
    code: `${code}+`,
    geometry: {
      ...geometry,
      coordinates: geometry.coordinates.map((rings) =>
        rings.map((ring) =>
          ring.flatMap((from, i) => {
            const to = ring[i + 1]
            if (!to || next() < 0.4) return [from]
            const at = next()
            return [from, from.map((value, axis) => value + at * ((to[axis] ?? 0) - value))]
          }),
        ),
      ),
    },
  }))

function expectAsBySlabs(a: readonly Grid[], b: readonly Grid[], what: string): void {
  const ours = new Map(
    overlayWithGaps(inPlane(a), inPlane(b)).map(({ a, b, areaM2 }) => [`${a} ${b}`, areaM2]),
  )
  const theirs = areasBySlabs(a, b)
  const wrong = [...new Set([...ours.keys(), ...theirs.keys()])].filter(
    (pair) => Math.abs((ours.get(pair) ?? 0) - (theirs.get(pair) ?? 0)) > 1e-3,
  )
  expect(wrong, what).toEqual([])
}

test('every pair and every gap of tangled layers is what slabs of the plane give', {
  timeout: 20_000,
}, () => {
  for (let seed = 1; seed <= 30; seed++) {
    const next = aSequence(seed)
    expectAsBySlabs(aTangle(next), aTangle(next), `seed ${seed}`)
  }
})

test('gaps hold where borders of one layer run along each other within rounding', {
  timeout: 20_000,
}, () => {
  for (let seed = 1; seed <= 12; seed++) {
    const next = aSequence(1000 + seed)
    const a = aTangle(next)
    const twice = [...a, ...withMoreCorners(a, next)]
    const b = [...twice, ...withMoreCorners(twice, next), ...aTangle(next)]
    expectAsBySlabs(a, b, `seed ${seed}`)
    expectAsBySlabs(b, aTangle(next), `seed ${seed}`)
  }
})

test('corners added in line change no figure, nor do the order of grids or the start of rings', () => {
  const next = aSequence(3)
  const police = aDistrict(20, 5)
  const governance = aDistrict(50, 6).slice(4)
  const turned = ({ code, geometry }: Grid): Grid => ({
    code,
    geometry: {
      ...geometry,
      coordinates: geometry.coordinates.map((rings) =>
        rings.map((ring) => {
          const open = ring.slice(1)
          const from = Math.floor(next() * open.length)
          const again = [...open.slice(from), ...open.slice(0, from)].reverse()
          return [...again, ...again.slice(0, 1)]
        }),
      ),
    },
  })
  const straight = areasByCode(police, governance)
  const others = [
    areasByCode(inReverse(police), inReverse(governance)),
    areasByCode(police.map(turned), governance.map(turned)),
    areasByCode(unmarked(withMoreCorners(police, next)), governance),
    areasByCode(police, unmarked(withMoreCorners(governance, next))),
  ]
  for (const areas of others) {
    expect([...areas.keys()].sort()).toEqual([...straight.keys()].sort())
    for (const [pair, area] of areas)
      expect(Math.abs(area - (straight.get(pair) ?? 0))).toBeLessThan(1e-3 + 1e-9 * area)
  }
})

const unmarked = (grids: readonly Grid[]) =>
  grids.map(({ code, geometry }) => ({ code: code.replace('+', ''), geometry }))

function areasByCode(a: readonly Grid[], b: readonly Grid[]): Map<string, number> {
  const pairs = overlayWithGaps(layerEdgesOf(a), layerEdgesOf(b))
  return new Map(pairs.map((pair) => [`${a[pair.a]?.code} ${b[pair.b]?.code}`, pair.areaM2]))
}

test('a whole step east or north moves every figure with the layers', () => {
  const next = aSequence(9)
  const [a, b] = [aTangle(next), aTangle(next)]
  const moved = (grids: readonly Grid[]) =>
    grids.map(({ code, geometry }) => ({
      code,
      geometry: {
        ...geometry,
        coordinates: geometry.coordinates.map((rings) =>
          rings.map((ring) => ring.map(([x = 0, y = 0]) => [x + 4096, y - 65_536])),
        ),
      },
    }))
  const here = overlayWithGaps(inPlane(a), inPlane(b))
  const there = overlayWithGaps(inPlane(moved(a)), inPlane(moved(b)))
  expect(there.map(({ a, b }) => [a, b])).toEqual(here.map(({ a, b }) => [a, b]))
  for (const [index, { areaM2 }] of there.entries())
    expect(Math.abs(areaM2 - (here[index]?.areaM2 ?? 0))).toBeLessThan(1e-3)
})

test('a ring of a hundred thousand corners is laid over others in time', {
  timeout: 10_000,
}, () => {
  const circle = Array.from({ length: 100_000 }, (_, step): Point => {
    const angle = (step * 2 * Math.PI) / 100_000
    return [118 + Math.cos(angle), 33 + Math.sin(angle)]
  })
  const layer = layerEdgesOf([gridOf('circle', [[circle]])])
  const pairs = overlayWithGaps(layer, layerEdgesOf([aGrid('s', [[square(0, -800, 100)]])]))
  expect(pairs.map(({ a, b }) => [a, b])).toEqual([
    [0, -1],
    [0, 0],
  ])
})

test('many grids on one spot and many round one corner are laid over others in time', {
  timeout: 10_000,
}, () => {
  const stack = Array.from({ length: 3000 }, (_, i) => aGrid(String(i), [[square(0, 0, 8)]]))
  const half = layerEdgesOf([aGrid('h', [[square(4, 0, 8)]])])
  expect(overlayMaps(layerEdgesOf(stack), half)).toHaveLength(3000)
  const rim = (step: number): [number, number] => [
    5 * Math.cos((step * Math.PI) / 10_000),
    5 * Math.sin((step * Math.PI) / 10_000),
  ]
  const fan = Array.from({ length: 20_000 }, (_, step) =>
    aGrid(String(step), [[[[0, 0], rim(step), rim(step + 1)]]]),
  )
  expect(overlayMaps(layerEdgesOf(fan), half).length).toBeGreaterThan(2000)
})

test('what crosses or overlaps out of all proportion is refused in time', {
  timeout: 20_000,
}, () => {
  const next = aSequence(4)
  const hair = Array.from({ length: 20_000 }, (): Point => [118 + next(), 33 + next()])
  expect(() => layerEdgesOf([gridOf('hair', [[hair]])])).toThrow(TooTangled)
  const stack = Array.from({ length: 4000 }, (_, i) => aGrid(String(i), [[square(0, 0, 8)]]))
  expect(() => overlapsOf(layerEdgesOf(stack))).toThrow(TooTangled)
  const comb = (isFlat: boolean) =>
    Array.from({ length: 20_000 }, (_, i): Point => {
      const [along, across] = [i * 1e-5, i % 2]
      return isFlat ? [118 + across, 33 + along] : [118 + along, 33 + across]
    })
  const combs = [true, false].map((isFlat) =>
    layerEdgesOf([gridOf('comb', [[[...comb(isFlat), isFlat ? [117, 34] : [119, 32]]]])]),
  ) as [ReturnType<typeof layerEdgesOf>, ReturnType<typeof layerEdgesOf>]
  expect(() => overlayMaps(...combs)).toThrow(TooTangled)
})

test('twenty thousand islands, or as many squares within each other, are looked through in time', {
  timeout: 15_000,
}, () => {
  const islands = Array.from({ length: 20_000 }, (_, i) => [
    square((i % 300) / 5, Math.floor(i / 300) / 5, 0.1),
  ])
  const sea = layerEdgesOf([aGrid('sea', [[square(-1, -1, 100)]])])
  expect(overlayMaps(layerEdgesOf([aGrid('islands', islands)]), sea)).toHaveLength(1)
  const nested = Array.from({ length: 20_000 }, (_, i) => [square(i / 1e4, i / 1e4, 20 - i / 5e3)])
  expect(() => layerEdgesOf([aGrid('nested', nested)])).toThrow(TooTangled)
})
