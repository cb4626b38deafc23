import gcoord from 'gcoord'
import type { MultiPolygon } from 'geojson'
import type { ExamineOptions } from '#geo/examining/examine-grids.ts'
import { aGrid, square } from '../tessellations.ts'
import {
  box,
  closed,
  feature,
  fileOf,
  layer,
  moved,
  open,
  rawShape,
  type Spot,
  shape,
  shapes,
  turned,
} from './drawing.ts'

/** A file with something wrong, and what is to be said of it. */
export interface BadFile {
  readonly text: string
  readonly options?: Partial<ExamineOptions>
}

/** A metre east and a metre north, in thousandths of a degree. */
const east = 1 / 92.4
const north = 1 / 110.9

const a = shape(box(0, 0, 4))
const b = shape(box(4, 0, 4))
const toGcj = (position: [number, number]) => gcoord.transform(position, gcoord.WGS84, gcoord.GCJ02)
const toBd = (position: [number, number]) => gcoord.transform(position, gcoord.WGS84, gcoord.BD09)
const exchanged = ([lon, lat]: [number, number]) => [lat, lon]

/** Twenty-five squares of 5 by 5, coded r0c0 … r4c4. */
const board = () =>
  Array.from({ length: 25 }, (_, index) => {
    const [row, column] = [Math.floor(index / 5), index % 5]
    return { code: `r${row}c${column}`, geometry: shape(box(5 * column, 5 * row, 5)) }
  })

const boardFile = (moves: Record<string, (position: [number, number]) => number[]>) =>
  fileOf(
    board().map(({ code, geometry }) => {
      const move = moves[code] ?? moves.all
      return feature(code, move ? moved(geometry, move) : geometry)
    }),
  )

const boardInForce = board().map(({ code, geometry }) => ({
  code,
  geometry: { type: 'MultiPolygon', coordinates: [geometry.coordinates] } as MultiPolygon,
}))

const star: Spot[] = [0, 2, 4, 1, 3].map((corner) => {
  const angle = (2 * Math.PI * corner) / 5
  return [Number((4 * Math.cos(angle)).toFixed(3)), Number((4 * Math.sin(angle)).toFixed(3))]
})

const scribble: Spot[] = Array.from({ length: 1600 }, (_, i) => [
  Math.round(9000 * Math.sin(i * i)) / 1000,
  Math.round(9000 * Math.cos(i * 1.7)) / 1000,
])

/** A border up x = 4 with corners every so often, set aside by metres. */
const border = (rows: readonly number[], metres: (row: number) => number): Spot[] =>
  rows.map((row) => [4 + metres(row) * east, row])

const westOf = (line: readonly Spot[]) => shape([[0, 0], ...line, [0, 8]])
const eastOf = (line: readonly Spot[]) => shape([...line, [8, 8], [8, 0]].reverse() as Spot[])

const crs = (name: string) => `"crs":{"type":"name","properties":{"name":"${name}"}},`

