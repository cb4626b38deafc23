import { expect, test } from 'vitest'
import { compareCodes } from '#geo/code-order.ts'
import { distanceMetres, isUsablePoint, toCgcs2000, toE7 } from '#geo/coordinates.ts'

test('a GCJ-02 point is moved back by the hundreds of metres the map vendors add', () => {
  const [lon, lat] = toCgcs2000(118.2752, 33.963, 'gcj02')
  const moved = distanceMetres(118.2752, 33.963, lon, lat)
  expect(moved).toBeGreaterThan(300)
  expect(moved).toBeLessThan(800)
})

test('a BD-09 point lies farther off than the GCJ-02 point of the same numbers', () => {
  const [lon, lat] = toCgcs2000(118.2752, 33.963, 'bd09')
  expect(distanceMetres(118.2752, 33.963, lon, lat)).toBeGreaterThan(900)
})

test('WGS 84 and CGCS2000 are taken as they are', () => {
  expect(toCgcs2000(118.2752, 33.963, 'wgs84')).toEqual([118.2752, 33.963])
  expect(toCgcs2000(118.2752, 33.963, 'cgcs2000')).toEqual([118.2752, 33.963])
})

test('outside China GCJ-02 is not shifted', () => {
  expect(toCgcs2000(-77.0089, 38.8899, 'gcj02')).toEqual([-77.0089, 38.8899])
})

test('the farthest corner of the world fits a 32-bit integer', () => {
  expect(toE7(180) | 0).toBe(1_800_000_000)
  expect(toE7(-179.99999996)).toBe(-1_800_000_000)
})

test('a degree of latitude is about 111.2 km', () => {
  expect(distanceMetres(118, 33, 118, 34)).toBeCloseTo(111_195, -1)
})

test('points that geocoders give for nothing are not usable', () => {
  expect(isUsablePoint(118.2, 33.9)).toBe(true)
  expect(isUsablePoint(0, 33.9)).toBe(true)
  for (const [lon, lat] of [
    [0, 0],
    [Number.NaN, 33],
    [181, 33],
    [118, -91],
    [118, Infinity],
  ])
    expect(isUsablePoint(lon as number, lat as number)).toBe(false)
})

test('codes stand in the order of their UTF-8 bytes', () => {
  const codes = ['\u{1F600}', '', 'b', 'a10', '\uFF21', 'a', '宿城', 'a9', 'B', '\uE000']
  const byBytes = [...codes].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  expect([...codes].sort(compareCodes)).toEqual(byBytes)
})
