import type { PolygonE7 } from './dissolve.ts'
import type { PointE7 } from './plane.ts'

/** GeoJSON's shape: longitude before latitude, outer rings counter-clockwise (RFC 7946). */
export interface MultiPolygon {
  type: 'MultiPolygon'
  coordinates: number[][][][]
}

export const multiPolygonOf = (polygons: readonly PolygonE7[]): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: polygons.map((rings) => rings.map((ring) => ring.map(positionOf))),
})

const positionOf = ({ lonE7, latE7 }: PointE7): number[] => [lonE7 / 1e7, latE7 / 1e7]
