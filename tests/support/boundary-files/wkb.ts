import type { Polygons } from './geopackage.ts'

export interface WkbMake {
  bigEndian?: boolean
  dimensions?: 'xy' | 'z' | 'm' | 'zm'
  /** The form of PostGIS: flags rather than thousands, and a system of its own. */
  extended?: boolean
}

const thousands = { xy: 0, z: 1000, m: 2000, zm: 3000 }
const flags = { xy: 0, z: 0x80000000, m: 0x40000000, zm: 0xc0000000 }

/** Well-known binary of a MultiPolygon. */
export function wkbOf(polygons: Polygons, make: WkbMake = {}): Buffer {
  const { bigEndian = false, dimensions = 'xy', extended = false } = make
  const others = dimensions === 'xy' ? 0 : dimensions.length
  const parts: Buffer[] = []
  header(6, extended)
  count(polygons.length)
  for (const polygon of polygons) {
    header(3, false)
    count(polygon.length)
    for (const ring of polygon) {
      count(ring.length)
      for (const position of ring) {
        const numbers = [...position, ...Array<number>(others).fill(7)]
        for (const number of numbers) {
          const bytes = Buffer.alloc(8)
          if (bigEndian) bytes.writeDoubleBE(number)
          else bytes.writeDoubleLE(number)
          parts.push(bytes)
        }
      }
    }
  }
  return Buffer.concat(parts)

  function header(type: number, withSystem: boolean): void {
    parts.push(Buffer.from([bigEndian ? 0 : 1]))
    if (!extended) {
      count(type + thousands[dimensions])
      return
    }
    count((type + flags[dimensions] + (withSystem ? 0x20000000 : 0)) >>> 0)
    if (withSystem) count(4326)
  }

  function count(number: number): void {
    const bytes = Buffer.alloc(4)
    if (bigEndian) bytes.writeUInt32BE(number)
    else bytes.writeUInt32LE(number)
    parts.push(bytes)
  }
}
