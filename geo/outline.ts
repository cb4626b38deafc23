import { area, bbox, booleanPointInPolygon, centroid, pointOnFeature, polygon } from '@turf/turf'
import type { MultiPolygon } from 'geojson'

/** A place inside a grid for its label: the centre of its largest part where that lies inside. */
export function labelPoint(geometry: MultiPolygon): [lon: number, lat: number] {
  const parts = geometry.coordinates.map((rings) => polygon(rings))
  const largest = parts.reduce((best, part) => (area(part) > area(best) ? part : best))
  const centre = centroid(largest)
  const label = booleanPointInPolygon(centre, largest) ? centre : pointOnFeature(largest)
  const [lon, lat] = label.geometry.coordinates as [number, number]
  return [lon, lat]
}

/** The box round geometries in degrees; undefined when there is nothing to enclose. */
export function boundsOf(
  geometries: readonly MultiPolygon[],
): [west: number, south: number, east: number, north: number] | undefined {
  let bounds: [number, number, number, number] | undefined
  for (const geometry of geometries) {
    const [west, south, east, north] = bbox(geometry)
    if (!Number.isFinite(west)) continue
    bounds = bounds
      ? [
          Math.min(bounds[0], west),
          Math.min(bounds[1], south),
          Math.max(bounds[2], east),
          Math.max(bounds[3], north),
        ]
      : [west, south, east, north]
  }
  return bounds
}
