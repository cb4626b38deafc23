import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orientation } from '#geo/orientation.ts'

/** Doubles of these sizes are whole multiples of 2^-80. */
const exact = (value: number) => BigInt(value * 2 ** 80)

function exactSide(ax: number, ay: number, bx: number, by: number, px: number, py: number): number {
  const left = (exact(bx) - exact(ax)) * (exact(py) - exact(ay))
  const right = (exact(by) - exact(ay)) * (exact(px) - exact(ax))
  return left > right ? 1 : left < right ? -1 : 0
}

test('a point that rounding puts on a line is still known to lie beside it', () => {
  const longitude = fc.integer({ min: -9_000_000, max: 9_000_000 }).map((n) => n / 7e4)
  const latitude = fc.integer({ min: -2_000_000, max: 2_000_000 }).map((n) => n / 3e4)
  const share = fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000)
  fc.assert(
    fc.property(longitude, latitude, longitude, latitude, share, (ax, ay, bx, by, t) => {
      const px = ax + t * (bx - ax)
      const py = ay + t * (by - ay)
      expect(Math.sign(orientation(ax, ay, bx, by, px, py))).toBe(exactSide(ax, ay, bx, by, px, py))
    }),
    { numRuns: 3000 },
  )
})

test('whole numbers as far apart as the world is wide are judged exactly', () => {
  expect(orientation(-1.8e9, -9e8, 1.8e9, 9e8, 0, 0)).toBe(0)
  expect(orientation(-1.8e9, -9e8, 1.8e9, 9e8 - 1, 2, 1)).toBeGreaterThan(0)
  expect(orientation(-1.8e9, -9e8, 1.8e9, 9e8 + 1, 2, 1)).toBeLessThan(0)
})
