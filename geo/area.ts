import type { MultiPolygon } from 'geojson'
import { soundRings } from './reading/sound-rings.ts'

/** CGCS2000 ellipsoid: semi-major axis in metres, flattening (GB/T 30168). */
const semiMajorAxis = 6_378_137
const flattening = 1 / 298.257222101
const e2 = flattening * (2 - flattening)
const semiMinorSquared = semiMajorAxis * semiMajorAxis * (1 - e2)
const radians = Math.PI / 180

/** Gauss–Legendre nodes and weights on 0…1, exact to the 9th degree. */
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
/** Up to this many degrees of latitude the corrected trapezium is within 1e-11. */
const shortEdge = 0.1

/**
 * Area in m² on the CGCS2000 ellipsoid of what the rings enclose, read even-odd, with edges
 * straight in longitude and latitude. Within 1e-9 relative; edges over 80° of latitude, 1e-6.
 */
export function areaM2(geometry: MultiPolygon): number {
  const sound = soundRings(geometry)
  if (!sound) throw new Error('the rings cross too often to enclose an area')
  let area = 0
  for (const ring of sound.rings) {
    const strip = stripsOnEllipsoid(ring[1]!)
    for (let i = 0; i < ring.length; i += 2) {
      const next = (i + 2) % ring.length
      area -= strip(ring[i]!, ring[i + 1]!, ring[next]!, ring[next + 1]!)
    }
  }
  return area
}

/**
 * The area between an edge a→b and a parallel, positive above it when the edge runs east. Minus
 * the sum round a closed ring is its area, anticlockwise positive (Green).
 */
export type Strips = (ax: number, ay: number, bx: number, by: number) => number

/** In m² on the ellipsoid; edges in degrees, straight in longitude and latitude. */
export function stripsOnEllipsoid(middle: number): Strips {
  const base = zoneHeight(Math.sin(middle * radians))
  let knownLat = Number.NaN // where one edge ends the next begins
  let knownHeight = 0
  let knownSlope = 0

  return (ax, ay, bx, by) => {
    const width = (bx - ax) * radians
    if (width === 0) return 0
    const rise = by - ay
    if (rise > shortEdge || rise < -shortEdge) return width * (meanHeight(ay, rise) - base)
    read(ay)
    const height = knownHeight
    const slope = knownSlope
    read(by)
    const correction = ((knownSlope - slope) * rise * radians) / 12
    return width * ((height + knownHeight) / 2 - correction - base)
  }

  function read(lat: number): void {
    if (lat === knownLat) return
    const sine = Math.sin(lat * radians)
    const root = 1 - e2 * sine * sine
    knownLat = lat
    knownHeight = zoneHeight(sine)
    knownSlope = (semiMinorSquared * Math.cos(lat * radians)) / (root * root)
  }
}

/** One strip in m² on the ellipsoid; for many, ask `stripsOnEllipsoid` once. */
export const stripM2 = (ax: number, ay: number, bx: number, by: number, middle: number) =>
  stripsOnEllipsoid(middle)(ax, ay, bx, by)

/** In the unit of projected coordinates, squared. */
export const stripsOnPlane =
  (middle: number): Strips =>
  (ax, ay, bx, by) =>
    (bx - ax) * ((ay + by) / 2 - middle)

function meanHeight(lat: number, rise: number): number {
  let mean = 0
  for (const [at, weight] of fivePoints)
    mean += weight * zoneHeight(Math.sin((lat + at * rise) * radians))
  return mean
}

/**
 * Area in m² per radian of longitude from the equator to a parallel, by the sine of its latitude:
 * b² ∫ cos φ / (1 − e² sin² φ)² dφ as a series, whose terms fall by e² ≈ 0.0067 each.
 */
function zoneHeight(s: number): number {
  const q = e2 * s * s
  return semiMinorSquared * s * (1 + q * (2 / 3 + q * (3 / 5 + q * (4 / 7 + q * (5 / 9)))))
}
