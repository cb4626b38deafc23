import { AreaSums, type OverlayPair } from './area-sums.ts'
import { compareCodes } from './code-order.ts'
import { Covers, nothing } from './covers.ts'
import { findCrossings } from './crossings.ts'
import type { Grid } from './grid-map.ts'
import { type LayerEdges, layerEdgesOf } from './layer-edges.ts'
import { addPieces } from './pieces.ts'

export type { OverlayPair }

/** Less than a hand's width squared is rounding: doubles place a 10 km border within nanometres. */
const smallestM2 = 1e-4

/**
 * The area in m² on the CGCS2000 ellipsoid that each pair of grids of two layers shares, edges
 * straight in longitude and latitude, rings read even-odd. Pairs that share none are left out.
 * Ordered by the codes of a, then b, and independent of the order of the grids.
 */
export function overlayAreas(a: readonly Grid[], b: readonly Grid[]): OverlayPair[] {
  const orderA = orderByCode(a)
  const orderB = orderByCode(b)
  const edgesOfA = layerEdgesOf(orderA.map((index) => a[index]!))
  const edgesOfB = layerEdgesOf(orderB.map((index) => b[index]!))
  return overlayMaps(edgesOfA, edgesOfB)
    .filter((pair) => pair.a !== nothing && pair.b !== nothing)
    .map((pair) => ({ ...pair, a: orderA[pair.a]!, b: orderB[pair.b]! }))
}

/** Pairs of grids of one layer that lie over each other, each pair once, by code. */
export function overlapsWithin(grids: readonly Grid[]): OverlayPair[] {
  const order = orderByCode(grids)
  const edges = layerEdgesOf(order.map((index) => grids[index]!))
  return overlapsOf(edges).map((pair) => ({ ...pair, a: order[pair.a]!, b: order[pair.b]! }))
}

/** The same for a compiled layer, by the numbers of its grids. */
export const overlapsOf = (layer: LayerEdges): OverlayPair[] =>
  overlayMaps(layer, layer).filter(({ a, b }) => a !== nothing && a < b)

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
  const middle = a.x.length > 0 ? a.middle : b.middle
  const sums = new AreaSums()
  const coversOfA = new Covers(a)
  const coversOfB = new Covers(b)
  addPieces(
    { layer: a, covers: coversOfA, other: b, coversOfOther: coversOfB, nudge: -1, middle },
    { edge: edgeA, at: atA, chain: chainB, toRight: aToRight, isReversed: false, x, y },
    (own, other, area) => sums.add(own, other, area),
  )
  addPieces(
    { layer: b, covers: coversOfB, other: a, coversOfOther: coversOfA, nudge: 1, middle },
    { edge: edgeB, at: atB, chain: chainA, toRight: aToRight, isReversed: true, x, y },
    (own, other, area) => sums.add(other, own, area),
  )
  return sums.above(smallestM2)
}