export const badFiles: Record<string, BadFile> = {
  'unclosed: the last position is missing': { text: layer({ A: rawShape(box(0, 0, 4)), B: b }) },
  'unclosed: a hole': {
    text: layer({
      A: { type: 'Polygon', coordinates: [closed(box(0, 0, 9)), open(turned(box(3, 3, 1)))] },
    }),
  },
  'unclosed: both parts of a grid': {
    text: layer({
      A: { type: 'MultiPolygon', coordinates: [[open(box(0, 0, 1))], [open(box(3, 0, 1))]] },
    }),
  },

  'repeated-vertex: one corner twice': {
    text: layer({
      A: shape([
        [0, 0],
        [4, 0],
        [4, 0],
        [4, 4],
        [0, 4],
      ]),
    }),
  },
  'repeated-vertex: two corners, one of them three times': {
    text: layer({
      A: shape([
        [0, 0],
        [4, 0],
        [4, 0],
        [4, 0],
        [4, 4],
        [4, 4],
        [0, 4],
      ]),
    }),
  },
  'repeated-vertex: closed twice, in the second part': {
    text: layer({
      A: {
        type: 'MultiPolygon',
        coordinates: [[closed(box(0, 0, 1))], [closed([...box(3, 0, 1), [3, 0]])]],
      },
    }),
  },

  'self-crossing: a bow-tie': {
    text: layer({
      A: shape([
        [0, 0],
        [4, 4],
        [4, 0],
        [0, 4],
      ]),
    }),
  },
  'self-crossing: a hole over the rim': {
    text: layer({ A: shape(box(0, 0, 4), turned(box(3, 1, 2))) }),
  },
  'self-crossing: a star drawn in one stroke': { text: layer({ A: shape(star) }) },

  'self-touching: two halves that meet in a corner': {
    text: layer({
      A: shape([
        [0, 0],
        [2, 2],
        [4, 0],
        [4, 4],
        [2, 2],
        [0, 4],
      ]),
    }),
  },
  'self-touching: a corner on an edge': {
    text: layer({
      A: shape([
        [0, 0],
        [8, 0],
        [8, 4],
        [4, 0],
        [0, 4],
      ]),
    }),
  },
  'self-touching: a hole along the rim': {
    text: layer({ A: shape(box(0, 0, 4), turned(box(1, 0, 2))) }),
  },

  'spike: out and back on one line': {
    text: layer({
      A: shape([
        [0, 0],
        [4, 0],
        [4, 2],
        [6, 2],
        [4, 2],
        [4, 4],
        [0, 4],
      ]),
    }),
  },
  'spike: five centimetres wide': {
    text: layer({
      A: shape([
        [0, 0],
        [4, 0],
        [4, 2],
        [6, 2],
        [4, 2 + 0.05 * north],
        [4, 4],
        [0, 4],
      ]),
    }),
  },
  'spike: out and back round a corner': {
    text: layer({
      A: shape([
        [0, 0],
        [4, 0],
        [4, 2],
        [6, 2],
        [6, 3],
        [6, 2],
        [4, 2],
        [4, 4],
        [0, 4],
      ]),
    }),
  },

  'zero-area: three corners on a line': {
    text: layer({
      A: shape([
        [0, 0],
        [1, 1],
        [3, 3],
      ]),
      B: b,
    }),
  },
  'zero-area: out and back round a corner': {
    text: layer({
      A: shape([
        [0, 0],
        [3, 0],
        [3, 3],
        [3, 0],
      ]),
      B: b,
    }),
  },
  'zero-area: a hole that is a line': {
    text: layer({
      A: shape(box(0, 0, 4), [
        [1, 1],
        [2, 2],
        [3, 3],
      ]),
    }),
  },

  'winding: a clockwise rim': { text: layer({ A: shape(turned(box(0, 0, 4))), B: b }) },
  'winding: an anticlockwise hole': { text: layer({ A: shape(box(0, 0, 9), box(3, 3, 1)) }) },
  'winding: a whole shapefile, told once': {
    text: layer({ A: shape(turned(box(0, 0, 4))), B: shape(turned(box(4, 0, 4))) }),
  },

  'not-a-number: null': {
    text: layer({
      A: shape([
        [0, 0],
        [null, 0],
        [4, 4],
      ]),
      B: b,
    }),
  },
  'not-a-number: text': {
    text: layer({
      A: shape(box(0, 0, 4), [
        [1, '1'],
        [2, 1],
        [2, 2],
      ]),
      B: b,
    }),
  },
  'not-a-number: a position of nothing': {
    text: layer({
      A: { type: 'Polygon', coordinates: [[[118.2, 33.9], [], [118.3, 33.9]]] },
      B: b,
    }),
  },

  'out-of-range: east of the date line': {
    text: layer({
      A: shape([
        [0, 0],
        [70_000, 0],
        [0, 4],
      ]),
      B: b,
    }),
  },
  'out-of-range: larger than any number': {
    text: layer({
      A: shape([
        [0, 0],
        [4, 0],
        [4, 1e308],
      ]),
      B: b,
    }),
  },
  'out-of-range: metres for degrees': {
    text: layer({
      A: {
        type: 'Polygon',
        coordinates: [
          [
            [500_000, 3_800_000],
            [500_100, 3_800_000],
            [500_100, 3_800_100],
          ],
        ],
      },
      B: b,
    }),
  },

  'swapped-axes: the whole file': {
    text: layer({ A: moved(a, exchanged), B: moved(b, exchanged) }),
  },
  'swapped-axes: one grid of two': { text: layer({ A: a, B: moved(b, exchanged) }) },
  'swapped-axes: in the far west, where both orders are possible': {
    text: layer({
      A: moved(a, ([lon, lat]) => [lat, lon - 35]),
      B: moved(b, ([lon, lat]) => [lat, lon - 35]),
    }),
  },

  'shifted-datum: one grid in GCJ-02': { text: boardFile({ r2c2: toGcj }) },
  'shifted-datum: a village in BD-09': {
    text: boardFile({ r2c2: toBd, r2c3: toBd }),
  },
  'shifted-datum: the whole file in GCJ-02, against the grids in force': {
    text: boardFile({ all: toGcj }),
    options: { neighbours: boardInForce },
  },
  'shifted-datum: stated as GCJ-02 and none': {
    text: boardFile({}),
    options: { crs: 'gcj02', neighbours: boardInForce },
  },

  'overlap: a corner': { text: layer({ A: a, B: shape(box(3, 3, 4)) }) },
  'overlap: an enclave whose surroundings have no hole': {
    text: layer({ A: shape(box(0, 0, 9)), B: shape(box(3, 3, 2)) }),
  },
  'overlap: a small one that can be mended': {
    text: layer({
      A: a,
      B: shape([
        [4, 0],
        [8, 0],
        [8, 4],
        [4, 4],
        [4, 1.2],
        [3.8, 1.2],
        [3.8, 1],
        [4, 1],
      ]),
    }),
  },

  'overlap-sliver: two metres along a border': {
    text: layer({ A: shape(box(0, 0, 4 + 2 * east, 4)), B: b }),
  },
  'overlap-sliver: a corner drawn a metre too far': {
    text: layer({
      A: shape([
        [0, 0],
        [4, 0],
        [4 + east, 2],
        [4, 4],
        [0, 4],
      ]),
      B: b,
    }),
  },
  'overlap-sliver: an enclave a metre wider than its place': {
    text: layer({
      A: shape(box(0, 0, 9), turned(box(3, 3, 2))),
      E: shape(box(3, 3, 2 + east, 2)),
    }),
  },

  'gap: between four grids, too wide to be a slip': {
    text: layer({
      A: shape(box(0, 0, 6, 4)),
      B: shape(box(6, 0, 4, 6)),
      C: shape(box(4, 6, 6, 4)),
      D: shape(box(0, 4, 4, 6)),
    }),
  },
  'gap: a lake in one grid': { text: layer({ A: shape(box(0, 0, 9), turned(box(3, 3, 3))) }) },
  'gap: a courtyard that can be mended': {
    text: layer({
      A: shape([
        [0, 0],
        [4, 0],
        [4, 1],
        [3.8, 1.1],
        [4, 1.2],
        [4, 4],
        [0, 4],
      ]),
      B: shape([
        [4, 0],
        [8, 0],
        [8, 4],
        [4, 4],
        [4, 1.2],
        [4.1, 1.1],
        [4, 1],
      ]),
    }),
  },

  'gap-sliver: a corner drawn a metre short': {
    text: layer({
      A: shape([
        [0, 0],
        [4, 0],
        [4 - east, 2],
        [4, 4],
        [0, 4],
      ]),
      B: b,
    }),
  },
  'gap-sliver: two metres along a border': {
    text: layer({ A: shape(box(0, 0, 4 - 2 * east, 4)), B: b }),
  },
  'gap-sliver: a slit in one grid': {
    text: layer({ A: shape(box(0, 0, 9), turned(box(3, 3, 2, 2 * north))) }),
  },

  'unshared-border: a corner on the neighbour’s edge': {
    text: layer({ A: a, B: shape(box(4, 0, 4, 2)), C: shape(box(4, 2, 4, 2)) }),
  },
  'unshared-border: traced twice, to and fro': {
    text: layer({
      A: westOf(border([0, 2, 4, 6, 8], (row) => (row % 4 === 2 ? 1.5 : 0))),
      B: eastOf(border([0, 1, 3, 5, 8], (row) => (row % 8 === 0 ? 0 : 0.5))),
    }),
  },
  'unshared-border: a strip open at both ends': {
    text: layer({
      A: westOf(border([0, 2, 4, 6, 8], () => -1)),
      B: eastOf(border([0, 1, 3, 5, 8], () => 1)),
    }),
  },

  'missing-code: null': { text: fileOf([feature(null, a), feature('B', b)]) },
  'missing-code: blanks': { text: fileOf([feature('  ', a), feature('B', b)]) },
  'missing-code: no properties': {
    text: fileOf([{ type: 'Feature', properties: null, geometry: a }, feature('B', b)]),
  },

  'unusable-code: true': { text: fileOf([feature(true, a), feature('B', b)]) },
  'unusable-code: a list': { text: fileOf([feature(['A'], a), feature('B', b)]) },
  'unusable-code: reserved': {
    text: fileOf([feature('total', a), feature('B', b)]),
    options: { reserved: ['total'] },
  },

  'duplicate-code: a row twice': { text: fileOf([feature('A', a), feature('A', a)]) },
  'duplicate-code: two grids of one code that overlap': {
    text: fileOf([feature('A', a), feature('A', shape(box(2, 2, 4)))]),
  },
  'duplicate-code: a number and a text': {
    text: fileOf([feature(105, a), feature('105', shape(box(1, 1, 1)))]),
  },

  'spread-rows: two parts apart': {
    text: fileOf([feature('A', a), feature('A', shape(box(8, 0, 4)))]),
  },
  'spread-rows: two parts side by side': { text: fileOf([feature('A', a), feature('A', b)]) },
  'spread-rows: three parts': {
    text: fileOf([0, 8, 16].map((x) => feature('A', shape(box(x, 0, 4))))),
  },

  'no-polygon: no geometry': { text: layer({ A: null, B: b }) },
  'no-polygon: a point': { text: layer({ A: { type: 'Point', coordinates: [118, 33] }, B: b }) },
  'no-polygon: no feature': { text: fileOf([7, feature('B', b)]) },

  'misplaced-ring: a hole outside': {
    text: layer({ A: shape(box(0, 0, 4), turned(box(8, 0, 1))) }),
  },
  'misplaced-ring: a hole in a hole': {
    text: layer({ A: shape(box(0, 0, 9), turned(box(2, 2, 4)), turned(box(3, 3, 1))) }),
  },
  'misplaced-ring: in the second part': {
    text: layer({ A: shapes([box(0, 0, 4)], [box(8, 0, 4), turned(box(14, 0, 1))]) }),
  },

  'tangled-ring: a scribble': { text: layer({ A: shape(scribble), B: shape(box(20, 0, 4)) }) },
  'tangled-ring: more corners than any boundary': {
    text: layer({ A: shape(Array.from({ length: 500_001 }, (_, i) => [i % 7, i % 5])), B: b }),
  },
  'tangled-ring: more holes than any grid': {
    text: layer({
      A: shape(
        box(0, 0, 90),
        ...Array.from({ length: 2000 }, (_, i) =>
          turned(box((i % 50) + 0.5, Math.floor(i / 50), 0.2)),
        ),
      ),
      B: shape(box(100, 0, 4)),
    }),
  },

  'unconfirmed-datum: CRS 84 for GCJ-02': {
    text: layer({ A: a }, crs('urn:ogc:def:crs:OGC:1.3:CRS84')),
    options: { crs: 'gcj02' },
  },
  'unconfirmed-datum: EPSG 4490 for BD-09': {
    text: layer({ A: a }, crs('EPSG:4490')),
    options: { crs: 'bd09' },
  },
  'unconfirmed-datum: EPSG 4326 for GCJ-02': {
    text: layer({ A: a }, crs('urn:ogc:def:crs:EPSG::4326')),
    options: { crs: 'gcj02' },
  },
}

/** Nothing is wrong with these. */
export const goodFiles: Record<string, BadFile> = {
  'two neighbours': { text: layer({ A: a, B: b }) },
  'a hole that touches the rim in a corner': {
    text: layer({
      A: shape(box(0, 0, 4), [
        [0, 0],
        [1, 2],
        [2, 1],
      ]),
    }),
  },
  'a board as it is in force': { text: boardFile({}), options: { neighbours: boardInForce } },
  'a board stated in GCJ-02 as it is': {
    text: boardFile({ all: toGcj }),
    options: { crs: 'gcj02', neighbours: boardInForce },
  },
  'grids elsewhere than their neighbours': {
    text: layer({ A: a }),
    options: { neighbours: [aGrid('far', [[square(500, 500, 4)]])] },
  },
}
