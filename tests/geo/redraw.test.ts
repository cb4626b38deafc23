import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Grid } from '#geo/locating/grid-map.ts'
import {
  changesOf,
  type DrawnGrid,
  drawingOf,
  drawnAreaM2,
  geometryOf,
  type RedrawAct,
  redraw,
  type Vertex,
} from '#geo/redrawing/redraw.ts'
import { doubleArea, edgeKeyOf, edgesOfGrid, isInside } from '#geo/redrawing/redraw-rings.ts'
import { aDistrict, aGrid, aSequence, aVillage, square } from './tessellations.ts'

/** A place of the village, in thousandths of a degree from its origin. */
const at = (x: number, y: number): Vertex => [
  Math.round((118.2 + x / 1000) * 1e7),
  Math.round((33.9 + y / 1000) * 1e7),
]

const village = () => drawingOf(aVillage())

function redrawn(grids: readonly DrawnGrid[], ...acts: RedrawAct[]): readonly DrawnGrid[] {
  return acts.reduce((drawn, act) => {
    const done = redraw(drawn, act)
    if (!done.ok) throw new Error(`${act.act} is refused: ${done.reason}`)
    return done.grids
  }, grids)
}

const reasonOf = (grids: readonly DrawnGrid[], act: RedrawAct) => {
  const done = redraw(grids, act)
  return done.ok ? 'done' : done.reason
}

/** Twice the area in squared units, exact. */
const sizeOf = ({ polygons }: DrawnGrid): number =>
  polygons.flat().reduce((sum, ring) => sum + doubleArea(ring), 0)

const sizes = (grids: readonly DrawnGrid[]) =>
  Object.fromEntries(grids.map((grid) => [grid.code, sizeOf(grid)]))

const total = (grids: readonly DrawnGrid[]) => grids.reduce((sum, grid) => sum + sizeOf(grid), 0)

/** Borders that no other grid runs the other way: the outside of the layer. */
function outsideOf(grids: readonly DrawnGrid[]): string[] {
  const edges = grids.flatMap(edgesOfGrid)
  const keys = new Set(edges.map(edgeKeyOf))
  expect(keys.size).toBe(edges.length)
  return edges
    .filter(([from, to]) => !keys.has(edgeKeyOf([to, from])))
    .map(edgeKeyOf)
    .sort()
}

const covering = (grids: readonly DrawnGrid[], place: Vertex) =>
  grids.filter(({ polygons }) => isInside(polygons.flat(), place)).map(({ code }) => code)

/** Square of the village, doubled area in squared units. */
const unit = 2e8

test('a line across a grid splits it; the part on the side named takes the new code', () => {
  const line = [at(3, -2), at(3, 9)]
  const grids = redrawn(village(), { act: 'split', code: 'C', line, newCode: 'C2', side: 'left' })
  expect(sizes(grids)).toMatchObject({ C: 4 * unit, C2: 12 * unit })
  const other = redrawn(village(), { act: 'split', code: 'C', line, newCode: 'C2', side: 'right' })
  expect(sizes(other)).toMatchObject({ C: 12 * unit, C2: 4 * unit })
})

test('the neighbours get the corners at which a line meets their common border', () => {
  const line = [at(2, -1), at(2, 9)]
  const before = village()
  const grids = redrawn(before, { act: 'split', code: 'C', line, newCode: 'C2', side: 'left' })
  const a = grids.find(({ code }) => code === 'A')
  expect(a?.polygons[0]?.[0]).toContainEqual(at(2, 4))
  expect(changesOf(before, grids).changed.map(({ code }) => code)).toEqual(['A', 'C', 'C2'])
  // A itself is not cut, though the line runs through it.
  expect(sizes(grids).A).toBe(sizes(before).A)
})

test('a line with corners splits along them', () => {
  const line = [at(-1, 5), at(2, 5), at(2, 7), at(9, 7)]
  const grids = redrawn(village(), { act: 'split', code: 'C', line, newCode: 'C2', side: 'left' })
  expect(sizes(grids)).toMatchObject({ C: (4 + 4) * unit, C2: 8 * unit })
})

test('a line through an enclave leaves the enclave whole and splits what lies round it', () => {
  const line = [at(6, 3), at(6, 9)]
  const before = village()
  const grids = redrawn(before, { act: 'split', code: 'D', line, newCode: 'D2', side: 'left' })
  expect(sizes(grids)).toMatchObject({ D: 6 * unit, D2: 6 * unit, E: 3 * unit })
  expect(covering(grids, [at(6, 5.2)[0] + 3, at(6, 5.2)[1]])).toEqual(['E'])
})

