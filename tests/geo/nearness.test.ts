import { expect, test } from 'vitest'
import { distanceMetres, toE7 } from '#geo/coordinates.ts'
import { compileGridMap } from '#geo/locating/grid-map.ts'
import { aGrid, aVillage, square, suqian } from './tessellations.ts'

const at = (x: number, y: number) =>
  [toE7(suqian.lon + x / 1000), toE7(suqian.lat + y / 1000)] as const

function nearby(x: number, y: number, metres: number): [string, number][] {
  const map = compileGridMap(aVillage())
  const [lon, lat] = at(x, y)
  return map.candidates(lon, lat, metres).map((near) => [map.codes[near.index] ?? '', near.metres])
}

test('a place amid its grid has that grid alone', () => {
  expect(nearby(2, 2, 20)).toEqual([['A', 0]])
})

test('a place near a border carries the neighbour and how far it is', () => {
  const [own, other, ...more] = nearby(3.9, 2, 20)
  expect(own).toEqual(['A', 0])
  expect(other?.[0]).toBe('B')
  const metres = distanceMetres(
    suqian.lon + 0.0039,
    suqian.lat + 0.002,
    suqian.lon + 0.004,
    suqian.lat + 0.002,
  )
  expect(Math.abs((other?.[1] ?? 0) / metres - 1)).toBeLessThan(0.006)
  expect(more).toEqual([])
})

test('on a corner of four grids all four are named, ties by code', () => {
  expect(nearby(4, 4, 1)).toEqual([
    ['A', 0],
    ['B', 0],
    ['C', 0],
    ['D', 0],
  ])
})

test('nearest comes first', () => {
  expect(nearby(3.95, 3.8, 50).map(([code]) => code)).toEqual(['A', 'B', 'C', 'D'])
})

test('outside every grid the ones within reach are named, none with distance 0', () => {
  const near = nearby(-0.1, 3.99, 20)
  expect(near.map(([code]) => code)).toEqual(['A', 'C'])
  expect(near[0]?.[1]).toBeGreaterThan(9)
  expect(nearby(-0.1, 3.99, 5)).toEqual([])
})

test('grids that overlap at a place are all named with distance 0', () => {
  const map = compileGridMap([aGrid('b', [[square(0, 0, 4)]]), aGrid('a', [[square(1, 1, 4)]])])
  const [lon, lat] = at(2, 2)
  expect(map.candidates(lon, lat, 5)).toEqual([
    { index: 0, metres: 0 },
    { index: 1, metres: 0 },
  ])
})
