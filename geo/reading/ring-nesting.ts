type Ring = [number, number][]

interface Nested {
  ring: Ring
  index: number
  box: readonly [minX: number, minY: number, maxX: number, maxY: number]
  /** How many rings are around it, and the innermost of these. */
  depth: number
  inner: Nested | null
}

/** Looks at boxes and vertices, for each vertex, before winding alone decides. */
const looksPerVertex = 200
const looksAtLeast = 1_000_000

/**
 * Polygons out of rings without an order, as shapefiles have them: a ring in an odd number of
 * others is a hole of the innermost of these, any other begins a polygon, whichever way it turns.
 * Rings keep their vertices and their order. Where rings are so many that looking would take
 * seconds, anticlockwise ones are holes of the ring before them, as ESRI defines it.
 */
export function nestRings(rings: readonly Ring[]): Ring[][] {
  if (rings.length < 2) return rings.map((ring) => [ring])
  const nested = rings.map((ring, index): Nested => {
    return { ring, index, box: boxOf(ring), depth: 0, inner: null }
  })
  if (!findAround(nested)) return byWinding(rings)
  const polygons = new Map<Nested, Ring[]>()
  for (const outer of nested) if (outer.depth % 2 === 0) polygons.set(outer, [outer.ring])
  for (const hole of nested) {
    if (hole.depth % 2 === 0) continue
    const polygon = hole.inner && polygons.get(hole.inner)
    if (polygon) polygon.push(hole.ring)
    else polygons.set(hole, [hole.ring]) // rings that cross have no order
  }
  return [...polygons].sort(([a], [b]) => a.index - b.index).map(([, polygon]) => polygon)
}

/** Fills in what lies around each ring; false when that is too much work. */
function findAround(nested: readonly Nested[]): boolean {
  const byLeft = [...nested].sort((a, b) => a.box[0] - b.box[0] || b.box[2] - a.box[2])
  const vertices = nested.reduce((sum, { ring }) => sum + ring.length, 0)
  let looks = looksAtLeast + looksPerVertex * vertices
  for (const [at, inner] of byLeft.entries()) {
    for (let before = 0; before < at; before++) {
      const outer = byLeft[before] as Nested
      if (--looks < 0) return false
      if (!holds(outer.box, inner.box)) continue
      looks -= outer.ring.length
      if (!isWithin(inner.ring, outer.ring)) continue
      inner.depth++
      if (!inner.inner || holds(inner.inner.box, outer.box)) inner.inner = outer
    }
  }
  return true
}

function boxOf(ring: Ring): Nested['box'] {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of ring) {
    if (x < minX) minX = x
    if (x > maxX) maxX = x
    if (y < minY) minY = y
    if (y > maxY) maxY = y
  }
  return [minX, minY, maxX, maxY]
}

const holds = (outer: Nested['box'], inner: Nested['box']) =>
  outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3]

/** By the first vertex that is not on the other ring; rings on one another hold nothing. */
function isWithin(ring: Ring, other: Ring): boolean {
  for (const [x, y] of ring.slice(0, mostTouching)) {
    const side = sideOf(x, y, other)
    if (side !== 'on') return side === 'in'
  }
  return false
}

/** A hole touches its polygon in a point or two; a ring on another one everywhere. */
const mostTouching = 64

function sideOf(x: number, y: number, ring: Ring): 'in' | 'out' | 'on' {
  let isIn = false
  let [ax, ay] = ring.at(-1) ?? [Number.NaN, Number.NaN]
  for (const [bx, by] of ring) {
    if ((x === bx && y === by) || isBetween(x, y, ax, ay, bx, by)) return 'on'
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) isIn = !isIn
    ax = bx
    ay = by
  }
  return isIn ? 'in' : 'out'
}

const isBetween = (x: number, y: number, ax: number, ay: number, bx: number, by: number) =>
  (bx - ax) * (y - ay) === (by - ay) * (x - ax) &&
  Math.min(ax, bx) <= x &&
  x <= Math.max(ax, bx) &&
  Math.min(ay, by) <= y &&
  y <= Math.max(ay, by)

function byWinding(rings: readonly Ring[]): Ring[][] {
  const polygons: Ring[][] = []
  for (const ring of rings) {
    const last = polygons.at(-1)
    if (last && isAnticlockwise(ring)) last.push(ring)
    else polygons.push([ring])
  }
  return polygons
}

function isAnticlockwise(ring: Ring): boolean {
  let doubled = 0
  let [ax, ay] = ring.at(-1) ?? [0, 0]
  for (const [bx, by] of ring) {
    doubled += ax * by - bx * ay
    ax = bx
    ay = by
  }
  return doubled > 0
}
