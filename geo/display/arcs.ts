import type { Grid } from '../locating/grid-map.ts'
import { PairIndex } from '../pair-index.ts'

/** A line between two junctions of a layer, or a whole ring that meets no junction: x, y, x, y … */
export type Arc = Int32Array

/** A ring as the arcs it runs along: index, or its complement where it runs backwards. */
export type ArcRing = readonly number[]

export interface Topology {
  readonly arcs: readonly Arc[]
  /** Per grid its polygons, per polygon its rings. */
  readonly grids: readonly (readonly (readonly ArcRing[])[])[]
}

/** Cuts the borders of a layer into arcs, each stored once, in units of 1/`perDegree` degrees. */
export function topologyOf(grids: readonly Grid[], perDegree: number): Topology {
  const rings = grids.map(({ geometry }) =>
    geometry.coordinates.map((polygon) => polygon.map((ring) => quantisedRing(ring, perDegree))),
  )
  let total = 0
  for (const grid of rings)
    for (const polygon of grid) for (const ring of polygon) total += ring.length
  const vertices = new PairIndex(total)
  const numbered = rings.map((grid) =>
    grid.map((polygon) => polygon.map((ring) => ring.map(([x, y]) => vertices.place(x, y)))),
  )
  const isJunction = junctionsOf(numbered.flat(2), vertices.count)
  const arcs: Arc[] = []
  const arcAt = new Map<number, number>() // by its first two vertices, from either end

  function addArc(path: readonly number[]): number {
    const key = path[0]! * vertices.count + path[1]!
    const known = arcAt.get(key)
    if (known !== undefined) return known
    const backKey = path.at(-1)! * vertices.count + path.at(-2)!
    const index = arcs.length
    arcAt.set(key, index)
    if (!arcAt.has(backKey)) arcAt.set(backKey, ~index)
    arcs.push(
      Int32Array.from(
        path.flatMap((vertex) => [vertices.first[vertex]!, vertices.second[vertex]!]),
      ),
    )
    return index
  }

  function cut(ring: readonly number[]): ArcRing {
    if (ring.length < 3) return []
    const first = ring.findIndex((vertex) => isJunction[vertex])
    if (first < 0) return [addArc(closedFromLowest(ring))]
    const parts: number[] = []
    let path = [ring[first]!]
    for (let i = 1; i <= ring.length; i++) {
      const vertex = ring[(first + i) % ring.length]!
      path.push(vertex)
      if (!isJunction[vertex]) continue
      parts.push(addArc(path))
      path = [vertex]
    }
    return parts
  }

  return {
    grids: numbered.map((grid) =>
      grid
        .filter((polygon) => polygon[0] && polygon[0].length > 2)
        .map((polygon) => polygon.map(cut).filter((ring) => ring.length > 0)),
    ),
    arcs,
  }
}

/** The points of a ring, without repeating the first at the end. */
export function ringPoints(arcs: readonly ArrayLike<number>[], ring: ArcRing): [number, number][] {
  const points: [number, number][] = []
  for (const reference of ring) {
    const isBackward = reference < 0
    const arc = arcs[isBackward ? ~reference : reference]!
    for (let i = 0; i < arc.length - 2; i += 2) {
      const at = isBackward ? arc.length - 2 - i : i
      points.push([arc[at]!, arc[at + 1]!])
    }
  }
  return points
}

function quantisedRing(ring: readonly number[][], perDegree: number): [number, number][] {
  const points: [number, number][] = []
  for (const position of ring) {
    const x = Math.round(position[0]! * perDegree) + 0
    const y = Math.round(position[1]! * perDegree) + 0
    const last = points.at(-1)
    if (!last || last[0] !== x || last[1] !== y) points.push([x, y])
  }
  const first = points[0]
  const last = points.at(-1)
  if (points.length > 1 && first && last && first[0] === last[0] && first[1] === last[1])
    points.pop()
  return points
}

/** Vertices where more than two edges of the layer meet. */
function junctionsOf(rings: readonly (readonly number[])[], vertexCount: number): Uint8Array {
  const isJunction = new Uint8Array(vertexCount)
  const one = new Int32Array(vertexCount).fill(-1)
  const two = new Int32Array(vertexCount).fill(-1)
  const meets = (vertex: number, neighbour: number) => {
    if (one[vertex] === -1) one[vertex] = neighbour
    else if (one[vertex] === neighbour) return
    else if (two[vertex] === -1) two[vertex] = neighbour
    else if (two[vertex] !== neighbour) isJunction[vertex] = 1
  }
  for (const ring of rings) {
    for (const [i, vertex] of ring.entries()) {
      const next = ring[(i + 1) % ring.length]!
      meets(vertex, next)
      meets(next, vertex)
    }
  }
  for (let vertex = 0; vertex < vertexCount; vertex++)
    if (two[vertex] === -1) isJunction[vertex] = 1
  return isJunction
}

/** One start and direction for a ring, however its grids give it. */
function closedFromLowest(ring: readonly number[]): number[] {
  let at = 0
  for (const [i, vertex] of ring.entries()) if (vertex < ring[at]!) at = i
  const turned = [...ring.slice(at), ...ring.slice(0, at)]
  return [...turned, turned[0]!]
}
