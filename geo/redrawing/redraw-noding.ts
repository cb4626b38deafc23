import type { DrawnGrid, Vertex } from './redraw.ts'
import { edgesOf, isSame, keyOf, sideOf, withRings } from './redraw-rings.ts'

/**
 * Puts every corner that lies exactly on another grid's border into that border too, so that what
 * moves a corner moves both. No grid changes its shape.
 */
export function nodeGrids(grids: readonly DrawnGrid[]): DrawnGrid[] {
  const corners = new Map<string, Vertex>()
  for (const vertex of grids.flatMap(({ polygons }) => polygons.flat(2))) {
    corners.set(keyOf(vertex), vertex)
  }
  const byX = [...corners.values()].sort((a, b) => a[0] - b[0])
  return grids.map((grid) =>
    withRings(grid, (ring) => {
      const noded = edgesOf(ring).flatMap(([a, b]) => [a, ...cornersOn(byX, a, b)])
      return noded.length === ring.length ? ring : noded
    }),
  )
}

/** The corners strictly between the ends of a border, in its order. */
function cornersOn(byX: readonly Vertex[], a: Vertex, b: Vertex): Vertex[] {
  const [west, east] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])]
  const [south, north] = [Math.min(a[1], b[1]), Math.max(a[1], b[1])]
  const found: Vertex[] = []
  for (let i = firstFrom(byX, west); i < byX.length; i++) {
    const corner = byX[i]
    if (!corner || corner[0] > east) break
    if (corner[1] < south || corner[1] > north || isSame(corner, a) || isSame(corner, b)) continue
    if (sideOf(a, b, corner) === 0) found.push(corner)
  }
  const along = ([x, y]: Vertex) => (x - a[0]) * (b[0] - a[0]) + (y - a[1]) * (b[1] - a[1])
  return found.sort((p, q) => along(p) - along(q))
}

/** The first index whose longitude is not west of `x`. */
function firstFrom(byX: readonly Vertex[], x: number): number {
  let [low, high] = [0, byX.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((byX[middle]?.[0] ?? x) < x) low = middle + 1
    else high = middle
  }
  return low
}
