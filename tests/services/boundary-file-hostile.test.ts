import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { importRefusalText } from '~/domain/import-problems.ts'
import { readBoundaryFile } from '~/services/boundary-file.server.ts'
import { geoPackageOf, type Polygons } from '../support/boundary-files/geopackage.ts'
import { dbfOf, shapefileOf, shpOf } from '../support/boundary-files/shapefile.ts'
import { type ZipEntry, zipOf } from '../support/boundary-files/zip.ts'

/** Of the processor: what else runs beside the tests does not count. */
const mostMilliseconds = 2000
const mostBytes = 150 * 1024 * 1024

const megabyte = 1024 * 1024
const entity = (text: string) => `<kml><Placemark><name>${text}</name></Placemark></kml>`
const polygon = [
  [
    [118, 33],
    [118, 34],
    [119, 34],
    [118, 33],
  ],
] as const
const rows = [
  { rings: polygon, properties: { code: 'a' } },
  { rings: polygon, properties: { code: 'b' } },
]
const shp = shpOf(rows.map(({ rings }) => rings))
const dbf = dbfOf(rows)
const withShp = (content: Uint8Array) => zipOf([file('a.shp', content), file('a.dbf', dbf)])
const withDbf = (content: Uint8Array) => zipOf([file('a.shp', shp), file('a.dbf', content)])

function file(name: string, content: Uint8Array | string, more: Partial<ZipEntry> = {}): ZipEntry {
  return { name, content, ...more }
}

function patched(bytes: Uint8Array, patch: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(bytes)
  patch(copy)
  return copy
}

/** Whatever a reader would leave on the disk. */
let folder = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-'))
  vi.stubEnv('TMPDIR', folder)
  vi.stubEnv('SQLITE_TMPDIR', folder)
  // Every reader runs once before anything is measured.
  for (const bytes of [shapefileOf(rows), geoPackageOf([{ polygons: [], properties: {} }])])
    await readBoundaryFile(bytes, 'a')
  await readBoundaryFile(Buffer.from(entity('a')), 'a')
})

afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

/** What it is refused for, having taken neither long nor much. */
async function refusalOf(bytes: Uint8Array): Promise<object | string> {
  const memory = process.memoryUsage.rss()
  const began = process.cpuUsage()
  const read = await readBoundaryFile(bytes, 'grids.zip')
  const { user, system } = process.cpuUsage(began)
  expect((user + system) / 1000).toBeLessThan(mostMilliseconds)
  expect(process.memoryUsage.rss() - memory).toBeLessThan(mostBytes)
  expect(readdirSync(folder)).toEqual([])
  if (read.ok) return 'read'
  expect(importRefusalText(read.refusal)).toMatch(/^[^A-Za-z]|^(KML|GeoPackage|shapefile|zip)/)
  return read.refusal
}

test('a bomb of 200 MB in 200 KB is not unpacked', async () => {
  const blanks = Buffer.alloc(200 * megabyte, ' ')
  const bomb = zipOf([file('a.shp', shp), file('a.dbf', blanks)])
  expect(bomb.length).toBeLessThan(megabyte / 4)
  expect(await refusalOf(bomb)).toEqual({
    reason: 'unsafeArchive',
    cause: 'tooLarge',
    name: 'a.dbf',
  })
})

test('many entries that are the same bomb together are not unpacked', async () => {
  const blanks = Buffer.alloc(60 * megabyte)
  const packed = deflateRawSync(blanks)
  const entries = Array.from({ length: 9 }, (_, i) => file(`${i}.txt`, blanks, { packed }))
  expect(await refusalOf(zipOf(entries))).toMatchObject({ cause: 'tooLarge' })
})

test('entries that hold more or less than they say, or other bytes, are damaged', async () => {
  const blanks = Buffer.alloc(100 * megabyte)
  const packed = deflateRawSync(blanks)
  const more = file('a.dbf', dbf, { packed })
  const less = file('a.dbf', dbf, { claims: { size: 50 * megabyte } })
  const others = file('a.dbf', dbf, { claims: { crc: 1 } })
  for (const entry of [more, less, others])
    expect(await refusalOf(zipOf([file('a.shp', shp), entry]))).toEqual({
      reason: 'damagedFile',
      format: 'zip',
    })
})

test('sixty thousand entries, and a count of them that lies, are refused', async () => {
  const one = file('a.txt', '')
  const many = zipOf(Array<ZipEntry>(60_000).fill(one))
  expect(await refusalOf(many)).toMatchObject({ cause: 'tooMany' })
  expect(await refusalOf(zipOf([one], { entries: 900 }))).toMatchObject({ reason: 'damagedFile' })
})

