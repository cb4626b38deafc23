import { type Borders, isRightOf } from './borders.ts'
import { fromE7 } from './coordinates.ts'
import { buildEdgeTree, type EdgeTree } from './edge-tree.ts'

export interface Candidate {
  /** Index into the map's codes. */
  readonly index: number
  /** Distance to the grid, 0 inside it. */
  readonly metres: number
}

/** Metres per degree on the CGCS2000 ellipsoid, to 1 cm: mean and first terms of the series. */
const metresPerLat = (radians: number) => 111_132.95 - 559.85 * Math.cos(2 * radians)
const metresPerLon = (radians: number) =>
  111_412.88 * Math.cos(radians) - 93.5 * Math.cos(3 * radians)

/** Answers which grids lie near a place; its tree is built at the first question. */
export function buildNearness(borders: Borders): {
  candidates(lonE7: number, latE7: number, metres: number): Candidate[]
} {
  const { ax, ay, bx, by, ownerStart, owners } = borders
  let tree: EdgeTree | undefined

  function candidates(lonE7: number, latE7: number, metres: number): Candidate[] {
    tree ??= buildEdgeTree(borders)
    const radians = (fromE7(latE7) * Math.PI) / 180
    const perX = fromE7(metresPerLon(radians))
    const perY = fromE7(metresPerLat(radians))
    const reachX = metres / perX + 1
    const reachY = metres / perY + 1
    const nearest = new Map<number, number>()
    tree.search(lonE7 - reachX, latE7 - reachY, lonE7 + reachX, latE7 + reachY, (edge) => {
      const distance = distanceToSegment(
        (ax[edge]! - lonE7) * perX,
        (ay[edge]! - latE7) * perY,
        (bx[edge]! - lonE7) * perX,
        (by[edge]! - latE7) * perY,
      )
      if (distance > metres) return
      for (let i = ownerStart[edge]!; i < ownerStart[edge + 1]!; i++) {
        const grid = owners[i]!
        nearest.set(grid, Math.min(distance, nearest.get(grid) ?? distance))
      }
    })
    for (const grid of gridsAt(tree, lonE7, latE7)) nearest.set(grid, 0)
    return [...nearest]
      .map(([index, distance]) => ({ index, metres: distance }))
      .sort((a, b) => a.metres - b.metres || a.index - b.index)
  }

  /** Every grid that contains the place: the owners of an odd number of borders to the east. */
  function gridsAt(edges: EdgeTree, x: number, y: number): Set<number> {
    const grids = new Set<number>()
    edges.search(x, y, Infinity, y, (edge) => {
      if (y < ay[edge]! || y >= by[edge]! || isRightOf(borders, edge, x, y)) return
      for (let i = ownerStart[edge]!; i < ownerStart[edge + 1]!; i++) {
        if (!grids.delete(owners[i]!)) grids.add(owners[i]!)
      }
    })
    return grids
  }

  return { candidates }
}

/** From the origin to the segment a–b. */
function distanceToSegment(ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax
  const dy = by - ay
  const share = -(ax * dx + ay * dy) / (dx * dx + dy * dy)
  const at = Math.min(1, Math.max(0, share))
  return Math.hypot(ax + at * dx, ay + at * dy)
}