test('an enclave stays in the part it lies in', () => {
  const line = [at(3, 4.5), at(9, 4.5)]
  const grids = redrawn(village(), { act: 'split', code: 'D', line, newCode: 'D2', side: 'right' })
  expect(sizes(grids)).toMatchObject({ D: 10 * unit, D2: 2 * unit })
})

test('a part elsewhere stays with the old code', () => {
  const line = [at(-1, 2), at(5, 2)]
  const grids = redrawn(village(), { act: 'split', code: 'A', line, newCode: 'A2', side: 'left' })
  expect(sizes(grids)).toMatchObject({ A: (8 + 4) * unit, A2: 8 * unit })
})

test('a line near a corner goes through it, so that no sliver of border is left', () => {
  const [x, y] = at(4, 4)
  const line: Vertex[] = [[x + 30, y - 5e4], [x + 30, y + 30], at(4.3, 9)]
  const grids = redrawn(village(), { act: 'split', code: 'D', line, newCode: 'D2', side: 'left' })
  const corners = grids.find(({ code }) => code === 'D2')?.polygons[0]?.[0]
  expect(corners).toContainEqual(at(4, 4))
  expect(corners).not.toContainEqual([x + 30, y])
})

test.each<[string, Partial<RedrawAct & { act: 'split' }>, string]>([
  ['a grid that is not there', { code: 'Z' }, 'noSuchGrid'],
  ['a code that is taken', { newCode: 'A' }, 'codeTaken'],
  ['a line of one place', { line: [at(2, 2), at(2, 2)] }, 'lineTooShort'],
  ['a line that ends inside', { line: [at(2, -1), at(2, 6)] }, 'lineEndsInside'],
  ['a line beside the grid', { line: [at(2, -1), at(2, 3)] }, 'lineMisses'],
  ['a line along the border', { line: [at(-1, 4), at(5, 4)] }, 'lineMisses'],
  [
    'a line that crosses itself',
    { line: [at(-1, 5), at(3, 5), at(3, 7), at(2, 7), at(2, 3)] },
    'lineCrossesItself',
  ],
  [
    'a line that cuts off three parts',
    { line: [at(-1, 5), at(5, 5), at(5, 6), at(-1, 6)] },
    'cutsTooOften',
  ],
  [
    'a sliver',
    {
      line: [
        [at(0, 8)[0] - 50, at(0, 8)[1] - 110],
        [at(0, 8)[0] + 110, at(0, 8)[1] + 50],
      ],
    },
    'partTooSmall',
  ],
])('a split is refused for %s', (_, change, reason) => {
  const split = { act: 'split', code: 'C', newCode: 'C2', side: 'left' } as const
  const line = [at(2, -1), at(2, 9)]
  expect(reasonOf(village(), { ...split, line, ...change })).toBe(reason)
})

test('a line from the outside to a hole does not part a grid', () => {
  const line = [at(6, 3), at(6, 6)]
  const split = { act: 'split', code: 'D', newCode: 'D2', side: 'left', line } as const
  expect(reasonOf(village(), split)).toBe('lineMisses')
})

test('merged neighbours lose the border between them and keep everything else', () => {
  const before = village()
  const grids = redrawn(before, { act: 'merge', codes: ['C', 'D'], keep: 'D' })
  expect(sizes(grids).D).toBe((sizes(before).C ?? 0) + (sizes(before).D ?? 0))
  expect(changesOf(before, grids)).toMatchObject({ changed: [{ code: 'D' }], ended: ['C'] })
  expect(outsideOf(grids)).toEqual(outsideOf(before))
})

test('merging an enclave with what lies round it fills the hole, lakes stay', () => {
  const grids = redrawn(village(), { act: 'merge', codes: ['D', 'E'], keep: 'D' })
  expect(grids.find(({ code }) => code === 'D')?.polygons[0]).toHaveLength(2)
  expect(sizes(grids).D).toBe(15 * unit)
})

test('grids that close round a lake get it as a hole', () => {
  const ring = [
    aGrid('W', [
      [
        [
          [0, 0],
          [1, 0],
          [1, 3],
          [0, 3],
        ],
      ],
    ]),
    aGrid('S', [
      [
        [
          [1, 0],
          [3, 0],
          [3, 1],
          [1, 1],
        ],
      ],
    ]),
    aGrid('O', [
      [
        [
          [2, 1],
          [3, 1],
          [3, 3],
          [2, 3],
        ],
      ],
    ]),
    aGrid('N', [
      [
        [
          [1, 2],
          [2, 2],
          [2, 3],
          [1, 3],
        ],
      ],
    ]),
  ]
  const codes = ['W', 'S', 'O', 'N']
  const [merged] = redrawn(drawingOf(ring), { act: 'merge', codes, keep: 'N' })
  expect(merged?.polygons.map((rings) => rings.length)).toEqual([2])
  expect(merged && sizeOf(merged)).toBe(8 * unit)
})

