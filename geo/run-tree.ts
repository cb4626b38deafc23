/**
 * Runs of up to eight consecutive edges of a chain, in the order of a Hilbert curve, and a packed
 * tree of boxes over them: four nodes of a level stand below one of the next. Level 0 are the runs.
 */
export interface RunTree {
  /** The first edge of a run, and the edge after its last. */
  readonly runFirst: Int32Array
  readonly runEnd: Int32Array
  readonly runChain: Int32Array
  /** minX, minY, maxX, maxY of each node, level by level. */
  readonly boxes: Float64Array
}

/** Edges in a run, at most. */
export const longestRun = 8
const fanOut = 4

export function runTreeOf(x: Float64Array, y: Float64Array, start: Int32Array): RunTree {
  const runs = runsOf(start)
  const count = runs.first.length
  const own = new Float64Array(4 * count)
  for (let run = 0; run < count; run++) {
    let minX = Infinity
    let minY = Infinity
    let maxX = -Infinity
    let maxY = -Infinity
    for (let point = runs.first[run]!; point <= runs.end[run]!; point++) {
      const px = x[point]!
      const py = y[point]!
      if (px < minX) minX = px
      if (px > maxX) maxX = px
      if (py < minY) minY = py
      if (py > maxY) maxY = py
    }
    own[4 * run] = minX
    own[4 * run + 1] = minY
    own[4 * run + 2] = maxX
    own[4 * run + 3] = maxY
  }
  const order = alongHilbert(own)
  const boxes = new Float64Array(4 * levelsOf(count).at(-1)!)
  const runFirst = new Int32Array(count)
  const runEnd = new Int32Array(count)
  const runChain = new Int32Array(count)
  for (let i = 0; i < count; i++) {
    const run = order[i]!
    runFirst[i] = runs.first[run]!
    runEnd[i] = runs.end[run]!
    runChain[i] = runs.chain[run]!
    for (let k = 0; k < 4; k++) boxes[4 * i + k] = own[4 * run + k]!
  }
  fillUpperLevels(boxes, count)
  return { runFirst, runEnd, runChain, boxes }
}

/** Calls `visit` for each run whose box touches the part of the parallel y east of x. */
export function searchEast(
  tree: RunTree,
  x: number,
  y: number,
  visit: (run: number) => void,
): void {
  const { boxes } = tree
  const levels = levelsOf(tree.runFirst.length)
  if (levels.length > 1) search(levels.length - 2, 0)

  function search(level: number, index: number): void {
    const box = 4 * (levels[level]! + index)
    if (boxes[box + 2]! < x || boxes[box + 1]! > y || boxes[box + 3]! < y) return
    if (level === 0) {
      visit(index)
      return
    }
    const end = Math.min(fanOut * (index + 1), levels[level]! - levels[level - 1]!)
    for (let child = fanOut * index; child < end; child++) search(level - 1, child)
  }
}

/** Calls `visit` for each run of a and each of b whose boxes touch. */
export function joinRuns(a: RunTree, b: RunTree, visit: (a: number, b: number) => void): void {
  const levelsA = levelsOf(a.runFirst.length)
  const levelsB = levelsOf(b.runFirst.length)
  const boxesA = a.boxes
  const boxesB = b.boxes
  if (levelsA.length < 2 || levelsB.length < 2) return
  join(levelsA.length - 2, levelsA.at(-2)!, levelsB.length - 2, levelsB.at(-2)!)

  function join(levelA: number, a: number, levelB: number, b: number): void {
    if (levelA === 0 && levelB === 0) {
      visit(a, b)
      return
    }
    const splitsA = levelA >= levelB && levelA > 0
    const splitsB = levelB >= levelA && levelB > 0
    const firstA = splitsA ? levelsA[levelA - 1]! + fanOut * (a - levelsA[levelA]!) : a
    const firstB = splitsB ? levelsB[levelB - 1]! + fanOut * (b - levelsB[levelB]!) : b
    const endA = splitsA ? Math.min(firstA + fanOut, levelsA[levelA]!) : a + 1
    const endB = splitsB ? Math.min(firstB + fanOut, levelsB[levelB]!) : b + 1
    const belowA = splitsA ? levelA - 1 : levelA
    const belowB = splitsB ? levelB - 1 : levelB
    for (let nodeA = firstA; nodeA < endA; nodeA++) {
      const minX = boxesA[4 * nodeA]!
      const minY = boxesA[4 * nodeA + 1]!
      const maxX = boxesA[4 * nodeA + 2]!
      const maxY = boxesA[4 * nodeA + 3]!
      for (let nodeB = firstB; nodeB < endB; nodeB++) {
        if (minX > boxesB[4 * nodeB + 2]! || maxX < boxesB[4 * nodeB]!) continue
        if (minY > boxesB[4 * nodeB + 3]! || maxY < boxesB[4 * nodeB + 1]!) continue
        join(belowA, nodeA, belowB, nodeB)
      }
    }
  }
}

