import type { EdgeTree } from './edge-tree.ts'
import { orientation } from './orientation.ts'
import type { SharedEdges } from './shared-edges.ts'

/** Where an edge of one layer crosses an edge of the other. */
export interface Crossing {
  /** The crossed edge of the other layer. */
  readonly edge: number
  /** How far along the own edge, 0…1. */
  readonly at: number
  /** 1 when the own edge, going upwards, passes from left to right of the crossed one, else −1. */
  readonly toRight: 1 | -1
  readonly x: number
  readonly y: number
}

/**
 * Which way a layer is moved, infinitesimally, against the other: 1 east and, still less, north;
 * −1 the other way. So nothing of two layers ever coincides, and every question has one answer.
 */
export type Nudge = 1 | -1

/** Side of an edge on which a nudged point lies: positive left, negative right, never 0. */
export function nudgedSide(
  edges: SharedEdges,
  edge: number,
  x: number,
  y: number,
  nudge: Nudge,
): number {
  const ax = edges.ax[edge]!
  const ay = edges.ay[edge]!
  const bx = edges.bx[edge]!
  const by = edges.by[edge]!
  const side = orientation(ax, ay, bx, by, x, y)
  if (side !== 0) return side
  return (by > ay ? -nudge : nudge) * Number.MIN_VALUE
}

/** All crossings of layer a with layer b, which is moved by 1, by edge of each, in order along it. */
export function findCrossings(
  a: SharedEdges,
  b: SharedEdges,
  treeOfB: EdgeTree,
): { alongA: Map<number, Crossing[]>; alongB: Map<number, Crossing[]> } {
  const alongA = new Map<number, Crossing[]>()
  const alongB = new Map<number, Crossing[]>()
  for (let edge = 0; edge < a.count; edge++) {
    const ax = a.ax[edge]!
    const ay = a.ay[edge]!
    const bx = a.bx[edge]!
    const by = a.by[edge]!
    treeOfB.search(Math.min(ax, bx), ay, Math.max(ax, bx), by, (other) => {
      const start = nudgedSide(a, edge, b.ax[other]!, b.ay[other]!, 1)
      const end = nudgedSide(a, edge, b.bx[other]!, b.by[other]!, 1)
      if (start > 0 === end > 0) return
      const ownStart = nudgedSide(b, other, ax, ay, -1)
      const ownEnd = nudgedSide(b, other, bx, by, -1)
      if (ownStart > 0 === ownEnd > 0) return
      const at = ownStart / (ownStart - ownEnd)
      const x = ax + at * (bx - ax)
      const y = ay + at * (by - ay)
      add(alongA, edge, { edge: other, at, toRight: ownStart > 0 ? 1 : -1, x, y })
      const otherAt = start / (start - end)
      add(alongB, other, { edge, at: otherAt, toRight: start > 0 ? 1 : -1, x, y })
    })
  }
  for (const crossings of alongA.values()) crossings.sort(byPlace)
  for (const crossings of alongB.values()) crossings.sort(byPlace)
  return { alongA, alongB }
}

const byPlace = (a: Crossing, b: Crossing) => a.at - b.at || a.edge - b.edge

function add(crossings: Map<number, Crossing[]>, edge: number, crossing: Crossing): void {
  const list = crossings.get(edge)
  if (list) list.push(crossing)
  else crossings.set(edge, [crossing])
}
