import { expect, test } from 'vitest'
import { readBoundaryFile } from '~/services/boundary-file.server.ts'
import { geoPackageOf } from '../support/boundary-files/geopackage.ts'
import { shapefileOf } from '../support/boundary-files/shapefile.ts'
import { zipOf } from '../support/boundary-files/zip.ts'

type Ring = [number, number][]

const land: Ring = [
  [118, 33],
  [118, 34],
  [119, 34],
  [119, 33],
  [118, 33],
]
const lake: Ring = [
  [118.2, 33.2],
  [118.4, 33.2],
  [118.4, 33.4],
  [118.2, 33.2],
]
const exclave: Ring = [
  [120, 33],
  [120, 34],
  [121, 34],
  [120, 33],
]
/** Unclosed, wound the wrong way, with a spike: as dirty files have it. */
const dirty: Ring = [
  [118, 33],
  [119, 33],
  [119, 36],
  [119, 33],
  [119, 34],
]

const expected = [
  { properties: { code: '甲01', households: 312 }, polygons: [[land, lake], [exclave]] },
  { properties: { code: '乙02', households: 0 }, polygons: [[dirty]] },
]

const features = expected.map(({ properties, polygons }) => ({
  type: 'Feature',
  properties,
  geometry:
    polygons.length === 1
      ? { type: 'Polygon', coordinates: polygons[0] }
      : { type: 'MultiPolygon', coordinates: polygons },
}))

const geoJson = JSON.stringify({ type: 'FeatureCollection', features })
const shapefile = shapefileOf(
  expected.map(({ properties, polygons }) => ({ properties, rings: polygons.flat() })),
)
const geoPackage = geoPackageOf(expected)

const placemark = ({ properties, polygons }: (typeof expected)[number]) => {
  const ring = (positions: Ring) =>
    `<LinearRing><coordinates>${positions.map(([x, y]) => `${x},${y},0`).join(' ')}</coordinates></LinearRing>`
  const shapes = polygons.map(
    ([outer = [], ...holes]) =>
      `<Polygon><outerBoundaryIs>${ring(outer)}</outerBoundaryIs>${holes.map((hole) => `<innerBoundaryIs>${ring(hole)}</innerBoundaryIs>`).join('')}</Polygon>`,
  )
  return `<Placemark><name>${properties.code}</name><ExtendedData><Data name="households"><value>${properties.households}</value></Data></ExtendedData><MultiGeometry>${shapes.join('')}</MultiGeometry></Placemark>`
}
const kml = `<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${expected.map(placemark).join('')}</Document></kml>`

async function read(content: string | Uint8Array, name: string) {
  const file = await readBoundaryFile(Buffer.from(content as string), name)
  if (!file.ok) throw new Error(JSON.stringify(file.refusal))
  return { ...file, collection: JSON.parse(file.text) }
}

async function refused(content: string | Uint8Array, name = 'grids.zip') {
  const file = await readBoundaryFile(Buffer.from(content as string), name)
  return file.ok ? 'read' : file.refusal
}

test('a GeoJSON comes through to the letter', async () => {
  const file = await read(geoJson, 'grids.geojson')
  expect(file).toMatchObject({ format: 'GeoJSON', text: geoJson, declared: null, misnamed: null })
  expect(file.fields).toEqual(['code', 'households'])
})

test('a shapefile keeps every vertex, hole and exclave, unclosed rings included', async () => {
  const file = await read(shapefile, 'grids.zip')
  expect(file.collection.features).toEqual(features)
  expect(file).toMatchObject({ format: 'shapefile', fields: ['code', 'households'] })
})

test('a KML says its names and values as text, in WGS 84', async () => {
  const file = await read(kml, 'grids.kml')
  expect(file.collection.features).toEqual(
    features.map(({ properties: { code, households }, ...feature }) => ({
      ...feature,
      properties: { name: code, households: String(households) },
    })),
  )
  expect(file.declared).toEqual({ name: 'urn:ogc:def:crs:OGC:1.3:CRS84' })
})

test('a KMZ is the KML inside it', async () => {
  const kmz = zipOf([{ name: 'doc.kml', content: kml }])
  const file = await read(kmz, 'grids.kmz')
  expect(file.text).toBe((await read(kml, 'grids.kml')).text)
  expect(file.misnamed).toBeNull()
})

