import { type Stretch, stretchAlong } from './along-edges.ts'
import { type Cover, type Covers, nothing } from './covers.ts'
import { findCrossings, inOrderAlong } from './crossings.ts'
import { type ChainRuns, CoverAtNodes } from './layer-walk.ts'

/**
 * The rim of a layer: where one side of a border belongs to a grid and the other to none. In a
 * clean layer that is a matter of whole chains; where borders were drawn apart or over each other
 * it turns on the way.
 */
export interface Rims {
  /** Per chain, at its start: 1 when nothing covers the left, + 2 when nothing covers the right. */
  readonly bare: Uint8Array
  /** Where that changes within a chain, in order along the chains, and to what. */
  readonly turnEdge: Int32Array
  readonly turnAt: Float64Array
  readonly turnX: Float64Array
  readonly turnY: Float64Array
  readonly turnBare: Uint8Array
}

/** In degrees: pieces shorter than a micrometre are rounding. */
const smallest = 1e-11

/**
 * Lays a layer over itself. A border lies just beside its own moved copy, so what covers it there
 * covers that side of it; the other side follows from its grids, and from those of the edges that
 * run along it, of which the first stands for all.
 * @returns besides, the grids whose rings do not go once round every place they enclose
 */
export function rimsOf(layer: ChainRuns, covers: Covers): Rims & { unsound: number[] } {
  const { x, y, start, left, right } = layer
  const stretches = new Map<number, Stretch[]>()
  const crossings = findCrossings(layer, layer, (edge, other, chain) => {
    const stretch = stretchAlong(layer, edge, other, chain)
    if (stretch) stretches.set(edge, [...(stretches.get(edge) ?? []), stretch])
  })
  const events = withEnds(layer, crossings, [...stretches.values()].flat())
  const order = inOrderAlong(events.edge, events.at, x.length)
  const atNodes = new CoverAtNodes(layer, layer, covers, -1)
  const turns: { edge: number; at: number; x: number; y: number; bare: number }[] = []
  const bare = new Uint8Array(start.length - 1)
  const unsound = new Set<number>()
  let next = 0
  for (let chain = 0; chain + 1 < start.length; chain++) {
    let cover = atNodes.atStart(chain)
    let state = -1
    let isSeen = false // and nothing changed since
    for (let edge = start[chain]!; edge + 1 < start[chain + 1]!; edge++) {
      const isQuiet = stretches.size === 0 && events.edge[order[next]!] !== edge
      if (isSeen && isQuiet) continue
      let piece = { edge, at: 0, x: x[edge]!, y: y[edge]! }
      for (; next < order.length && events.edge[order[next]!] === edge; next++) {
        const event = order[next]!
        const end = { edge, at: events.at[event]!, x: events.x[event]!, y: events.y[event]! }
        look(chain, piece, end)
        piece = end
        isSeen = false
        const other = crossings.chainB[event]
        if (other === undefined) continue
        cover =
          crossings.aToRight[event]! > 0
            ? covers.swap(cover, left[other]!, right[other]!)
            : covers.swap(cover, right[other]!, left[other]!)
      }
      look(chain, piece, { edge, at: 1, x: x[edge + 1]!, y: y[edge + 1]! })
    }
    atNodes.reached(chain, cover)

    function look(chain: number, from: Place, to: Place): void {
      if (Math.abs(to.x - from.x) < smallest && Math.abs(to.y - from.y) < smallest) return
      const seen = bareSides(chain, cover, from, to)
      if (state === -1) bare[chain] = seen
      else if (seen !== state) turns.push({ ...from, bare: seen })
      state = seen
      isSeen = true
    }
  }
  return {
    bare,
    turnEdge: Int32Array.from(turns, ({ edge }) => edge),
    turnAt: Float64Array.from(turns, ({ at }) => at),
    turnX: Float64Array.from(turns, ({ x }) => x),
    turnY: Float64Array.from(turns, ({ y }) => y),
    turnBare: Uint8Array.from(turns, ({ bare }) => bare),
    unsound: [...unsound],
  }

  function bareSides(chain: number, cover: Cover, from: Place, to: Place): number {
    const { edge } = from
    const isUp = y[edge + 1] === y[edge] ? x[edge + 1]! < x[edge]! : y[edge + 1]! > y[edge]!
    let beyond = isUp
      ? covers.swap(cover, left[chain]!, right[chain]!)
      : covers.swap(cover, right[chain]!, left[chain]!)
    let isFirst = true
    const middle = (from.at + to.at) / 2
    for (const along of stretches.get(edge) ?? []) {
      if (along.from > middle || along.to < middle) continue
      beyond =
        along.isAlike === isUp
          ? covers.swap(beyond, left[along.chain]!, right[along.chain]!)
          : covers.swap(beyond, right[along.chain]!, left[along.chain]!)
      if (along.other < edge) isFirst = false
    }
    note(cover)
    note(beyond)
    if (!isFirst) return 0
    const onLeft = isUp ? cover : beyond
    const onRight = isUp ? beyond : cover
    return (onLeft === nothing ? 1 : 0) + (onRight === nothing ? 2 : 0)
  }

  function note(cover: Cover): void {
    if (cover >= nothing) return
    covers.each(cover, (grid, times) => {
      if (times !== 1) unsound.add(grid)
    })
  }
}

interface Place {
  edge: number
  at: number
  x: number
  y: number
}

/** Crossings along a, then the ends of stretches. */
function withEnds(
  { x, y }: ChainRuns,
  crossings: ReturnType<typeof findCrossings>,
  stretches: readonly Stretch[],
) {
  const { edgeA, atA } = crossings
  const ends = stretches.flatMap(({ edge, from, to, other, isAlike }) => [
    { edge, at: from, point: isAlike ? other : other + 1 },
    { edge, at: to, point: isAlike ? other + 1 : other },
  ])
  const inner = ends.filter(({ at }) => at > 0 && at < 1)
  if (inner.length === 0) return { edge: edgeA, at: atA, x: crossings.x, y: crossings.y }
  return {
    edge: [...edgeA, ...inner.map(({ edge }) => edge)],
    at: [...atA, ...inner.map(({ at }) => at)],
    x: [...crossings.x, ...inner.map(({ point }) => x[point]!)],
    y: [...crossings.y, ...inner.map(({ point }) => y[point]!)],
  }
}
