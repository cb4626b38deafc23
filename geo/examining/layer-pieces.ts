import { buildEdgeTree } from '../edge-tree.ts'
import { orientation } from '../orientation.ts'
import { PairIndex } from '../pair-index.ts'
import type { Ring } from '../rings.ts'
import { bridgeStrips } from './border-bridges.ts'
import { shareEdges } from './shared-edges.ts'

/**
 * The borders of a layer cut wherever they meet: pieces that touch at their ends only, each once,
 * directed upwards (by y, then x), with the grids whose rings run along it.
 */
export interface LayerPieces {
  readonly count: number
  /** The vertices at the ends of each piece. */
  readonly from: Int32Array
  readonly to: Int32Array
  readonly x: Float64Array
  readonly y: Float64Array
  /** Vertices below this number stand in the file, the others are cuts. */
  readonly givenVertices: number
  /** The grids along a piece: owners[ownerStart[piece]] up to owners[ownerStart[piece + 1] − 1]. */
  readonly ownerStart: Int32Array
  readonly owners: Int32Array
  /** 1 where the ring runs upwards along the piece, −1 where downwards. */
  readonly directions: Int8Array
  /** 1 where the piece is part of an edge that was cut. */
  readonly isCut: Uint8Array
  /** Vertices of the file that lie within an edge, and the grids that have the edge and so lack them. */
  readonly junctions: ReadonlyMap<number, ReadonlySet<number>>
}

/** A crossing is rounded to a double and may so make a new one beside it; a few rounds settle that. */
const roundLimit = 6
/** Beside this many meetings for each edge a layer is no layer; a re-traced one has one for ten. */
const meetingsPerEdge = 2
const meetingsAnyway = 200_000
/** Edges whose boxes touch: a handful each in a layer; a limit keeps hairy stars to seconds. */
const pairsPerEdge = 64
const pairsAnyway = 20_000_000

/**
 * @param grids sound rings of each grid, the inside on their left
 * @param bridgeMetres up to this distance strips between the borders of two grids are closed off by
 * bridges without owners, so that strips open at their ends become faces too
 * @returns undefined when the grids meet too often to be a layer
 */
export function cutLayer(
  grids: readonly (readonly Ring[])[],
  bridgeMetres: number,
): LayerPieces | undefined {
  const layer = shareEdges(grids)
  const bridges = bridgeStrips(layer, bridgeMetres)
  const vertices = new Vertices(layer.vertexCount)
  for (let edge = 0; edge < layer.count; edge++) {
    vertices.set(layer.from[edge]!, layer.ax[edge]!, layer.ay[edge]!)
    vertices.set(layer.to[edge]!, layer.bx[edge]!, layer.by[edge]!)
  }
  vertices.indexGiven()

  let segments: Segments = { from: layer.from, to: layer.to, parent: range(layer.count) }
  segments = split(segments, bridges.feet, vertices)
  segments = withBridges(segments, bridges, vertices)
  const isCut = new Uint8Array(layer.count)
  for (const edge of bridges.feet.keys()) isCut[edge] = 1
  const budget = {
    meetings: meetingsAnyway + meetingsPerEdge * layer.count,
    pairs: pairsAnyway + pairsPerEdge * layer.count,
  }
  const junctions = new Map<number, Set<number>>()
  const lacks = (vertex: number, edge: number) => {
    const grids = junctions.get(vertex) ?? new Set()
    junctions.set(vertex, grids)
    for (let i = layer.ownerStart[edge]!; i < layer.ownerStart[edge + 1]!; i++)
      grids.add(layer.owners[i]!)
  }
  let fresh: Uint8Array | undefined
  for (let round = 0; round < roundLimit; round++) {
    const cuts = findMeetings(segments, fresh, vertices, budget, lacks)
    if (!cuts) return undefined
    if (cuts.size === 0) break
    for (const segment of cuts.keys()) {
      const parent = segments.parent[segment]!
      if (parent >= 0) isCut[parent] = 1
    }
    const before = segments
    segments = split(before, cuts, vertices)
    fresh = freshOf(before, segments, cuts)
  }
  return ownPieces(segments, vertices, layer, isCut, junctions)
}

interface Segments {
  readonly from: Int32Array
  readonly to: Int32Array
  /** The edge of the layer it is part of, −1 for a bridge. */
  readonly parent: Int32Array
}

/** Vertices by number; equal places have one number. */
class Vertices {
  x: Float64Array
  y: Float64Array
  count: number
  readonly given: number
  private index: PairIndex

  constructor(given: number) {
    this.given = given
    this.count = given
    this.x = new Float64Array(given)
    this.y = new Float64Array(given)
    this.index = new PairIndex(1)
  }

  set(vertex: number, x: number, y: number): void {
    this.x[vertex] = x
    this.y[vertex] = y
  }

  indexGiven(): void {
    this.reindex(Math.ceil(1.1 * this.given) + 1024)
  }

  place(x: number, y: number): number {
    if (this.count === this.x.length) this.reindex(2 * this.count + 1024)
    const vertex = this.index.place(x, y)
    if (vertex === this.count) {
      this.x[vertex] = x
      this.y[vertex] = y
      this.count++
    }
    return vertex
  }

