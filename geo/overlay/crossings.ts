import { orientation } from '../orientation.ts'
import { joinRuns, longestRun, type RunTree } from '../run-tree.ts'
import { Effort } from '../tangle.ts'

/** Edges in a row and the tree over them: edge i runs from point i to point i + 1. */
export interface EdgeRuns extends RunTree {
  readonly x: Float64Array
  readonly y: Float64Array
}

/**
 * Where edges of layer a cross edges of layer b, one place to an index. Edges are directed as in
 * their chains.
 */
export interface Crossings {
  readonly edgeA: number[]
  readonly edgeB: number[]
  readonly chainA: number[]
  readonly chainB: number[]
  /** How far along the edge, 0…1. */
  readonly atA: number[]
  readonly atB: number[]
  /** 1 when a passes from left to right of b, and so b from right to left of a; else −1. */
  readonly aToRight: number[]
  readonly x: number[]
  readonly y: number[]
}

/**
 * Which way a layer is moved, infinitesimally, against the other: 1 east and, still less, north;
 * −1 the other way. So nothing of two layers ever coincides, and every question has one answer
 * (simulation of simplicity, Edelsbrunner & Mücke 1990).
 */
export type Nudge = 1 | -1

/** Side of the line a→b on which a nudged point lies: positive left, negative right, never 0. */
export function nudgedSide(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  px: number,
  py: number,
  nudge: Nudge,
): number {
  const isEnd = (px === ax && py === ay) || (px === bx && py === by)
  const side = isEnd ? 0 : orientation(ax, ay, bx, by, px, py)
  if (side !== 0) return side
  const isLeft = by === ay ? bx > ax === nudge > 0 : by > ay !== nudge > 0
  return isLeft ? Number.MIN_VALUE : -Number.MIN_VALUE
}

/**
 * All crossings of layer a with layer b, which is moved by 1.
 * @throws TooTangled
 */
export function findCrossings(a: EdgeRuns, b: EdgeRuns): Crossings {
  const looks = new Effort(a.x.length + b.x.length, 20)
  const finds = new Effort(a.x.length + b.x.length, 5)
  const found: Crossings = {
    edgeA: [],
    edgeB: [],
    chainA: [],
    chainB: [],
    atA: [],
    atB: [],
    aToRight: [],
    x: [],
    y: [],
  }
  const { x: xA, y: yA, boxes: boxesA } = a
  const { x: xB, y: yB, boxes: boxesB } = b
  const edgesOfA = new Int32Array(longestRun)
  const edgesOfB = new Int32Array(longestRun)
  joinRuns(a, b, (runA, runB) => {
    looks.spend(1)
    const p = 4 * runA
    const q = 4 * runB
    const minX = Math.max(boxesA[p]!, boxesB[q]!)
    const minY = Math.max(boxesA[p + 1]!, boxesB[q + 1]!)
    const maxX = Math.min(boxesA[p + 2]!, boxesB[q + 2]!)
    const maxY = Math.min(boxesA[p + 3]!, boxesB[q + 3]!)
    const countA = pickTouching(a, runA, minX, minY, maxX, maxY, edgesOfA)
    if (countA === 0) return
    const countB = pickTouching(b, runB, minX, minY, maxX, maxY, edgesOfB)
    for (let i = 0; i < countA; i++)
      for (let j = 0; j < countB; j++) cross(edgesOfA[i]!, edgesOfB[j]!, runA, runB)
  })
  return found

  function cross(edgeA: number, edgeB: number, runA: number, runB: number): void {
    const ax = xA[edgeA]!
    const bx = xA[edgeA + 1]!
    const cx = xB[edgeB]!
    const dx = xB[edgeB + 1]!
    if (ax < bx ? bx < cx && bx < dx : ax < cx && ax < dx) return
    if (ax < bx ? ax > cx && ax > dx : bx > cx && bx > dx) return
    const ay = yA[edgeA]!
    const by = yA[edgeA + 1]!
    const cy = yB[edgeB]!
    const dy = yB[edgeB + 1]!
    if (ay < by ? by < cy && by < dy : ay < cy && ay < dy) return
    if (ay < by ? ay > cy && ay > dy : by > cy && by > dy) return
    const startB = nudgedSide(ax, ay, bx, by, cx, cy, 1)
    const endB = nudgedSide(ax, ay, bx, by, dx, dy, 1)
    if (startB > 0 === endB > 0) return
    const startA = nudgedSide(cx, cy, dx, dy, ax, ay, -1)
    const endA = nudgedSide(cx, cy, dx, dy, bx, by, -1)
    if (startA > 0 === endA > 0) return
    const atA = startA / (startA - endA)
    const atB = startB / (startB - endB)
    const isAlongA = ax < cx || (ax === cx && ay <= cy) // the same place whichever layer is a
    finds.spend(1)
    found.edgeA.push(edgeA)
    found.edgeB.push(edgeB)
    found.chainA.push(a.runChain[runA]!)
    found.chainB.push(b.runChain[runB]!)
    found.atA.push(atA)
    found.atB.push(atB)
    found.aToRight.push(startA > 0 ? 1 : -1)
    found.x.push(isAlongA ? between(ax, bx, atA) : between(cx, dx, atB))
    found.y.push(isAlongA ? between(ay, by, atA) : between(cy, dy, atB))
  }
}

const between = (start: number, end: number, at: number) =>
  at === 1 ? end : start + at * (end - start)

/** Indices of places along the edges of a layer, by edge, then how far along it. */
export function inOrderAlong(
  edges: readonly number[],
  at: readonly number[],
  edgeCount: number,
): Int32Array {
  const next = new Int32Array(edgeCount + 1)
  for (const edge of edges) next[edge + 1]!++
  for (let edge = 0; edge < edgeCount; edge++) next[edge + 1]! += next[edge]!
  const order = new Int32Array(edges.length)
  for (let i = 0; i < edges.length; i++) order[next[edges[i]!]!++] = i
  for (let first = 0, end = 1; first < order.length; first = end++) {
    while (end < order.length && edges[order[end]!] === edges[order[first]!]) end++
    if (end - first > 1)
      order.subarray(first, end).sort((one, other) => at[one]! - at[other]! || one - other)
  }
  return order
}

/** Picks the edges of a run whose boxes touch a box. */
function pickTouching(
  { x, y, runFirst, runEnd }: EdgeRuns,
  run: number,
  minX: number,
  minY: number,
  maxX: number,
  maxY: number,
  picked: Int32Array,
): number {
  const end = runEnd[run]!
  let count = 0
  let edge = runFirst[run]!
  let bx = x[edge]!
  let by = y[edge]!
  for (; edge < end; edge++) {
    const ax = bx
    const ay = by
    bx = x[edge + 1]!
    by = y[edge + 1]!
    if (ax < bx ? bx < minX || ax > maxX : ax < minX || bx > maxX) continue
    if (ay < by ? by < minY || ay > maxY : ay < minY || by > maxY) continue
    picked[count++] = edge
  }
  return count
}
