import type { MultiPolygon, Position } from 'geojson'

/** How many level lines are tried for the widest place of a grid. */
const levels = 9

/** A place inside a grid for its label: the middle of its widest level line, of nine. */
export function labelPoint(geometry: MultiPolygon): [lon: number, lat: number] {
  let widest = { width: -1, lon: Number.NaN, lat: Number.NaN }
  for (const rings of geometry.coordinates) {
    const [, south, , north] = boundsOfRings(rings)
    for (let level = 1; level <= levels; level++) {
      // off the round shares, where corners of drawn squares lie
      const lat = south + ((level - 0.387) / levels) * (north - south)
      const [span] = spansInside(rings, lat).sort((a, b) => b.width - a.width)
      if (span && span.width > widest.width) widest = span
    }
  }
  return [widest.lon, widest.lat]
}

/** The box round geometries in degrees; undefined when there is nothing to enclose. */
export function boundsOf(
  geometries: readonly MultiPolygon[],
): [west: number, south: number, east: number, north: number] | undefined {
  const rings = geometries.flatMap(({ coordinates }) => coordinates.flat())
  return rings.length > 0 ? boundsOfRings(rings) : undefined
}

function boundsOfRings(rings: Position[][]): [number, number, number, number] {
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  for (const ring of rings) {
    for (const position of ring) {
      const [lon, lat] = position as [number, number]
      west = Math.min(west, lon)
      south = Math.min(south, lat)
      east = Math.max(east, lon)
      north = Math.max(north, lat)
    }
  }
  return [west, south, east, north]
}

/** Where a level line runs inside a polygon: the middle and width of each stretch. */
function spansInside(
  rings: Position[][],
  lat: number,
): { width: number; lon: number; lat: number }[] {
  const crossings: number[] = []
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = ring[i - 1] as [number, number]
      const [bx, by] = ring[i] as [number, number]
      if (ay > lat !== by > lat) crossings.push(ax + ((lat - ay) / (by - ay)) * (bx - ax))
    }
  }
  crossings.sort((a, b) => a - b)
  const spans = []
  for (let i = 1; i < crossings.length; i += 2) {
    const west = crossings[i - 1]!
    const east = crossings[i]!
    spans.push({ width: east - west, lon: (west + east) / 2, lat })
  }
  return spans
}
