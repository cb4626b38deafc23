/** A ring as Leaflet takes it: latitude first, the first point not repeated. */
export type LatLonRing = [lat: number, lon: number][]

/**
 * The grids of a payload in plain arrays, which pass from a worker to the page without being copied.
 * Grid g has the polygons gridStart[g] up to gridStart[g + 1], polygon p the rings polygonStart[p]
 * up to polygonStart[p + 1], the outer one first, ring r the points ringStart[r] up to
 * ringStart[r + 1].
 */
export interface DecodedGrids {
  readonly codes: string[]
  /** Latitude and longitude in degrees by turns; a ring's first point is not repeated. */
  readonly points: Float64Array
  readonly ringStart: Uint32Array
  readonly polygonStart: Uint32Array
  readonly gridStart: Uint32Array
}

/** Reads what `encodeGridPayload` wrote; runs in the browser. Throws on bytes cut short. */
export function decodeGridPayload(bytes: Uint8Array): DecodedGrids {
  const reader = new Reader(bytes)
  const { arcStart, arcPoints } = readArcs(reader)
  const points = new Numbers(Float64Array, 4 * arcPoints.length)
  const ringStart = new Numbers(Uint32Array, 1 << 12)
  const polygonStart = new Numbers(Uint32Array, 1 << 12)
  const count = reader.unsigned()
  const gridStart = new Numbers(Uint32Array, 1 << 12)
  const codes: string[] = []
  const decoder = new TextDecoder()
  let code = new Uint8Array(0)
  let reference = 0
  for (let grid = 0; grid < count; grid++) {
    code = readCode(reader, code)
    codes.push(decoder.decode(code))
    gridStart.push(polygonStart.length)
    for (let polygons = reader.unsigned(); polygons > 0; polygons--) {
      polygonStart.push(ringStart.length)
      for (let rings = reader.unsigned(); rings > 0; rings--) {
        ringStart.push(points.length / 2)
        for (let arcs = reader.unsigned(); arcs > 0; arcs--) {
          reference += reader.signed()
          addArc(reference)
        }
      }
    }
  }
  gridStart.push(polygonStart.length)
  polygonStart.push(ringStart.length)
  ringStart.push(points.length / 2)
  return {
    codes,
    points: points.taken(),
    ringStart: ringStart.taken(),
    polygonStart: polygonStart.taken(),
    gridStart: gridStart.taken(),
  }

  /** The points of an arc but the last, which the next one begins with. */
  function addArc(reference: number): void {
    const isBackward = reference < 0
    const arc = isBackward ? ~reference : reference
    const start = arcStart[arc] ?? 0
    const end = arcStart[arc + 1] ?? 0
    for (let i = start; i < end - 2; i += 2) {
      const at = isBackward ? start + end - 2 - i : i
      points.push(arcPoints[at]!)
      points.push(arcPoints[at + 1]!)
    }
  }
}

/** A grid of a decoded payload as Leaflet takes it: its polygons, each of its rings. */
export function polygonsOfGrid(grids: DecodedGrids, grid: number): LatLonRing[][] {
  const { points, ringStart, polygonStart, gridStart } = grids
  const polygons: LatLonRing[][] = []
  for (let polygon = gridStart[grid] ?? 0; polygon < (gridStart[grid + 1] ?? 0); polygon++) {
    const rings: LatLonRing[] = []
    for (let ring = polygonStart[polygon]!; ring < polygonStart[polygon + 1]!; ring++) {
      const positions: LatLonRing = []
      for (let point = ringStart[ring]!; point < ringStart[ring + 1]!; point++)
        positions.push([points[2 * point]!, points[2 * point + 1]!])
      rings.push(positions)
    }
    polygons.push(rings)
  }
  return polygons
}

/** Arc a has the numbers arcStart[a] up to arcStart[a + 1]: latitude and longitude by turns. */
function readArcs(reader: Reader): { arcStart: Uint32Array; arcPoints: Float64Array } {
  const perDegree = reader.unsigned()
  const arcStart = new Numbers(Uint32Array, 1 << 12)
  const arcPoints = new Numbers(Float64Array, 1 << 16)
  let x = 0
  let y = 0
  for (let arcs = reader.unsigned(); arcs > 0; arcs--) {
    arcStart.push(arcPoints.length)
    for (let left = reader.unsigned(); left > 0; left--) {
      x += reader.signed()
      y += reader.signed()
      arcPoints.push(y / perDegree)
      arcPoints.push(x / perDegree)
    }
  }
  arcStart.push(arcPoints.length)
  return { arcStart: arcStart.taken(), arcPoints: arcPoints.taken() }
}

function readCode(reader: Reader, before: Uint8Array): Uint8Array<ArrayBuffer> {
  const shared = reader.unsigned()
  const rest = reader.take(reader.unsigned())
  const code = new Uint8Array(shared + rest.length)
  code.set(before.subarray(0, shared))
  code.set(rest, shared)
  return code
}

/** A typed array that grows. */
class Numbers<List extends Float64Array | Uint32Array> {
  length = 0
  private list: List

  constructor(
    private readonly Kind: new (length: number) => List,
    capacity: number,
  ) {
    this.list = new Kind(capacity)
  }

  push(number: number): void {
    if (this.length === this.list.length) {
      const larger = new this.Kind(2 * this.length + 16)
      larger.set(this.list)
      this.list = larger
    }
    this.list[this.length++] = number
  }

  taken(): List {
    return this.list.slice(0, this.length) as List
  }
}

class Reader {
  private at = 0

  constructor(private readonly bytes: Uint8Array) {}

  unsigned(): number {
    let value = 0
    let scale = 1
    for (;;) {
      const byte = this.bytes[this.at++]
      if (byte === undefined) throw new Error('the grid payload is cut short')
      value += (byte & 127) * scale
      if (byte < 128) return value
      scale *= 128
    }
  }

  signed(): number {
    const value = this.unsigned()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  take(length: number): Uint8Array {
    const taken = this.bytes.subarray(this.at, this.at + length)
    this.at += length
    return taken
  }
}
