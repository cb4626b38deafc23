import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areaM2 } from '#geo/area.ts'
import { distanceMetres } from '#geo/coordinates.ts'
import { readGrids } from '#geo/reading/read-grids.ts'
import { aGrid, square } from './tessellations.ts'

type Ring = readonly (readonly [number, number])[]

const options = { codeField: 'code', crs: 'cgcs2000' } as const

const closed = (ring: Ring) => [...ring, ...ring.slice(0, 1)]
const polygon = (...rings: Ring[]) => ({ type: 'Polygon', coordinates: rings.map(closed) })
const feature = (code: unknown, geometry: unknown, more = {}) => ({
  type: 'Feature',
  properties: { code, ...more },
  geometry,
})
/** One feature a line; the first stands on line 2. */
const fileOf = (features: readonly unknown[], members = '') =>
  `{"type":"FeatureCollection",${members}"features":[\n${features.map((one) => JSON.stringify(one)).join(',\n')}\n]}`

function read(text: string, given: Parameters<typeof readGrids>[1] = options) {
  const result = readGrids(text, given)
  if (!result.ok) throw new Error(result.reason)
  return result
}

const kindsOf = (text: string) => read(text).problems.map(({ kind, line }) => [kind, line])

test('grids come in byte order of their codes with the first feature’s properties and line', () => {
  const text = fileOf([
    feature('b', polygon(square(4, 4, 1)), { name: '乙' }),
    feature('B', polygon(square(8, 8, 1))),
    feature('a', polygon(square(0, 0, 1)), { name: '甲' }),
  ])
  const { grids, problems } = read(text)
  expect(grids.map(({ code, feature, line }) => [code, feature, line])).toEqual([
    ['B', 1, 3],
    ['a', 2, 4],
    ['b', 0, 2],
  ])
  expect(grids[1]?.properties).toEqual({ code: 'a', name: '甲' })
  expect(problems).toEqual([])
})

test('a byte order mark before the file is no fault', () => {
  expect(read(`\uFEFF${fileOf([feature('a', polygon(square(0, 0, 1)))])}`).grids).toHaveLength(1)
})

test('lines are found past strings with brackets and quotes, and in a file of one line', () => {
  const nasty = { note: 'x"]},{\\', list: [{ features: [1, 2] }] }
  const text = `{ "note": "\\"features\\":[", "features" : [ ${JSON.stringify(feature('a', polygon(square(0, 0, 1)), nasty))}\n\n,\n${JSON.stringify(feature('b', polygon(square(4, 4, 1))))}], "type": "FeatureCollection" }`
  expect(read(text).grids.map(({ code, line }) => [code, line])).toEqual([
    ['a', 1],
    ['b', 4],
  ])
})

test('a single feature, a multipolygon and a collection of polygons are read', () => {
  expect(read(JSON.stringify(feature('a', polygon(square(0, 0, 1))))).grids[0]?.line).toBe(1)
  const multi = {
    type: 'MultiPolygon',
    coordinates: [[closed(square(0, 0, 1))], [closed(square(3, 3, 1))]],
  }
  const nested = {
    type: 'GeometryCollection',
    geometries: [
      polygon(square(0, 0, 1)),
      { type: 'GeometryCollection', geometries: [polygon(square(3, 3, 1))] },
    ],
  }
  const { grids } = read(fileOf([feature('m', multi), feature('n', nested)]))
  expect(grids[1]?.geometry).toEqual(grids[0]?.geometry)
  expect(grids[0]?.geometry.coordinates).toHaveLength(2)
})

test('outer rings run anticlockwise and holes clockwise, whatever the file says', () => {
  const turned = [...square(0, 0, 3)].reverse()
  const { grids, problems } = read(fileOf([feature('a', polygon(turned, square(1, 1, 1)))]))
  expect(grids[0]?.geometry.coordinates).toEqual([
    [
      [
        [0, 0],
        [3, 0],
        [3, 3],
        [0, 3],
        [0, 0],
      ],
      [
        [1, 1],
        [1, 2],
        [2, 2],
        [2, 1],
        [1, 1],
      ],
    ],
  ])
  expect(problems).toEqual([])
})

test('coordinates keep the digits of the file', () => {
  const lon = 118.123456789012
  const [grid] = read(
    fileOf([
      feature(
        'a',
        polygon([
          [lon, 33],
          [119, 33],
          [119, 34],
        ]),
      ),
    ]),
  ).grids
  expect(grid?.geometry.coordinates[0]?.[0]?.[0]).toEqual([lon, 33])
})

