import { expect, test } from 'vitest'
import { nestRings } from '#geo/reading/ring-nesting.ts'

type Ring = [number, number][]

const square = (x: number, y: number, side: number): Ring => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
]
const turned = (ring: Ring): Ring => [...ring].reverse()

test('a hole belongs to the polygon around it, whichever way the rings turn', () => {
  const [outer, hole, apart] = [square(0, 0, 10), square(2, 2, 3), square(20, 0, 5)]
  for (const rings of [
    [outer, hole, apart],
    [turned(outer), turned(hole), turned(apart)],
    [outer, turned(hole), apart],
  ])
    expect(nestRings(rings)).toEqual([[rings[0], rings[1]], [rings[2]]])
})

test('an island in a lake is a polygon of its own, wherever it stands in the file', () => {
  const [land, lake, island] = [square(0, 0, 10), square(1, 1, 8), square(3, 3, 2)]
  expect(nestRings([island, lake, land])).toEqual([[island], [land, lake]])
})

test('a hole that touches its polygon at a corner is a hole, a ring beside it is not', () => {
  const [outer, hole, beside] = [square(0, 0, 10), square(0, 0, 2), square(10, 0, 2)]
  expect(nestRings([outer, hole, beside])).toEqual([[outer, hole], [beside]])
})

test('a ring given twice is two polygons, for the doctor to join', () => {
  expect(nestRings([square(0, 0, 1), square(0, 0, 1)])).toHaveLength(2)
})

test('rings without vertices, with one, or with vertices that are no numbers stay as they are', () => {
  const rings: Ring[] = [[], [[1, 1]], [[Number.NaN, 1]], square(0, 0, 5)]
  expect(nestRings(rings).flat()).toHaveLength(4)
})

test('twenty thousand rings in one shape are told apart in a moment', () => {
  const rings = Array.from({ length: 20_000 }, (_, i) => square(0, 0, 20_000 - i))
  const before = performance.now()
  expect(nestRings(rings).flat()).toHaveLength(20_000)
  expect(performance.now() - before).toBeLessThan(2000)
})
