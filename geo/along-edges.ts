import type { Chains } from './chains.ts'
import { orientation } from './orientation.ts'

/** A stretch of an edge that another edge of the same layer runs along. */
export interface Stretch {
  readonly edge: number
  /** From where to where along the edge, 0…1. */
  readonly from: number
  readonly to: number
  /** The other edge and its chain, and whether it has the same direction. */
  readonly other: number
  readonly chain: number
  readonly isAlike: boolean
}

/**
 * The stretch of an edge along which another edge runs, if it does so exactly: neighbours often
 * have corners where their neighbour has none.
 */
export function stretchAlong(
  { x, y }: Chains,
  edge: number,
  other: number,
  chain: number,
): Stretch | undefined {
  if (edge === other) return undefined
  const ax = x[edge]!
  const ay = y[edge]!
  const bx = x[edge + 1]!
  const by = y[edge + 1]!
  const isInLine = (point: number) => orientation(ax, ay, bx, by, x[point]!, y[point]!) === 0
  if (!isInLine(other) || !isInLine(other + 1)) return undefined
  const isFlat = Math.abs(bx - ax) > Math.abs(by - ay)
  const at = (point: number) =>
    isFlat ? (x[point]! - ax) / (bx - ax) : (y[point]! - ay) / (by - ay)
  const start = at(other)
  const end = at(other + 1)
  const from = Math.max(0, Math.min(start, end))
  const to = Math.min(1, Math.max(start, end))
  return from < to ? { edge, from, to, other, chain, isAlike: start < end } : undefined
}
