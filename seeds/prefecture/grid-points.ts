import { type Random, randomOf } from '../random.ts'
import type { PointE7 } from './plane.ts'
import type { GovernanceGrid, Prefecture } from './prefecture.ts'

/** How eventful a grid is: nearer to a town, more people, and some places just are. */
export function heatOf(grid: GovernanceGrid, { towns, governance, seed }: Prefecture): number {
  const [lon, lat] = cornerDegrees(grid)
  const reach = 0.055 * Math.min(1, Math.sqrt(governance.length / 5160))
  let nearness = 0.12
  for (const town of towns) {
    const away = Math.hypot((lon - town.lon) * 0.83, lat - town.lat) / reach
    nearness += Math.exp(-0.5 * away * away)
  }
  const lot = randomOf(seed, 20, Number(grid.code.slice(2, 9)), Number(grid.code.slice(9)))
  return nearness * (grid.households + 60) * Math.exp(0.75 * lot.normal())
}

/** A point inside the grid's largest part. */
export function pointIn(grid: GovernanceGrid, random: Random): PointE7 {
  const rings = grid.geometry.coordinates[0] as number[][][]
  const box = boxOf(rings[0] as number[][])
  for (;;) {
    const lon = random.between(box.west, box.east)
    const lat = random.between(box.south, box.north)
    if (isWithin(lon, lat, rings)) return e7(lon, lat)
  }
}

export const e7 = (lon: number, lat: number): PointE7 => ({
  lonE7: Math.round(lon * 1e7),
  latE7: Math.round(lat * 1e7),
})

/** Size of the box around a grid, in square degrees. */
export function boxArea(grid: GovernanceGrid): number {
  const box = boxOf(grid.geometry.coordinates[0]?.[0] as number[][])
  return (box.east - box.west) * (box.north - box.south)
}

/** The box around a ring, in degrees. */
export function boxOf(ring: readonly number[][]) {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const [lon, lat] of ring as [number, number][]) {
    box.west = Math.min(box.west, lon)
    box.east = Math.max(box.east, lon)
    box.south = Math.min(box.south, lat)
    box.north = Math.max(box.north, lat)
  }
  return box
}

/** Even-odd over all rings. */
export function isWithin(lon: number, lat: number, rings: readonly number[][][]): boolean {
  let inside = false
  for (const ring of rings as [number, number][][]) {
    let previous = ring[ring.length - 1] as [number, number]
    for (const current of ring) {
      const crosses = current[1] > lat !== previous[1] > lat
      const slope = (previous[0] - current[0]) / (previous[1] - current[1])
      if (crosses && lon < current[0] + (lat - current[1]) * slope) inside = !inside
      previous = current
    }
  }
  return inside
}

const cornerDegrees = (grid: GovernanceGrid) =>
  (grid.geometry.coordinates[0]?.[0]?.[0] ?? [0, 0]) as [number, number]
