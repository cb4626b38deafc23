import type { Grid } from '#geo/locating/grid-map.ts'

/** CGCS2000 ellipsoid (GB/T 30168). */
const semiMajorAxis = 6_378_137
const flattening = 1 / 298.257222101
const eccentricity = Math.sqrt(flattening * (2 - flattening))

/**
 * A grid in metres on the cylindrical equal-area projection of the ellipsoid (Snyder 1987, 3-12),
 * from 118.3° E 33.9° N, so that a square metre there is a square metre on the ground.
 */
export function toAuthalicPlane({ code, geometry }: Grid): Grid {
  const south = heightOf(33.9)
  const coordinates = geometry.coordinates.map((rings) =>
    rings.map((ring) =>
      ring.map(([lon = 0, lat = 0]) => [
        (semiMajorAxis * (lon - 118.3) * Math.PI) / 180,
        heightOf(lat) - south,
      ]),
    ),
  )
  return { code, geometry: { type: 'MultiPolygon', coordinates } }
}

function heightOf(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180)
  const e = eccentricity
  const q =
    (1 - e * e) *
    (sine / (1 - (e * sine) ** 2) - Math.log((1 - e * sine) / (1 + e * sine)) / (2 * e))
  return (semiMajorAxis * q) / 2
}
