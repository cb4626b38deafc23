/** Metres per degree of longitude and of latitude on the CGCS2000 ellipsoid, to 1 cm. */
export function metresPerDegree(lat: number): [perLon: number, perLat: number] {
  const radians = (lat * Math.PI) / 180
  return [
    111_412.88 * Math.cos(radians) - 93.5 * Math.cos(3 * radians),
    111_132.95 - 559.85 * Math.cos(2 * radians),
  ]
}

/** Metres between two places some kilometres apart at most, given the scale of their latitude. */
export const metresBetween = (
  ax: number,
  ay: number,
  bx: number,
  by: number,
  [perLon, perLat]: readonly [number, number],
) => Math.hypot((bx - ax) * perLon, (by - ay) * perLat)
