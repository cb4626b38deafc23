import { buildEdgeTree } from '../edge-tree.ts'
import { orientation } from '../orientation.ts'
import { traceCycles } from './face-cycles.ts'
import type { LayerPieces } from './layer-pieces.ts'

/**
 * The faces of a layer: what its borders divide the plane into. Side 2p of piece p looks left of its
 * upward run, side 2p + 1 right.
 */
export interface LayerFaces {
  readonly pieces: LayerPieces
  /** Face 0 is the outside. */
  readonly count: number
  /** The face on each side. */
  readonly faceOf: Int32Array
  /** The side that follows each side round its face, the face on the left. */
  readonly next: Int32Array
  /** One side of each closed walk round a face: its rim and the rims of its holes. */
  readonly rims: readonly (readonly number[])[]
  /** The grids that cover each face, ascending. */
  readonly covers: readonly (readonly number[])[]
}

/** More grids over one place than this and the file is no layer; nested enclaves make two or three. */
const deepestCover = 64

/** @returns undefined when too many grids lie over one place */
export function layerFaces(pieces: LayerPieces): LayerFaces | undefined {
  const { next, cycleOf, starts, sizes } = traceCycles(pieces)
  const componentOf = componentsOf(pieces)
  const outerOf = outerCycles(pieces, componentOf, starts, sizes)
  const parents = parentCycles(pieces, componentOf, outerOf, cycleOf)

  const faceOfCycle = new Int32Array(starts.length).fill(-1)
  const rims: number[][] = [[]]
  for (const [cycle, start] of starts.entries()) {
    if (outerOf[componentOf[pieces.from[start >> 1]!]!] === cycle) continue
    faceOfCycle[cycle] = rims.length
    rims.push([start])
  }
  for (let component = 0; component < outerOf.length; component++) {
    const around = parents[component]!
    const face = around < 0 ? 0 : faceOfCycle[around]!
    const cycle = outerOf[component]!
    faceOfCycle[cycle] = face
    rims[face]!.push(starts[cycle]!)
  }
  const faceOf = cycleOf.map((cycle) => faceOfCycle[cycle]!)
  const covers = coversOf(pieces, faceOf, next, rims)
  return covers && { pieces, count: rims.length, faceOf, next, rims, covers }
}

function componentsOf({ count, from, to, x }: LayerPieces): Int32Array {
  const root = Int32Array.from({ length: x.length }, (_, vertex) => vertex)
  const find = (vertex: number) => {
    let at = vertex
    while (root[at] !== at) {
      root[at] = root[root[at]!]!
      at = root[at]!
    }
    return at
  }
  for (let piece = 0; piece < count; piece++) {
    const a = find(from[piece]!)
    const b = find(to[piece]!)
    if (a !== b) root[Math.max(a, b)] = Math.min(a, b)
  }
  const number = new Int32Array(x.length).fill(-1)
  const component = new Int32Array(x.length).fill(-1)
  let components = 0
  for (let piece = 0; piece < count; piece++) {
    for (const vertex of [from[piece]!, to[piece]!]) {
      const top = find(vertex)
      if (number[top] === -1) number[top] = components++
      component[vertex] = number[top]!
    }
  }
  return component
}

/** Of the walks of a component the one round its outside: it encloses less than nothing. */
function outerCycles(
  { from }: LayerPieces,
  componentOf: Int32Array,
  starts: readonly number[],
  sizes: readonly number[],
): number[] {
  const outer: number[] = []
  for (const [cycle, start] of starts.entries()) {
    const component = componentOf[from[start >> 1]!]!
    const known = outer[component]
    if (known === undefined || sizes[cycle]! < sizes[known]!) outer[component] = cycle
  }
  return outer
}

