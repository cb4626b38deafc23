import type { MultiPolygon } from 'geojson'
import { soundRings } from './sound-rings.ts'

/** CGCS2000 ellipsoid: semi-major axis in metres, flattening (GB/T 30168). */
const semiMajorAxis = 6_378_137
const flattening = 1 / 298.257222101
const e2 = flattening * (2 - flattening)
const semiMinorSquared = semiMajorAxis * semiMajorAxis * (1 - e2)
const radians = Math.PI / 180

/** Gauss–Legendre nodes and weights on 0…1: exact to the 5th and the 9th degree. */
const threePoints = [
  [0.5 - Math.sqrt(0.15), 5 / 18],
  [0.5, 8 / 18],
  [0.5 + Math.sqrt(0.15), 5 / 18],
] as const
const near = Math.sqrt(5 - 2 * Math.sqrt(10 / 7)) / 6
const far = Math.sqrt(5 + 2 * Math.sqrt(10 / 7)) / 6
const nearWeight = (322 + 13 * Math.sqrt(70)) / 1800
const farWeight = (322 - 13 * Math.sqrt(70)) / 1800
const fivePoints = [
  [0.5 - far, farWeight],
  [0.5 - near, nearWeight],
  [0.5, 64 / 225],
  [0.5 + near, nearWeight],
  [0.5 + far, farWeight],
] as const
/** Up to this many degrees of latitude three points keep the rounding of doubles. */
const shortEdge = 0.5

/**
 * Area in m² on the CGCS2000 ellipsoid of what the rings enclose, read even-odd, with edges
 * straight in longitude and latitude. Within 1e-9 relative; edges over 80° of latitude, 1e-6.
 */
export function areaM2(geometry: MultiPolygon): number {
  const sound = soundRings(geometry)
  if (!sound) throw new Error('the rings cross too often to enclose an area')
  let area = 0
  for (const ring of sound.rings) {
    const middle = ring[1]!
    for (let i = 0; i < ring.length; i += 2) {
      const next = (i + 2) % ring.length
      area -= stripM2(ring[i]!, ring[i + 1]!, ring[next]!, ring[next + 1]!, middle)
    }
  }
  return area
}

/**
 * Area in m² between an edge and the parallel at `middle` degrees, positive above it when the edge
 * runs east. Minus the sum round a closed ring is its area, anticlockwise positive.
 */
export function stripM2(ax: number, ay: number, bx: number, by: number, middle: number): number {
  const width = (bx - ax) * radians
  if (width === 0) return 0
  const rise = by - ay
  if (rise === 0) return width * zoneHeight(ay, middle)
  let mean = 0
  const points = Math.abs(rise) <= shortEdge ? threePoints : fivePoints
  for (const [at, weight] of points) mean += weight * zoneHeight(ay + at * rise, middle)
  return width * mean
}

/**
 * Area in m² per radian of longitude between two parallels (degrees): b² ∫ cos φ / (1 − e² sin² φ)² dφ
 * as its series in sin φ, whose terms fall by e² ≈ 0.0067 each.
 */
function zoneHeight(lat: number, from: number): number {
  const s = Math.sin(lat * radians)
  const r = Math.sin(from * radians)
  const rise = 2 * Math.sin(((lat - from) * radians) / 2) * Math.cos(((lat + from) * radians) / 2)
  const ss = s * s
  const rr = r * r
  const sr = s * r
  const second = ss + sr + rr // (s³ − r³) / (s − r), and so on
  const fourth = ss * ss + sr * (ss + sr + rr) + rr * rr
  const sixth = ss * ss * ss + sr * fourth + rr * rr * rr
  const eighth = ss * ss * ss * ss + sr * sixth + rr * rr * rr * rr
  const series =
    1 +
    e2 *
      ((2 / 3) * second + e2 * ((3 / 5) * fourth + e2 * ((4 / 7) * sixth + e2 * (5 / 9) * eighth)))
  return semiMinorSquared * rise * series
}
