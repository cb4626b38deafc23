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
 * covers that side of it; the other side follows from its grids.
 * @returns besides, the grids whose rings do not go once round every place they enclose
 */
export function rimsOf(layer: ChainRuns, covers: Covers): Rims & { unsound: number[] } {
  const { x, y, start, left, right } = layer
  const crossings = findCrossings(layer, layer)
  const order = inOrderAlong(crossings.edgeA, crossings.atA, x.length)
  const atNodes = new CoverAtNodes(layer, layer, covers, -1)
  const bare = new Uint8Array(start.length - 1)
  const turns = { edge: [] as number[], at: [] as number[], x: [] as number[], y: [] as number[] }
  const turnBare: number[] = []
  const unsound = new Set<number>()
  let next = 0
  for (let chain = 0; chain + 1 < start.length; chain++) {
    let cover = atNodes.atStart(chain)
    let isFirst = true
    let state = 0
    for (let edge = start[chain]!; edge + 1 < start[chain + 1]!; edge++) {
      let px = x[edge]!
      let py = y[edge]!
      let at = 0
      for (; next < order.length && crossings.edgeA[order[next]!] === edge; next++) {
        const crossing = order[next]!
        look(chain, edge, at, px, py, crossings.x[crossing]!, crossings.y[crossing]!)
        const other = crossings.chainB[crossing]!
        cover =
          crossings.aToRight[crossing]! > 0
            ? covers.swap(cover, left[other]!, right[other]!)
            : covers.swap(cover, right[other]!, left[other]!)
        px = crossings.x[crossing]!
        py = crossings.y[crossing]!
        at = crossings.atA[crossing]!
      }
      look(chain, edge, at, px, py, x[edge + 1]!, y[edge + 1]!)
    }
    atNodes.reached(chain, cover)

    function look(
      chain: number,
      edge: number,
      at: number,
      fromX: number,
      fromY: number,
      toX: number,
      toY: number,
    ): void {
      if (Math.abs(toX - fromX) < smallest && Math.abs(toY - fromY) < smallest) return
      const isUp = y[edge + 1] === y[edge] ? x[edge + 1]! < x[edge]! : y[edge + 1]! > y[edge]!
      const onLeft = isUp ? cover : covers.swap(cover, right[chain]!, left[chain]!)
      const onRight = isUp ? covers.swap(cover, left[chain]!, right[chain]!) : cover
      note(onLeft)
      note(onRight)
      const seen = (onLeft === nothing ? 1 : 0) + (onRight === nothing ? 2 : 0)
      if (isFirst) bare[chain] = seen
      else if (seen !== state) {
        turns.edge.push(edge)
        turns.at.push(at)
        turns.x.push(fromX)
        turns.y.push(fromY)
        turnBare.push(seen)
      }
      isFirst = false
      state = seen
    }
  }
  return {
    bare,
    turnEdge: Int32Array.from(turns.edge),
    turnAt: Float64Array.from(turns.at),
    turnX: Float64Array.from(turns.x),
    turnY: Float64Array.from(turns.y),
    turnBare: Uint8Array.from(turnBare),
    unsound: [...unsound],
  }

  function note(cover: Cover): void {
    if (cover >= nothing) return
    covers.each(cover, (grid, times) => {
      if (times !== 1) unsound.add(grid)
    })
  }
}
