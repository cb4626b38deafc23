import { orientation } from '../orientation.ts'
import type { LayerPieces } from './layer-pieces.ts'

/** Closed walks along the sides of pieces, each with one face on its left. */
export interface FaceCycles {
  /** The side that follows; side 2p runs up piece p, side 2p + 1 down. */
  readonly next: Int32Array
  readonly cycleOf: Int32Array
  /** A side of each cycle. */
  readonly starts: readonly number[]
  /** What each encloses in square degrees, negative round an outside. */
  readonly sizes: readonly number[]
}

export function traceCycles(pieces: LayerPieces): FaceCycles {
  const next = followers(pieces)
  const { from, to, x, y, count } = pieces
  const cycleOf = new Int32Array(2 * count).fill(-1)
  const starts: number[] = []
  const sizes: number[] = []
  for (let first = 0; first < 2 * count; first++) {
    if (cycleOf[first] !== -1) continue
    const originX = x[from[first >> 1]!]!
    const originY = y[from[first >> 1]!]!
    let doubled = 0
    let side = first
    do {
      cycleOf[side] = starts.length
      const a = side % 2 === 0 ? from[side >> 1]! : to[side >> 1]!
      const b = side % 2 === 0 ? to[side >> 1]! : from[side >> 1]!
      doubled += (x[a]! - originX) * (y[b]! - originY) - (x[b]! - originX) * (y[a]! - originY)
      side = next[side]!
    } while (side !== first)
    starts.push(first)
    sizes.push(doubled / 2)
  }
  return { next, cycleOf, starts, sizes }
}

/** After a side comes the first one clockwise from the way back. */
function followers({ from, to, x, y, count }: LayerPieces): Int32Array {
  const start = new Int32Array(x.length + 1)
  for (let piece = 0; piece < count; piece++) {
    start[from[piece]! + 1]!++
    start[to[piece]! + 1]!++
  }
  for (let vertex = 0; vertex < x.length; vertex++) start[vertex + 1]! += start[vertex]!
  const fill = start.slice(0, x.length)
  const leaving = new Int32Array(2 * count)
  for (let piece = 0; piece < count; piece++) {
    leaving[fill[from[piece]!]!++] = 2 * piece
    leaving[fill[to[piece]!]!++] = 2 * piece + 1
  }
  const endOf = (side: number) => (side % 2 === 0 ? to[side >> 1]! : from[side >> 1]!)
  const next = new Int32Array(2 * count)
  for (let vertex = 0; vertex < x.length; vertex++) {
    const round = leaving.subarray(start[vertex]!, start[vertex + 1]!)
    if (round.length > 2) round.sort((a, b) => compareAngles(vertex, endOf(a), endOf(b)))
    for (let i = 0; i < round.length; i++)
      next[round[i]! ^ 1] = round[(i + round.length - 1) % round.length]!
  }
  return next

  /** Anticlockwise from due east. */
  function compareAngles(vertex: number, a: number, b: number): number {
    const halfOfA = half(vertex, a)
    const halfOfB = half(vertex, b)
    if (halfOfA !== halfOfB) return halfOfA - halfOfB
    return -orientation(x[vertex]!, y[vertex]!, x[a]!, y[a]!, x[b]!, y[b]!)
  }

  function half(vertex: number, end: number): 0 | 1 {
    const isUp = y[end]! > y[vertex]! || (y[end] === y[vertex] && x[end]! > x[vertex]!)
    return isUp ? 0 : 1
  }
}
