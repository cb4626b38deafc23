import { type Arc, ringPoints, type Topology } from './arcs.ts'

/** Metres per degree of latitude, near enough for a tolerance. */
const metresPerDegree = 111_195

/**
 * Drops points of arcs that lie within a tolerance of the line without them (Douglas and Peucker
 * 1973). Arcs keep their ends and are shared, so borders stay common; a ring that would fall below
 * three corners gets its points back until it has an inside, so no grid or enclave is lost.
 */
export function simplifyArcs(
  topology: Topology,
  perDegree: number,
  toleranceMetres: number,
): Topology {
  if (toleranceMetres <= 0) return topology
  const unit = perDegree / metresPerDegree
  const tolerances = new Float64Array(topology.arcs.length).fill(toleranceMetres * unit)
  const arcs = topology.arcs.map((arc, index) => simplified(arc, tolerances[index]!, perDegree))
  for (const ring of topology.grids.flat(2)) {
    while (enclosesNothing(ringPoints(arcs, ring))) {
      if (ring.every((reference) => tolerances[indexOf(reference)] === 0)) break
      for (const reference of ring) {
        const index = indexOf(reference)
        const next = tolerances[index]! < 1 ? 0 : tolerances[index]! / 4
        tolerances[index] = next
        arcs[index] = simplified(topology.arcs[index]!, next, perDegree)
      }
    }
  }
  return { arcs, grids: topology.grids }
}

const indexOf = (reference: number) => (reference < 0 ? ~reference : reference)

function enclosesNothing(points: readonly (readonly [number, number])[]): boolean {
  if (points.length < 3) return true
  const [x, y] = points[0]!
  let doubled = 0
  for (let i = 2; i < points.length; i++) {
    const [ax, ay] = points[i - 1]!
    const [bx, by] = points[i]!
    doubled += (ax - x) * (by - y) - (bx - x) * (ay - y)
  }
  return doubled === 0
}

function simplified(arc: Arc, tolerance: number, perDegree: number): Arc {
  const count = arc.length / 2
  if (count < 3 || tolerance === 0) return arc
  const narrow = Math.cos(((arc[1]! / perDegree) * Math.PI) / 180)
  const keep = new Uint8Array(count)
  keep[0] = 1
  keep[count - 1] = 1
  const waiting: [number, number][] = [[0, count - 1]]
  for (let span = waiting.pop(); span; span = waiting.pop()) {
    const [first, last] = span
    let farthest = 0
    let at = -1
    for (let i = first + 1; i < last; i++) {
      const distance = distanceToSpan(arc, i, first, last, narrow)
      if (distance > farthest) {
        farthest = distance
        at = i
      }
    }
    if (at < 0 || farthest <= tolerance) continue
    keep[at] = 1
    waiting.push([first, at], [at, last])
  }
  return arc.filter((_, i) => keep[i >> 1])
}

function distanceToSpan(
  arc: Arc,
  point: number,
  first: number,
  last: number,
  narrow: number,
): number {
  const dx = (arc[2 * last]! - arc[2 * first]!) * narrow
  const dy = arc[2 * last + 1]! - arc[2 * first + 1]!
  const px = (arc[2 * point]! - arc[2 * first]!) * narrow
  const py = arc[2 * point + 1]! - arc[2 * first + 1]!
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length))
  return Math.hypot(px - share * dx, py - share * dy)
}
