import { buildEdgeTree, type Edges } from '../edge-tree.ts'
import { orientation } from '../orientation.ts'
import { PairIndex } from '../pair-index.ts'
import { Effort, TooTangled } from '../tangle.ts'

/**
 * Edges, each once and directed upwards (by y, then x), across which something changes: `step` is
 * how much more of it there is on the left than on the right.
 */
export interface SteppedEdges extends Edges {
  readonly ax: Float64Array
  readonly ay: Float64Array
  readonly bx: Float64Array
  readonly by: Float64Array
  readonly step: Int32Array
  /** The vertices at the ends. */
  readonly from: Int32Array
  readonly to: Int32Array
  readonly vertexCount: number
}

/** Edges as they come: x and y of the start, x and y of the end, and the step across it. */
export type EdgeRow = readonly [ax: number, ay: number, bx: number, by: number, step: number]

/** Led through a vertex, an edge may come upon another; a few rounds settle that. */
const roundLimit = 30

/**
 * The same edges cut wherever they meet, so that they share ends and nothing else. They are led
 * through the points of a grid as fine as rounding (iterated snap rounding, Halperin & Packer 2002):
 * an edge that passes such a point by less than half its spacing goes through it. Edges that cancel
 * each other are left out.
 * @throws TooTangled
 */
export function nodeEdges(rows: readonly EdgeRow[]): SteppedEdges {
  const effort = { looks: new Effort(rows.length, 50), cuts: new Effort(rows.length, 5) }
  const unit = spacingFor(rows)
  let edges = gather(
    rows.map(([ax, ay, bx, by, step]) => [
      snap(ax, unit),
      snap(ay, unit),
      snap(bx, unit),
      snap(by, unit),
      step,
    ]),
  )
  for (let round = 0; round < roundLimit; round++) {
    const cuts = findCuts(edges, unit, effort)
    if (cuts.length === 0) return edges
    edges = gather(cutAt(edges, cuts))
  }
  throw new TooTangled('edges run along each other too closely to be told apart')
}

/** A power of two, some eight times what doubles of the size of the coordinates can tell apart. */
function spacingFor(rows: readonly EdgeRow[]): number {
  let largest = 1
  for (const [ax, ay, bx, by] of rows)
    largest = Math.max(largest, Math.abs(ax), Math.abs(ay), Math.abs(bx), Math.abs(by))
  return 2 ** (Math.ceil(Math.log2(largest)) - 50)
}

const snap = (value: number, unit: number) => Math.round(value / unit) * unit + 0 // −0 becomes 0

function gather(rows: readonly EdgeRow[]): SteppedEdges {
  const vertices = new PairIndex(2 * rows.length)
  const ends = new PairIndex(rows.length)
  const steps = new Int32Array(rows.length)
  for (const [ax, ay, bx, by, step] of rows) {
    const a = vertices.place(ax, ay)
    const b = vertices.place(bx, by)
    if (a === b) continue
    const isUp = ay < by || (ay === by && ax < bx)
    steps[isUp ? ends.place(a, b) : ends.place(b, a)]! += isUp ? step : -step
  }
  const kept: number[] = []
  for (let edge = 0; edge < ends.count; edge++) if (steps[edge] !== 0) kept.push(edge)
  const from = Int32Array.from(kept, (edge) => ends.first[edge]!)
  const to = Int32Array.from(kept, (edge) => ends.second[edge]!)
  return {
    ax: Float64Array.from(from, (vertex) => vertices.first[vertex]!),
    ay: Float64Array.from(from, (vertex) => vertices.second[vertex]!),
    bx: Float64Array.from(to, (vertex) => vertices.first[vertex]!),
    by: Float64Array.from(to, (vertex) => vertices.second[vertex]!),
    step: Int32Array.from(kept, (edge) => steps[edge]!),
    from,
    to,
    vertexCount: vertices.count,
    count: kept.length,
  }
}

