import { compareCodes } from './code-order.ts'
import { type Cover, Covers, nothing } from './covers.ts'
import { findCrossings, inOrderAlong, type Nudge } from './crossings.ts'
import type { Grid } from './grid-map.ts'
import { type LayerEdges, layerEdgesOf, surfaces } from './layer-edges.ts'
import { CoverAtNodes } from './layer-walk.ts'
import { PairSums } from './pair-sums.ts'

export interface SharedArea {
  /** Index into the first list of grids. */
  readonly a: number
  /** Index into the second. */
  readonly b: number
  readonly areaM2: number
}

/** As SharedArea; a or b is −1 for what of a grid lies in no grid of the other layer. */
export type OverlayPair = SharedArea

/** Less than a hand's width squared is rounding: doubles place a 10 km border within nanometres. */
const smallestM2 = 1e-4

/**
 * The area in m² on the CGCS2000 ellipsoid that each pair of grids of two layers shares, edges
 * straight in longitude and latitude, rings read even-odd. Pairs that share none are left out.
 * Ordered by the codes of a, then b, and independent of the order of the grids.
 */
export function overlayAreas(a: readonly Grid[], b: readonly Grid[]): SharedArea[] {
  const orderA = orderByCode(a)
  const orderB = orderByCode(b)
  const edgesOfA = layerEdgesOf(orderA.map((index) => a[index]!))
  const edgesOfB = layerEdgesOf(orderB.map((index) => b[index]!))
  return overlayMaps(edgesOfA, edgesOfB)
    .filter((pair) => pair.a !== nothing && pair.b !== nothing)
    .map((pair) => ({ a: orderA[pair.a]!, b: orderB[pair.b]!, areaM2: pair.areaM2 }))
}

/** Pairs of grids of one layer that lie over each other, each pair once, by code. */
export function overlapsWithin(grids: readonly Grid[]): SharedArea[] {
  const order = orderByCode(grids)
  const edges = layerEdgesOf(order.map((index) => grids[index]!))
  return overlayMaps(edges, edges)
    .filter(({ a, b }) => a !== nothing && a < b)
    .map((pair) => ({ a: order[pair.a]!, b: order[pair.b]!, areaM2: pair.areaM2 }))
}

const orderByCode = (grids: readonly Grid[]) =>
  grids.map((_, index) => index).sort((a, b) => compareCodes(grids[a]!.code, grids[b]!.code))

/**
 * The same for compiled layers, by the numbers of their grids, and what of each grid lies in none
 * of the other layer: there the other number is −1.
 *
 * No pair is ever clipped. Each border is cut where the other layer crosses it; a piece lies in one
 * grid of the other layer, and adds the strip under it to the area its left grid shares with that
 * one, and takes it from what its right grid shares with it: the pieces round a shared area sum to
 * it (Green).
 *
 *      P ╎ Q                 the border between P and Q, up through G and H:
 *    ────╂────  H            its upper piece adds to (P, H) and takes from (Q, H),
 *    ════╂════               its lower one the same for G;
 *      P ╎ Q    G            the border ═ between H and G: its left piece lies in P,
 *        ╎                   adds to (P, H) and takes from (P, G), its right one in Q
 *
 * Layer b is moved by an infinitesimal step, so borders that coincide need no case of their own;
 * where grids of one layer overlap each is counted (see covers.ts).
 */
export function overlayMaps(a: LayerEdges, b: LayerEdges): OverlayPair[] {
  if (a.surface !== b.surface) throw new Error('both layers must be measured on one surface')
  const { edgeA, edgeB, chainA, chainB, atA, atB, aToRight, x, y } = findCrossings(a, b)
  const sums = new PairSums()
  const coversOfA = new Covers(a)
  const coversOfB = new Covers(b)
  addPieces(
    {
      layer: a,
      covers: coversOfA,
      other: b,
      coversOfOther: coversOfB,
      nudge: -1,
      middle: a.middle,
    },
    { edge: edgeA, at: atA, chain: chainB, toRight: aToRight, isReversed: false, x, y },
    (own, other, area) => sums.add(own, other, area),
  )
  addPieces(
    { layer: b, covers: coversOfB, other: a, coversOfOther: coversOfA, nudge: 1, middle: a.middle },
    { edge: edgeB, at: atB, chain: chainA, toRight: aToRight, isReversed: true, x, y },
    (own, other, area) => sums.add(other, own, area),
  )
  return sums
    .inOrder()
    .filter(({ sum }) => sum > smallestM2)
    .map(({ first, second, sum }) => ({ a: first, b: second, areaM2: sum }))
}

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
function addPieces(
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