test('a GCJ-02 file is moved to CGCS2000', () => {
  const text = fileOf([
    feature(
      'a',
      polygon([
        [118.2, 33.9],
        [118.3, 33.9],
        [118.3, 34],
      ]),
    ),
  ])
  const [grid] = read(text, { codeField: 'code', crs: 'gcj02' }).grids
  const [lon = 0, lat = 0] = grid?.geometry.coordinates[0]?.[0]?.[0] ?? []
  expect(distanceMetres(118.2, 33.9, lon, lat)).toBeGreaterThan(300)
})

test('features of one code become one grid and are reported', () => {
  const text = fileOf([
    feature('a', polygon(square(0, 0, 1))),
    feature('a', polygon(square(5, 0, 1))),
  ])
  expect(read(text).grids[0]?.geometry.coordinates).toHaveLength(2)
  expect(read(text).problems).toEqual([
    { severity: 'warning', kind: 'repeatedCode', code: 'a', feature: 1, line: 3, detail: '2' },
  ])
})

test('parts of one grid that lie side by side become one part, without complaint of overlap', () => {
  const text = fileOf([
    feature('a', polygon(square(0, 0, 2))),
    feature(
      'a',
      polygon([
        [2, 0],
        [4, 0],
        [4, 1],
        [2, 1],
      ]),
    ),
  ])
  expect(read(text).grids[0]?.geometry.coordinates).toHaveLength(1)
  expect(kindsOf(text)).toEqual([['repeatedCode', 3]])
})

test('a feature given twice counts once', () => {
  const twice = feature('a', polygon(square(0, 0, 1)))
  const [grid] = read(fileOf([twice, twice])).grids
  expect(grid?.geometry.coordinates).toEqual([[closed(square(0, 0, 1))]])
  expect(kindsOf(fileOf([twice, twice]))).toEqual([
    ['overlappingParts', 2],
    ['repeatedCode', 3],
  ])
})

test('a part inside another part of the same grid is swallowed and reported', () => {
  const text = fileOf([
    feature('a', polygon(square(0, 0, 9))),
    feature('a', polygon(square(3, 3, 1))),
  ])
  expect(read(text).grids[0]?.geometry.coordinates).toEqual([[closed(square(0, 0, 9))]])
  expect(kindsOf(text)).toEqual([
    ['overlappingParts', 2],
    ['repeatedCode', 3],
  ])
})

test('features without a usable code are errors by feature and line, the others are read', () => {
  const shape = polygon(square(0, 0, 1))
  const text = fileOf([
    feature(null, shape),
    feature('  ', shape),
    feature(true, shape),
    { type: 'Feature', properties: null, geometry: shape },
    feature(' a ', shape),
  ])
  const { grids, problems } = read(text)
  expect(grids.map(({ code }) => code)).toEqual(['a'])
  expect(problems).toEqual([
    { severity: 'error', kind: 'noCode', feature: 0, line: 2 },
    { severity: 'error', kind: 'noCode', feature: 1, line: 3 },
    { severity: 'error', kind: 'badCode', feature: 2, line: 4 },
    { severity: 'error', kind: 'noCode', feature: 3, line: 5 },
  ])
})

/** The codes of a file that states them in these very letters, in the order of the file. */
function codesRead(written: readonly string[]) {
  const features = written.map((code, index) => {
    const shape = JSON.stringify(polygon(square(9 * index, 0, 1)))
    return `{"type":"Feature","properties":{"code": ${code}},"geometry":${shape}}`
  })
  const { grids } = read(`{"type":"FeatureCollection","features":[${features.join(',\n')}]}`)
  return [...grids].sort((a, b) => a.feature - b.feature).map(({ code }) => code)
}

test('a whole number as code is its digits, however it is written', () => {
  expect(codesRead(['105.0', '1.06e2', '107', '-0.0'])).toEqual(['105', '106', '107', '0'])
  expect(codesRead(['9007199254740991.0'])).toEqual(['9007199254740991'])
  expect(codesRead(['105', '105.0', '"105"'])).toEqual(['105'])
})

test('a number too long for a double, or with decimals, stays as it is written', () => {
  const long = ['321302001001000123', '9007199254740992.0', '12.50']
  expect(codesRead(long)).toEqual(long)
})

test('a code that is reserved is an error of its feature', () => {
  const text = fileOf([
    feature(' total ', polygon(square(0, 0, 1))),
    feature('a', polygon(square(4, 0, 1))),
  ])
  const { grids, problems } = read(text, { ...options, reserved: ['total'] })
  expect(grids.map(({ code }) => code)).toEqual(['a'])
  expect(problems).toEqual([
    { severity: 'error', kind: 'reservedCode', code: 'total', feature: 0, line: 2 },
  ])
  expect(read(text).grids).toHaveLength(2)
})

