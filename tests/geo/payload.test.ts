import { expect, test } from 'vitest'
import { areaM2 } from '#geo/area.ts'
import { decodeGridPayload, polygonsOfGrid } from '#geo/display/decode-payload.ts'
import { encodeGridPayload, type PayloadDetail, simplifyGrids } from '#geo/display/payload.ts'
import { aDistrict, aGrid, aSequence, aVillage, inReverse, square } from './tessellations.ts'

/** There and back again. */
function sent(grids: Parameters<typeof encodeGridPayload>[0], detail: PayloadDetail) {
  const decoded = decodeGridPayload(encodeGridPayload(grids, detail))
  return {
    codes: decoded.codes,
    polygons: decoded.codes.map((_, grid) => polygonsOfGrid(decoded, grid)),
  }
}

/** Borders with neighbours cancel: what is left runs once round the outside. */
function unmatchedEdges(rings: readonly (readonly (readonly number[])[])[]): Set<string> {
  const edges = new Set<string>()
  for (const ring of rings) {
    for (const [i, point] of ring.entries()) {
      const next = ring[(i + 1) % ring.length] ?? []
      if (`${point}` === `${next}`) continue
      if (!edges.delete(`${next} ${point}`)) edges.add(`${point} ${next}`)
    }
  }
  return edges
}

/** A district whose borders wiggle: 40 points between corners, the same from both sides. */
function aWigglyRow() {
  const next = aSequence(77)
  const walls = Array.from({ length: 9 }, (_, wall) =>
    Array.from(
      { length: 41 },
      (_, i) => [wall * 10 + (i % 40 === 0 ? 0 : next() * 0.4), i / 4] as const,
    ),
  )
  return Array.from({ length: 8 }, (_, cell) =>
    aGrid(`cell${cell}`, [
      [[...(walls[cell] ?? []), ...inReverse(walls[cell + 1] ?? [])].reverse()],
    ]),
  )
}

test('codes and points come back as they went, to a millionth of a degree', () => {
  const village = [...aVillage(), aGrid('321302宿城001', [[square(40, 0, 4)]])]
  const { codes, polygons } = sent(village, { toleranceMetres: 0 })
  expect(codes).toEqual(['321302宿城001', 'A', 'B', 'C', 'D', 'E', 'F'])
  const points = (rings: readonly (readonly (readonly number[])[])[]) =>
    rings.map((ring) => ring.map(([a = 0, b = 0]) => `${a.toFixed(6)} ${b.toFixed(6)}`).sort())
  for (const { code, geometry } of village) {
    const given = geometry.coordinates
      .flat()
      .map((ring) => ring.slice(1).map(([lon = 0, lat = 0]) => [lat, lon]))
    expect(points(polygons[codes.indexOf(code)]?.flat() ?? [])).toEqual(points(given))
  }
  expect(polygons[codes.indexOf('D')]).toHaveLength(1)
  expect(polygons[codes.indexOf('D')]?.[0]).toHaveLength(2)
  expect(polygons[codes.indexOf('A')]).toHaveLength(2)
})

test('a border that two grids share is stored once', () => {
  const row = aWigglyRow()
  const alone = row.reduce(
    (sum, grid) => sum + encodeGridPayload([grid], { toleranceMetres: 0 }).length,
    0,
  )
  expect(encodeGridPayload(row, { toleranceMetres: 0 }).length).toBeLessThan(0.62 * alone)
})

test('simplified borders are still common to both neighbours', () => {
  const row = aWigglyRow()
  const full = sent(row, { toleranceMetres: 0 }).polygons.flat(2)
  const simple = sent(row, { toleranceMetres: 60 }).polygons.flat(2)
  const countOf = (rings: readonly (readonly unknown[])[]) =>
    rings.reduce((sum, ring) => sum + ring.length, 0)
  expect(countOf(simple)).toBeLessThan(countOf(full) / 5)
  const outside = [...unmatchedEdges(simple)].map((edge) =>
    edge.split(' ').map((point) => point.split(',').map(Number)),
  )
  const east = outside.flat().map(([, lon = 0]) => lon)
  const inner = outside.filter((edge) =>
    edge.every(([, lon = 0]) => lon > Math.min(...east) + 0.001 && lon < Math.max(...east) - 0.001),
  )
  expect(inner.every(([a, b]) => a?.[0] === b?.[0])).toBe(true)
  expect(inner.length).toBeGreaterThan(0)
})

test('no grid, enclave or lake is lost, however coarse the map', () => {
  const { polygons } = sent(aVillage(), { toleranceMetres: 100_000 })
  expect(polygons.map((parts) => parts.map((rings) => rings.length))).toEqual([
    [1, 1],
    [1],
    [1],
    [2],
    [2],
    [1],
  ])
  for (const ring of polygons.flat(2))
    expect(new Set(ring.map(String)).size).toBeGreaterThanOrEqual(3)
})

test('the order of the grids changes no code', () => {
  const district = aDistrict(20, 6)
  const codes = (grids: typeof district) => sent(grids, { toleranceMetres: 5 }).codes
  expect(codes(inReverse(district))).toEqual(codes(district))
})

test('bytes cut short are refused', () => {
  const bytes = encodeGridPayload(aVillage(), { toleranceMetres: 0 })
  expect(() => decodeGridPayload(bytes.subarray(0, bytes.length - 3))).toThrow('cut short')
  expect(sent([], { toleranceMetres: 0 })).toEqual({ codes: [], polygons: [] })
})

test('grids simplified for print keep their order, their closed rings and the area of the whole', () => {
  const row = aWigglyRow()
  const simple = simplifyGrids(row, 60)
  expect(simple).toHaveLength(row.length)
  for (const ring of simple.flatMap(({ coordinates }) => coordinates.flat()))
    expect(ring.at(-1)).toEqual(ring[0])
  const whole = simple.reduce((sum, geometry) => sum + areaM2(geometry), 0)
  const box = row.reduce((sum, { geometry }) => sum + areaM2(geometry), 0)
  expect(Math.abs(whole / box - 1)).toBeLessThan(0.01)
  const untouched = simplifyGrids(row, 0).map(areaM2)
  const ratios = row.map(({ geometry }, index) => (untouched[index] ?? 0) / areaM2(geometry))
  expect(ratios).toEqual(row.map(() => expect.closeTo(1, 4)))
})
