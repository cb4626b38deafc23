import { buildEdgeTree, type EdgeTree } from '../edge-tree.ts'
import { orientation } from '../orientation.ts'
import { edgesOf, type Ring } from '../rings.ts'

/**
 * Pieces of edges that meet only at their ends, each once, directed upwards (by y, then x).
 * `turns` counts how often rings run along a piece upwards less downwards, `passes` both together.
 */
export interface Arrangement {
  readonly ax: number[]
  readonly ay: number[]
  readonly bx: number[]
  readonly by: number[]
  readonly turns: number[]
  readonly passes: number[]
  readonly count: number
}

/** Rings that cross more often than this are noise, not a boundary. */
const crossingLimit = 50_000
/** So many pairs of boxes touch in no boundary; a hairy star has the square of its edges. */
const pairsPerEdge = 64
const pairsAnyway = 5_000_000
/** A rounded crossing may make a new one beside it; a few rounds settle that. */
const roundLimit = 12

/**
 * Cuts the edges of rings wherever they meet.
 * @returns the pieces and the first place where edges cross or overlap; undefined for rings that
 * cross too often to be a boundary
 */
export function arrange(
  rings: readonly Ring[],
): { pieces: Arrangement; crossing: [number, number] | undefined } | undefined {
  const { ax, ay, bx, by, count } = edgesOf(rings)
  let pieces = emptyArrangement()
  const index = new Map<string, number>()
  for (let edge = 0; edge < count; edge++)
    addPiece(pieces, index, [ax[edge]!, ay[edge]!], [bx[edge]!, by[edge]!], 1, 1)
  let crossing = pieces.passes.some((passes) => passes > 1) ? repeatedPlace(pieces) : undefined
  for (let round = 0; round < roundLimit; round++) {
    const cuts = findCuts(pieces)
    if (!cuts) return undefined
    crossing ??= cuts.crossing
    if (cuts.points.size === 0) break
    pieces = cutPieces(pieces, cuts.points)
  }
  return { pieces, crossing }
}

/** Calls `visit` for every piece east of `piece`, seen from just above its lower end. */
export function visitEast(
  pieces: Arrangement,
  tree: EdgeTree,
  piece: number,
  visit: (other: number) => void,
): void {
  const { ax, ay, bx, by } = pieces
  const x = ax[piece]!
  const y = ay[piece]!
  tree.search(x, y, Infinity, y, (other) => {
    if (other === piece) return
    const isBelow = ay[other]! < y || (ay[other] === y && ax[other]! <= x)
    const isAbove = by[other]! > y || (by[other] === y && bx[other]! > x)
    if (!isBelow || !isAbove) return
    const side = orientation(ax[other]!, ay[other]!, bx[other]!, by[other]!, x, y)
    if (side > 0) visit(other)
    else if (side === 0 && orientation(x, y, bx[piece]!, by[piece]!, bx[other]!, by[other]!) < 0)
      visit(other)
  })
}

type Point = [number, number]

const emptyArrangement = () => {
  const lists = { ax: [], ay: [], bx: [], by: [], turns: [], passes: [] }
  return { ...lists, count: 0 } as { -readonly [K in keyof Arrangement]: Arrangement[K] }
}

function addPiece(
  pieces: ReturnType<typeof emptyArrangement>,
  index: Map<string, number>,
  from: Point,
  to: Point,
  turns: number,
  passes: number,
): void {
  if (from[0] === to[0] && from[1] === to[1]) return
  const isUp = from[1] < to[1] || (from[1] === to[1] && from[0] < to[0])
  const [a, b] = isUp ? [from, to] : [to, from]
  const key = `${a[0]},${a[1]},${b[0]},${b[1]}`
  let piece = index.get(key)
  if (piece === undefined) {
    piece = pieces.count++
    index.set(key, piece)
    pieces.ax.push(a[0])
    pieces.ay.push(a[1])
    pieces.bx.push(b[0])
    pieces.by.push(b[1])
    pieces.turns.push(0)
    pieces.passes.push(0)
  }
  pieces.turns[piece]! += isUp ? turns : -turns
  pieces.passes[piece]! += passes
}

function repeatedPlace(pieces: Arrangement): Point {
  const piece = pieces.passes.findIndex((passes) => passes > 1)
  return [pieces.ax[piece]!, pieces.ay[piece]!]
}

