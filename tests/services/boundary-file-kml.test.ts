import { expect, test } from 'vitest'
import { readBoundaryFile } from '~/services/boundary-file.server.ts'

async function read(kml: string) {
  const file = await readBoundaryFile(Buffer.from(kml), 'grids.kml')
  return file.ok ? JSON.parse(file.text).features : file.refusal
}

const ring = '<LinearRing><coordinates>118,33 119,33 119,34 118,33</coordinates></LinearRing>'
const polygon = `<Polygon><outerBoundaryIs>${ring}</outerBoundaryIs></Polygon>`
const positions = [
  [118, 33],
  [119, 33],
  [119, 34],
  [118, 33],
]
const placemark = (content: string) => `<kml><Placemark>${content}</Placemark></kml>`

test('prefixes of namespaces do not matter', async () => {
  const prefixed = placemark(`<name>a</name>${polygon}`).replace(/<(\/?)(\w)/g, '<$1k:$2')
  const declared = prefixed.replace('<k:kml', '<k:kml xmlns:k="http://www.opengis.net/kml/2.2"')
  expect(await read(declared)).toEqual(await read(placemark(`<name>a</name>${polygon}`)))
})

test('SimpleData, Data and the name are properties; names of folders and styles are not', async () => {
  const kml = `<kml><Document><name>文件</name><Folder><name>夹</name><Placemark><name>甲</name>
    <Style><name>x</name></Style><ExtendedData><SchemaData schemaUrl="#s">
    <SimpleData name="编码">01&amp;02</SimpleData></SchemaData>
    <Data name="户数"><displayName>y</displayName><value><![CDATA[312]]></value></Data>
    </ExtendedData>${polygon}</Placemark></Folder></Document></kml>`
  expect(await read(kml)).toMatchObject([
    { properties: { name: '甲', 编码: '01&02', 户数: '312' } },
  ])
})

test('heights, line breaks and blanks beside commas are read as people write them', async () => {
  const sloppy = polygon.replace(
    /<coordinates>.*?<\/coordinates>/,
    '<coordinates>\n 118 , 33 ,5\n\t119,33,5 119, 34,5\n118,33\n</coordinates>',
  )
  const [feature] = await read(placemark(sloppy))
  expect(feature.geometry).toEqual({ type: 'Polygon', coordinates: [positions] })
})

test('what is no number stays in its place as nothing', async () => {
  const [feature] = await read(placemark(polygon.replace('119,34', 'NaN,x 1, 2')))
  expect(feature.geometry.coordinates[0].slice(2, 4)).toEqual([
    [null, null],
    [1, 2],
  ])
})

test('holes stay holes, also several in one boundary', async () => {
  const holes = `<innerBoundaryIs>${ring}${ring}</innerBoundaryIs>`
  const kml = placemark(polygon.replace('</Polygon>', `${holes}</Polygon>`))
  const [feature] = await read(kml)
  expect(feature.geometry.coordinates).toEqual([positions, positions, positions])
})

test('the label point of a polygon is left out, a line beside it is not', async () => {
  const point = '<Point><coordinates>118,33</coordinates></Point>'
  const line = '<LineString><coordinates>118,33 119,33</coordinates></LineString>'
  const wrapped = (shapes: string) => placemark(`<MultiGeometry>${shapes}</MultiGeometry>`)
  expect((await read(wrapped(point + polygon)))[0].geometry.type).toBe('Polygon')
  expect((await read(wrapped(line + polygon)))[0].geometry.type).toBe('LineString')
  expect(await read(placemark(line))).toEqual({ reason: 'notAreas', shape: '点或线' })
})

test('a file that only points to another one has no layer', async () => {
  expect(await read('<kml><NetworkLink><name>a</name></NetworkLink></kml>')).toEqual({
    reason: 'noLayer',
    format: 'KML',
  })
})
