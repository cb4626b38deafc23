import type { MultiPolygon } from 'geojson'
import { compareCodes } from '../code-order.ts'
import type { Grid } from '../locating/grid-map.ts'
import { ringPoints, topologyOf } from './arcs.ts'
import { simplifyArcs } from './simplify-arcs.ts'

const simplifyPerDegree = 1e7

export interface PayloadDetail {
  /** How far a border may be from where it is. */
  toleranceMetres: number
  /** Coordinates are multiples of 1/perDegree°: 1e6 is about 10 cm, 1e5 about 1 m. */
  perDegree?: number
}

/**
 * A layer for the browser's map, read by `decodeGridPayload`. Numbers are varints of 7 bits, low
 * ones first; signed ones zig-zag:
 * units per degree; arc count, per arc its point count and the steps from point to point (the first from the last
 * point of the arc before);
 * grid count, per grid in byte order of codes: the length its code shares with the code before,
 * the length of the rest in UTF-8 and the rest; polygon count, ring counts, per ring its arc
 * count and the steps from arc to arc, an arc run backwards as its complement.
 */
export function encodeGridPayload(
  grids: readonly Grid[],
  { toleranceMetres, perDegree = 1e6 }: PayloadDetail,
): Uint8Array {
  const sorted = [...grids].sort((a, b) => compareCodes(a.code, b.code))
  const full = topologyOf(sorted, perDegree)
  const topology = simplifyArcs(full, perDegree, toleranceMetres)
  const writer = new Writer()
  let x = 0
  let y = 0
  writer.unsigned(perDegree)
  writer.unsigned(topology.arcs.length)
  for (const arc of topology.arcs) {
    writer.unsigned(arc.length / 2)
    for (let i = 0; i < arc.length; i += 2) {
      writer.signed(arc[i]! - x)
      writer.signed(arc[i + 1]! - y)
      x = arc[i]!
      y = arc[i + 1]!
    }
  }
  let before = new Uint8Array(0)
  let arcBefore = 0
  writer.unsigned(sorted.length)
  for (const [index, { code }] of sorted.entries()) {
    const bytes = new TextEncoder().encode(code)
    let shared = 0
    while (shared < bytes.length && bytes[shared] === before[shared]) shared++
    writer.unsigned(shared)
    writer.unsigned(bytes.length - shared)
    for (const byte of bytes.subarray(shared)) writer.byte(byte)
    before = bytes
    const polygons = topology.grids[index]!
    writer.unsigned(polygons.length)
    for (const rings of polygons) {
      writer.unsigned(rings.length)
      for (const ring of rings) {
        writer.unsigned(ring.length)
        for (const reference of ring) {
          writer.signed(reference - arcBefore)
          arcBefore = reference
        }
      }
    }
  }
  return writer.bytes()
}

/**
 * The geometries of a layer with fewer points, in the order given: shared borders stay common and
 * no grid is lost.
 */
export function simplifyGrids(grids: readonly Grid[], toleranceMetres: number): MultiPolygon[] {
  const full = topologyOf(grids, simplifyPerDegree)
  const { arcs, grids: simplified } = simplifyArcs(full, simplifyPerDegree, toleranceMetres)
  const toDegrees = ([x, y]: [number, number]) => [x / simplifyPerDegree, y / simplifyPerDegree]
  return simplified.map((polygons) => ({
    type: 'MultiPolygon',
    coordinates: polygons.map((rings) =>
      rings.map((ring) => {
        const points = ringPoints(arcs, ring).map(toDegrees)
        return [...points, points[0]!]
      }),
    ),
  }))
}

class Writer {
  private buffer = new Uint8Array(1 << 16)
  private used = 0

  byte(value: number): void {
    if (this.used === this.buffer.length) {
      const larger = new Uint8Array(2 * this.used)
      larger.set(this.buffer)
      this.buffer = larger
    }
    this.buffer[this.used++] = value
  }

  unsigned(value: number): void {
    let rest = value
    for (; rest > 127; rest = Math.floor(rest / 128)) this.byte((rest % 128) + 128)
    this.byte(rest)
  }

  signed(value: number): void {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value)
  }

  bytes(): Uint8Array {
    return this.buffer.slice(0, this.used)
  }
}
