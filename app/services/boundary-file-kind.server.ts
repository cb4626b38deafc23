/** What the first bytes of a file show it to be. */
export type ContentKind =
  | { is: 'empty' | 'json' | 'xml' | 'zip' | 'geopackage' | 'shapefilePart' }
  | { is: 'other'; name: string | null }

/** By its content alone, never by its name. */
export function contentKind(bytes: Uint8Array): ContentKind {
  const first = visibleFrom(bytes, 0)
  if (first === bytes.length) return { is: 'empty' }
  for (const [magic, name] of magics) {
    if (startsWith(bytes, magic)) return name === null ? { is: 'zip' } : { is: 'other', name }
  }
  if (startsWith(bytes, sqliteMagic)) return { is: 'geopackage' }
  if (startsWith(bytes, shapefileMagic) || isTable(bytes)) return { is: 'shapefilePart' }
  const start = startsWith(bytes, [0xef, 0xbb, 0xbf]) ? visibleFrom(bytes, 3) : first
  if (start === bytes.length) return { is: 'empty' }
  if (bytes[start] === 0x7b || bytes[start] === 0x5b) return { is: 'json' }
  if (bytes[start] === 0x3c) return { is: 'xml' }
  return { is: 'other', name: null }
}

/** What the name of a file promises. */
export function promisedFormat(fileName: string): string | null {
  const extension = /\.([^.\\/]+)$/.exec(fileName)?.[1]?.toLowerCase()
  return (extension === undefined ? undefined : promises[extension]) ?? null
}

const promises: Record<string, string | undefined> = {
  json: 'GeoJSON',
  geojson: 'GeoJSON',
  zip: 'zip',
  shp: 'shapefile',
  shx: 'shapefile',
  dbf: 'shapefile',
  kml: 'KML',
  kmz: 'KMZ',
  gpkg: 'GeoPackage',
  csv: 'CSV',
  xls: 'Excel',
  xlsx: 'Excel',
  dwg: 'CAD',
  dxf: 'CAD',
  pdf: 'PDF',
  rar: 'RAR',
  '7z': '7z',
}

const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0))

const sqliteMagic = ascii('SQLite format 3\0')
/** File code 9994, then five unused integers (ESRI Shapefile Technical Description, 1998). */
const shapefileMagic = [0, 0, 0x27, 0x0a, ...Array<number>(20).fill(0)]

/** A null name: an archive that can be looked into. */
const magics: readonly (readonly [readonly number[], string | null])[] = [
  [[0x50, 0x4b, 3, 4], null],
  [[0x50, 0x4b, 5, 6], null],
  [ascii('Rar!'), 'RAR 压缩包'],
  [[0x37, 0x7a, 0xbc, 0xaf], '7z 压缩包'],
  [[0x1f, 0x8b], 'gzip 压缩包'],
  [ascii('%PDF'), 'PDF'],
  [ascii('AC10'), 'CAD 图纸'],
  [[0x89, 0x50, 0x4e, 0x47], '图片'],
  [[0xff, 0xd8, 0xff], '图片'],
  [ascii('II*\0'), '图片'],
  [[0xd0, 0xcf, 0x11, 0xe0], '旧版 Office 文件'],
  [[0xff, 0xfe], 'UTF-16 文本'],
  [[0xfe, 0xff], 'UTF-16 文本'],
]

/** The first byte from there on that is no blank, or the end. */
function visibleFrom(bytes: Uint8Array, start: number): number {
  let at = start
  while (at < bytes.length && isBlank(bytes[at] as number)) at++
  return at
}

const isBlank = (byte: number) => byte === 0x20 || (byte >= 9 && byte <= 13)

const startsWith = (bytes: Uint8Array, magic: readonly number[]) =>
  magic.every((byte, at) => bytes[at] === byte)

/** A dBASE table: its version, a possible day and an end of the list of fields where it says. */
function isTable(bytes: Uint8Array): boolean {
  const [version = 0, , month = 0, day = 0] = bytes
  if (version !== 3 && version !== 0x83) return false
  const headerLength = (bytes[8] ?? 0) | ((bytes[9] ?? 0) << 8)
  return month <= 12 && day <= 31 && headerLength > 32 && bytes[headerLength - 1] === 0x0d
}
