import type { Position } from 'geojson'
import { buildEdgeTree } from '../edge-tree.ts'
import { orientation } from '../orientation.ts'

/** Where rings of one polygon meet that should not. */
export interface RingContact {
  readonly kind: 'self-crossing' | 'self-touching'
  /** The edge that begins at this vertex, and the other one. */
  readonly ring: number
  readonly vertex: number
  readonly otherRing: number
  readonly otherVertex: number
  readonly lon: number
  readonly lat: number
}

/** What is looked for at most; a picture with more marks shows nothing. */
const contactLimit = 50
/** Edges whose boxes touch; hairy stars have as many as the square of their edges. */
const pairLimit = 5_000_000

/**
 * Where the rings of one polygon cross, or one ring touches itself, or two share a stretch; in the
 * order of the file, at most 50. Two rings that touch in a single point are allowed to.
 * @param rings positions as the file has them; vertices are counted in these
 * @param isSkipped vertices whose edges are spikes or repeats, told of elsewhere
 */
export function findContacts(
  rings: readonly (readonly Position[])[],
  isSkipped: (ring: number, vertex: number) => boolean,
): RingContact[] {
  const edges = edgesOf(rings, isSkipped)
  const { ax, ay, bx, by, ring, vertex, count } = edges
  const tree = buildEdgeTree(edges)
  const contacts: RingContact[] = []
  const touched = new Set<string>()
  let pairs = 0
  for (let i = 0; i < count && contacts.length < contactLimit && pairs < pairLimit; i++) {
    const others: number[] = []
    tree.search(
      Math.min(ax[i]!, bx[i]!),
      Math.min(ay[i]!, by[i]!),
      Math.max(ax[i]!, bx[i]!),
      Math.max(ay[i]!, by[i]!),
      (j) => {
        pairs++
        if (j > i && pairs < pairLimit) others.push(j)
      },
    )
    for (const j of others.sort((a, b) => a - b)) compare(i, j)
  }
  return contacts.slice(0, contactLimit)

  function compare(i: number, j: number): void {
    const startOfJ = orientation(ax[i]!, ay[i]!, bx[i]!, by[i]!, ax[j]!, ay[j]!)
    const endOfJ = orientation(ax[i]!, ay[i]!, bx[i]!, by[i]!, bx[j]!, by[j]!)
    if ((startOfJ > 0 && endOfJ > 0) || (startOfJ < 0 && endOfJ < 0)) return
    const startOfI = orientation(ax[j]!, ay[j]!, bx[j]!, by[j]!, ax[i]!, ay[i]!)
    const endOfI = orientation(ax[j]!, ay[j]!, bx[j]!, by[j]!, bx[i]!, by[i]!)
    if ((startOfI > 0 && endOfI > 0) || (startOfI < 0 && endOfI < 0)) return
    if (startOfI !== 0 && endOfI !== 0 && startOfJ !== 0 && endOfJ !== 0) {
      const share = startOfI / (startOfI - endOfI)
      const lon = ax[i]! + share * (bx[i]! - ax[i]!)
      const lat = ay[i]! + share * (by[i]! - ay[i]!)
      add('self-crossing', i, j, lon, lat)
      return
    }
    const isStretch = startOfJ === 0 && endOfJ === 0
    if (ring[i] === ring[j] && follow(i, j)) return
    if (ring[i] !== ring[j] && !isStretch) return
    const meeting = isStretch ? overlapStart(i, j) : meetingPoint()
    if (!meeting || touched.has(meeting.join())) return
    touched.add(meeting.join())
    add('self-touching', i, j, ...meeting)

    function meetingPoint(): [number, number] {
      if (startOfJ === 0) return [ax[j]!, ay[j]!]
      if (endOfJ === 0) return [bx[j]!, by[j]!]
      return startOfI === 0 ? [ax[i]!, ay[i]!] : [bx[i]!, by[i]!]
    }
  }

  function follow(i: number, j: number): boolean {
    const isNext = ax[j] === bx[i] && ay[j] === by[i] && edges.next[i] === j
    return isNext || (ax[i] === bx[j] && ay[i] === by[j] && edges.next[j] === i)
  }

  /** Where collinear edges begin to share more than a point. */
  function overlapStart(i: number, j: number): [number, number] | undefined {
    const dx = bx[i]! - ax[i]!
    const dy = by[i]! - ay[i]!
    const along = (x: number, y: number) =>
      ((x - ax[i]!) * dx + (y - ay[i]!) * dy) / (dx * dx + dy * dy)
    const s = along(ax[j]!, ay[j]!)
    const t = along(bx[j]!, by[j]!)
    if (Math.min(s, t) >= 1 || Math.max(s, t) <= 0) return undefined
    if (Math.min(s, t) <= 0) return [ax[i]!, ay[i]!]
    return s < t ? [ax[j]!, ay[j]!] : [bx[j]!, by[j]!]
  }

  function add(kind: RingContact['kind'], i: number, j: number, lon: number, lat: number): void {
    contacts.push({
      kind,
      ring: ring[i]!,
      vertex: vertex[i]!,
      otherRing: ring[j]!,
      otherVertex: vertex[j]!,
      lon,
      lat,
    })
  }
}

function edgesOf(
  rings: readonly (readonly Position[])[],
  isSkipped: (ring: number, vertex: number) => boolean,
) {
  const total = rings.reduce((sum, ring) => sum + ring.length, 0)
  const edges = {
    ax: new Float64Array(total),
    ay: new Float64Array(total),
    bx: new Float64Array(total),
    by: new Float64Array(total),
    ring: new Int32Array(total),
    vertex: new Int32Array(total),
    next: new Int32Array(total).fill(-1),
    count: 0,
  }
  for (const [index, ring] of rings.entries()) {
    const first = edges.count
    const kept = [...ring.keys()].filter((vertex) => !isSkipped(index, vertex))
    for (const [at, vertex] of kept.entries()) {
      const [ax, ay] = ring[vertex] as [number, number]
      const [bx, by] = ring[kept[(at + 1) % kept.length]!] as [number, number]
      if (ax === bx && ay === by) continue
      const edge = edges.count++
      edges.ax[edge] = ax
      edges.ay[edge] = ay
      edges.bx[edge] = bx
      edges.by[edge] = by
      edges.ring[edge] = index
      edges.vertex[edge] = vertex
      if (edge > first) edges.next[edge - 1] = edge
    }
    if (edges.count > first) edges.next[edges.count - 1] = first
  }
  return edges
}
