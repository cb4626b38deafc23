import type { MultiPolygon, Polygon } from 'geojson'
import type { Database } from '#db/connect.ts'
import { findGridOn } from '#db/grids.ts'
import type { Day } from '../domain/day.ts'

/**
 * The ground that a police grid and a governance grid in force on a day have in common; null when
 * they share none, or only a border, or when one is not in force. For one pair to be drawn: what
 * all pairs measure is the crosswalk's business.
 */
export async function pairShape(
  db: Database,
  day: Day,
  policeCode: string,
  governanceCode: string,
): Promise<MultiPolygon | null> {
  const police = await findGridOn(db, 'police', policeCode, day)
  const governance = await findGridOn(db, 'governance', governanceCode, day)
  if (!police || !governance) return null
  const { intersect } = await import('@turf/intersect') // a library only the few who ask should load
  const shared = intersect({
    type: 'FeatureCollection',
    features: [feature(police.geometry), feature(governance.geometry)],
  })
  return shared ? asMultiPolygon(shared.geometry) : null
}

const feature = (geometry: string) => ({
  type: 'Feature' as const,
  properties: {},
  geometry: JSON.parse(geometry) as MultiPolygon,
})

const asMultiPolygon = (geometry: Polygon | MultiPolygon): MultiPolygon =>
  geometry.type === 'MultiPolygon'
    ? geometry
    : { type: 'MultiPolygon', coordinates: [geometry.coordinates] }
