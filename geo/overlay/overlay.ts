import { compareCodes } from '../code-order.ts'
import type { Grid } from '../locating/grid-map.ts'
import { AreaSums, type OverlayPair } from './area-sums.ts'
import { Covers } from './covers.ts'
import { findCrossings } from './crossings.ts'
import { excessOf } from './excess.ts'
import { type LayerEdges, layerEdgesOf } from './layer-edges.ts'
import { addPieces } from './pieces.ts'

export type { OverlayPair }

/** Less than a fingernail is rounding: doubles place a 10 km border within nanometres. */
const smallestM2 = 1e-4
/** Of a grid, what rounding may leave over. */
const smallestShare = 1e-12
/** Stands for the grid of a layer where there is none. */
const noGrid = -1

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
  return overlayMaps(edgesOfA, edgesOfB).map((pair) => ({
    ...pair,
    a: orderA[pair.a]!,
    b: orderB[pair.b]!,
  }))
}

/** Pairs of grids of one layer that lie over each other, each pair once, by code. */
export function overlapsWithin(grids: readonly Grid[]): OverlayPair[] {
  const order = orderByCode(grids)
  const edges = layerEdgesOf(order.map((index) => grids[index]!))
  return overlapsOf(edges).map((pair) => ({ ...pair, a: order[pair.a]!, b: order[pair.b]! }))
}

/** The same for a compiled layer, by the numbers of its grids. */
export const overlapsOf = (layer: LayerEdges): OverlayPair[] =>
  overlayMaps(layer, layer).filter(({ a, b }) => a < b)

const orderByCode = (grids: readonly Grid[]) =>
  grids.map((_, index) => index).sort((a, b) => compareCodes(grids[a]!.code, grids[b]!.code))

/**
 * The same for compiled layers, by the numbers of their grids.
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
 * @throws TooTangled when the layers cross, or their grids overlap, out of all proportion
 */
export const overlayMaps = (a: LayerEdges, b: LayerEdges): OverlayPair[] =>
  sumsOf(a, b).above(smallestM2)

/**
 * Besides, what of each grid lies in none of the other layer, whose number is −1 there: what is
 * left of its area when all it shares is taken away and what overlapping grids share with it twice
 * is given back. So what a grid shares with a layer without overlaps and what is left over are its
 * area, to rounding.
 */
export function overlayWithGaps(a: LayerEdges, b: LayerEdges): OverlayPair[] {
  const sums = sumsOf(a, b)
  const leftOfA = areasOf(a)
  const leftOfB = areasOf(b)
  const tooSmall = (areas: Float64Array) => areas.map((area) => smallestM2 + smallestShare * area)
  const tooSmallOfA = tooSmall(leftOfA)
  const tooSmallOfB = tooSmall(leftOfB)
  sums.each((grid, other, areaM2) => {
    leftOfA[grid]! -= areaM2
    leftOfB[other]! -= areaM2
  })
  sumsOf(a, excessOf(b)).each((grid, _, areaM2) => {
    leftOfA[grid]! += areaM2
  })
  sumsOf(b, excessOf(a)).each((grid, _, areaM2) => {
    leftOfB[grid]! += areaM2
  })
  const pairs = sums.above(smallestM2)
  for (const [grid, areaM2] of leftOfA.entries())
    if (areaM2 > tooSmallOfA[grid]!) pairs.push({ a: grid, b: noGrid, areaM2 })
  for (const [grid, areaM2] of leftOfB.entries())
    if (areaM2 > tooSmallOfB[grid]!) pairs.push({ a: noGrid, b: grid, areaM2 })
  return pairs.sort((one, other) => one.a - other.a || one.b - other.b)
}

function sumsOf(a: LayerEdges, b: LayerEdges): AreaSums {
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
  return sums
}

/** The area of each grid of a layer. */
function areasOf({ gridCount, start, left, right, strips, ...stacks }: LayerEdges): Float64Array {
  const covers = new Covers(stacks)
  const areas = new Float64Array(gridCount)
  for (let chain = 0; chain + 1 < start.length; chain++) {
    const strip = strips[start[chain + 1]! - 1]!
    covers.each(left[chain]!, (grid, times) => {
      areas[grid]! -= strip * times
    })
    covers.each(right[chain]!, (grid, times) => {
      areas[grid]! += strip * times
    })
  }
  return areas
}