test.each([
  [['C', 'F'], 'notNeighbours'],
  [['B', 'D', 'E', 'C', 'A', 'Z'], 'noSuchGrid'],
  [['A', 'D'], 'notNeighbours'], // they meet in one corner
  [['A'], 'notNeighbours'],
  [['A', 'Z'], 'noSuchGrid'],
])('a merge of %s is refused: %s', (codes, reason) => {
  expect(reasonOf(village(), { act: 'merge', codes, keep: codes[0] ?? '' })).toBe(reason)
})

test('a moved corner moves in every grid that has it', () => {
  const before = village()
  const grids = redrawn(before, { act: 'move', from: at(4, 4), to: at(4.5, 4.2) })
  expect(changesOf(before, grids).changed.map(({ code }) => code)).toEqual(['A', 'B', 'C', 'D'])
  expect(total(grids)).toBe(total(before))
  expect(outsideOf(grids)).toEqual(outsideOf(before))
})

test('a corner on the side of a neighbour that has none there moves both', () => {
  const before = village()
  const grids = redrawn(before, { act: 'move', from: at(8, 4), to: at(9, 4) })
  expect(changesOf(before, grids).changed.map(({ code }) => code)).toEqual(['B', 'D', 'F'])
  expect(sizes(grids).F).toBe((sizes(before).F ?? 0) - 4 * unit)
  expect(total(grids)).toBe(total(before))
})

test.each<[string, RedrawAct, string]>([
  ['a corner that is not there', { act: 'move', from: at(1, 1), to: at(1, 2) }, 'noSuchVertex'],
  ['a place that is taken', { act: 'move', from: at(4, 4), to: at(5, 5) }, 'placeTaken'],
  ['a border in the way', { act: 'move', from: at(4, 4), to: at(6, 6) }, 'crossesBorder'],
  ['a place on a border', { act: 'move', from: at(4, 8), to: at(0, 6) }, 'crossesBorder'],
  ['a corner where borders meet', { act: 'remove', at: at(4, 4) }, 'junction'],
  [
    'a border that is not there',
    { act: 'insert', between: [at(0, 0), at(1, 1)], at: at(3, 3) },
    'noSuchVertex',
  ],
])('a change of borders is refused for %s', (_, act, reason) => {
  expect(reasonOf(village(), act)).toBe(reason)
})

test('a border does not leap over an enclave', () => {
  const grids = drawingOf([
    aGrid('O', [[square(0, 0, 8), square(3.5, 5, 1)]]),
    aGrid('I', [[square(3.5, 5, 1)]]),
  ])
  const act = { act: 'insert', between: [at(0, 8), at(8, 8)], at: at(4, 1) } as const
  expect(reasonOf(grids, act)).toBe('leapsBorder')
  expect(reasonOf(grids, { ...act, at: at(4, 7) })).toBe('done')
})

test('a corner is put in and taken out again in both grids of a border', () => {
  const before = village()
  const inserted = redrawn(before, {
    act: 'insert',
    between: [at(4, 8), at(4, 4)],
    at: at(4.5, 6),
  })
  expect(sizes(inserted).C).toBe((sizes(before).C ?? 0) + unit)
  expect(total(inserted)).toBe(total(before))
  const removed = redrawn(inserted, { act: 'remove', at: at(4.5, 6) })
  expect(sizes(removed)).toEqual(sizes(before))
})

test('a triangle keeps its three corners', () => {
  const grids = drawingOf([
    aGrid('T', [
      [
        [
          [0, 0],
          [2, 0],
          [0, 2],
        ],
      ],
    ]),
  ])
  expect(reasonOf(grids, { act: 'remove', at: at(2, 0) })).toBe('wouldCollapse')
})

test('a new number is the same ground', () => {
  const before = village()
  const grids = redrawn(before, { act: 'renumber', code: 'A', newCode: 'A9' })
  expect(changesOf(before, grids)).toMatchObject({ changed: [{ code: 'A9' }], ended: ['A'] })
  expect(reasonOf(grids, { act: 'renumber', code: 'A9', newCode: 'B' })).toBe('codeTaken')
})

test('area in m² is that of the ellipsoid, and the degrees are given back as they were read', () => {
  const [a] = village()
  expect(a && drawnAreaM2(a)).toBeCloseTo(20 * 92.48 * 110.92, -3)
  const original: Grid[] = aVillage()
  expect(a && geometryOf(a).coordinates[0]?.[0]?.[1]).toEqual(
    original[0]?.geometry.coordinates[0]?.[0]?.[1]?.map((value) => Math.round(value * 1e7) / 1e7),
  )
})

