import { expect, test } from 'vitest'
import { readBoundaryFile } from '~/services/boundary-file.server.ts'
import {
  dbfOf,
  type ShapefileMake,
  type ShapefileRow,
  shapefileOf,
  shpOf,
} from '../support/boundary-files/shapefile.ts'
import { zipOf } from '../support/boundary-files/zip.ts'

const triangle = [
  [
    [118, 33],
    [118, 34],
    [119, 34],
    [118, 33],
  ],
] as const

const row = (properties: ShapefileRow['properties'], more: Partial<ShapefileRow> = {}) => ({
  rings: triangle,
  properties,
  ...more,
})

interface Feature {
  properties: Record<string, unknown>
  geometry: { coordinates: unknown } | null
}

async function read(bytes: Uint8Array) {
  const file = await readBoundaryFile(bytes, 'grids.zip')
  if (!file.ok) return { refusal: file.refusal, features: [], declared: null }
  const features: Feature[] = JSON.parse(file.text).features
  return { ...file, refusal: null, features }
}

const propertiesOf = async (rows: ShapefileRow[], make?: ShapefileMake) =>
  (await read(shapefileOf(rows, make))).features.map(({ properties }) => properties)

/** 宿城区 and 区名 as Windows in China writes them. */
const gbkOf: Record<string, number[]> = {
  宿城区: [0xcb, 0xde, 0xb3, 0xc7, 0xc7, 0xf8],
  区名: [0xc7, 0xf8, 0xc3, 0xfb],
}
const gbk = (text: string) => Buffer.from(gbkOf[text] ?? Buffer.from(text))

test('GBK is read with its code page, without one, and with a wrong one', async () => {
  for (const make of [{ cpg: 'GBK' }, {}, { cpg: 'UTF-8' }, { cpg: 'ISO-8859-1' }, { cpg: '936' }])
    expect(await propertiesOf([row({ 区名: '宿城区' })], { ...make, encode: gbk })).toEqual([
      { 区名: '宿城区' },
    ])
})

test('UTF-8 is read with its code page, without one, and with a default one', async () => {
  for (const make of [{ cpg: 'UTF-8' }, {}, { cpg: 'ANSI 1252' }])
    expect(await propertiesOf([row({ 区名: '宿城区' })], make)).toEqual([{ 区名: '宿城区' }])
})

test('a character cut in two at the end of a full field spoils neither the file nor the field', async () => {
  const long = '宿'.repeat(40) // 120 bytes into 80
  expect(await propertiesOf([row({ name: long })])).toEqual([{ name: '宿'.repeat(26) }])
})

test('long codes keep their digits', async () => {
  const bytes = dbfOf([row({ code: 1 })])
  bytes.write('321302001001000001234', bytes.length - 25)
  const zip = zipOf([
    { name: 'a.shp', content: shpOf([triangle]) },
    { name: 'a.dbf', content: bytes },
  ])
  expect((await read(zip)).features[0]?.properties).toEqual({ code: '321302001001000001234' })
})

test('numbers are numbers, and stars, which stand for too large ones, are nothing', async () => {
  expect(await propertiesOf([row({ n: 12.5 })])).toEqual([{ n: 12.5 }])
  const stars = dbfOf([row({ n: 1 })])
  stars.fill('*', stars.length - 25, stars.length - 1)
  const zip = zipOf([
    { name: 'a.shp', content: shpOf([triangle]) },
    { name: 'a.dbf', content: stars },
  ])
  expect((await read(zip)).features[0]?.properties).toEqual({ n: null })
})

test('deleted rows go with their shapes, null shapes stay without one', async () => {
  const rows = [
    row({ code: 'a' }),
    row({ code: 'b' }, { deleted: true }),
    row({ code: 'c' }, { rings: null }),
  ]
  const { features } = await read(shapefileOf(rows))
  expect(features.map(({ properties, geometry }) => [properties.code, geometry !== null])).toEqual([
    ['a', true],
    ['c', false],
  ])
})

test('Z and M are left out', async () => {
  const plain = await read(shapefileOf([row({ code: 'a' })]))
  for (const type of [15, 25])
    expect(await read(shapefileOf([row({ code: 'a' })], { type }))).toEqual(plain)
})

test('layers of points, lines and bodies are refused by name', async () => {
  const shapes = { 1: '点', 3: '线', 13: '线', 31: '三维体（MultiPatch）' }
  for (const [type, shape] of Object.entries(shapes)) {
    const { refusal } = await read(shapefileOf([row({ code: 'a' })], { type: Number(type) }))
    expect(refusal).toEqual({ reason: 'notAreas', shape })
  }
})

test('the .prj is what is declared, and a file without one declares nothing', async () => {
  const prj = 'PROJCS["CGCS2000_3_Degree_GK_Zone_39",GEOGCS["x"]]\r\n'
  expect((await read(shapefileOf([row({ code: 'a' })], { prj }))).declared).toEqual({
    name: 'CGCS2000_3_Degree_GK_Zone_39',
    wkt: prj.trim(),
  })
  expect((await read(shapefileOf([row({ code: 'a' })]))).declared).toBeNull()
})

test('folders, capitals and the litter of other systems do not matter', async () => {
  const zip = zipOf([
    { name: '__MACOSX/警格/._GRIDS.SHP', content: 'litter' },
    { name: '.DS_Store', content: 'litter' },
    { name: '警格/', content: '' },
    { name: '警格/GRIDS.SHP', content: shpOf([triangle]) },
    { name: '警格/grids.DBF', content: dbfOf([row({ code: 'a' })]) },
    { name: '警格\\GRIDS.prj', content: 'GEOGCS["GCS_WGS_1984"]' },
    { name: '警格/grids.shp.xml', content: '<metadata/>' },
  ])
  const file = await read(zip)
  expect(file.features).toHaveLength(1)
  expect(file.declared?.name).toBe('GCS_WGS_1984')
})

test('coordinates that are no numbers stay in their place as nothing', async () => {
  const rings = [
    [
      [Number.NaN, 33],
      [118, Infinity],
      [119, 34],
    ],
  ] as const
  const { features } = await read(shapefileOf([row({ code: 'a' }, { rings })]))
  expect(features[0]?.geometry?.coordinates).toEqual([
    [
      [null, 33],
      [118, null],
      [119, 34],
    ],
  ])
})

test('names cut to ten bytes that have become alike are told apart', async () => {
  const rows = [row({ population_of_1: 'a', population_of_2: 'b' })]
  expect(await propertiesOf(rows)).toEqual([{ population_: 'a', population__2: 'b' }])
})

test('a table with more or fewer rows than shapes is damaged', async () => {
  for (const shapes of [1, 3]) {
    const zip = zipOf([
      { name: 'a.shp', content: shpOf(Array(shapes).fill(triangle)) },
      { name: 'a.dbf', content: dbfOf([row({ code: 'a' }), row({ code: 'b' })]) },
    ])
    expect((await read(zip)).refusal).toEqual({ reason: 'damagedFile', format: 'shapefile' })
  }
})
