import type { MultiPolygon } from 'geojson'
import { endOf, startOf, visitSides } from '../examining/face-sides.ts'
import type { LayerFaces } from '../examining/layer-faces.ts'
import type { Grid } from '../locating/grid-map.ts'
import { isCollapsed } from '../reading/read-geometry.ts'
import { type DirectedEdge, polygonsOf, traceRings } from '../reading/sound-rings.ts'
import type { Ring } from '../rings.ts'

/** The grids that are to cover faces otherwise than they do. */
export type Covers = Map<number, readonly number[]>

/** A cut this near the line between its neighbours (0.1 mm) is no corner. */
const straightDegrees = 1e-9

/**
 * The grids whose faces changed, and those that lack a vertex of a neighbour there, from their faces.
 * A vertex stays where the grid had it, where a mended place needs it, and nowhere else: cuts that
 * belong to places left as they are vanish again.
 * @param withJunctions whether grids also get the vertices of neighbours that lie on their edges
 */
export function rebuildGrids(
  grids: readonly Grid[],
  faces: LayerFaces,
  covers: Covers,
  withJunctions: boolean,
): Map<number, MultiPolygon> {
  const coverOf = (face: number) => covers.get(face) ?? faces.covers[face]!
  const wanted = wantedVertices(faces, covers, withJunctions)
  const { touched, degree, beside } = borderGraph(faces, coverOf, wanted)
  for (const [face, cover] of covers)
    for (const grid of [...faces.covers[face]!, ...cover]) touched.add(grid)
  const edges = edgesByGrid(faces, coverOf, touched)
  const rebuilt = new Map<number, MultiPolygon>()
  for (const grid of touched) {
    const given = cornersOf(grids[grid]!.geometry)
    const rings = traceRings(edges.get(grid) ?? [])
      .map((ring) => withoutCuts(ring, given))
      .filter((ring) => ring.length >= 6 && !isSpeck(ring))
    if (rings.length > 0) rebuilt.set(grid, polygonsOf(rings))
  }
  return rebuilt

  function withoutCuts(ring: Ring, given: ReadonlySet<string>): Ring {
    const kept: number[] = []
    for (let i = 0; i < ring.length; i += 2) {
      const place = `${ring[i]},${ring[i + 1]}`
      const vertex = wanted.get(place)
      const isNeeded = vertex !== undefined && !isMereCut(vertex)
      if (isNeeded || (vertex === undefined && given.has(place))) kept.push(ring[i]!, ring[i + 1]!)
    }
    return Float64Array.from(kept)
  }

  /** A crossing of borders of which one alone is left, running straight on. */
  function isMereCut(vertex: number): boolean {
    const { x, y, givenVertices } = faces.pieces
    if (vertex < givenVertices || degree.get(vertex) !== 2) return false
    const [a, b] = beside.get(vertex)!
    const dx = x[b!]! - x[a!]!
    const dy = y[b!]! - y[a!]!
    const across = (x[vertex]! - x[a!]!) * dy - (y[vertex]! - y[a!]!) * dx
    return Math.abs(across) <= straightDegrees * Math.hypot(dx, dy)
  }
}

/** Nothing is left of it at 1e-7°, and no reader would keep it. */
function isSpeck(ring: Ring): boolean {
  const positions: number[][] = []
  for (let i = 0; i < ring.length; i += 2) positions.push([ring[i]!, ring[i + 1]!])
  return isCollapsed(positions)
}

/** The vertices of mended places, by place. */
function wantedVertices(
  faces: LayerFaces,
  covers: Covers,
  withJunctions: boolean,
): Map<string, number> {
  const { x, y, junctions } = faces.pieces
  const wanted = new Map<string, number>()
  const want = (vertex: number) => wanted.set(`${x[vertex]},${y[vertex]}`, vertex)
  for (const face of covers.keys()) visitSides(faces, face, (side) => want(startOf(faces, side)))
  if (withJunctions) for (const vertex of junctions.keys()) want(vertex)
  return wanted
}

/** Which grids have a border at the wanted vertices, how many borders meet there, and with whom. */
function borderGraph(
  faces: LayerFaces,
  coverOf: (face: number) => readonly number[],
  wanted: ReadonlyMap<string, number>,
) {
  const { count, from, to } = faces.pieces
  const isWanted = new Set(wanted.values())
  const touched = new Set<number>()
  const degree = new Map<number, number>()
  const beside = new Map<number, number[]>()
  for (let piece = 0; piece < count; piece++) {
    const a = from[piece]!
    const b = to[piece]!
    if (!isWanted.has(a) && !isWanted.has(b)) continue
    const left = coverOf(faces.faceOf[2 * piece]!)
    const right = coverOf(faces.faceOf[2 * piece + 1]!)
    const apart = [...left, ...right].filter((grid) => left.includes(grid) !== right.includes(grid))
    if (apart.length === 0) continue
    for (const grid of apart) touched.add(grid)
    for (const [vertex, other] of [
      [a, b],
      [b, a],
    ] as const) {
      degree.set(vertex, (degree.get(vertex) ?? 0) + 1)
      const others = beside.get(vertex)
      if (others) others.push(other)
      else beside.set(vertex, [other])
    }
  }
  return { touched, degree, beside }
}

function edgesByGrid(
  faces: LayerFaces,
  coverOf: (face: number) => readonly number[],
  touched: ReadonlySet<number>,
): Map<number, DirectedEdge[]> {
  const { x, y } = faces.pieces
  const edges = new Map<number, DirectedEdge[]>()
  for (let side = 0; side < 2 * faces.pieces.count; side++) {
    const across = coverOf(faces.faceOf[side ^ 1]!)
    for (const grid of coverOf(faces.faceOf[side]!)) {
      if (!touched.has(grid) || across.includes(grid)) continue
      const a = startOf(faces, side)
      const b = endOf(faces, side)
      const edge: DirectedEdge = [x[a]!, y[a]!, x[b]!, y[b]!]
      const list = edges.get(grid)
      if (list) list.push(edge)
      else edges.set(grid, [edge])
    }
  }
  return edges
}

function cornersOf({ coordinates }: MultiPolygon): Set<string> {
  const corners = new Set<string>()
  for (const ring of coordinates.flat())
    for (const [x, y] of ring) corners.add(`${x! + 0},${y! + 0}`)
  return corners
}
