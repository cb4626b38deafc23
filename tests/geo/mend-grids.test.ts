import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areaM2 } from '#geo/area.ts'
import type { Defect, MendKind } from '#geo/examining/defects.ts'
import { examineGrids, type GridsExamined } from '#geo/examining/examine-grids.ts'
import type { Grid } from '#geo/locating/grid-map.ts'
import { mendGrids } from '#geo/mending/mend-grids.ts'
import { ringContains } from '#geo/rings.ts'
import { badFiles } from './bad-files/files.ts'
import { examine } from './bad-files/report.ts'
import { aDistrict } from './tessellations.ts'

const allMends: MendKind[] = ['spikes', 'borders', 'gaps', 'overlaps', 'axes', 'datum']
const metre = 1e-5 // of latitude, near enough

function sound(examined: GridsExamined) {
  if (!examined.ok) throw new Error(examined.reason)
  return examined
}

const again = (grids: readonly Grid[]) =>
  sound(examineGrids(fileText(grids), { codeField: 'code', crs: 'cgcs2000' }))

const fileText = (grids: readonly Grid[]) =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: grids.map(({ code, geometry }) => ({
      type: 'Feature',
      properties: { code },
      geometry,
    })),
  })

const worthMending = (defects: readonly Defect[]) => defects.filter(({ quiet }) => !quiet)
const total = (grids: readonly Grid[]) =>
  grids.reduce((sum, grid) => sum + areaM2(grid.geometry), 0)
const codesOf = (grids: readonly Grid[]) => grids.map(({ code }) => code)

/** A district each of whose grids was drawn by somebody else: every corner some metres off. */
function aSloppyDistrict(count: number, seed: number, metres: number): Grid[] {
  return aDistrict(count, seed).map((grid, index) => ({
    ...grid,
    geometry: {
      type: 'MultiPolygon',
      coordinates: grid.geometry.coordinates.map((rings) =>
        rings.map((ring) => {
          const moved = ring.slice(1).map(([lon = 0, lat = 0], corner) => {
            const angle = 2.4 * (seed + 7 * index + 3 * corner)
            const reach = metres * metre * Math.abs(Math.sin(1.7 * (index + corner)))
            return [lon + reach * Math.cos(angle), lat + reach * Math.sin(angle)]
          })
          return [...moved.slice(-1), ...moved]
        }),
      ),
    },
  }))
}

test.each(
  Object.keys(badFiles).filter((name) => {
    const file = badFiles[name]
    return file && examine(file).defects.some(({ mend }) => mend && mend !== 'axes')
  }),
)('what is offered to be mended is gone afterwards: %s', (name) => {
  const file = badFiles[name]
  if (!file) throw new Error(name)
  const { grids, defects } = sound(examine(file))
  const chosen = [...new Set(defects.flatMap(({ mend }) => (mend ? [mend] : [])))]
  const mended = mendGrids(grids, chosen, {
    ...(file.options?.neighbours && { neighbours: file.options.neighbours }),
  })
  expect(mended.left).toEqual([])
  expect(codesOf(mended.grids)).toEqual(codesOf(grids))
  const after = again(mended.grids)
  expect(after.defects.filter(({ mend }) => mend && chosen.includes(mend))).toEqual([])
  const kinds = new Set(defects.map(({ kind }) => kind))
  expect(worthMending(after.defects).filter(({ kind }) => !kinds.has(kind))).toEqual([])
})

test('nothing is mended that was not chosen', () => {
  const grids = aSloppyDistrict(12, 3, 2)
  expect(mendGrids(grids, []).grids).toEqual(grids)
  expect(mendGrids(grids, ['spikes', 'datum', 'axes']).grids).toEqual(grids)
})

test('a spike that crosses the border beside it is read as a ring of its own, and goes', () => {
  const ring = [
    [118.2, 33.9],
    [118.203, 33.9],
    [118.203, 33.903],
    [118.2037, 33.9034],
    [118.2030001, 33.903],
    [118.2, 33.9035],
    [118.2, 33.9],
  ]
  const read = again([{ code: 'Q-1', geometry: { type: 'MultiPolygon', coordinates: [[ring]] } }])
  expect(read.defects.map(({ kind, mend }) => ({ kind, mend }))).toContainEqual({
    kind: 'spike',
    mend: 'spikes',
  })
  expect(read.grids[0]?.geometry.coordinates).toHaveLength(2)
  const { grids, moved, left } = mendGrids(read.grids, ['spikes'])
  expect(left).toEqual([])
  expect(moved).toMatchObject([{ mend: 'spikes', code: 'Q-1' }])
  expect(moved[0]?.areaM2).toBeCloseTo(total(read.grids) - total(grids), 3)
  expect(grids[0]?.geometry.coordinates).toHaveLength(1)
  expect(worthMending(again(grids).defects)).toEqual([])
})