/** Where each level begins, and at last how many nodes there are; the root's is the last but one. */
function levelsOf(count: number): number[] {
  const levels = [0]
  if (count === 0) return levels
  for (let size = count; ; size = Math.ceil(size / fanOut)) {
    levels.push(levels.at(-1)! + size)
    if (size === 1) return levels
  }
}

function fillUpperLevels(boxes: Float64Array, count: number): void {
  const levels = levelsOf(count)
  for (let level = 1; level + 1 < levels.length; level++) {
    for (let node = levels[level]!; node < levels[level + 1]!; node++) {
      const first = levels[level - 1]! + fanOut * (node - levels[level]!)
      const end = Math.min(first + fanOut, levels[level]!)
      const box = 4 * node
      for (let k = 0; k < 4; k++) boxes[box + k] = boxes[4 * first + k]!
      for (let child = first + 1; child < end; child++) {
        boxes[box] = Math.min(boxes[box]!, boxes[4 * child]!)
        boxes[box + 1] = Math.min(boxes[box + 1]!, boxes[4 * child + 1]!)
        boxes[box + 2] = Math.max(boxes[box + 2]!, boxes[4 * child + 2]!)
        boxes[box + 3] = Math.max(boxes[box + 3]!, boxes[4 * child + 3]!)
      }
    }
  }
}

/** Each chain in as few runs as possible, as long as each other. */
function runsOf(start: Int32Array): { first: Int32Array; end: Int32Array; chain: Int32Array } {
  let count = 0
  for (let chain = 0; chain + 1 < start.length; chain++)
    count += Math.ceil((start[chain + 1]! - start[chain]! - 1) / longestRun)
  const first = new Int32Array(count)
  const end = new Int32Array(count)
  const chainOf = new Int32Array(count)
  let run = 0
  for (let chain = 0; chain + 1 < start.length; chain++) {
    const edges = start[chain + 1]! - start[chain]! - 1
    const pieces = Math.ceil(edges / longestRun)
    for (let piece = 0; piece < pieces; piece++) {
      first[run] = start[chain]! + Math.floor((edges * piece) / pieces)
      end[run] = start[chain]! + Math.floor((edges * (piece + 1)) / pieces)
      chainOf[run++] = chain
    }
  }
  return { first, end, chain: chainOf }
}

/** Indices of boxes by the place of their middles on a curve through 8,192 × 8,192 cells. */
function alongHilbert(boxes: Float64Array): Uint32Array {
  const count = boxes.length / 4
  let minX = Infinity
  let minY = Infinity
  let maxX = -Infinity
  let maxY = -Infinity
  for (let box = 0; box < count; box++) {
    minX = Math.min(minX, boxes[4 * box]!)
    minY = Math.min(minY, boxes[4 * box + 1]!)
    maxX = Math.max(maxX, boxes[4 * box + 2]!)
    maxY = Math.max(maxY, boxes[4 * box + 3]!)
  }
  const scaleX = 8191 / (maxX - minX || 1) / 2
  const scaleY = 8191 / (maxY - minY || 1) / 2
  const keys = new Float64Array(count)
  for (let box = 0; box < count; box++) {
    const cellX = (boxes[4 * box]! + boxes[4 * box + 2]! - 2 * minX) * scaleX
    const cellY = (boxes[4 * box + 1]! + boxes[4 * box + 3]! - 2 * minY) * scaleY
    keys[box] = hilbert(cellX | 0, cellY | 0) * 2 ** 27 + box // 26 bits of place, 27 of index
  }
  keys.sort()
  return Uint32Array.from(keys, (key) => key % 2 ** 27)
}

/** Place of a cell on the curve (Skilling 2004 in two dimensions). */
function hilbert(cellX: number, cellY: number): number {
  let x = cellX
  let y = cellY
  let place = 0
  for (let side = 4096; side > 0; side >>= 1) {
    const right = (x & side) > 0 ? 1 : 0
    const upper = (y & side) > 0 ? 1 : 0
    place = place * 4 + ((3 * right) ^ upper)
    if (upper === 0) {
      if (right === 1) {
        x = 8191 - x
        y = 8191 - y
      }
      const turned = x
      x = y
      y = turned
    }
  }
  return place
}
