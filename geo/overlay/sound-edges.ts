import type { MultiPolygon } from 'geojson'
import { orientation } from '../orientation.ts'
import { ringContains } from '../rings.ts'
import { joinRuns, longestRun, runTreeOf } from '../run-tree.ts'
import { Effort } from '../tangle.ts'
import { depthsOf } from './depths.ts'
import { type EdgeRow, nodeEdges } from './node-edges.ts'

/** Rings one behind the other, each closed by its first point: edge i runs from point i to i + 1. */
export interface ClosedRings {
  readonly x: Float64Array
  readonly y: Float64Array
  /** The points of a ring: start[ring] up to start[ring + 1] − 1. */
  readonly start: Int32Array
  /** 1 for the first ring of a polygon, 0 for a hole. */
  readonly isOuter: Uint8Array
}

/** Without points repeated in a row and without rings that enclose nothing. */
export function closedRingsOf({ coordinates }: MultiPolygon): ClosedRings {
  let total = 0
  let rings = 0
  for (const polygon of coordinates)
    for (const ring of polygon) {
      total += ring.length + 1
      rings++
    }
  const x = new Float64Array(total)
  const y = new Float64Array(total)
  const start = new Int32Array(rings + 1)
  const isOuter = new Uint8Array(rings)
  let points = 0
  let count = 0
  for (const polygon of coordinates) {
    for (let index = 0; index < polygon.length; index++) {
      const first = points
      for (const position of polygon[index]!) {
        const px = position[0]! + 0 // −0 becomes 0
        const py = position[1]! + 0
        if (points > first && x[points - 1] === px && y[points - 1] === py) continue
        x[points] = px
        y[points++] = py
      }
      while (points - first > 1 && x[points - 1] === x[first] && y[points - 1] === y[first])
        points--
      if (points - first < 3) {
        points = first
        continue
      }
      x[points] = x[first]!
      y[points++] = y[first]!
      isOuter[count++] = index === 0 ? 1 : 0
      start[count] = points
    }
  }
  return { x, y, start: start.subarray(0, count + 1), isOuter }
}

/**
 * Whether no edges meet but those that follow one another, and holes lie in what they are holes of
 * and islands outside: then what the rings go round once is what they enclose, read even-odd.
 */
export function isSound(rings: ClosedRings): boolean {
  const count = rings.isOuter.length
  if (count > manyRings || meetsItself(rings)) return false
  if (count < 2) return true
  const { x, y, start, isOuter } = rings
  const lists = Array.from({ length: count }, (_, ring) => {
    const list = new Float64Array(2 * (start[ring + 1]! - start[ring]! - 1))
    for (let i = 0; i < list.length; i += 2) {
      list[i] = x[start[ring]! + i / 2]!
      list[i + 1] = y[start[ring]! + i / 2]!
    }
    return list
  })
  return lists.every((list, ring) => {
    const around = lists.filter(
      (other) => other !== list && ringContains(other, list[0]!, list[1]!),
    )
    return isOuter[ring] === (around.length % 2 === 0 ? 1 : 0)
  })
}

/** Above it, looking at every two rings costs more than cutting all edges. */
const manyRings = 16

/**
 * Edges with the inside, read even-odd, on the left: they share ends and nothing else.
 * @throws TooTangled
 */
export function evenOddEdges({
  x,
  y,
  start,
}: ClosedRings): [ax: number, ay: number, bx: number, by: number][] {
  const rows: EdgeRow[] = []
  for (let ring = 0; ring + 1 < start.length; ring++)
    for (let point = start[ring]!; point + 1 < start[ring + 1]!; point++)
      rows.push([x[point]!, y[point]!, x[point + 1]!, y[point + 1]!, 1])
  const edges = nodeEdges(rows)
  const { ax, ay, bx, by, step } = edges
  const inside: [number, number, number, number][] = []
  for (const [edge, left] of depthsOf(edges).entries()) {
    if ((step[edge]! & 1) === 0) continue
    if ((left & 1) === 1) inside.push([ax[edge]!, ay[edge]!, bx[edge]!, by[edge]!])
    else inside.push([bx[edge]!, by[edge]!, ax[edge]!, ay[edge]!])
  }
  return inside
}

/** Up to so many edges every two runs are compared, above it by a tree. */
const pairwiseLimit = 400

