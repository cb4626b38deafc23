import { orientation } from './orientation.ts'
import { joinRuns, type RunTree } from './run-tree.ts'

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

/** All crossings of layer a with layer b, which is moved by 1. */
export function findCrossings(a: EdgeRuns, b: EdgeRuns): Crossings {
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
  const edgesOfA = edgesWithin(a)
  const edgesOfB = edgesWithin(b)
  joinRuns(a, b, (runA, runB) => {
    const box = commonBox(a, runA, b, runB)
    const countA = edgesOfA.collect(runA, box)
    if (countA === 0) return
    const countB = edgesOfB.collect(runB, box)
    for (let i = 0; i < countA; i++) {
      for (let j = 0; j < countB; j++) cross(edgesOfA.edges[i]!, edgesOfB.edges[j]!, runA, runB)
    }
  })
  return found

  function cross(edgeA: number, edgeB: number, runA: number, runB: number): void {
    const ax = a.x[edgeA]!
    const bx = a.x[edgeA + 1]!
    const cx = b.x[edgeB]!
    const dx = b.x[edgeB + 1]!
    if ((ax < cx && ax < dx && bx < cx && bx < dx) || (ax > cx && ax > dx && bx > cx && bx > dx))
      return
    const ay = a.y[edgeA]!
    const by = a.y[edgeA + 1]!
    const cy = b.y[edgeB]!
    const dy = b.y[edgeB + 1]!
    if ((ay < cy && ay < dy && by < cy && by < dy) || (ay > cy && ay > dy && by > cy && by > dy))
      return
    const startB = nudgedSide(ax, ay, bx, by, cx, cy, 1)
    const endB = nudgedSide(ax, ay, bx, by, dx, dy, 1)
    if (startB > 0 === endB > 0) return
    const startA = nudgedSide(cx, cy, dx, dy, ax, ay, -1)
    const endA = nudgedSide(cx, cy, dx, dy, bx, by, -1)
    if (startA > 0 === endA > 0) return
    const atA = startA / (startA - endA)
    found.edgeA.push(edgeA)
    found.edgeB.push(edgeB)
    found.chainA.push(a.runChain[runA]!)
    found.chainB.push(b.runChain[runB]!)
    found.atA.push(atA)
    found.atB.push(startB / (startB - endB))
    found.aToRight.push(startA > 0 ? 1 : -1)
    found.x.push(ax + atA * (bx - ax))
    found.y.push(ay + atA * (by - ay))
  }
}

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
  for (let i = 1; i < order.length; i++) {
    const place = order[i]!
    let j = i
    for (; j > 0; j--) {
      const before = order[j - 1]!
      if (edges[before] !== edges[place] || at[before]! <= at[place]!) break
      order[j] = before
    }
    order[j] = place
  }
  return order
}

type Box = readonly [minX: number, minY: number, maxX: number, maxY: number]

function commonBox({ boxes: a }: RunTree, runA: number, { boxes: b }: RunTree, runB: number): Box {
  const p = 4 * runA
  const q = 4 * runB
  return [
    Math.max(a[p]!, b[q]!),
    Math.max(a[p + 1]!, b[q + 1]!),
    Math.min(a[p + 2]!, b[q + 2]!),
    Math.min(a[p + 3]!, b[q + 3]!),
  ]
}

/** Picks the edges of a run whose boxes touch a box. */
function edgesWithin({ x, y, runFirst, runEnd }: EdgeRuns) {
  const edges = new Int32Array(8)
  const collect = (run: number, [minX, minY, maxX, maxY]: Box): number => {
    let count = 0
    for (let edge = runFirst[run]!; edge < runEnd[run]!; edge++) {
      const ax = x[edge]!
      const bx = x[edge + 1]!
      if ((ax < minX && bx < minX) || (ax > maxX && bx > maxX)) continue
      const ay = y[edge]!
      const by = y[edge + 1]!
      if ((ay < minY && by < minY) || (ay > maxY && by > maxY)) continue
      edges[count++] = edge
    }
    return count
  }
  return { edges, collect }
}
