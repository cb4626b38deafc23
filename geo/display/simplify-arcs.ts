import { buildEdgeTree, type Edges } from '../edge-tree.ts'
import { orientation } from '../orientation.ts'
import { ringContains } from '../rings.ts'
import { type Arc, ringPoints, type Topology } from './arcs.ts'

/** Metres per degree of latitude, near enough for a tolerance. */
const metresPerDegree = 111_195

/**
 * Drops points of arcs that lie within a tolerance of the line without them (Douglas and Peucker
 * 1973). Arcs keep their ends and are shared, so borders stay common. Where a ring would fall below
 * three corners, two borders would cross, or a hole would leave its polygon, the arcs concerned are
 * simplified less, down to not at all: no grid or enclave is lost, and none lies on another.
 */
export function simplifyArcs(
  topology: Topology,
  perDegree: number,
  toleranceMetres: number,
): Topology {
  if (toleranceMetres <= 0) return topology
  const { grids } = topology
  const unit = perDegree / metresPerDegree
  const tolerances = new Float64Array(topology.arcs.length).fill(toleranceMetres * unit)
  const arcs = topology.arcs.map((arc, index) => simplified(arc, tolerances[index]!, perDegree))
  for (let round = 0; round < roundLimit; round++) {
    const damaged = new Set([
      ...collapsedArcs(arcs, grids),
      ...crossingArcs(arcs),
      ...escapedArcs(arcs, grids),
    ])
    const coarse = [...damaged].filter((index) => tolerances[index] !== 0)
    if (coarse.length === 0) break
    for (const index of coarse) {
      const next = tolerances[index]! < 1 ? 0 : tolerances[index]! / 4
      tolerances[index] = next
      arcs[index] = simplified(topology.arcs[index]!, next, perDegree)
    }
  }
  return { arcs, grids }
}

/** A tolerance reaches nothing in fewer rounds; a neighbour may then need some of its own. */
const roundLimit = 40

/** The arcs of rings without an inside. */
function* collapsedArcs(arcs: readonly Arc[], grids: Topology['grids']): Generator<number> {
  for (const ring of grids.flat(2))
    if (enclosesNothing(ringPoints(arcs, ring))) yield* ring.map(indexOf)
}

/** The arcs of holes outside the ring they were cut into, and of that ring. */
function* escapedArcs(arcs: readonly Arc[], grids: Topology['grids']): Generator<number> {
  for (const [outer, ...holes] of grids.flat()) {
    if (!outer || holes.length === 0) continue
    const around = Float64Array.from(ringPoints(arcs, outer).flat())
    const corners = new Set(ringPoints(arcs, outer).map(String))
    for (const hole of holes) {
      const free = ringPoints(arcs, hole).find((point) => !corners.has(String(point)))
      if (free && !ringContains(around, ...free)) yield* [...outer, ...hole].map(indexOf)
    }
  }
}

/** The arcs that cross another arc or themselves. */
function* crossingArcs(arcs: readonly Arc[]): Generator<number> {
  const { edges, arcOf } = edgesOf(arcs)
  const { ax, ay, bx, by, count } = edges
  const tree = buildEdgeTree(edges)
  const found: number[] = []
  for (let i = 0; i < count; i++) {
    const [x1, y1, x2, y2] = [ax[i]!, ay[i]!, bx[i]!, by[i]!]
    const box = [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)] as const
    tree.search(...box, (j) => {
      if (j <= i) return
      const sideOf = (x: number, y: number) => Math.sign(orientation(x1, y1, x2, y2, x, y))
      if (sideOf(ax[j]!, ay[j]!) * sideOf(bx[j]!, by[j]!) >= 0) return
      const start = Math.sign(orientation(ax[j]!, ay[j]!, bx[j]!, by[j]!, x1, y1))
      const end = Math.sign(orientation(ax[j]!, ay[j]!, bx[j]!, by[j]!, x2, y2))
      if (start * end < 0) found.push(arcOf[i]!, arcOf[j]!)
    })
  }
  yield* found
}

function edgesOf(arcs: readonly Arc[]): { edges: Edges; arcOf: Int32Array } {
  const count = arcs.reduce((sum, arc) => sum + arc.length / 2 - 1, 0)
  const arcOf = new Int32Array(count)
  const [ax, ay, bx, by] = [0, 1, 2, 3].map(() => new Float64Array(count)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  let edge = 0
  for (const [index, arc] of arcs.entries()) {
    for (let i = 2; i < arc.length; i += 2, edge++) {
      const isUp = arc[i - 1]! <= arc[i + 1]!
      const [from, to] = isUp ? [i - 2, i] : [i, i - 2]
      ax[edge] = arc[from]!
      ay[edge] = arc[from + 1]!
      bx[edge] = arc[to]!
      by[edge] = arc[to + 1]!
      arcOf[edge] = index
    }
  }
  return { edges: { ax, ay, bx, by, count }, arcOf }
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