/** Any act on a district, most of them sensible. */
function anAct(grids: readonly DrawnGrid[], next: () => number, fresh: string): RedrawAct {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
  const grid = pick(grids)
  const edges = edgesOfGrid(grid)
  const [a, b] = pick(edges)
  const near = (v: Vertex, reach: number): Vertex => [
    Math.round(v[0] + (next() - 0.5) * reach),
    Math.round(v[1] + (next() - 0.5) * reach),
  ]
  const middle: Vertex = [Math.round((a[0] + b[0]) / 2), Math.round((a[1] + b[1]) / 2)]
  switch (Math.floor(next() * 5)) {
    case 0: {
      const [c, d] = pick(edges)
      const beyond = (from: Vertex, to: Vertex): Vertex => [
        Math.round(to[0] + (to[0] - from[0]) * 0.1),
        Math.round(to[1] + (to[1] - from[1]) * 0.1),
      ]
      const far: Vertex = [Math.round((c[0] + d[0]) / 2), Math.round((c[1] + d[1]) / 2)]
      const inner = near([(middle[0] + far[0]) / 2, (middle[1] + far[1]) / 2], 2e4)
      const line = [beyond(inner, middle), inner, beyond(inner, far)]
      return { act: 'split', code: grid.code, line, newCode: fresh, side: pick(['left', 'right']) }
    }
    case 1: {
      const other = pick(grids).code
      const touching = grids.filter((each) =>
        edgesOfGrid(each).some(([from, to]) => from === b && to === a),
      )
      const codes = [...new Set([grid.code, ...touching.map(({ code }) => code), other])].slice(
        0,
        2,
      )
      return { act: 'merge', codes, keep: pick(codes) }
    }
    case 2:
      return { act: 'move', from: a, to: near(a, 6e4) }
    case 3:
      return { act: 'insert', between: [a, b], at: near(middle, 2e4) }
    default:
      return { act: 'remove', at: a }
  }
}

const freeze = (grids: readonly DrawnGrid[]): readonly DrawnGrid[] => {
  for (const grid of grids) {
    Object.freeze(grid)
    for (const rings of grid.polygons) {
      Object.freeze(rings)
      for (const ring of rings) Object.freeze(ring)
    }
    Object.freeze(grid.polygons)
  }
  return Object.freeze(grids)
}

test('after any acts a layer is still a partition, and what one grid loses another gains', () => {
  const done: Record<string, number> = {}
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e9 }),
      fc.integer({ min: 3, max: 25 }),
      (seed, count) => {
        const next = aSequence(seed)
        let grids = freeze(drawingOf(aDistrict(count, seed)))
        for (let step = 0; step < 20; step++) {
          const act = anAct(grids, next, `new-${step}`)
          const redone = redraw(grids, act)
          if (!redone.ok) continue
          done[act.act] = (done[act.act] ?? 0) + 1
          const after = freeze(redone.grids)
          expectPartition(after)
          const [outsideBefore, outsideAfter] = [outsideOf(grids), outsideOf(after)]
          if (outsideBefore.join() === outsideAfter.join()) expect(total(after)).toBe(total(grids))
          else expect(act.act).not.toBe('merge')
          if (act.act === 'split') {
            // Rounding of a new corner on the outside: at most a unit along its border.
            expect(Math.abs(total(after) / total(grids) - 1)).toBeLessThan(1e-5)
          }
          const places = Array.from({ length: 20 }, (): Vertex => {
            const [x, y] = at(next() * 100, next() * 100)
            return [x + 0.5, y + 0.25]
          })
          for (const place of places) expect(covering(after, place).length).toBeLessThan(2)
          if (outsideBefore.join() === outsideAfter.join()) {
            for (const place of places) {
              expect(covering(after, place)).toHaveLength(covering(grids, place).length)
            }
          }
          grids = after
        }
      },
    ),
    { numRuns: 20, seed: 20261122 },
  )
  expect(Object.keys(done).sort()).toEqual(['insert', 'merge', 'move', 'remove', 'split'])
  for (const times of Object.values(done)) expect(times).toBeGreaterThan(8)
})

/** Every border is run at most once each way, and no corner lies within a border. */
function expectPartition(grids: readonly DrawnGrid[]) {
  outsideOf(grids)
  expect(drawingOf(grids.map((grid) => ({ code: grid.code, geometry: geometryOf(grid) })))).toEqual(
    grids,
  )
  for (const grid of grids) {
    expect(grid.polygons.length).toBeGreaterThan(0)
    for (const [outer, ...holes] of grid.polygons) {
      expect(doubleArea(outer ?? [])).toBeGreaterThan(0)
      for (const hole of holes) expect(doubleArea(hole)).toBeLessThan(0)
    }
  }
}
