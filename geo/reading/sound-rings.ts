import type { MultiPolygon, Position } from 'geojson'
import { buildEdgeTree } from '../edge-tree.ts'
import { orientation } from '../orientation.ts'
import {
  isAnticlockwise,
  type Ring,
  ringContains,
  ringsOf,
  touchesItself,
  turnInsideLeft,
} from '../rings.ts'
import { type Arrangement, arrange, visitEast } from './arrangement.ts'

/** Looking east a boundary is met some hundred times at most; a scribble, as often as it has pieces. */
const looksPerPiece = 100
const looksAnyway = 5_000_000

/** What a place belongs to that rings go round several times. */
export type Fill = 'evenOdd' | 'union'

export interface SoundRings {
  /** Rings with the inside on their left that cross neither themselves nor each other. */
  readonly rings: readonly Ring[]
  /** Where rings crossed or ran over each other; for 'union', where a place was covered twice. */
  readonly crossing?: [number, number]
  /** Rings met, if only in a corner. */
  readonly touches?: true
}

/**
 * The rings of a geometry with the inside, read even-odd over all of them, on their left.
 * Rings that cross are cut at the crossings; 'union' reads anticlockwise parts as one area instead.
 * @returns undefined for rings that cross too often to be a boundary
 */
export function soundRings(geometry: MultiPolygon, fill: Fill = 'evenOdd'): SoundRings | undefined {
  const rings = ringsOf(geometry)
  if (!touchesItself(rings))
    return fill === 'evenOdd' ? { rings: turnInsideLeft(rings) } : outermost(rings)
  const arranged = arrange(rings)
  if (!arranged) return undefined
  const boundary = boundaryEdges(arranged.pieces, fill)
  if (!boundary) return undefined
  const { edges, doubled } = boundary
  const crossing = fill === 'evenOdd' ? arranged.crossing : doubled
  return { rings: traceRings(edges), touches: true, ...(crossing && { crossing }) }
}

/** A multipolygon of sound rings: closed, outer rings anticlockwise first, holes in their ring. */
export function polygonsOf(rings: readonly Ring[]): MultiPolygon {
  const outer = rings.filter((ring) => isAnticlockwise(ring))
  const polygons = outer.map((ring) => ({ ring, size: boxSize(ring), rings: [positionsOf(ring)] }))
  const bySize = [...polygons].sort((a, b) => a.size - b.size)
  for (const hole of rings) {
    if (isAnticlockwise(hole)) continue
    const around = bySize.find(({ ring }) => encloses(ring, hole))
    around?.rings.push(positionsOf(hole))
  }
  return { type: 'MultiPolygon', coordinates: polygons.map((polygon) => polygon.rings) }
}

/** Of rings that touch nowhere, the union leaves out those inside another part. */
function outermost(rings: readonly Ring[]): SoundRings {
  const kept = rings.filter((ring) => {
    let winding = 0
    for (const other of rings) {
      const isAround = other !== ring && ringContains(other, ring[0]!, ring[1]!)
      if (isAround) winding += isAnticlockwise(other) ? 1 : -1
    }
    return winding === (isAnticlockwise(ring) ? 0 : 1)
  })
  const dropped = rings.find((ring) => !kept.includes(ring))
  return dropped ? { rings: kept, crossing: [dropped[0]!, dropped[1]!] } : { rings: kept }
}

/** Rings along directed edges that have the inside on their left; they touch at vertices only. */
export function traceRings(edges: readonly DirectedEdge[]): Ring[] {
  const leaving = new Map<string, number[]>()
  for (const [index, edge] of edges.entries()) {
    const key = `${edge[0]},${edge[1]}`
    const list = leaving.get(key)
    if (list) list.push(index)
    else leaving.set(key, [index])
  }
  const isUsed = new Uint8Array(edges.length)
  const rings: Ring[] = []
  for (let start = 0; start < edges.length; start++) {
    if (isUsed[start]) continue
    const path: number[][] = []
    const placeOf = new Map<string, number>()
    let edge: number | undefined = start
    while (edge !== undefined && !isUsed[edge]) {
      isUsed[edge] = 1
      const [ax, ay, bx, by] = edges[edge]!
      placeOf.set(`${ax},${ay}`, path.length)
      path.push([ax!, ay!])
      const end = `${bx},${by}`
      const visited = placeOf.get(end)
      if (visited !== undefined) {
        const loop = path.splice(visited)
        for (const [x, y] of loop) placeOf.delete(`${x},${y}`)
        if (loop.length > 2) rings.push(Float64Array.from(loop.flat()))
      }
      edge = nextEdge(
        edges,
        (leaving.get(end) ?? []).filter((next) => !isUsed[next]),
        edge,
      )
    }
  }
  return rings
}