test('a GeoPackage keeps every vertex and says its system', async () => {
  const file = await read(geoPackage, 'grids.gpkg')
  const given = expected.map(({ properties, polygons }, index) => ({
    type: 'Feature',
    properties: { fid: index + 1, ...properties },
    geometry: { type: 'MultiPolygon', coordinates: polygons },
  }))
  expect(file.collection.features).toEqual(given)
  expect(file.declared).toEqual({ name: 'urn:ogc:def:crs:EPSG::4326' })
  expect(file.collection.crs.properties).toEqual(file.declared)
})

test('one feature stands on each line, so that a message can name it', async () => {
  const { text } = await read(shapefile, 'grids.zip')
  const lines = text.trimEnd().split('\n')
  expect(lines).toHaveLength(expected.length + 2)
  expect(JSON.parse((lines[2] ?? '').replace(/,$/, '')).properties.code).toBe('乙02')
})

test('content decides and the name does not, but a wrong name is told', async () => {
  expect(await read(geoPackage, 'grids.geojson')).toMatchObject({
    format: 'GeoPackage',
    misnamed: 'GeoJSON',
  })
  expect(await read(shapefile, 'grids.kmz')).toMatchObject({ misnamed: 'KMZ' })
  expect(await read(geoJson, 'grids.json')).toMatchObject({ misnamed: null })
  expect(await read(geoJson, 'grids')).toMatchObject({ misnamed: null })
})

test('what is no file of boundaries is named beside what its name promises', async () => {
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])
  expect(await refused(png, 'grids.kml')).toEqual({
    reason: 'unknownFormat',
    says: 'KML',
    is: '图片',
  })
  expect(await refused('Rar!\x1a\x07', 'grids.zip')).toMatchObject({ is: 'RAR 压缩包' })
  expect(await refused('<gml><a/></gml>', 'grids.kml')).toMatchObject({ is: 'XML（gml）' })
  expect(await refused('code,name\n1,a', 'grids.csv')).toMatchObject({ says: 'CSV', is: null })
  const xlsx = zipOf([{ name: 'xl/workbook.xml', content: '<workbook/>' }])
  expect(await refused(xlsx, 'grids.xlsx')).toMatchObject({ is: 'Office 文件' })
})

test('nothing, blanks and a mark of order alone are empty files', async () => {
  for (const content of ['', ' \n\t ', '\uFEFF', '\uFEFF  '])
    expect(await refused(content)).toEqual({ reason: 'emptyFile' })
})

test('part of a shapefile asks for the whole', async () => {
  const shp = zipOf([{ name: 'a.shp', content: Buffer.alloc(100) }])
  expect(await refused(shp)).toEqual({ reason: 'shapefilePart' })
  const start = Buffer.alloc(100)
  start.writeInt32BE(9994)
  expect(await refused(start, 'a.shp')).toEqual({ reason: 'shapefilePart' })
})

test('several layers are listed for the sender to choose from', async () => {
  const both = zipOf([
    { name: '警格/a.shp', content: '' },
    { name: '警格/b.shp', content: '' },
  ])
  expect(await refused(both)).toEqual({
    reason: 'severalLayers',
    layers: ['警格/a.shp', '警格/b.shp'],
  })
})

test('text that is cut says on which line', async () => {
  expect(await refused('{"type":"FeatureCollection",\n"features":[\n{"type":]}')).toEqual({
    reason: 'notJson',
    line: 3,
  })
  expect(await refused('{"type":"Topology"}')).toEqual({ reason: 'notGeoJson' })
})

test('GBK text of any format is read', async () => {
  const gbk = (text: string, han: number[]) =>
    Buffer.concat(
      text
        .split('甲')
        .flatMap((part, i) =>
          i === 0 ? [Buffer.from(part)] : [Buffer.from(han), Buffer.from(part)],
        ),
    )
  const [jia] = [[0xbc, 0xd7]]
  const json = '{"type":"Feature","properties":{"code":"甲"},"geometry":null}'
  expect((await read(gbk(json, jia ?? []), 'a.json')).collection.properties).toEqual({ code: '甲' })
  const xml = '<kml><Placemark><name>甲</name><Polygon/></Placemark></kml>'
  const { collection } = await read(gbk(xml, jia ?? []), 'a.kml')
  expect(collection.features[0].properties).toEqual({ name: '甲' })
})
