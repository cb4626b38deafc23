import { checkVertices } from './boundary-file-fault.server.ts'
import type { RawGeometry, RawRing } from './boundary-file-features.server.ts'

/** Geometry types of ISO 13249-3, by thousands: 1 with Z, 2 with M, 3 with both. */
const typeNames: Record<number, string> = {
  1: 'Point',
  2: 'LineString',
  3: 'Polygon',
  4: 'MultiPoint',
  5: 'MultiLineString',
  6: 'MultiPolygon',
  7: 'GeometryCollection',
  8: 'CircularString',
  9: 'CompoundCurve',
  10: 'CurvePolygon',
  11: 'MultiCurve',
  12: 'MultiSurface',
  15: 'PolyhedralSurface',
  16: 'TIN',
  17: 'Triangle',
}
/** Flags of the extended form of PostGIS. */
const hasZ = 0x80000000
const hasM = 0x40000000
const hasSrid = 0x20000000

const envelopeLengths = [0, 32, 48, 48, 64]

/**
 * The geometry in a cell of a GeoPackage (OGC 12-128, 2.1.3): a header of its own, then well-known
 * binary, in the extended form too and in either order of bytes; Z and M are left out. A polygon
 * without coordinates for what cannot be read: that feature is damaged, not the file.
 * @throws FileFault when it has more vertices than any ground
 */
export function geometryIn(cell: Uint8Array): RawGeometry {
  try {
    return new Reader(cell.subarray(lengthOfHeader(cell))).geometry()
  } catch (error) {
    if (error instanceof RangeError) return { type: 'Polygon', coordinates: null }
    throw error
  }
}

function lengthOfHeader(cell: Uint8Array): number {
  const [g, p, , flags = 0] = cell
  if (g !== 0x47 || p !== 0x50) return 0 // well-known binary alone, as some tools write
  const envelope = envelopeLengths[(flags >> 1) & 7]
  if (envelope === undefined) throw new RangeError('no such envelope')
  return 8 + envelope
}

/** Reads past the end and counts that cannot be are RangeErrors. */
class Reader {
  readonly #view: DataView
  #at = 0
  #isLittle = true
  #vertices = 0

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  geometry(): RawGeometry {
    const { type, dimensions } = this.#header()
    const name = typeNames[type] ?? `WKB ${type}`
    if (name === 'Polygon') return { type: name, coordinates: this.#rings(dimensions) }
    if (name !== 'MultiPolygon' && name !== 'MultiSurface') return { type: name, coordinates: [] }
    const polygons: RawRing[][] = []
    const count = this.#count(9)
    for (let i = 0; i < count; i++) {
      const member = this.#header()
      if (member.type !== 3) return { type: typeNames[member.type] ?? name, coordinates: [] }
      polygons.push(this.#rings(member.dimensions))
    }
    return { type: 'MultiPolygon', coordinates: polygons }
  }

  #header(): { type: number; dimensions: number } {
    this.#isLittle = this.#view.getUint8(this.#at) === 1
    const code = this.#view.getUint32(this.#at + 1, this.#isLittle)
    this.#at += (code & hasSrid) === 0 ? 5 : 9
    const plain = code & 0x0fffffff
    const thousands = Math.floor(plain / 1000)
    const isZ = (code & hasZ) !== 0 || thousands === 1 || thousands === 3
    const isM = (code & hasM) !== 0 || thousands === 2 || thousands === 3
    return { type: plain % 1000, dimensions: 2 + Number(isZ) + Number(isM) }
  }

  #rings(dimensions: number): RawRing[] {
    const rings: RawRing[] = []
    const count = this.#count(4)
    for (let i = 0; i < count; i++) {
      const points = this.#count(8 * dimensions)
      const ring: RawRing = []
      for (let point = 0; point < points; point++) {
        const x = this.#view.getFloat64(this.#at, this.#isLittle)
        ring.push([x, this.#view.getFloat64(this.#at + 8, this.#isLittle)])
        this.#at += 8 * dimensions
      }
      rings.push(ring)
    }
    return rings
  }

  /** A count of things of at least this many bytes each. */
  #count(bytesOfEach: number): number {
    const count = this.#view.getUint32(this.#at, this.#isLittle)
    this.#at += 4
    if (count * bytesOfEach > this.#view.byteLength - this.#at) throw new RangeError('too many')
    this.#vertices += count
    checkVertices(this.#vertices)
    return count
  }
}
