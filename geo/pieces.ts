import { type Cover, type Covers, nothing } from './covers.ts'
import { inOrderAlong, type Nudge } from './crossings.ts'
import { type LayerEdges, surfaces } from './layer-edges.ts'
import { CoverAtNodes } from './layer-walk.ts'

interface Side {
  layer: LayerEdges
  covers: Covers
  other: LayerEdges
  coversOfOther: Covers
  /** How `layer` is moved against `other`. */
  nudge: Nudge
  middle: number
}

/** Crossings as one of the layers sees them. */
interface Along {
  edge: readonly number[]
  at: readonly number[]
  /** The chain of the other layer. */
  chain: readonly number[]
  toRight: readonly number[]
  isReversed: boolean
  x: readonly number[]
  y: readonly number[]
}

/** Hands over what each piece of each border adds to the areas that grids on its sides share. */
export function addPieces(
  { layer, covers, other, coversOfOther, nudge, middle }: Side,
  along: Along,
  add: (own: number, other: number, areaM2: number) => void,
): void {
  const { x, y, start, left, right, strips, bare } = layer
  const surface = surfaces[layer.surface]!
  const stripFrom = surface(layer.middle)
  const shift = surface(middle)(0, layer.middle, 1, layer.middle) // of a strip one unit wide
  const events = withTurns(layer, along)
  const order = inOrderAlong(events.edge, events.at, x.length)
  const atNodes = new CoverAtNodes(layer, other, coversOfOther, nudge)
  const crossed = events.edge.length - layer.turnEdge.length
  let next = 0
  for (let chain = 0; chain + 1 < start.length; chain++) {
    const first = start[chain]!
    const last = start[chain + 1]! - 1
    let cover = atNodes.atStart(chain)
    let bareSides = bare[chain]!
    let done = 0
    for (; next < order.length && events.edge[order[next]!]! < last; next++) {
      const event = order[next]!
      const edge = events.edge[event]!
      const px = events.x[event]!
      const strip =
        strips[edge]! +
        stripFrom(x[edge]!, y[edge]!, px, events.y[event]!) +
        (px - x[first]!) * shift
      addPiece(left[chain]!, right[chain]!, bareSides, cover, strip - done)
      done = strip
      if (event >= crossed) {
        bareSides = layer.turnBare[event - crossed]!
        continue
      }
      const passed = along.chain[event]!
      cover =
        along.toRight[event]! > 0 === along.isReversed
          ? coversOfOther.swap(cover, other.right[passed]!, other.left[passed]!)
          : coversOfOther.swap(cover, other.left[passed]!, other.right[passed]!)
    }
    const whole = strips[last]! + (x[last]! - x[first]!) * shift
    addPiece(left[chain]!, right[chain]!, bareSides, cover, whole - done)
    atNodes.reached(chain, cover)
  }

  /** @param strip under the piece, so minus it lies on the left */
  function addPiece(onLeft: Cover, onRight: Cover, bareSides: number, cover: Cover, strip: number) {
    addAll(onLeft, cover, -strip)
    addAll(onRight, cover, strip)
    if (bareSides === 0 || bareSides === 3 || cover === nothing) return
    coversOfOther.each(cover, (grid, times) =>
      add(nothing, grid, bareSides === 1 ? -strip * times : strip * times),
    )
  }

  function addAll(own: Cover, cover: Cover, areaM2: number): void {
    if (own === nothing) return
    if (own >= 0 && cover >= nothing) add(own, cover, areaM2)
    else {
      covers.each(own, (grid, times) => {
        if (cover === nothing) add(grid, nothing, areaM2 * times)
        coversOfOther.each(cover, (over, overTimes) => add(grid, over, areaM2 * times * overTimes))
      })
    }
  }
}

/** The crossings, then the places where a side of a chain becomes bare or covered. */
function withTurns(
  { turnEdge, turnAt, turnX, turnY }: LayerEdges,
  { edge, at, x, y }: Along,
): Pick<Along, 'edge' | 'at' | 'x' | 'y'> {
  if (turnEdge.length === 0) return { edge, at, x, y }
  return {
    edge: [...edge, ...turnEdge],
    at: [...at, ...turnAt],
    x: [...x, ...turnX],
    y: [...y, ...turnY],
  }
}