test('a ring that crosses itself is read even-odd and its place reported', () => {
  const text = fileOf([
    feature(
      'a',
      polygon([
        [0, 0],
        [4, 4],
        [4, 0],
        [0, 4],
      ]),
    ),
  ])
  const { grids, problems } = read(text)
  expect(problems).toEqual([
    { severity: 'warning', kind: 'invalidRing', code: 'a', feature: 0, line: 2, lon: 2, lat: 2 },
  ])
  expect(grids[0]?.geometry.coordinates).toEqual([
    [
      [
        [0, 0],
        [2, 2],
        [0, 4],
        [0, 0],
      ],
    ],
    [
      [
        [2, 2],
        [4, 0],
        [4, 4],
        [2, 2],
      ],
    ],
  ])
})

test('a hole that touches the outer ring in one point is nothing to report', () => {
  const text = fileOf([
    feature(
      'a',
      polygon(square(0, 0, 4), [
        [0, 0],
        [2, 1],
        [1, 2],
      ]),
    ),
  ])
  expect(read(text).problems).toEqual([])
  expect(read(text).grids[0]?.geometry.coordinates[0]).toHaveLength(2)
})

test('a hole outside its ring is read even-odd and reported', () => {
  const text = fileOf([feature('a', polygon(square(0, 0, 4), square(8, 0, 1)))])
  expect(kindsOf(text)).toEqual([['invalidRing', 2]])
  expect(read(text).grids[0]?.geometry.coordinates).toHaveLength(2)
})

test('a loop that turns back over itself is read even-odd and reported', () => {
  const text = fileOf([
    feature(
      'a',
      polygon([
        [0, 0],
        [4, 0],
        [4, 4],
        [0, 4],
        [0, 0],
        [4, 0],
        [4, 4],
        [0, 4],
        [0, 0],
        [9, 0],
        [0, 9],
      ]),
    ),
  ])
  const result = readGrids(text, options)
  expect(result).toMatchObject({ ok: true, problems: [{ kind: 'invalidRing' }] })
})

test('collapsed rings are dropped and reported; a grid of nothing else is an error', () => {
  const speck: Ring = [
    [1, 1],
    [1.00000001, 1],
    [1, 1.00000001],
  ]
  const line: Ring = [
    [1, 1],
    [2, 2],
    [3, 3],
  ]
  const text = fileOf([
    feature('a', polygon(square(0, 0, 4), speck)),
    feature('b', polygon(line)),
    feature(
      'c',
      polygon([
        [0, 0],
        [1, 0],
        [1, 1],
        [1, 0],
      ]),
    ),
  ])
  const { grids, problems } = read(text)
  expect(grids.map(({ code }) => code)).toEqual(['a'])
  expect(grids[0]?.geometry.coordinates[0]).toHaveLength(1)
  expect(problems.map(({ severity, kind, code }) => [severity, kind, code])).toEqual([
    ['warning', 'collapsedRing', 'a'],
    ['error', 'collapsed', 'b'],
    ['error', 'collapsed', 'c'],
  ])
})

test('a ring left open is closed and reported', () => {
  const open = { type: 'Polygon', coordinates: [square(0, 0, 1)] }
  expect(kindsOf(fileOf([feature('a', open)]))).toEqual([['unclosedRing', 2]])
})

test('geometry that is missing, of another kind or out of range is an error of its feature', () => {
  const good = feature('good', polygon(square(0, 0, 1)))
  const faultOf = (geometry: unknown) => kindsOf(fileOf([good, feature('bad', geometry)]))
  expect(faultOf(null)).toEqual([['noGeometry', 3]])
  expect(faultOf({ type: 'Point', coordinates: [1, 1] })).toEqual([['notPolygon', 3]])
  expect(faultOf({ type: 'GeometryCollection', geometries: [] })).toEqual([['noGeometry', 3]])
  expect(faultOf({ type: 'Polygon', coordinates: [[['1', 2]]] })).toEqual([['badCoordinates', 3]])
  expect(faultOf({ type: 'Polygon', coordinates: 7 })).toEqual([['badCoordinates', 3]])
  expect(faultOf({ type: 'Polygon', coordinates: [[[null, 2]]] })).toEqual([['badCoordinates', 3]])
  expect(
    faultOf(
      polygon([
        [500_000, 3_800_000],
        [500_100, 3_800_000],
        [500_100, 3_800_100],
      ]),
    ),
  ).toEqual([['outOfRange', 3]])
  expect(kindsOf(fileOf([good, 7]))).toEqual([['notFeature', 3]])
})

test('a coordinate too large for a number is out of range', () => {
  const text = fileOf([
    feature('good', polygon(square(0, 0, 1))),
    feature(
      'bad',
      polygon([
        [118, 33],
        [119, 33],
        [119, 34],
      ]),
    ),
  ])
  expect(kindsOf(text.replace('119,34', '1e999,34'))).toEqual([['outOfRange', 3]])
})

