/** Metres east and north of the prefecture's anchor. */
export interface Point {
  x: number
  y: number
}

/** Coordinates in whole units of 1e-7°, the grain of everything that leaves the generator. */
export interface PointE7 {
  lonE7: number
  latE7: number
}

/** The middle of 宿迁's extent, 117.9–119.2° E and 33.1–34.4° N. */
export const anchor = { lon: 118.52, lat: 33.78 }

// Metres per degree on the WGS84 ellipsoid at 33.78° N, rounded: the plane is for drawing only.
const metresPerLon = 92_620
const metresPerLat = 110_925

export const planeOf = (lon: number, lat: number): Point => ({
  x: (lon - anchor.lon) * metresPerLon,
  y: (lat - anchor.lat) * metresPerLat,
})

export const e7Of = ({ x, y }: Point): PointE7 => ({
  lonE7: Math.round((anchor.lon + x / metresPerLon) * 1e7),
  latE7: Math.round((anchor.lat + y / metresPerLat) * 1e7),
})

export const lonLatOf = (point: Point): { lon: number; lat: number } => {
  const { lonE7, latE7 } = e7Of(point)
  return { lon: lonE7 / 1e7, lat: latE7 / 1e7 }
}

export const planeOfE7 = ({ lonE7, latE7 }: PointE7): Point => planeOf(lonE7 / 1e7, latE7 / 1e7)

export const distance = (from: Point, to: Point): number => Math.hypot(to.x - from.x, to.y - from.y)

/** Twice the signed area of a triangle: positive when counter-clockwise. */
export const turn = (a: Point, b: Point, c: Point): number =>
  (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)

/** Even-odd rule on an open or closed ring; good for drawing, not for deciding borders. */
export function isInside({ x, y }: Point, ring: readonly Point[]): boolean {
  let inside = false
  let previous = ring[ring.length - 1] as Point
  for (const current of ring) {
    const crosses = current.y > y !== previous.y > y
    const slope = (previous.x - current.x) / (previous.y - current.y)
    if (crosses && x < current.x + (y - current.y) * slope) inside = !inside
    previous = current
  }
  return inside
}