function findCuts(
  pieces: Arrangement,
): { points: Map<number, Point[]>; crossing: Point | undefined } | undefined {
  const { ax, ay, bx, by, count } = pieces
  const points = new Map<number, Point[]>()
  let crossing: Point | undefined
  let found = 0
  let pairs = pairsAnyway + pairsPerEdge * count
  const tree = buildEdgeTree(pieces)
  const cut = (piece: number, x: number, y: number) => {
    const isStart = x === ax[piece] && y === ay[piece]
    const isEnd = x === bx[piece] && y === by[piece]
    if (isStart || isEnd) return false
    const list = points.get(piece)
    if (list) list.push([x, y])
    else points.set(piece, [[x, y]])
    found++
    return true
  }
  for (let i = 0; i < count && found <= crossingLimit && pairs > 0; i++) {
    const x1 = ax[i]!
    const y1 = ay[i]!
    const x2 = bx[i]!
    const y2 = by[i]!
    tree.search(Math.min(x1, x2), y1, Math.max(x1, x2), y2, (j) => {
      if (j <= i || found > crossingLimit || pairs-- <= 0) return
      const startOfJ = orientation(x1, y1, x2, y2, ax[j]!, ay[j]!)
      const endOfJ = orientation(x1, y1, x2, y2, bx[j]!, by[j]!)
      if ((startOfJ > 0 && endOfJ > 0) || (startOfJ < 0 && endOfJ < 0)) return
      const startOfI = orientation(ax[j]!, ay[j]!, bx[j]!, by[j]!, x1, y1)
      const endOfI = orientation(ax[j]!, ay[j]!, bx[j]!, by[j]!, x2, y2)
      if ((startOfI > 0 && endOfI > 0) || (startOfI < 0 && endOfI < 0)) return
      if (startOfI !== 0 && endOfI !== 0 && startOfJ !== 0 && endOfJ !== 0) {
        const share = startOfI / (startOfI - endOfI)
        const x = within(x1 + share * (x2 - x1), x1, x2)
        const y = within(y1 + share * (y2 - y1), y1, y2)
        const isCutI = cut(i, x, y)
        if (cut(j, x, y) || isCutI) crossing ??= [x, y]
        return
      }
      const isCollinear = startOfJ === 0 && endOfJ === 0
      let isCut = false
      if (startOfJ === 0 && isBetween(pieces, i, ax[j]!, ay[j]!))
        isCut = cut(i, ax[j]!, ay[j]!) || isCut
      if (endOfJ === 0 && isBetween(pieces, i, bx[j]!, by[j]!))
        isCut = cut(i, bx[j]!, by[j]!) || isCut
      if (startOfI === 0 && isBetween(pieces, j, x1, y1)) isCut = cut(j, x1, y1) || isCut
      if (endOfI === 0 && isBetween(pieces, j, x2, y2)) isCut = cut(j, x2, y2) || isCut
      if (isCut && isCollinear) crossing ??= [x1, y1]
    })
  }
  return found > crossingLimit || pairs <= 0 ? undefined : { points, crossing }
}

const within = (value: number, a: number, b: number) =>
  Math.min(Math.max(value, Math.min(a, b)), Math.max(a, b))

function isBetween({ ax, ay, bx, by }: Arrangement, piece: number, x: number, y: number): boolean {
  const isInX = within(x, ax[piece]!, bx[piece]!) === x
  return isInX && y >= ay[piece]! && y <= by[piece]!
}

function cutPieces(pieces: Arrangement, points: Map<number, Point[]>): Arrangement {
  const cut = emptyArrangement()
  const index = new Map<string, number>()
  for (let piece = 0; piece < pieces.count; piece++) {
    const start: Point = [pieces.ax[piece]!, pieces.ay[piece]!]
    const end: Point = [pieces.bx[piece]!, pieces.by[piece]!]
    const along = ([x, y]: Point) =>
      (x - start[0]) * (end[0] - start[0]) + (y - start[1]) * (end[1] - start[1])
    const stops = (points.get(piece) ?? []).sort((a, b) => along(a) - along(b))
    let from = start
    for (const to of [...stops, end]) {
      addPiece(cut, index, from, to, pieces.turns[piece]!, pieces.passes[piece]!)
      from = to
    }
  }
  return cut
}