function meetsItself({ x, y, start }: ClosedRings): boolean {
  const total = start[start.length - 1]!
  const following = Int32Array.from({ length: total }, (_, edge) => edge + 1)
  for (let ring = 0; ring + 1 < start.length; ring++) following[start[ring + 1]! - 2] = start[ring]!
  return total > pairwiseLimit ? meetsByTree() : meetsByPairs()

  function meetsByTree(): boolean {
    const tree = runTreeOf(x.subarray(0, total), y.subarray(0, total), start)
    const { runFirst, runEnd, boxes } = tree
    const effort = new Effort(total, 50)
    let isMet = false
    joinRuns(tree, tree, (one, other) => {
      effort.spend(1)
      if (isMet || one > other) return
      isMet = runsMeet(
        runFirst[one]!,
        runEnd[one]!,
        runFirst[other]!,
        runEnd[other]!,
        Math.max(boxes[4 * one]!, boxes[4 * other]!),
        Math.max(boxes[4 * one + 1]!, boxes[4 * other + 1]!),
        Math.min(boxes[4 * one + 2]!, boxes[4 * other + 2]!),
        Math.min(boxes[4 * one + 3]!, boxes[4 * other + 3]!),
      )
    })
    return isMet
  }

  function meetsByPairs(): boolean {
    const runs: Run[] = []
    for (let ring = 0; ring + 1 < start.length; ring++) {
      const last = start[ring + 1]! - 1
      for (let first = start[ring]!; first < last; first += longestRun)
        runs.push(runOf(first, Math.min(first + longestRun, last)))
    }
    for (let i = 0; i < runs.length; i++) {
      const one = runs[i]!
      for (let j = i; j < runs.length; j++) {
        const other = runs[j]!
        const minX = Math.max(one.minX, other.minX)
        const maxX = Math.min(one.maxX, other.maxX)
        const minY = Math.max(one.minY, other.minY)
        const maxY = Math.min(one.maxY, other.maxY)
        if (minX > maxX || minY > maxY) continue
        if (runsMeet(one.first, one.end, other.first, other.end, minX, minY, maxX, maxY))
          return true
      }
    }
    return false
  }

  function runOf(first: number, end: number): Run {
    const run = { first, end, minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity }
    for (let point = first; point <= end; point++) {
      const px = x[point]!
      const py = y[point]!
      if (px < run.minX) run.minX = px
      if (px > run.maxX) run.maxX = px
      if (py < run.minY) run.minY = py
      if (py > run.maxY) run.maxY = py
    }
    return run
  }

  /** Whether edges of two runs meet in the common part of their boxes. */
  function runsMeet(
    first: number,
    end: number,
    otherFirst: number,
    otherEnd: number,
    minX: number,
    minY: number,
    maxX: number,
    maxY: number,
  ): boolean {
    for (let i = first; i < end; i++) {
      if (misses(i, minX, minY, maxX, maxY)) continue
      for (let j = first === otherFirst ? i + 1 : otherFirst; j < otherEnd; j++)
        if (!misses(j, minX, minY, maxX, maxY) && meet(i, j)) return true
    }
    return false
  }

  function misses(edge: number, minX: number, minY: number, maxX: number, maxY: number): boolean {
    const ax = x[edge]!
    const bx = x[edge + 1]!
    if (ax < bx ? bx < minX || ax > maxX : ax < minX || bx > maxX) return true
    const ay = y[edge]!
    const by = y[edge + 1]!
    return ay < by ? by < minY || ay > maxY : ay < minY || by > maxY
  }

  function meet(i: number, j: number): boolean {
    if (following[i] === j) return turnsBack(i, j)
    if (following[j] === i) return turnsBack(j, i)
    if (side(i, j) * side(i, j + 1) > 0) return false
    return side(j, i) * side(j, i + 1) <= 0
  }

  /** Whether an edge runs back over the one before it. */
  function turnsBack(before: number, edge: number): boolean {
    if (side(before, edge + 1) !== 0) return false
    const dx = x[edge]! - x[before]!
    const dy = y[edge]! - y[before]!
    return dx * (x[edge + 1]! - x[edge]!) + dy * (y[edge + 1]! - y[edge]!) < 0
  }

  function side(edge: number, point: number): number {
    return orientation(x[edge]!, y[edge]!, x[edge + 1]!, y[edge + 1]!, x[point]!, y[point]!)
  }
}

interface Run {
  first: number
  end: number
  minX: number
  minY: number
  maxX: number
  maxY: number
}
