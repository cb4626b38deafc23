import { stripM2 } from './area.ts'
import { compareCodes } from './code-order.ts'
import { type Cover, coversAtVertices, crossEdge } from './covers.ts'
import { type Crossing, findCrossings, type Nudge } from './crossings.ts'
import { buildEdgeTree, type EdgeTree } from './edge-tree.ts'
import type { Grid } from './grid-map.ts'
import { type LayerEdges, layerEdgesOf } from './layer-edges.ts'
import type { SharedEdges } from './shared-edges.ts'

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
 *
 * No pair is ever clipped: each edge is cut where the other layer crosses it, each piece lies in
 * one grid of the other layer, and the pieces round a shared area sum to it (Green). Layer b is
 * moved infinitesimally, so borders that coincide need no case of their own; where grids of one
 * layer overlap each is counted.
 */
export function overlayAreas(a: readonly Grid[], b: readonly Grid[]): SharedArea[] {
  const orderA = orderByCode(a)
  const orderB = orderByCode(b)
  const layerA = layerEdgesOf(orderA.map((index) => a[index]!))
  const layerB = layerEdgesOf(orderB.map((index) => b[index]!))
  return overlayMaps(layerA, layerB)
    .filter((pair) => pair.a >= 0 && pair.b >= 0)
    .map((pair) => ({ a: orderA[pair.a]!, b: orderB[pair.b]!, areaM2: pair.areaM2 }))
}

/** The same for layers at hand, by the numbers of their grids. */
export function overlayMaps(layerA: LayerEdges, layerB: LayerEdges): OverlayPair[] {
  const treeOfA = buildEdgeTree(layerA)
  const treeOfB = buildEdgeTree(layerB)
  const { alongA, alongB } = findCrossings(layerA, layerB, treeOfB)
  const areas = new Map<string, OverlayPair>()
  const middle = layerA.count > 0 ? layerA.ay[layerA.count >> 1]! : 0
  addPieces(layerA, alongA, layerB, treeOfB, -1, middle, add)
  addPieces(layerB, alongB, layerA, treeOfA, 1, middle, (b, a, areaM2) => add(a, b, areaM2))
  return [...areas.values()]
    .filter(({ areaM2 }) => areaM2 > smallestM2)
    .sort((one, other) => one.a - other.a || one.b - other.b)

  function add(a: number, b: number, areaM2: number): void {
    const key = `${a} ${b}`
    areas.set(key, { a, b, areaM2: (areas.get(key)?.areaM2 ?? 0) + areaM2 })
  }
}

/** Pairs of grids of one layer that lie over each other, each pair once, by code. */
export function overlapsWithin(grids: readonly Grid[]): SharedArea[] {
  const isInOrder = (a: number, b: number) => compareCodes(grids[a]!.code, grids[b]!.code) < 0
  return overlayAreas(grids, grids).filter(({ a, b }) => isInOrder(a, b))
}

const orderByCode = (grids: readonly Grid[]) =>
  grids.map((_, index) => index).sort((a, b) => compareCodes(grids[a]!.code, grids[b]!.code))

/** Hands over what each piece of each edge adds to the area its owner shares with the cover. */
function addPieces(
  layer: SharedEdges,
  crossings: ReadonlyMap<number, readonly Crossing[]>,
  other: SharedEdges,
  treeOfOther: EdgeTree,
  nudge: Nudge,
  middle: number,
  add: (own: number, other: number, areaM2: number) => void,
): void {
  const { ax, ay, bx, by, from, ownerStart, owners, directions } = layer
  const covers = coversAtVertices(layer, crossings, other, treeOfOther, nudge)
  for (let edge = 0; edge < layer.count; edge++) {
    let cover = covers[from[edge]!]!
    let x = ax[edge]!
    let y = ay[edge]!
    for (const crossing of crossings.get(edge) ?? []) {
      addPiece(edge, cover, x, y, crossing.x, crossing.y)
      cover = crossEdge(cover, other, crossing.edge, crossing.toRight)
      x = crossing.x
      y = crossing.y
    }
    addPiece(edge, cover, x, y, bx[edge]!, by[edge]!)
  }

  function addPiece(
    edge: number,
    cover: Cover,
    x1: number,
    y1: number,
    x2: number,
    y2: number,
  ): void {
    if (cover.grids.length === 0) return
    const strip = stripM2(x1, y1, x2, y2, middle)
    for (let i = ownerStart[edge]!; i < ownerStart[edge + 1]!; i++) {
      for (const [j, grid] of cover.grids.entries())
        add(owners[i]!, grid, -directions[i]! * cover.times[j]! * strip)
    }
  }
}
