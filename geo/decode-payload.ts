/** A ring as Leaflet takes it: latitude first, the first point not repeated. */
export type LatLonRing = [lat: number, lon: number][]

export interface DecodedGrids {
  readonly codes: string[]
  /** Per grid its polygons, per polygon its rings, the outer one first. */
  readonly polygons: LatLonRing[][][]
}

const perDegree = 1e6

/** Reads what `encodeGridPayload` wrote; runs in the browser. Throws on bytes cut short. */
export function decodeGridPayload(bytes: Uint8Array): DecodedGrids {
  const reader = new Reader(bytes)
  const arcs = readArcs(reader)
  const codes: string[] = []
  const polygons: LatLonRing[][][] = []
  const decoder = new TextDecoder()
  let code = new Uint8Array(0)
  let reference = 0
  for (let grids = reader.unsigned(); grids > 0; grids--) {
    const shared = reader.unsigned()
    const rest = reader.take(reader.unsigned())
    const joined = new Uint8Array(shared + rest.length)
    joined.set(code.subarray(0, shared))
    joined.set(rest, shared)
    code = joined
    codes.push(decoder.decode(code))
    polygons.push(reader.list(() => reader.list(readRing)))
  }
  return { codes, polygons }

  function readRing(): LatLonRing {
    const ring: LatLonRing = []
    for (let left = reader.unsigned(); left > 0; left--) {
      reference += reader.signed()
      const isBackward = reference < 0
      const arc = arcs[isBackward ? ~reference : reference] ?? []
      for (let i = 0; i < arc.length - 1; i++) {
        const point = arc[isBackward ? arc.length - 1 - i : i]
        if (point) ring.push(point)
      }
    }
    return ring
  }
}

function readArcs(reader: Reader): LatLonRing[] {
  let x = 0
  let y = 0
  return reader.list(() =>
    reader.list(() => {
      x += reader.signed()
      y += reader.signed()
      return [y / perDegree, x / perDegree]
    }),
  )
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

  list<T>(read: () => T): T[] {
    const items: T[] = []
    for (let left = this.unsigned(); left > 0; left--) items.push(read())
    return items
  }
}
