import type { DrawnGrid, DrawnRing, Redrawn, RedrawRefusal, Vertex } from './redraw.ts'
import { conflictOf, type Triangle } from './redraw-conflicts.ts'
import { doubleArea, type Edge, edgesOfGrid, isSame, keyOf, withRings } from './redraw-rings.ts'

/** Moves a corner in every grid that has it: what one loses its neighbour gains. */
export function moveVertex(grids: readonly DrawnGrid[], from: Vertex, to: Vertex): Redrawn {
  if (isSame(from, to)) return { ok: true, grids }
  const neighbours = neighboursOf(grids, from)
  if (neighbours.length === 0) return refused('noSuchVertex')
  if (isCorner(grids, to)) return refused('placeTaken')
  const moved = grids.map((grid) =>
    withRings(grid, (ring) =>
      ring.some((vertex) => isSame(vertex, from))
        ? ring.map((vertex) => (isSame(vertex, from) ? to : vertex))
        : ring,
    ),
  )
  return unlessInConflict(
    grids,
    moved,
    neighbours.map((neighbour): Edge => [neighbour, to]),
    neighbours.map((neighbour): Triangle => [neighbour, from, to]),
  )
}

/** Puts a new corner into a border, in every grid that has it. */
export function insertVertex(
  grids: readonly DrawnGrid[],
  [a, b]: readonly [Vertex, Vertex],
  at: Vertex,
): Redrawn {
  if (isCorner(grids, at)) return refused('placeTaken')
  const inserted = grids.map((grid) => withRings(grid, (ring) => withCorner(ring, [a, b], at)))
  if (inserted.every((grid, index) => grid === grids[index])) return refused('noSuchVertex')
  const fresh: Edge[] = [
    [a, at],
    [at, b],
  ]
  return unlessInConflict(grids, inserted, fresh, [[a, b, at]])
}

/** Takes a corner out of every grid that has it; one where borders meet stays. */
export function removeVertex(grids: readonly DrawnGrid[], at: Vertex): Redrawn {
  const neighbours = neighboursOf(grids, at)
  const [a, b] = neighbours
  if (!a || !b) return refused('noSuchVertex')
  if (neighbours.length > 2) return refused('junction')
  if (neighboursOf(grids, a).some((vertex) => isSame(vertex, b))) return refused('wouldCollapse')
  const removed = grids.map((grid) =>
    withRings(grid, (ring) =>
      ring.some((vertex) => isSame(vertex, at))
        ? ring.filter((vertex) => !isSame(vertex, at))
        : ring,
    ),
  )
  return unlessInConflict(grids, removed, [[a, b]], [[a, at, b]])
}

/** A ring with a corner put in wherever it runs between the two, in either direction. */
export function withCorner(ring: DrawnRing, [a, b]: Edge, at: Vertex): DrawnRing {
  const next = (index: number) => ring[(index + 1) % ring.length] ?? a
  const isBetween = (vertex: Vertex, index: number) =>
    (isSame(vertex, a) && isSame(next(index), b)) || (isSame(vertex, b) && isSame(next(index), a))
  return ring.some(isBetween)
    ? ring.flatMap((vertex, index) => (isBetween(vertex, index) ? [vertex, at] : [vertex]))
    : ring
}

function unlessInConflict(
  before: readonly DrawnGrid[],
  after: readonly DrawnGrid[],
  fresh: readonly Edge[],
  swept: readonly Triangle[],
): Redrawn {
  const conflict = conflictOf(after, fresh, swept)
  if (conflict) return refused(conflict)
  const touched = after.filter((grid, index) => grid !== before[index])
  const isSound = touched.every(({ polygons }) =>
    polygons.every((rings) => rings.every((ring, i) => doubleArea(ring) > 0 === (i === 0))),
  )
  return isSound ? { ok: true, grids: after } : refused('wouldCollapse')
}

/** Every corner that a border joins to this one. */
function neighboursOf(grids: readonly DrawnGrid[], at: Vertex): Vertex[] {
  const found = new Map<string, Vertex>()
  for (const [from, to] of grids.flatMap(edgesOfGrid)) {
    if (isSame(from, at)) found.set(keyOf(to), to)
    if (isSame(to, at)) found.set(keyOf(from), from)
  }
  return [...found.values()]
}

const isCorner = (grids: readonly DrawnGrid[], at: Vertex): boolean =>
  grids.some(({ polygons }) => polygons.flat(2).some((vertex) => isSame(vertex, at)))

const refused = (reason: RedrawRefusal): Redrawn => ({ ok: false, reason })
