import { fromE7 } from '../coordinates.ts'
import { type Borders, pieceLength } from './borders.ts'
import { gridsAt, type NearCells } from './near-cells.ts'

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

/**
 * The grids within a distance of a place given in 1e-7° integers, nearest first, ties by code: those
 * that contain it at 0 m, and the owners of every border near enough in the cells within reach.
 */
export function candidatesNear(
  borders: Borders,
  cells: NearCells,
  lonE7: number,
  latE7: number,
  metres: number,
): Candidate[] {
  const { pieces } = borders
  const radians = (fromE7(latE7) * Math.PI) / 180
  const perX = fromE7(metresPerLon(radians))
  const perY = fromE7(metresPerLat(radians))
  const reachX = metres / perX + 1
  const reachY = metres / perY + 1
  const near: { index: number; metres: number }[] = []
  for (const index of gridsAt(borders, cells, lonE7, latE7)) note(near, index, 0)
  const size = 2 ** cells.shift
  const along = (units: number, count: number) =>
    Math.min(count - 1, Math.max(0, Math.floor(units / size)))
  const west = along(lonE7 - reachX - cells.minX, cells.columns)
  const east = along(lonE7 + reachX - cells.minX, cells.columns)
  const north = along(latE7 + reachY - cells.minY, cells.rows)
  for (let row = along(latE7 - reachY - cells.minY, cells.rows); row <= north; row++) {
    const end = cells.start[row * cells.columns + east + 1]!
    for (let i = cells.start[row * cells.columns + west]!; i < end; i++) {
      const at = pieceLength * cells.edges[i]!
      if (pieces[at + 1]! > latE7 + reachY || pieces[at + 3]! < latE7 - reachY) continue
      const distance = distanceToSegment(
        (pieces[at]! - lonE7) * perX,
        (pieces[at + 1]! - latE7) * perY,
        (pieces[at + 2]! - lonE7) * perX,
        (pieces[at + 3]! - latE7) * perY,
      )
      if (distance > metres) continue
      note(near, pieces[at + 4]!, distance)
      note(near, pieces[at + 5]!, distance)
    }
  }
  return near.sort((a, b) => a.metres - b.metres || a.index - b.index)
}

function note(near: { index: number; metres: number }[], index: number, metres: number): void {
  if (index < 0) return
  for (const known of near) {
    if (known.index !== index) continue
    if (metres < known.metres) known.metres = metres
    return
  }
  near.push({ index, metres })
}

/** From the origin to the segment a–b. */
function distanceToSegment(ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax
  const dy = by - ay
  const share = -(ax * dx + ay * dy) / (dx * dx + dy * dy)
  const at = Math.min(1, Math.max(0, share))
  return Math.hypot(ax + at * dx, ay + at * dy)
}