test('a grid that is a spike from end to end stays', () => {
  const needle: Grid = {
    code: 'Q-1',
    geometry: {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [118.2, 33.9],
            [118.2037, 33.9034],
            [118.2000001, 33.9],
            [118.2, 33.9],
          ],
        ],
      ],
    },
  }
  expect(mendGrids([needle], ['spikes']).grids).toEqual([needle])
})

test('a grid that nothing is wrong with keeps its very coordinates', () => {
  const grids = aDistrict(40, 5)
  const mended = mendGrids(grids, allMends)
  expect(mended.moved).toEqual([])
  for (const [index, grid] of mended.grids.entries()) expect(grid).toBe(grids[index])
})

test('a file with its axes exchanged is read right once that is chosen', () => {
  const file = badFiles['swapped-axes: the whole file']
  if (!file) throw new Error('no such file')
  const turned = examineGrids(file.text, { codeField: 'code', crs: 'cgcs2000', mends: ['axes'] })
  expect(sound(turned).defects).toEqual([])
  expect(sound(turned).grids[0]?.geometry.coordinates[0]?.[0]?.[0]).toEqual([118.2, 33.9])
})

test('a layer of sloppy borders becomes a partition, and moves what it says', {
  timeout: 30_000,
}, () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 30 }),
      fc.integer({ min: 1, max: 1e6 }),
      fc.double({ min: 0.2, max: 2, noNaN: true }),
      (count, seed, metres) => {
        const grids = aSloppyDistrict(count, seed, metres)
        const { moved, left, grids: mended } = mendGrids(grids, allMends)
        expect(codesOf(mended)).toEqual(codesOf(grids))
        const reported = moved.reduce((sum, { areaM2 }) => sum + areaM2, 0)
        expect(Math.abs(total(mended) - total(grids))).toBeLessThanOrEqual(reported + 1e-3)
        if (left.length > 0) return
        expect(worthMending(again(mended).defects)).toEqual([])
        const gridsAt = counter(mended)
        for (const { before, after } of moved) {
          for (const [lon, lat] of [...before, ...after].flat()) {
            for (const [dx, dy] of [
              [0.3, 0.7],
              [-0.6, -0.2],
            ] as const)
              expect(gridsAt(lon + dx * metre, lat + dy * metre)).toBeLessThanOrEqual(1)
          }
        }
      },
    ),
    { numRuns: 12 },
  )
})

test('a corner on a neighbour’s edge becomes one of its own, and that is said', () => {
  const file = badFiles['unshared-border: a corner on the neighbour’s edge']
  if (!file) throw new Error('no such file')
  const { grids } = sound(examine(file))
  const { grids: mended, moved } = mendGrids(grids, ['borders'])
  expect(moved.map(({ mend, code, areaM2 }) => [mend, code, areaM2])).toEqual([['borders', 'A', 0]])
  expect(mended[0]?.geometry.coordinates[0]?.[0]).toContainEqual([118.204, 33.902])
  expect(mended.slice(1)).toEqual(grids.slice(1))
})

test('the order of the grids does not matter', () => {
  const grids = aSloppyDistrict(20, 11, 2)
  const byCode = (list: readonly Grid[]) =>
    new Map(list.map(({ code, geometry }) => [code, JSON.stringify(geometry)]))
  const there = mendGrids(grids, allMends)
  const back = mendGrids([...grids].reverse(), allMends)
  expect(byCode(back.grids)).toEqual(byCode(there.grids))
  expect(back.moved).toEqual(there.moved)
})

test('what would move too much of a grid is left and said', () => {
  const file = {
    text: fileText([
      { code: 'A', geometry: strip(0, 0.0002) },
      { code: 'B', geometry: strip(0.00018, 0.0004) },
    ]),
  }
  const { grids, defects } = sound(examine(file))
  expect(defects.map(({ kind, mend }) => [kind, mend])).toEqual([['overlap-sliver', undefined]])
  const { left, moved, grids: same } = mendGrids(grids, ['overlaps'])
  expect(moved).toEqual([])
  expect(left.map(({ mend, code, other }) => [mend, code, other])).toEqual([['overlaps', 'A', 'B']])
  expect(same).toEqual(grids)
})

/** From a distance east, to another, a kilometre long. */
const strip = (from: number, to: number): Grid['geometry'] => ({
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [118 + from, 33],
        [118 + to, 33],
        [118 + to, 33.01],
        [118 + from, 33.01],
        [118 + from, 33],
      ],
    ],
  ],
})

/** How many grids hold a place, ring by ring. */
function counter(grids: readonly Grid[]): (lon: number, lat: number) => number {
  const lines = grids.map(({ geometry }) =>
    geometry.coordinates.flat().map((ring) => Float64Array.from(ring.slice(1).flat())),
  )
  return (lon, lat) =>
    lines.filter((rings) => rings.filter((ring) => ringContains(ring, lon, lat)).length % 2 === 1)
      .length
}
