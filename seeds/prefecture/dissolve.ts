import type { PointE7 } from './plane.ts'

/** A drawn border; from → to with `left` on the left hand. An island's ring has from = to. */
export interface Border {
  from: number
  to: number
  left: number
  right: number
  line: readonly PointE7[]
  /** The line as the right-hand side drew it, where the two sides disagree. */
  rightLine?: readonly PointE7[]
}

/** Closed rings, the outer one counter-clockwise first, its holes clockwise after it. */
export type PolygonE7 = PointE7[][]

/**
 * Joins faces of the same label into polygons by cancelling the borders between them. Faces labelled
 * null belong to nobody. Answers polygons by label; parts of one label are sorted by size.
 */
export function dissolve(
  borders: readonly Border[],
  labelOf: (face: number) => number | null,
): Map<number, PolygonE7[]> {
  const sides = new Map<number, Map<number, Side>>()
  for (const { from, to, left, right, line, rightLine } of borders) {
    const [leftLabel, rightLabel] = [labelOf(left), labelOf(right)]
    if (leftLabel === rightLabel) continue
    if (leftLabel !== null) sidesOf(sides, leftLabel).set(from, { to, line })
    if (rightLabel !== null) {
      sidesOf(sides, rightLabel).set(to, { to: from, line: [...(rightLine ?? line)].reverse() })
    }
  }
  return new Map([...sides].map(([label, open]) => [label, polygonsOf(ringsOf(open))]))
}

interface Side {
  to: number
  line: readonly PointE7[]
}

function sidesOf(sides: Map<number, Map<number, Side>>, label: number): Map<number, Side> {
  const known = sides.get(label)
  if (known) return known
  const fresh = new Map<number, Side>()
  sides.set(label, fresh)
  return fresh
}

// Three borders meet at every vertex, so a label leaves each vertex at most once.
function ringsOf(open: Map<number, Side>): PointE7[][] {
  const rings: PointE7[][] = []
  for (const start of open.keys()) {
    const ring: PointE7[] = []
    let vertex = start
    for (let side = open.get(vertex); side; side = open.get(vertex)) {
      open.delete(vertex)
      ring.push(...side.line.slice(0, -1))
      vertex = side.to
    }
    if (ring.length > 0) rings.push([...ring, ring[0] as PointE7])
  }
  return rings
}

function polygonsOf(rings: PointE7[][]): PolygonE7[] {
  const measured = rings.map((ring) => ({ ring, area: areaOf(ring) }))
  const outers = measured.filter(({ area }) => area > 0).sort((a, b) => b.area - a.area)
  const polygons = outers.map(({ ring }) => [ring])
  for (const { ring, area } of measured) {
    if (area > 0) continue
    const home = polygons.find(([outer]) => holds(outer as PointE7[], ring[0] as PointE7))
    home?.push(ring)
  }
  return polygons
}

function areaOf(ring: readonly PointE7[]): number {
  const origin = ring[0] as PointE7
  let area = 0
  for (let index = 1; index < ring.length; index++) {
    const [a, b] = [ring[index - 1] as PointE7, ring[index] as PointE7]
    area +=
      (a.lonE7 - origin.lonE7) * (b.latE7 - origin.latE7) -
      (b.lonE7 - origin.lonE7) * (a.latE7 - origin.latE7)
  }
  return area / 2
}

function holds(ring: readonly PointE7[], { lonE7, latE7 }: PointE7): boolean {
  let inside = false
  for (let index = 1; index < ring.length; index++) {
    const [a, b] = [ring[index - 1] as PointE7, ring[index] as PointE7]
    if (a.latE7 > latE7 === b.latE7 > latE7) continue
    const share = (latE7 - a.latE7) / (b.latE7 - a.latE7)
    if (lonE7 < a.lonE7 + share * (b.lonE7 - a.lonE7)) inside = !inside
  }
  return inside
}
