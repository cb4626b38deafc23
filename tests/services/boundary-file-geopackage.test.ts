import { expect, test } from 'vitest'
import { readBoundaryFile } from '~/services/boundary-file.server.ts'
import {
  cellOf,
  type GeoPackageMake,
  geoPackageOf,
  type Polygons,
} from '../support/boundary-files/geopackage.ts'

const polygons: Polygons = [
  [
    [
      [118, 33],
      [119, 33],
      [119, 34],
      [118, 33],
    ],
  ],
]

async function read(bytes: Uint8Array) {
  const file = await readBoundaryFile(bytes, 'grids.gpkg')
  if (!file.ok) return { refusal: file.refusal, features: [], fields: [], declared: null }
  return { ...file, refusal: null, features: JSON.parse(file.text).features }
}

const layerOf = (make: GeoPackageMake, properties: Record<string, string | number> = {}) =>
  read(geoPackageOf([{ polygons, properties }], make))

test('both orders of bytes, Z, M and the form of PostGIS give the same polygons', async () => {
  for (const bigEndian of [false, true])
    for (const dimensions of ['xy', 'z', 'm', 'zm'] as const)
      for (const extended of [false, true]) {
        const { features } = await layerOf({ wkb: { bigEndian, dimensions, extended } })
        expect(features[0].geometry).toEqual({ type: 'MultiPolygon', coordinates: polygons })
      }
})

test('empty and missing geometries, and damaged ones, are features of their own', async () => {
  const cut = cellOf(polygons).subarray(0, 70)
  const { features } = await read(
    geoPackageOf(
      [
        { polygons: [], properties: {} },
        { polygons: null, properties: {} },
        { polygons, properties: {} },
      ],
      { change: (db) => db.prepare('update grids set geom = ? where fid = 3').run(cut) },
    ),
  )
  expect(features.map(({ geometry }: { geometry: unknown }) => geometry)).toEqual([
    { type: 'MultiPolygon', coordinates: [] },
    null,
    { type: 'Polygon', coordinates: null },
  ])
})

test('counts that lie are damaged geometries, not memory', async () => {
  for (const at of [45, 54, 58]) {
    const lying = cellOf(polygons)
    lying.writeUInt32LE(0x7fffffff, at)
    const { features } = await read(
      geoPackageOf([{ polygons, properties: {} }], {
        change: (db) => db.prepare('update grids set geom = ?').run(lying),
      }),
    )
    expect(features[0].geometry).toEqual({ type: 'Polygon', coordinates: null })
  }
})

test('the system is its number, else its definition, and 0 is none', async () => {
  const wkt = 'PROJCS["宿迁独立坐标系",GEOGCS["x"]]'
  const own = { id: 100_001, organization: 'NONE', code: 1, definition: wkt }
  expect((await layerOf({ srs: own })).declared).toEqual({ name: '宿迁独立坐标系', wkt })
  const zone = { id: 4527, organization: 'epsg', code: 4527, definition: wkt }
  expect((await layerOf({ srs: zone })).declared).toEqual({
    name: 'urn:ogc:def:crs:EPSG::4527',
    wkt,
  })
  const none = { id: 0, organization: 'NONE', code: 0, definition: 'undefined' }
  expect((await layerOf({ srs: none })).declared).toBeNull()
})

test('long whole numbers keep their digits, and pictures are no properties', async () => {
  const { features, fields } = await layerOf(
    { change: (db) => db.exec(`update grids set code = 3213020010010000012, photo = x'ff'`) },
    { code: 1, photo: '' },
  )
  expect(features[0].properties).toEqual({ fid: 1, code: '3213020010010000012', photo: null })
  expect(fields).toEqual(['fid', 'code', 'photo'])
})

test('a database whose log stood beside it is read', async () => {
  const bytes = Buffer.from(geoPackageOf([{ polygons, properties: {} }]))
  bytes.fill(2, 18, 20)
  expect((await read(bytes)).features).toHaveLength(1)
})

test('layers of points and lines, several layers and none are refused by name', async () => {
  expect((await layerOf({ shape: 'POINT' })).refusal).toEqual({ reason: 'notAreas', shape: '点' })
  const second = await layerOf({
    change: (db) =>
      db.exec(`insert into gpkg_contents values ('道路', 'features', 4326);
        insert into gpkg_geometry_columns values ('道路', 'geom', 'LINESTRING', 4326, 0, 0)`),
  })
  expect(second.refusal).toEqual({ reason: 'severalLayers', layers: ['grids', '道路'] })
  const none = await layerOf({ change: (db) => db.exec('delete from gpkg_contents') })
  expect(none.refusal).toEqual({ reason: 'noLayer', format: 'GeoPackage' })
})

test('a plain database is no GeoPackage', async () => {
  const plain = await layerOf({ change: (db) => db.exec('drop table gpkg_contents') })
  expect(plain.refusal).toMatchObject({ reason: 'unknownFormat', is: 'SQLite 数据库' })
})

test('nothing in the file runs: endless views, virtual tables and generated columns', async () => {
  const endless = 'with recursive n(i) as (select 1 union all select i + 1 from n)'
  const view = await layerOf({
    change: (db) =>
      db.exec(
        `drop table grids; create view grids as ${endless} select i as fid, null as geom from n`,
      ),
  })
  expect(view.refusal).toEqual({ reason: 'damagedFile', format: 'GeoPackage' })
  const contents = await layerOf({
    change: (db) =>
      db.exec(`drop table gpkg_contents; create view gpkg_contents as ${endless}
        select 'grids' as table_name, 'features' as data_type from n`),
  })
  expect(contents.refusal).toMatchObject({ reason: 'unknownFormat' })
  const virtual = await layerOf({
    change: (db) => db.exec('drop table grids; create virtual table grids using fts5(geom)'),
  })
  expect(virtual.refusal).toEqual({ reason: 'damagedFile', format: 'GeoPackage' })
  const generated = await layerOf({
    change: (db) => db.exec('alter table grids add column x as (hex(zeroblob(400000000))) virtual'),
  })
  expect(generated.fields).toEqual(['fid'])
})