export type DirectedEdge = readonly [ax: number, ay: number, bx: number, by: number]

/**
 * The pieces with inside on one side only, directed to have it on their left, and a piece beside
 * which rings go round more than once.
 */
function boundaryEdges(
  pieces: Arrangement,
  fill: Fill,
): { edges: DirectedEdge[]; doubled: [number, number] | undefined } | undefined {
  let looks = looksAnyway + looksPerPiece * pieces.count
  const tree = buildEdgeTree(pieces)
  const count = fill === 'evenOdd' ? pieces.passes : pieces.turns
  const isInside =
    fill === 'evenOdd' ? (times: number) => times % 2 === 1 : (times: number) => times > 0
  const edges: DirectedEdge[] = []
  let doubled: [number, number] | undefined
  for (let piece = 0; piece < pieces.count; piece++) {
    let right = 0
    visitEast(pieces, tree, piece, (other) => {
      looks--
      right += count[other]!
    })
    if (looks < 0) return undefined
    const left = right + count[piece]!
    const a = [pieces.ax[piece]!, pieces.ay[piece]!] as const
    const b = [pieces.bx[piece]!, pieces.by[piece]!] as const
    if (left > 1 || right > 1) doubled ??= [...a]
    if (isInside(left) === isInside(right)) continue
    edges.push(isInside(left) ? [...a, ...b] : [...b, ...a])
  }
  return { edges, doubled }
}

/** Of the edges leaving the end of `edge`, the first clockwise from the way back. */
function nextEdge(
  edges: readonly DirectedEdge[],
  leaving: readonly number[],
  edge: number,
): number | undefined {
  const [backX, backY, x, y] = edges[edge]!
  let best: number | undefined
  for (const candidate of leaving) {
    if (best === undefined || isSooner(edges[candidate]!, edges[best]!)) best = candidate
  }
  return best

  function isSooner(a: DirectedEdge, b: DirectedEdge): boolean {
    const halfOfA = half(a)
    const halfOfB = half(b)
    return halfOfA === halfOfB ? orientation(x, y, a[2], a[3], b[2], b[3]) < 0 : halfOfA < halfOfB
  }

  /** 0 right of the way back, 1 straight on, 2 left of it. */
  function half(candidate: DirectedEdge): number {
    const side = orientation(x, y, backX, backY, candidate[2], candidate[3])
    return side < 0 ? 0 : side === 0 ? 1 : 2
  }
}

function positionsOf(ring: Ring): Position[] {
  const positions: Position[] = []
  for (let i = 0; i < ring.length; i += 2) positions.push([ring[i]!, ring[i + 1]!])
  positions.push([ring[0]!, ring[1]!])
  return positions
}

function boxSize(ring: Ring): number {
  let minX = Infinity
  let minY = Infinity
  let maxX = -Infinity
  let maxY = -Infinity
  for (let i = 0; i < ring.length; i += 2) {
    minX = Math.min(minX, ring[i]!)
    maxX = Math.max(maxX, ring[i]!)
    minY = Math.min(minY, ring[i + 1]!)
    maxY = Math.max(maxY, ring[i + 1]!)
  }
  return (maxX - minX) * (maxY - minY)
}

/** Rings that do not cross may still share vertices: those say nothing about inside. */
function encloses(ring: Ring, hole: Ring): boolean {
  const vertices = new Set<string>()
  for (let i = 0; i < ring.length; i += 2) vertices.add(`${ring[i]},${ring[i + 1]}`)
  for (let i = 0; i < hole.length; i += 2) {
    if (!vertices.has(`${hole[i]},${hole[i + 1]}`))
      return ringContains(ring, hole[i]!, hole[i + 1]!)
  }
  return ringContains(ring, (hole[0]! + hole[2]!) / 2, (hole[1]! + hole[3]!) / 2)
}
