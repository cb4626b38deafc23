import { type ZipEntry, zipOf } from './zip.ts'

export type Rings = readonly (readonly (readonly [number, number])[])[]

export interface ShapefileRow {
  /** All rings one after another; null for a null shape. */
  rings: Rings | null
  properties: Record<string, string | number>
  deleted?: boolean
}

export interface ShapefileMake {
  name?: string
  prj?: string
  cpg?: string
  /** Of the table; what it is in unless stated. */
  encode?: (text: string) => Uint8Array
  /** 5 polygons, 15 with Z, 25 with M, or any other for a file of another shape. */
  type?: number
}

const utf8 = (text: string) => Buffer.from(text)

/** A zipped shapefile of these rows, all with the same properties. */
export function shapefileOf(rows: readonly ShapefileRow[], make: ShapefileMake = {}): Buffer {
  const { name = 'grids', prj, cpg, encode = utf8 } = make
  const entries: ZipEntry[] = [
    {
      name: `${name}.shp`,
      content: shpOf(
        rows.map(({ rings }) => rings),
        make.type,
      ),
    },
    { name: `${name}.dbf`, content: dbfOf(rows, encode) },
  ]
  if (prj !== undefined) entries.push({ name: `${name}.prj`, content: prj })
  if (cpg !== undefined) entries.push({ name: `${name}.cpg`, content: cpg })
  return zipOf(entries)
}

/** ESRI Shapefile Technical Description (1998). */
export function shpOf(shapes: readonly (Rings | null)[], type = 5): Buffer {
  const records = shapes.map((rings, index) => {
    const content = rings === null ? Buffer.alloc(4) : polygonRecord(rings, type)
    const header = Buffer.alloc(8)
    header.writeInt32BE(index + 1, 0)
    header.writeInt32BE(content.length / 2, 4)
    return Buffer.concat([header, content])
  })
  const body = Buffer.concat(records)
  const header = Buffer.alloc(100)
  header.writeInt32BE(9994, 0)
  header.writeInt32BE((100 + body.length) / 2, 24)
  header.writeInt32LE(1000, 28)
  header.writeInt32LE(type, 32)
  return Buffer.concat([header, body])
}

function polygonRecord(rings: Rings, type: number): Buffer {
  const points = rings.flat()
  const head = Buffer.alloc(44 + 4 * rings.length)
  head.writeInt32LE(type, 0)
  head.writeInt32LE(rings.length, 36)
  head.writeInt32LE(points.length, 40)
  let start = 0
  for (const [part, ring] of rings.entries()) {
    head.writeInt32LE(start, 44 + 4 * part)
    start += ring.length
  }
  const body = Buffer.alloc(16 * points.length)
  for (const [index, [x, y]] of points.entries()) {
    body.writeDoubleLE(x, 16 * index)
    body.writeDoubleLE(y, 16 * index + 8)
  }
  const measures = type === 5 ? 0 : (16 + 8 * points.length) * (type === 15 ? 2 : 1)
  return Buffer.concat([head, body, Buffer.alloc(measures)])
}

/** dBASE III: texts of 80 bytes, numbers of 24 digits. */
export function dbfOf(
  rows: readonly ShapefileRow[],
  encode: (text: string) => Uint8Array = utf8,
): Buffer {
  const fields = Object.entries(rows[0]?.properties ?? {}).map(([name, value]) => {
    return {
      name,
      type: typeof value === 'number' ? 'N' : 'C',
      width: typeof value === 'number' ? 24 : 80,
    }
  })
  const header = Buffer.alloc(32)
  header[0] = 3
  header[2] = 1
  header[3] = 1
  header.writeUInt32LE(rows.length, 4)
  header.writeUInt16LE(33 + 32 * fields.length, 8)
  header.writeUInt16LE(1 + fields.reduce((sum, { width }) => sum + width, 0), 10)
  const descriptors = fields.map(({ name, type, width }) => {
    const field = Buffer.alloc(32)
    Buffer.from(encode(name)).copy(field, 0, 0, 11)
    field.write(type, 11)
    field[16] = width
    return field
  })
  const records = rows.map(({ properties, deleted }) => {
    const cells = fields.map(({ name, width }) => {
      const cell = Buffer.alloc(width, ' ')
      Buffer.from(encode(String(properties[name] ?? ''))).copy(cell)
      return cell
    })
    return Buffer.concat([Buffer.from(deleted ? '*' : ' '), ...cells])
  })
  return Buffer.concat([header, ...descriptors, Buffer.from('\r'), ...records, Buffer.from('\x1a')])
}
