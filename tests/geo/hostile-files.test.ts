import { expect, test } from 'vitest'
import { examineGrids } from '#geo/examining/examine-grids.ts'

const options = { codeField: 'code', crs: 'cgcs2000' } as const
const seconds = 5_000

type Place = readonly [lon: number, lat: number]

const aFile = (rings: Record<string, readonly Place[]>) =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: Object.entries(rings).map(([code, ring]) => ({
      type: 'Feature',
      properties: { code },
      geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]]] },
    })),
  })

const places = (count: number, place: (index: number) => Place) =>
  Array.from({ length: count }, (_, index) => place(index))

const round = (count: number, radius: (index: number) => number) =>
  places(count, (index) => {
    const angle = (2 * Math.PI * index) / count
    return [118 + radius(index) * Math.cos(angle), 33 + radius(index) * Math.sin(angle)]
  })

const boxAt = (lon: number, lat: number, size: number): Place[] => [
  [lon, lat],
  [lon + size, lat],
  [lon + size, lat + size],
  [lon, lat + size],
]

const numbered = (count: number, ring: (index: number) => Place[]) =>
  Object.fromEntries(places(count, () => [0, 0]).map((_, index) => [`g${index}`, ring(index)]))

test.each<[string, string]>([
  ['a ring of a million corners', aFile({ a: round(1_000_000, () => 1) })],
  ['a ring of hairs', aFile({ a: round(40_000, (index) => 0.5 + (index % 2) / 2) })],
  [
    'a ring that crosses itself a hundred thousand times',
    aFile({
      a: places(100_000, (i) =>
        i < 50_000
          ? [118 + i * 1e-6, 33 + (i % 2) * 1e-4]
          : [118 + (100_000 - i) * 1e-6, 33 + ((i + 1) % 2) * 1e-4],
      ),
    }),
  ],
])('%s is refused in seconds', { timeout: 60_000 }, (_, text) => {
  const start = process.cpuUsage().user
  expect(examineGrids(text, options)).toMatchObject({ ok: false, reason: 'noPolygon' })
  expect((process.cpuUsage().user - start) / 1000).toBeLessThan(seconds)
})

test.each<[string, string]>([
  ['grids all of one place', aFile(numbered(20_000, () => boxAt(118, 33, 0.1)))],
  [
    'grids within grids within grids',
    aFile(numbered(500, (i) => boxAt(118 + i * 1e-4, 33 + i * 1e-4, 1 - 2e-4 * i))),
  ],
  [
    'grids that all cross each other',
    aFile(numbered(3_000, (i) => boxAt(118 + (i % 60) * 1e-3, 33 + i * 1e-5, 0.1))),
  ],
])('%s are refused in seconds', { timeout: 60_000 }, (_, text) => {
  const start = process.cpuUsage().user
  expect(examineGrids(text, options)).toMatchObject({ ok: false, reason: 'tangledLayer' })
  expect((process.cpuUsage().user - start) / 1000).toBeLessThan(seconds)
})

test('of very many defects of a kind some thousand are listed and all are counted', () => {
  const grids = numbered(2_500, (i) =>
    boxAt(118 + (i % 50) * 1e-3, 33 + Math.floor(i / 50) * 1e-3, 0.0011),
  )
  const { defects, counts } = examineGrids(aFile(grids), options)
  const overlaps = 2 * 50 * 49 + 2 * 49 * 49
  expect(counts).toEqual({ overlap: overlaps })
  expect(defects).toHaveLength(2_000)
})