  private reindex(capacity: number): void {
    const x = new Float64Array(capacity)
    const y = new Float64Array(capacity)
    x.set(this.x.subarray(0, this.count))
    y.set(this.y.subarray(0, this.count))
    this.x = x
    this.y = y
    this.index = new PairIndex(capacity)
    for (let vertex = 0; vertex < this.count; vertex++) this.index.place(x[vertex]!, y[vertex]!)
  }
}

type Cuts = Map<number, number[]>

const range = (count: number) => Int32Array.from({ length: count }, (_, index) => index)

/** Every segment once, those with cuts replaced by their parts. */
function split(segments: Segments, cuts: Cuts, vertices: Vertices): Segments {
  if (cuts.size === 0) return segments
  let total = segments.from.length
  for (const points of cuts.values()) total += points.length / 2
  const from = new Int32Array(total)
  const to = new Int32Array(total)
  const parent = new Int32Array(total)
  let count = 0
  for (let segment = 0; segment < segments.from.length; segment++) {
    let at = segments.from[segment]!
    const end = segments.to[segment]!
    for (const vertex of stopsOf(segment, at, end)) {
      if (vertex === at) continue
      from[count] = at
      to[count] = vertex
      parent[count++] = segments.parent[segment]!
      at = vertex
    }
  }
  return {
    from: from.subarray(0, count),
    to: to.subarray(0, count),
    parent: parent.subarray(0, count),
  }

  function stopsOf(segment: number, start: number, end: number): number[] {
    const points = cuts.get(segment)
    if (!points) return [end]
    const stops: number[] = []
    for (let i = 0; i < points.length; i += 2)
      stops.push(vertices.place(points[i]!, points[i + 1]!))
    const { x, y } = vertices
    const dx = x[end]! - x[start]!
    const dy = y[end]! - y[start]!
    const along = (vertex: number) => (x[vertex]! - x[start]!) * dx + (y[vertex]! - y[start]!) * dy
    stops.sort((a, b) => along(a) - along(b) || a - b)
    stops.push(end)
    return stops
  }
}

function withBridges(
  segments: Segments,
  bridges: { from: number[]; footX: number[]; footY: number[] },
  vertices: Vertices,
): Segments {
  const extra = bridges.from.length
  if (extra === 0) return segments
  const total = segments.from.length + extra
  const from = new Int32Array(total)
  const to = new Int32Array(total)
  const parent = new Int32Array(total).fill(-1)
  from.set(segments.from)
  to.set(segments.to)
  parent.set(segments.parent)
  let count = segments.from.length
  for (let i = 0; i < extra; i++) {
    const foot = vertices.place(bridges.footX[i]!, bridges.footY[i]!)
    if (foot === bridges.from[i]) continue
    from[count] = bridges.from[i]!
    to[count++] = foot
  }
  return {
    from: from.subarray(0, count),
    to: to.subarray(0, count),
    parent: parent.subarray(0, count),
  }
}

/** 1 for the parts of segments that were cut: only they can meet anything anew. */
function freshOf(before: Segments, after: Segments, cuts: Cuts): Uint8Array {
  const cutParents = new Set<number>()
  for (const segment of cuts.keys()) cutParents.add(before.parent[segment]!)
  return Uint8Array.from(after.parent, (parent) => (cutParents.has(parent) ? 1 : 0))
}

