import type { Database } from '#db/connect.ts'
import type { Layer } from '~/domain/areas.ts'

type Position = [lon: number, lat: number]

export interface BorderPoint {
  /** CGCS2000 degrees. */
  lon: number
  lat: number
  /** The two grids it lies between. */
  codes: [string, string]
}

/** A point 8 m beside the middle of the longest piece of border that two of these grids share. */
export async function borderPoint(
  db: Database,
  layer: Layer,
  codes: readonly string[],
): Promise<BorderPoint> {
  const versions = await db
    .selectFrom('gridVersions')
    .select(['code', 'geometry'])
    .where('layer', '=', layer)
    .where('code', 'in', codes)
    .where('validTo', 'is', null)
    .orderBy('code')
    .execute()
  const owners = new Map<string, string>()
  let longest: { codes: [string, string]; edge: [Position, Position] } | undefined
  for (const { code, geometry } of versions) {
    for (const edge of edgesOf(geometry)) {
      const key = edge.map(String).sort().join(' ')
      const other = owners.get(key)
      owners.set(key, code)
      if (other === undefined || other === code) continue
      if (!longest || metresOf(edge) > metresOf(longest.edge)) {
        longest = { codes: [other, code], edge }
      }
    }
  }
  if (!longest) throw new Error(`No two of ${codes.join(', ')} share a border.`)
  return { codes: longest.codes, ...beside(longest.edge, 8) }
}

const metresPerDegree = 111_320

/** How far the edge leads east and north. */
function stretchOf([from, to]: [Position, Position]): [east: number, north: number] {
  const narrowing = Math.cos((from[1] * Math.PI) / 180)
  return [(to[0] - from[0]) * metresPerDegree * narrowing, (to[1] - from[1]) * metresPerDegree]
}

const metresOf = (edge: [Position, Position]) => Math.hypot(...stretchOf(edge))

/** To the left of the edge's middle. */
function beside(edge: [Position, Position], metres: number): { lon: number; lat: number } {
  const [from, to] = edge
  const [east, north] = stretchOf(edge)
  const share = metres / metresOf(edge) / metresPerDegree
  const narrowing = Math.cos((from[1] * Math.PI) / 180)
  const rounded = (degrees: number) => Math.round(degrees * 1e7) / 1e7
  return {
    lon: rounded((from[0] + to[0]) / 2 - (north * share) / narrowing),
    lat: rounded((from[1] + to[1]) / 2 + east * share),
  }
}

function edgesOf(geometry: string): [Position, Position][] {
  const { coordinates } = JSON.parse(geometry) as { coordinates: Position[][][] }
  return coordinates
    .flat()
    .flatMap((ring) =>
      ring.slice(1).map((to, index): [Position, Position] => [ring[index] ?? to, to]),
    )
}
