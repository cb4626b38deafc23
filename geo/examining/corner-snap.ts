import type { Grid } from '../locating/grid-map.ts'
import { metresBetween, metresPerDegree } from '../metres.ts'

type Place = [lon: number, lat: number]

/** The nearest corner of the grids within a distance of a place, else the place itself. */
export function cornerSnap(grids: readonly Grid[], metres: number): (place: Place) => Place {
  const first = grids[0]?.geometry.coordinates[0]?.[0]?.[0]
  const [perLon, perLat] = metresPerDegree(first?.[1] ?? 0)
  const width = (2 * metres) / perLon // wide enough some degrees further north too
  const height = (2 * metres) / perLat
  const cells = new Map<string, Place[]>()
  for (const [lon, lat] of grids.flatMap(({ geometry }) => geometry.coordinates.flat(2))) {
    const key = `${Math.floor(lon! / width)},${Math.floor(lat! / height)}`
    const cell = cells.get(key)
    if (cell) cell.push([lon!, lat!])
    else cells.set(key, [[lon!, lat!]])
  }

  return ([lon, lat]) => {
    const scale = metresPerDegree(lat)
    const column = Math.floor(lon / width)
    const row = Math.floor(lat / height)
    let nearest: Place = [lon, lat]
    let least = metres
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const corner of cells.get(`${column + dx},${row + dy}`) ?? []) {
          const distance = metresBetween(lon, lat, corner[0], corner[1], scale)
          if (distance > least) continue
          least = distance
          nearest = corner
        }
      }
    }
    return nearest
  }
}
