import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { MultiPolygon } from '#seeds/prefecture/geometry.ts'
import { generatePrefecture } from '#seeds/prefecture/prefecture.ts'
import { bordersOf, countCrossings, repeated, reversed, twiceTheArea } from './support/coverage.ts'

const small = generatePrefecture({ scale: 0.02 })
const whole = generatePrefecture()

test('the demo prefecture has the grids of 宿迁: 5,160 for governance and 1,065 for the police', () => {
  expect(whole.governance).toHaveLength(5_160)
  expect(whole.police).toHaveLength(1_065)
  expect(whole.areas.filter(({ level }) => level === 'county')).toHaveLength(5)
  expect(small.governance).toHaveLength(103)
  expect(small.police).toHaveLength(21)
  expect(small.areas.filter(({ level }) => level === 'county')).toHaveLength(2)
})

test('the same scale and seed give the same prefecture on every machine', () => {
  expect(generatePrefecture({ scale: 0.02 })).toEqual(small)
  expect(digestOf(small)).toBe('e18de52d0767c7f9d6c9b0e36ad6a282bdb6473829fdaa5e8818c79b53622c6a')
  expect(digestOf(generatePrefecture({ scale: 0.02, seed: 7 }))).not.toBe(digestOf(small))
})

test('governance grids cover the prefecture exactly: every border has two sides or is the edge', () => {
  for (const { governance, extent } of [small, whole]) {
    const borders = governance.flatMap(({ geometry }) => bordersOf(geometry))
    const sides = new Set(borders)
    expect(repeated(borders)).toEqual([])
    const alone = borders.filter((border) => !sides.has(reversed(border)))
    expect(alone.sort()).toEqual(bordersOf(extent).sort())
    const area = governance.reduce((sum, { geometry }) => sum + twiceTheArea(geometry), 0n)
    expect(area).toBe(twiceTheArea(extent))
  }
})

test('no governance border crosses another, and no police grid crosses itself', () => {
  const every = (geometries: readonly MultiPolygon[]) =>
    countCrossings(geometries.flatMap(bordersOf))
  expect(every(small.governance.map(({ geometry }) => geometry))).toBe(0)
  for (const { geometry } of small.police) expect(countCrossings(bordersOf(geometry))).toBe(0)
})

test('enclaves, exclaves and lakes are as many as the kernel is measured on', () => {
  const holes = whole.governance.flatMap(({ geometry }) =>
    geometry.coordinates.flatMap((rings) => rings.slice(1)),
  )
  expect(holes).toHaveLength(152)
  expect(whole.governance.filter(({ kind }) => kind === 'dedicated')).toHaveLength(60)
  expect(whole.governance.filter(({ geometry }) => geometry.coordinates.length > 1)).toHaveLength(
    80,
  )
  expect(whole.extent.coordinates.map((rings) => rings.length)).toEqual([13])
})

test('a governance grid has about 64 vertices, nine in ten between 34 and 98', () => {
  const counts = whole.governance
    .map(({ geometry }) => bordersOf(geometry).length)
    .sort((a, b) => a - b)
  const total = counts.reduce((sum, count) => sum + count, 0)
  expect(total / counts.length).toBeCloseTo(65, 0)
  expect(counts[Math.floor(counts.length * 0.05)]).toBeGreaterThan(33)
  expect(counts[Math.floor(counts.length * 0.95)]).toBeLessThan(99)
})

test('a fused police grid is bounded by governance borders alone, and 45 % are fused', () => {
  const governance = new Set(whole.governance.flatMap(({ geometry }) => bordersOf(geometry)))
  const isUnion = ({ geometry }: { geometry: MultiPolygon }) =>
    bordersOf(geometry).every((border) => governance.has(border))
  const fused = whole.police.filter(({ fused }) => fused)
  expect(fused.length / whole.police.length).toBeCloseTo(0.45, 1)
  expect(fused.every(isUnion)).toBe(true)
  expect(whole.police.filter(({ fused }) => !fused).some(isUnion)).toBe(false)
})

test('the police layer is no true coverage: some borders are drawn twice, metres apart', () => {
  const borders = whole.police.flatMap(({ geometry }) => bordersOf(geometry))
  const sides = new Set(borders)
  const edge = new Set(bordersOf(whole.extent))
  const alone = borders.filter((border) => !sides.has(reversed(border)) && !edge.has(border))
  expect(alone.length).toBeGreaterThan(100)
  expect(alone.length).toBeLessThan(0.02 * borders.length)
})

test('every code is unique, has its parent, and names a place of its own', () => {
  const areas = new Map(whole.areas.map((area) => [area.code, area]))
  expect(areas.size).toBe(whole.areas.length)
  for (const { code, level, parentCode } of whole.areas) {
    expect(parentCode === null || areas.has(parentCode), code).toBe(true)
    expect(code).toHaveLength({ prefecture: 6, county: 6, township: 9, village: 12 }[level])
  }
  for (const { code, areaCode, kind } of whole.governance) {
    expect(code).toMatch(/^\d{15}$/)
    expect(code.slice(0, 12)).toBe(areaCode)
    expect(Number(code.slice(12)) > 500).toBe(kind === 'dedicated')
    expect(areas.get(areaCode)?.level).toBe('village')
  }
  for (const { areaCode } of whole.police) expect(areas.get(areaCode)?.level).toBe('township')
  expect(new Set(whole.governance.map(({ code }) => code)).size).toBe(5_160)
  expect(new Set(whole.police.map(({ code }) => code)).size).toBe(1_065)
})

test('coordinates lie about 宿迁 on a grain of 1e-7°', () => {
  const positions = whole.governance.flatMap(({ geometry }) => geometry.coordinates.flat(2))
  const off = positions.filter(
    ([lon = 0, lat = 0]) =>
      lon < 117.9 ||
      lon > 119.2 ||
      lat < 33.1 ||
      lat > 34.42 ||
      Math.round(lon * 1e7) / 1e7 !== lon,
  )
  expect(off).toEqual([])
})

const digestOf = (content: unknown) =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex')
