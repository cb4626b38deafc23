import type { DrawnGrid, Vertex } from './redraw.ts'
import { type Edge, edgeKeyOf, isSame, sideOf, withRings } from './redraw-rings.ts'
import { withCorner } from './redraw-vertices.ts'

/** Where a line meets a border between its ends: a corner to put in. */
export interface Crossing {
  edge: Edge
  at: Vertex
}

/** A line this near to a corner goes through it, in 1e-7°: about half a metre. */
const snap = 45

/**
 * Where a line meets borders.
 * @returns `path`, the line with every meeting place on it, and `crossings`, to be put in one after
 * the other: the second on a border names the part that the first left.
 */
export function crossingsOf(
  line: readonly Vertex[],
  edges: readonly Edge[],
): { path: Vertex[]; crossings: Crossing[] } {
  const path: Vertex[] = []
  const onEdges = new Map<string, { edge: Edge; places: Vertex[] }>()
  const append = (vertex: Vertex) => {
    const last = path.at(-1)
    if (!last || !isSame(last, vertex)) path.push(vertex)
  }
  for (const [index, end] of line.entries()) {
    const start = line[index - 1]
    if (!start) {
      append(snapped(end, edges))
      continue
    }
    const meetings: { vertex: Vertex; along: number }[] = []
    for (const edge of edges) {
      for (const { vertex, along } of meetingsOf([start, end], edge)) {
        meetings.push({ vertex, along })
        if (isSame(vertex, edge[0]) || isSame(vertex, edge[1])) continue
        const key = edgeKeyOf(edge)
        const known = onEdges.get(key) ?? { edge, places: [] }
        if (!known.places.some((place) => isSame(place, vertex))) known.places.push(vertex)
        onEdges.set(key, known)
      }
    }
    for (const { vertex } of meetings.sort((p, q) => p.along - q.along)) append(vertex)
    append(snapped(end, edges))
  }
  return { path, crossings: [...onEdges.values()].flatMap(oneAfterTheOther) }
}

/** Puts the corner into every border that runs there. */
export const nodeAt = (grid: DrawnGrid, { edge, at }: Crossing): DrawnGrid =>
  withRings(grid, (ring) => withCorner(ring, edge, at))

function meetingsOf([s, t]: Edge, [a, b]: Edge): { vertex: Vertex; along: number }[] {
  const [fromA, fromB] = [sideOf(s, t, a), sideOf(s, t, b)]
  const [atS, atT] = [sideOf(a, b, s), sideOf(a, b, t)]
  if (fromA === 0 && fromB === 0) return [a, b].filter(isBetween).map(met)
  if (fromA === 0) return [a].filter(isBetween).map(met)
  if (fromB === 0) return [b].filter(isBetween).map(met)
  if (fromA > 0 === fromB > 0 || (atS !== 0 && atT !== 0 && atS > 0 === atT > 0)) return []
  const share = atS / (atS - atT)
  const place: Vertex = [
    Math.round(s[0] + share * (t[0] - s[0])),
    Math.round(s[1] + share * (t[1] - s[1])),
  ]
  return [{ vertex: [a, b].find((corner) => isNear(corner, place)) ?? place, along: share }]

  function isBetween([x, y]: Vertex): boolean {
    return (
      x >= Math.min(s[0], t[0]) &&
      x <= Math.max(s[0], t[0]) &&
      y >= Math.min(s[1], t[1]) &&
      y <= Math.max(s[1], t[1])
    )
  }

  function met(vertex: Vertex) {
    const [dx, dy] = [t[0] - s[0], t[1] - s[1]]
    const along = ((vertex[0] - s[0]) * dx + (vertex[1] - s[1]) * dy) / (dx * dx + dy * dy)
    return { vertex, along }
  }
}

const isNear = (a: Vertex, b: Vertex): boolean =>
  Math.abs(a[0] - b[0]) <= snap && Math.abs(a[1] - b[1]) <= snap

const snapped = (vertex: Vertex, edges: readonly Edge[]): Vertex =>
  edges.find(([corner]) => isNear(corner, vertex))?.[0] ?? vertex

function oneAfterTheOther({ edge: [a, b], places }: { edge: Edge; places: Vertex[] }): Crossing[] {
  const along = ([x, y]: Vertex) => (x - a[0]) * (b[0] - a[0]) + (y - a[1]) * (b[1] - a[1])
  const inOrder = places.sort((p, q) => along(p) - along(q))
  return inOrder.map((at, index) => ({ edge: [inOrder[index - 1] ?? a, b], at }))
}
