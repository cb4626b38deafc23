import type { Rings } from '../domain/boundary-mends.ts'

/** A small drawing of some ground: from degrees to units of the drawing. */
export interface GroundFrame {
  width: number
  height: number
  pathOf(rings: Rings, isClosed?: boolean): string
  placeOf(lon: number, lat: number): [x: number, y: number]
  /** A bar of a round length in metres. */
  scale: { metres: number; length: number }
}

const width = 240
const height = 160
const metresPerDegree = 111_195
/** What is smaller is drawn with this much ground round it. */
const leastMetres = 4

/** Frames some places with a margin; null when there are none. */
export function frameGround(places: readonly (readonly [number, number])[]): GroundFrame | null {
  if (places.length === 0) return null
  const lons = places.map(([lon]) => lon)
  const lats = places.map(([, lat]) => lat)
  const [west, east] = [Math.min(...lons), Math.max(...lons)]
  const [south, north] = [Math.min(...lats), Math.max(...lats)]
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const metresWide = Math.max(leastMetres, (east - west) * metresPerDegree * narrowing) * 1.4
  const metresHigh = Math.max(leastMetres, (north - south) * metresPerDegree) * 1.4
  const unitsPerMetre = Math.min(width / metresWide, height / metresHigh)
  const placeOf = (lon: number, lat: number): [number, number] => [
    rounded(width / 2 + (lon - (west + east) / 2) * metresPerDegree * narrowing * unitsPerMetre),
    rounded(height / 2 - (lat - (south + north) / 2) * metresPerDegree * unitsPerMetre),
  ]
  const metres = rounds.find((round) => round * unitsPerMetre <= width / 3) ?? 0.1
  return {
    width,
    height,
    placeOf,
    pathOf: (rings, isClosed = true) =>
      rings
        .map((ring) => `M${ring.map(([lon, lat]) => placeOf(lon, lat).join(' ')).join('L')}`)
        .map((path) => (isClosed ? `${path}Z` : path))
        .join(''),
    scale: { metres, length: rounded(metres * unitsPerMetre) },
  }
}

const rounds = [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1, 0.5, 0.2]

const rounded = (value: number): number => Math.round(value * 10) / 10
