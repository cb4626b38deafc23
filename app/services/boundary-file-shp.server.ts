import { nestRings } from '#geo/reading/ring-nesting.ts'
import { checkVertices, damaged, FileFault } from './boundary-file-fault.server.ts'
import type { RawGeometry, RawRing } from './boundary-file-features.server.ts'

/** Shape types (ESRI Shapefile Technical Description, 1998), but for polygons: 5, with Z 15, M 25. */
const shapeNames: Record<number, string> = {
  1: '点',
  8: '多点',
  11: '点',
  18: '多点',
  21: '点',
  28: '多点',
  3: '线',
  13: '线',
  23: '线',
  31: '三维体（MultiPatch）',
}
const polygonTypes: readonly number[] = [5, 15, 25]

const headerLength = 100
const recordHeaderLength = 8
/** Type, box, number of parts, number of points. */
const polygonHeaderLength = 44

/**
 * The shapes of a .shp one after another, null for a null shape; Z and M are left out. Which ring
 * is a hole is told by where it lies, since many writers turn rings the wrong way.
 * @throws FileFault
 */
export function* shapesOf(bytes: Uint8Array): Generator<RawGeometry | null> {
  if (bytes.length < headerLength) throw damaged('shapefile')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const type = view.getInt32(32, true)
  const stated = view.getInt32(24) * 2
  if (view.getInt32(0) !== 9994 || stated > bytes.length) throw damaged('shapefile')
  const shape = shapeNames[type]
  if (shape !== undefined) throw new FileFault({ reason: 'notAreas', shape })
  if (type !== 0 && !polygonTypes.includes(type)) throw damaged('shapefile')
  // A length of nothing but the header is what a writer leaves that was interrupted: read on.
  const end = stated > headerLength ? stated : bytes.length
  let at = headerLength
  while (at < end) {
    if (at + recordHeaderLength > end) throw damaged('shapefile')
    const length = view.getInt32(at + 4) * 2
    at += recordHeaderLength
    if (length < 4 || at + length > end) throw damaged('shapefile')
    yield shapeAt(view, at, length)
    at += length
  }
}

function shapeAt(view: DataView, at: number, length: number): RawGeometry | null {
  const type = view.getInt32(at, true)
  if (type === 0) return null
  if (!polygonTypes.includes(type) || length < polygonHeaderLength) throw damaged('shapefile')
  const parts = view.getInt32(at + 36, true)
  const points = view.getInt32(at + 40, true)
  const needed = polygonHeaderLength + 4 * parts + 16 * points
  if (parts < 0 || points < 0 || needed > length) throw damaged('shapefile')
  checkVertices(parts + points)
  const starts = at + polygonHeaderLength
  const positions = starts + 4 * parts
  const rings: RawRing[] = []
  for (let part = 0; part < parts; part++) {
    const from = view.getInt32(starts + 4 * part, true)
    const to = part + 1 < parts ? view.getInt32(starts + 4 * (part + 1), true) : points
    if (from < 0 || from > to || to > points) throw damaged('shapefile')
    rings.push(ringAt(view, positions + 16 * from, to - from))
  }
  if (rings.length === 0) return null
  const polygons = nestRings(rings)
  const [only] = polygons
  return polygons.length === 1 && only
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: polygons }
}

function ringAt(view: DataView, at: number, points: number): RawRing {
  const ring: RawRing = []
  for (let i = 0; i < points; i++) {
    ring.push([view.getFloat64(at + 16 * i, true), view.getFloat64(at + 16 * i + 8, true)])
  }
  return ring
}