test('a file that is no JSON is refused with the line', () => {
  expect(readGrids('{"type":"FeatureCollection",\n"features":[}', options)).toMatchObject({
    ok: false,
    reason: 'notJson',
    line: 2,
  })
  expect(readGrids('', options)).toMatchObject({ ok: false, reason: 'notJson' })
})

test('JSON that is no layer is refused', () => {
  for (const text of [
    '7',
    'null',
    '[]',
    '{}',
    '{"type":"Topology","objects":{}}',
    '{"type":"FeatureCollection"}',
  ])
    expect(readGrids(text, options)).toMatchObject({ ok: false, reason: 'notGeoJson' })
})

test('a code field in no feature refuses the file and lists the fields there are', () => {
  const text = fileOf([
    { type: 'Feature', properties: { id: 1, name: '甲' }, geometry: polygon(square(0, 0, 1)) },
  ])
  expect(readGrids(text, options)).toEqual({ ok: false, reason: 'noCodeField', detail: 'id, name' })
})

test('a file without one usable polygon is refused with its first fault', () => {
  expect(readGrids(fileOf([]), options)).toEqual({ ok: false, reason: 'noPolygon' })
  const points = fileOf([feature('a', { type: 'Point', coordinates: [1, 1] })])
  expect(readGrids(points, options)).toEqual({
    ok: false,
    reason: 'noPolygon',
    line: 2,
    detail: 'notPolygon',
  })
})

test('a projected system declared in the file contradicts any stated one', () => {
  const crsOf = (name: string) => `"crs":{"type":"name","properties":{"name":"${name}"}},`
  const file = (name: string) => fileOf([feature('a', polygon(square(0, 0, 1)))], crsOf(name))
  expect(readGrids(file('urn:ogc:def:crs:EPSG::4549'), options)).toMatchObject({
    ok: false,
    reason: 'crsContradicts',
  })
  expect(read(file('urn:ogc:def:crs:OGC:1.3:CRS84')).problems).toEqual([])
  expect(read(file('EPSG:4490')).problems).toEqual([])
  const shifted = read(file('urn:ogc:def:crs:OGC:1.3:CRS84'), { codeField: 'code', crs: 'gcj02' })
  expect(shifted.problems.map(({ kind }) => kind)).toEqual(['crsUnconfirmed'])
})

test('no garbage makes the reader throw', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000)
  const nested = `{"type":"GeometryCollection","geometries":[${'{"type":"GeometryCollection","geometries":['.repeat(20_000)}${']}'.repeat(20_000)}]}`
  const inFeature = (geometry: string) =>
    `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"a"},"geometry":${geometry}}]}`
  for (const text of [
    deep,
    inFeature(deep),
    inFeature(nested),
    inFeature(`{"type":"Polygon","coordinates":${deep}}`),
  ])
    expect(readGrids(text, options).ok).toBe(false)
  fc.assert(
    fc.property(fc.json(), fc.anything(), (json, anything) => {
      readGrids(json, options)
      readGrids(fileOf([feature('a', anything), anything]), options)
    }),
    { numRuns: 80 },
  )
})

test('a ring of thirty thousand points is read, and one that crosses everywhere is refused', () => {
  const count = 30_000
  const star = Array.from({ length: count }, (_, i): [number, number] => {
    const angle = (2 * Math.PI * i) / count
    const radius = 1 + 0.1 * Math.sin(angle * 150)
    return [radius * Math.cos(angle), radius * Math.sin(angle)]
  })
  expect(read(fileOf([feature('a', polygon(star))])).problems).toEqual([])
  const scribble = Array.from({ length: 1600 }, (_, i): [number, number] => [
    Math.sin(i * i),
    Math.cos(i * 1.7),
  ])
  expect(readGrids(fileOf([feature('a', polygon(scribble))]), options)).toMatchObject({
    reason: 'noPolygon',
    detail: 'tangledRing',
  })
})

test('mending keeps the area that even-odd counting gives', () => {
  const corner = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }))
  fc.assert(
    fc.property(fc.array(corner, { minLength: 4, maxLength: 12 }), (ring) => {
      const raw = aGrid('a', [[ring]])
      const text = JSON.stringify({
        type: 'Feature',
        properties: { code: 'a' },
        geometry: raw.geometry,
      })
      const result = readGrids(text, options)
      const expected = areaM2(raw.geometry)
      if (!result.ok) expect(expected).toBeCloseTo(0, 3)
      else expect(areaM2(result.grids[0]?.geometry ?? raw.geometry)).toBeCloseTo(expected, 3)
    }),
    { numRuns: 80 },
  )
})
