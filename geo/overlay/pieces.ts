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
  const { x, y, start, left, right, strips } = layer
  const surface = surfaces[layer.surface]!
  const stripFrom = surface(layer.middle)
  const shift = surface(middle)(0, layer.middle, 1, layer.middle) // of a strip one unit wide
  const order = inOrderAlong(along.edge, along.at, x.length)
  const atNodes = new CoverAtNodes(layer, other, coversOfOther, nudge)
  let next = 0
  for (let chain = 0; chain + 1 < start.length; chain++) {
    const first = start[chain]!
    const last = start[chain + 1]! - 1
    let cover = atNodes.atStart(chain)
    let done = 0
    for (; next < order.length && along.edge[order[next]!]! < last; next++) {
      const event = order[next]!
      const edge = along.edge[event]!
      const px = along.x[event]!
      const strip =
        strips[edge]! +
        stripFrom(x[edge]!, y[edge]!, px, along.y[event]!) +
        (px - x[first]!) * shift
      addPiece(left[chain]!, right[chain]!, cover, strip - done)
      done = strip
      const passed = along.chain[event]!
      cover =
        along.toRight[event]! > 0 === along.isReversed
          ? coversOfOther.swap(cover, other.right[passed]!, other.left[passed]!)
          : coversOfOther.swap(cover, other.left[passed]!, other.right[passed]!)
    }
    const whole = strips[last]! + (x[last]! - x[first]!) * shift
    addPiece(left[chain]!, right[chain]!, cover, whole - done)
    atNodes.reached(chain, cover)
  }

  /** @param strip under the piece, so minus it lies on the left */
  function addPiece(onLeft: Cover, onRight: Cover, cover: Cover, strip: number) {
    addAll(onLeft, cover, -strip)
    addAll(onRight, cover, strip)
  }

  function addAll(own: Cover, cover: Cover, areaM2: number): void {
    if (own === nothing || cover === nothing) return
    if (own >= 0 && cover >= 0) add(own, cover, areaM2)
    else {
      covers.each(own, (grid, times) => {
        coversOfOther.each(cover, (over, overTimes) => add(grid, over, areaM2 * times * overTimes))
      })
    }
  }
}