/** The rim of the face in which each component lies, −1 outside: seen from its easternmost vertex. */
function parentCycles(
  pieces: LayerPieces,
  componentOf: Int32Array,
  outerOf: readonly number[],
  cycleOf: Int32Array,
): number[] {
  const { from, to, x, y, count } = pieces
  const eastmost = new Int32Array(outerOf.length).fill(-1)
  for (let piece = 0; piece < count; piece++) {
    for (const vertex of [from[piece]!, to[piece]!]) {
      const component = componentOf[vertex]!
      const known = eastmost[component]!
      if (known < 0 || x[vertex]! > x[known]! || (x[vertex] === x[known] && y[vertex]! > y[known]!))
        eastmost[component] = vertex
    }
  }
  if (outerOf.length === 1) return [-1]
  const tree = buildEdgeTree({
    ax: Float64Array.from(from, (vertex) => x[vertex]!),
    ay: Float64Array.from(from, (vertex) => y[vertex]!),
    bx: Float64Array.from(to, (vertex) => x[vertex]!),
    by: Float64Array.from(to, (vertex) => y[vertex]!),
    count,
  })
  const seen = Array.from(eastmost, (vertex) => pieceEastOf(vertex))
  const order = Array.from(eastmost.keys()).sort((a, b) => x[eastmost[b]!]! - x[eastmost[a]!]!)
  const parents: number[] = new Array(outerOf.length).fill(-1)
  for (const component of order) {
    const piece = seen[component]!
    if (piece < 0) continue
    const cycle = cycleOf[2 * piece]! // its western side
    const other = componentOf[from[piece]!]!
    parents[component] = cycle === outerOf[other] ? parents[other]! : cycle
  }
  return parents

  function pieceEastOf(vertex: number): number {
    const px = x[vertex]!
    const py = y[vertex]!
    let best = -1
    let bestX = Infinity
    tree.search(px, py, Infinity, py, (piece) => {
      const a = from[piece]!
      const b = to[piece]!
      if (y[a]! > py || y[b]! <= py || componentOf[a] === componentOf[vertex]) return
      if (orientation(x[a]!, y[a]!, x[b]!, y[b]!, px, py) <= 0) return
      const share = (py - y[a]!) / (y[b]! - y[a]!)
      const at = x[a]! + share * (x[b]! - x[a]!)
      const isSame = at === bestX && best >= 0
      if (at < bestX || (isSame && isWestOf(piece, best))) {
        best = piece
        bestX = at
      }
    })
    return best
  }

  /** Of two pieces that start at one place, which runs further west just above it. */
  function isWestOf(piece: number, other: number): boolean {
    const a = from[other]!
    const b = to[other]!
    const c = to[piece]!
    return orientation(x[a]!, y[a]!, x[b]!, y[b]!, x[c]!, y[c]!) > 0
  }
}

/** From the outside, which nothing covers, inwards across the pieces. */
function coversOf(
  { ownerStart, owners, directions }: LayerPieces,
  faceOf: Int32Array,
  next: Int32Array,
  rims: readonly (readonly number[])[],
): (readonly number[])[] | undefined {
  const turns: (readonly number[] | undefined)[] = new Array(rims.length)
  turns[0] = []
  const waiting = [0]
  for (let face = waiting.pop(); face !== undefined; face = waiting.pop()) {
    for (const rim of rims[face]!) {
      let side = rim
      do {
        const across = faceOf[side ^ 1]!
        if (turns[across] === undefined) {
          const reached = cross(turns[face]!, side >> 1, side % 2 === 1 ? 1 : -1)
          if (reached.length > 2 * deepestCover) return undefined
          turns[across] = reached
          waiting.push(across)
        }
        side = next[side]!
      } while (side !== rim)
    }
  }
  return turns.map((turn) => gridsOf(turn ?? []))

  /** @param sign 1 from right to left of the piece, −1 back; grids and their turns alternate */
  function cross(turn: readonly number[], piece: number, sign: 1 | -1): number[] {
    const reached = [...turn]
    for (let i = ownerStart[piece]!; i < ownerStart[piece + 1]!; i++) {
      let at = 0
      while (at < reached.length && reached[at] !== owners[i]) at += 2
      if (at === reached.length) reached.push(owners[i]!, 0)
      reached[at + 1]! += sign * directions[i]!
      if (reached[at + 1] === 0) reached.splice(at, 2)
      if (reached.length > 8 * deepestCover) return reached
    }
    return reached
  }
}

const gridsOf = (turn: readonly number[]) =>
  turn.filter((_, index) => index % 2 === 0).sort((a, b) => a - b)
