import type { CrsConverter } from './crs-converter.ts'
import { polygonsIn } from './read-geometry.ts'

/** The land and sea of China in degrees (73°E–136°E, 3°N–54°N). */
const west = 73
const east = 136
const south = 3
const north = 54

/**
 * Whether a geometry states latitude before longitude: all its places fall in China when exchanged
 * and none does as it is, or some latitude passes 90° and none does when exchanged.
 */
export function isExchanged(geometry: unknown, convert: CrsConverter['convert']): boolean {
  const polygons = polygonsIn(geometry)
  if (!Array.isArray(polygons)) return false
  let places = 0
  let beyond = 0
  let inChina = 0
  for (const polygon of polygons) {
    if (!Array.isArray(polygon)) return false
    for (const ring of polygon) {
      if (!Array.isArray(ring)) return false
      for (const position of ring) {
        const [x, y] = Array.isArray(position) ? (position as unknown[]) : []
        if (typeof x !== 'number' || typeof y !== 'number') continue
        const given = convert(x, y)
        const turned = convert(y, x)
        if (!isOnEarth(turned) || isInChina(given)) return false
        places++
        if (!isOnEarth(given)) beyond++
        if (isInChina(turned)) inChina++
      }
    }
  }
  return places > 0 && (beyond > 0 || inChina === places)
}

export const isOnEarth = ([lon, lat]: readonly [number, number]) =>
  Math.abs(lon) <= 180 && Math.abs(lat) <= 90

const isInChina = ([lon, lat]: readonly [number, number]) =>
  lon >= west && lon <= east && lat >= south && lat <= north