interface NodingEffort {
  readonly looks: Effort
  readonly cuts: Effort
}

interface Cut {
  readonly edge: number
  readonly x: number
  readonly y: number
}

function findCuts(edges: SteppedEdges, unit: number, effort: NodingEffort): Cut[] {
  const { ax, ay, bx, by, from, to, count } = edges
  const tree = buildEdgeTree(edges)
  const cuts: Cut[] = []
  for (let i = 0; i < count; i++) {
    const minX = Math.min(ax[i]!, bx[i]!) - unit
    const maxX = Math.max(ax[i]!, bx[i]!) + unit
    tree.search(minX, ay[i]! - unit, maxX, by[i]! + unit, (j) => {
      effort.looks.spend(1)
      if (j > i) meet(i, j)
    })
  }
  return cuts

  function meet(i: number, j: number): void {
    const before = cuts.length
    cutNear(i, ax[j]!, ay[j]!)
    cutNear(i, bx[j]!, by[j]!)
    cutNear(j, ax[i]!, ay[i]!)
    cutNear(j, bx[i]!, by[i]!)
    if (cuts.length > before || shareEnd(i, j)) return
    if (sideOf(i, ax[j]!, ay[j]!) > 0 === sideOf(i, bx[j]!, by[j]!) > 0) return
    const start = sideOf(j, ax[i]!, ay[i]!)
    const end = sideOf(j, bx[i]!, by[i]!)
    if (start > 0 === end > 0) return
    const at = start / (start - end)
    const x = snap(ax[i]! + at * (bx[i]! - ax[i]!), unit)
    const y = snap(ay[i]! + at * (by[i]! - ay[i]!), unit)
    cut(i, x, y)
    cut(j, x, y)
  }

  /** Cuts an edge at a vertex that lies on it, as far as rounding can tell. */
  function cutNear(edge: number, x: number, y: number): void {
    const dx = bx[edge]! - ax[edge]!
    const dy = by[edge]! - ay[edge]!
    const isFlat = Math.abs(dx) > dy
    const along = isFlat ? (x - ax[edge]!) / dx : (y - ay[edge]!) / dy
    if (along <= 0 || along >= 1) return
    const offLine = Math.abs(sideOf(edge, x, y)) / (isFlat ? Math.abs(dx) : dy)
    if (offLine <= unit / 2) cut(edge, x, y)
  }

  function cut(edge: number, x: number, y: number): void {
    const isEnd = (x === ax[edge] && y === ay[edge]) || (x === bx[edge] && y === by[edge])
    if (isEnd) return
    effort.cuts.spend(1)
    cuts.push({ edge, x, y })
  }

  function shareEnd(i: number, j: number): boolean {
    const isStart = from[i] === from[j] || from[i] === to[j]
    return isStart || to[i] === from[j] || to[i] === to[j]
  }

  function sideOf(edge: number, x: number, y: number): number {
    return orientation(ax[edge]!, ay[edge]!, bx[edge]!, by[edge]!, x, y)
  }
}

function cutAt({ ax, ay, bx, by, step, count }: SteppedEdges, cuts: Cut[]): EdgeRow[] {
  const along = ({ edge, x, y }: Cut) =>
    (x - ax[edge]!) * (bx[edge]! - ax[edge]!) + (y - ay[edge]!) * (by[edge]! - ay[edge]!)
  const inOrder = cuts.sort((one, other) => one.edge - other.edge || along(one) - along(other))
  const rows: EdgeRow[] = []
  let next = 0
  for (let edge = 0; edge < count; edge++) {
    let x = ax[edge]!
    let y = ay[edge]!
    for (; inOrder[next]?.edge === edge; next++) {
      const cut = inOrder[next]!
      rows.push([x, y, cut.x, cut.y, step[edge]!])
      x = cut.x
      y = cut.y
    }
    rows.push([x, y, bx[edge]!, by[edge]!, step[edge]!])
  }
  return rows
}