function findMeetings(
  segments: Segments,
  fresh: Uint8Array | undefined,
  { x, y, given }: Vertices,
  budget: { meetings: number; pairs: number },
  lacks: (vertex: number, edge: number) => void,
): Cuts | undefined {
  const chosen = fresh ? range(fresh.length).filter((segment) => fresh[segment]) : undefined
  const from = chosen ? chosen.map((segment) => segments.from[segment]!) : segments.from
  const to = chosen ? chosen.map((segment) => segments.to[segment]!) : segments.to
  const count = from.length
  const edges = {
    ax: Float64Array.from(from, (vertex) => x[vertex]!),
    ay: Float64Array.from(from, (vertex) => y[vertex]!),
    bx: Float64Array.from(to, (vertex) => x[vertex]!),
    by: Float64Array.from(to, (vertex) => y[vertex]!),
    count,
  }
  const { ax, ay, bx, by } = edges
  const cuts: Cuts = new Map()
  const tree = buildEdgeTree(edges)
  let i = 0
  const visit = (j: number) => {
    if (j <= i) return
    budget.pairs--
    const shared =
      from[i] === from[j] || from[i] === to[j]
        ? from[i]
        : to[i] === to[j] || to[i] === from[j]
          ? to[i]
          : -1
    const startOfJ = orientation(ax[i]!, ay[i]!, bx[i]!, by[i]!, ax[j]!, ay[j]!)
    const endOfJ = orientation(ax[i]!, ay[i]!, bx[i]!, by[i]!, bx[j]!, by[j]!)
    if (shared !== -1 && (startOfJ !== 0 || endOfJ !== 0)) return
    if ((startOfJ > 0 && endOfJ > 0) || (startOfJ < 0 && endOfJ < 0)) return
    const startOfI = orientation(ax[j]!, ay[j]!, bx[j]!, by[j]!, ax[i]!, ay[i]!)
    const endOfI = orientation(ax[j]!, ay[j]!, bx[j]!, by[j]!, bx[i]!, by[i]!)
    if ((startOfI > 0 && endOfI > 0) || (startOfI < 0 && endOfI < 0)) return
    if (startOfI !== 0 && endOfI !== 0 && startOfJ !== 0 && endOfJ !== 0) {
      const share = startOfI / (startOfI - endOfI)
      const atX = within(ax[i]! + share * (bx[i]! - ax[i]!), ax[i]!, bx[i]!)
      const atY = within(ay[i]! + share * (by[i]! - ay[i]!), ay[i]!, by[i]!)
      cut(i, atX, atY)
      cut(j, atX, atY)
      return
    }
    if (startOfJ === 0) meet(i, from[j]!)
    if (endOfJ === 0) meet(i, to[j]!)
    if (startOfI === 0) meet(j, from[i]!)
    if (endOfI === 0) meet(j, to[i]!)
  }
  for (i = 0; i < count && budget.meetings > 0 && budget.pairs > 0; i++)
    tree.search(
      Math.min(ax[i]!, bx[i]!),
      Math.min(ay[i]!, by[i]!),
      Math.max(ax[i]!, bx[i]!),
      Math.max(ay[i]!, by[i]!),
      visit,
    )
  return budget.meetings > 0 && budget.pairs > 0 ? cuts : undefined

  /** A vertex on the line of a segment cuts it where it lies between its ends. */
  function meet(edge: number, vertex: number): void {
    if (vertex === from[edge] || vertex === to[edge]) return
    const atX = x[vertex]!
    const atY = y[vertex]!
    if (within(atX, ax[edge]!, bx[edge]!) !== atX || within(atY, ay[edge]!, by[edge]!) !== atY)
      return
    const parent = segments.parent[chosen ? chosen[edge]! : edge]!
    if (vertex < given && parent >= 0) lacks(vertex, parent)
    cut(edge, atX, atY)
  }

  function cut(edge: number, atX: number, atY: number): void {
    if (atX === ax[edge] && atY === ay[edge]) return
    if (atX === bx[edge] && atY === by[edge]) return
    budget.meetings--
    const segment = chosen ? chosen[edge]! : edge
    const points = cuts.get(segment)
    if (points) points.push(atX, atY)
    else cuts.set(segment, [atX, atY])
  }
}

const within = (value: number, a: number, b: number) =>
  a < b ? (value < a ? a : value > b ? b : value) : value < b ? b : value > a ? a : value

/** Segments that coincide become one piece with the owners of all. */
function ownPieces(
  segments: Segments,
  vertices: Vertices,
  layer: ReturnType<typeof shareEdges>,
  isEdgeCut: Uint8Array,
  junctions: LayerPieces['junctions'],
): LayerPieces {
  const { x, y } = vertices
  const total = segments.from.length
  const pieces = new PairIndex(total)
  const pieceOf = new Int32Array(total)
  const turned = new Int8Array(total)
  for (let segment = 0; segment < total; segment++) {
    const a = segments.from[segment]!
    const b = segments.to[segment]!
    const isUp = y[a]! < y[b]! || (y[a] === y[b] && x[a]! < x[b]!)
    pieceOf[segment] = isUp ? pieces.place(a, b) : pieces.place(b, a)
    turned[segment] = isUp ? 1 : -1
  }
  const { count } = pieces
  const isCut = new Uint8Array(count)
  const ownerStart = new Int32Array(count + 1)
  for (let segment = 0; segment < total; segment++) {
    const edge = segments.parent[segment]!
    if (edge < 0) continue
    ownerStart[pieceOf[segment]! + 1]! += layer.ownerStart[edge + 1]! - layer.ownerStart[edge]!
    if (isEdgeCut[edge]) isCut[pieceOf[segment]!] = 1
  }
  for (let piece = 0; piece < count; piece++) ownerStart[piece + 1]! += ownerStart[piece]!
  const next = ownerStart.slice(0, count)
  const owners = new Int32Array(ownerStart[count]!)
  const directions = new Int8Array(ownerStart[count]!)
  for (let segment = 0; segment < total; segment++) {
    const edge = segments.parent[segment]!
    if (edge < 0) continue
    for (let i = layer.ownerStart[edge]!; i < layer.ownerStart[edge + 1]!; i++) {
      const at = next[pieceOf[segment]!]!++
      owners[at] = layer.owners[i]!
      directions[at] = layer.directions[i]! * turned[segment]!
    }
  }
  return {
    count,
    from: Int32Array.from(pieces.first.subarray(0, count)),
    to: Int32Array.from(pieces.second.subarray(0, count)),
    x: x.slice(0, vertices.count),
    y: y.slice(0, vertices.count),
    givenVertices: vertices.given,
    ownerStart,
    owners,
    directions,
    isCut,
    junctions,
  }
}