test('archives in archives, links, names that climb out, and passwords are refused by name', async () => {
  const cases = [
    [file('in.zip', zipOf([])), 'nested'],
    [file('a.kmz', ''), 'nested'],
    [file('a.shp', '/etc/passwd', { claims: { mode: 0o120777 } }), 'link'],
    [file('../../a.shp', shp), 'unsafeName'],
    [file('/a.shp', shp), 'unsafeName'],
    [file('C:\\a.shp', shp), 'unsafeName'],
    [file('a.shp', shp, { claims: { flags: 1 } }), 'encrypted'],
  ] as const
  for (const [entry, cause] of cases)
    expect(await refusalOf(zipOf([entry]))).toMatchObject({ reason: 'unsafeArchive', cause })
  expect(await refusalOf(zipOf([file('a.kml', zipOf([]))]))).toMatchObject({
    reason: 'damagedFile',
  })
})

test('document types and entities of XML are refused before they mean anything', async () => {
  const laughs = Array.from(
    { length: 10 },
    (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`,
  )
  const bomb = `<!DOCTYPE kml [<!ENTITY l0 "ha">${laughs.join('')}]>${entity('&l10;')}`
  expect(await refusalOf(Buffer.from(bomb))).toEqual({ reason: 'unsafeXml' })
  const outside = `<!DOCTYPE kml SYSTEM "file:///etc/passwd">${entity('a')}`
  expect(await refusalOf(Buffer.from(outside))).toEqual({ reason: 'unsafeXml' })
  expect(await refusalOf(Buffer.from(entity('&nbsp;')))).toMatchObject({ reason: 'damagedFile' })
})

test('nesting without end is refused in JSON and in XML', async () => {
  const deep = { reason: 'nestedTooDeep' }
  expect(await refusalOf(Buffer.alloc(100_000, '['))).toEqual(deep)
  expect(await refusalOf(Buffer.from('{"a":'.repeat(100_000)))).toEqual(deep)
  expect(await refusalOf(Buffer.from(`<kml>${'<Folder>'.repeat(100_000)}`))).toEqual(deep)
  expect(await refusalOf(Buffer.alloc(20 * megabyte, '['))).toEqual(deep)
})

test('sixty megabytes of blanks, zeros or tags are nothing', async () => {
  expect(await refusalOf(Buffer.alloc(60 * megabyte, ' '))).toEqual({ reason: 'emptyFile' })
  expect(await refusalOf(Buffer.alloc(60 * megabyte))).toMatchObject({ reason: 'unknownFormat' })
  expect(await refusalOf(Buffer.alloc(60 * megabyte, '<'))).toMatchObject({ reason: 'damagedFile' })
  expect(await refusalOf(Buffer.alloc(60 * megabyte, 0xff))).toMatchObject({
    reason: 'unknownFormat',
  })
})

test('a shape of more than a million vertices is refused in every format', async () => {
  const ring = Array.from({ length: 1_000_001 }, (_, i): [number, number] => [118, i])
  const text = `<LinearRing><coordinates>${'1,1 '.repeat(1_000_001)}</coordinates></LinearRing>`
  const shapeTooLarge = { reason: 'shapeTooLarge' }
  expect(await refusalOf(withShp(shpOf([[ring], null])))).toEqual(shapeTooLarge)
  const cells = geoPackageOf([{ polygons: [[ring]], properties: {} }])
  expect(await refusalOf(cells)).toEqual(shapeTooLarge)
  const kml = `<kml><Placemark><Polygon>${text}</Polygon></Placemark></kml>`
  expect(await refusalOf(Buffer.from(kml))).toEqual(shapeTooLarge)
})

test('blanks and attributes by the million in a KML take no time', async () => {
  const blanks = ' '.repeat(5 * megabyte)
  const ring = `<LinearRing><coordinates>1,1${blanks},1 2,2${blanks}</coordinates></LinearRing>`
  const wide = `<kml><Placemark><Polygon>${ring}</Polygon></Placemark></kml>`
  expect(await refusalOf(Buffer.from(wide))).toBe('read')
  const attributes = Array.from({ length: 1_000_000 }, (_, i) => `a${i}=""`).join(' ')
  expect(await refusalOf(Buffer.from(`<kml ${attributes}></kml>`))).toMatchObject({
    reason: 'damagedFile',
  })
})

test('text in UTF-16 and text in nothing are named', async () => {
  const utf16 = Buffer.from('\uFEFF{"type":"FeatureCollection"}', 'utf16le')
  expect(await refusalOf(utf16)).toMatchObject({ reason: 'unknownFormat', is: 'UTF-16 文本' })
  expect(await refusalOf(Buffer.from([0x7b, 0xff, 0xff, 0x7d]))).toEqual({
    reason: 'unreadableText',
  })
})

test('counts in the headers of shapes and tables that lie are damage', async () => {
  const lie = 0x7fffffff
  const shapes = [
    (copy: Buffer) => copy.writeInt32LE(lie, 108 + 36), // parts
    (copy: Buffer) => copy.writeInt32LE(lie, 108 + 40), // points
    (copy: Buffer) => copy.writeInt32LE(-1, 108 + 40),
    (copy: Buffer) => copy.writeInt32LE(lie, 108 + 44), // start of the first part
    (copy: Buffer) => copy.writeInt32BE(lie, 104), // length of the record
    (copy: Buffer) => copy.writeInt32BE(0, 104),
    (copy: Buffer) => copy.writeInt32BE(lie, 24), // length of the file
    (copy: Buffer) => copy.writeInt32LE(77, 32), // type
  ]
  const tables = [
    (copy: Buffer) => copy.writeUInt32LE(0xffffffff, 4), // rows
    (copy: Buffer) => copy.writeUInt16LE(0xffff, 8), // length of the header
    (copy: Buffer) => copy.writeUInt16LE(0, 10), // length of a row
    (copy: Buffer) => copy.writeUInt16LE(1, 10),
    (copy: Buffer) => copy.fill(0x41, 33, 65), // no end of the fields
  ]
  const damage = { reason: 'damagedFile', format: 'shapefile' }
  for (const lie of shapes) expect(await refusalOf(withShp(patched(shp, lie)))).toEqual(damage)
  for (const lie of tables) expect(await refusalOf(withDbf(patched(dbf, lie)))).toEqual(damage)
})

test('a file cut anywhere is refused or read, and never throws', async () => {
  const polygons: Polygons = [[[...(polygon[0] as unknown as [number, number][])]]]
  const whole = [
    shapefileOf(rows),
    geoPackageOf(Array(200).fill({ polygons, properties: { code: 'a' } })),
    Buffer.from(`<kml><Placemark>${'<Polygon></Polygon>'.repeat(20)}</Placemark></kml>`),
    Buffer.from('{"type":"FeatureCollection","features":[{"type":"Feature"}]}'),
  ]
  for (const bytes of whole) {
    for (let part = 0; part < 16; part++) {
      const cut = bytes.subarray(0, Math.floor((bytes.length * part) / 16))
      expect(await refusalOf(cut)).toHaveProperty('reason')
      expect(await refusalOf(withShp(shp.subarray(0, (shp.length * part) >> 4)))).toHaveProperty(
        'reason',
      )
      expect(await refusalOf(withDbf(dbf.subarray(0, (dbf.length * part) >> 4)))).toHaveProperty(
        'reason',
      )
    }
    expect(await refusalOf(bytes)).toBe('read')
  }
})

test('bytes changed anywhere are refused or read, and never throw', async () => {
  const polygons: Polygons = [[[...(polygon[0] as unknown as [number, number][])]]]
  const whole = [
    shapefileOf(rows),
    geoPackageOf(Array(20).fill({ polygons, properties: { code: 'a' } })),
    Buffer.from(`<kml><Placemark><name>a</name><Polygon></Polygon></Placemark></kml>`),
  ]
  let seed = 1
  const next = () => {
    seed = (seed * 48_271) % 0x7fffffff
    return seed
  }
  for (const bytes of whole) {
    for (let round = 0; round < 150; round++) {
      const copy = Buffer.from(bytes)
      for (let change = 0; change < 4; change++) copy[next() % copy.length] = next() & 0xff
      await refusalOf(copy)
    }
  }
  for (const [bytes, wrap] of [
    [shp, withShp],
    [dbf, withDbf],
  ] as const) {
    for (let round = 0; round < 150; round++) {
      await refusalOf(wrap(patched(bytes, (copy) => (copy[next() % copy.length] = next() & 0xff))))
    }
  }
})

test('a database whose pages lead in circles is damaged', async () => {
  const polygons: Polygons = [[[...(polygon[0] as unknown as [number, number][])]]]
  const bytes = geoPackageOf(Array(20_000).fill({ polygons, properties: { code: 'a' } }))
  const pageSize = bytes.readUInt16BE(16)
  for (let page = 1; page < bytes.length / pageSize; page++) {
    const at = page * pageSize
    if (bytes[at] !== 5) continue // an interior page of a table
    const cells = bytes.readUInt16BE(at + 3)
    for (let cell = 0; cell < cells; cell++) {
      const pointer = bytes.readUInt16BE(at + 12 + 2 * cell)
      bytes.writeUInt32BE(page + 1, at + pointer) // its own number
    }
    bytes.writeUInt32BE(page + 1, at + 8)
  }
  expect(await refusalOf(bytes)).toEqual({ reason: 'damagedFile', format: 'GeoPackage' })
})

test('more features than any site has are refused before they fill the memory', async () => {
  const nulls = shpOf(Array<null>(500_001).fill(null))
  const table = dbfOf(Array(500_001).fill({ rings: null, properties: {} }))
  const zip = zipOf([file('a.shp', nulls), file('a.dbf', table)])
  expect(await refusalOf(zip)).toEqual({ reason: 'fileTooLarge', most: ' 50 万个图形' })
}, 20_000)
