import type { DrawnGrid, RedrawRefusal, Vertex } from './redraw.ts'
import { type Edge, edgesOfGrid, isSame, sideOf } from './redraw-rings.ts'

export type Triangle = readonly [Vertex, Vertex, Vertex]

/**
 * May borders run so? New edges may meet others in their ends alone, and no corner may lie in what
 * they swept over on the way from where the borders ran before: then every neighbourhood is kept.
 * @param after all grids with the change already made
 * @param fresh edges that were not there before
 * @param swept a triangle per edge that moved: its old ends and its new one
 */
export function conflictOf(
  after: readonly DrawnGrid[],
  fresh: readonly Edge[],
  swept: readonly Triangle[],
): Extract<RedrawRefusal, 'crossesBorder' | 'leapsBorder'> | null {
  for (const edge of after.flatMap(edgesOfGrid)) {
    if (fresh.some((other) => clash(edge, other))) return 'crossesBorder'
    if (swept.some((triangle) => isWithin(triangle, edge[0]))) return 'leapsBorder'
  }
  return null
}

/** Two edges that have more in common than an end, and are not the same. */
export function clash([a, b]: Edge, [c, d]: Edge): boolean {
  if (areApart(a[0], b[0], c[0], d[0]) || areApart(a[1], b[1], c[1], d[1])) return false
  if (isSame(a, c)) return !isSame(b, d) && isAlong(a, b, d)
  if (isSame(a, d)) return !isSame(b, c) && isAlong(a, b, c)
  if (isSame(b, c)) return isAlong(b, a, d)
  if (isSame(b, d)) return isAlong(b, a, c)
  return !sameSide(sideOf(a, b, c), sideOf(a, b, d)) && !sameSide(sideOf(c, d, a), sideOf(c, d, b))
}

const areApart = (a: number, b: number, c: number, d: number): boolean =>
  Math.max(a, b) < Math.min(c, d) || Math.max(c, d) < Math.min(a, b)

const sameSide = (p: number, q: number): boolean => (p > 0 && q > 0) || (p < 0 && q < 0)

/** Do two edges leave a common end in the same direction? */
const isAlong = (end: Vertex, p: Vertex, q: Vertex): boolean =>
  sideOf(end, p, q) === 0 &&
  ((p[0] - end[0]) * (q[0] - end[0]) > 0 || (p[1] - end[1]) * (q[1] - end[1]) > 0)

/** In a triangle or on its border, but none of its corners. */
function isWithin([a, b, c]: Triangle, p: Vertex): boolean {
  const [x, y] = p
  if (x < Math.min(a[0], b[0], c[0]) || x > Math.max(a[0], b[0], c[0])) return false
  if (y < Math.min(a[1], b[1], c[1]) || y > Math.max(a[1], b[1], c[1])) return false
  if (isSame(p, a) || isSame(p, b) || isSame(p, c)) return false
  const sides = [sideOf(a, b, p), sideOf(b, c, p), sideOf(c, a, p)]
  return sides.every((side) => side >= 0) || sides.every((side) => side <= 0)
}
