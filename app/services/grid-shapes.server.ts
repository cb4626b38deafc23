import type { MultiPolygon } from 'geojson'
import { findGridOn, listGridsOn } from '#db/grids.ts'
import { simplifyGrids } from '#geo/display/payload.ts'
import type { AreaPath, Layer } from '../domain/areas.ts'
import type { Day } from '../domain/day.ts'
import type { UnattendedDesk } from './desk.server.ts'

/** A grid as a drawing shows it. */
export interface GridShape {
  code: string
  name: string
  /** With fewer points, borders between neighbours still common. */
  geometry: MultiPolygon
  label: [lon: number, lat: number]
}

interface StoredShape {
  code: string
  name: string
  geometry: string
  labelLon: number
  labelLat: number
}

/** A grid and those in the reader's reach whose label points are nearest to its own. */
export async function listShapesAround(
  desk: UnattendedDesk,
  grid: { layer: Layer; code: string; labelLon: number; labelLat: number },
  query: { day: Day; paths: readonly AreaPath[]; count: number },
): Promise<GridShape[]> {
  const grids = await listGridsOn(desk.db, grid.layer, query.day, query.paths)
  const narrowing = Math.cos((grid.labelLat * Math.PI) / 180)
  const nearest = grids
    .map(({ code, labelLon, labelLat }) => ({
      code,
      distance: Math.hypot((labelLon - grid.labelLon) * narrowing, labelLat - grid.labelLat),
    }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, query.count)
  const shapes = await Promise.all(
    nearest.map(({ code }) => findGridOn(desk.db, grid.layer, code, query.day)),
  )
  const metresAcross = 111_195 * (nearest.at(-1)?.distance ?? 0)
  return simplified(
    shapes.flatMap((shape) => shape ?? []),
    Math.max(2, metresAcross / 400),
  )
}

function simplified(shapes: readonly StoredShape[], toleranceMetres: number): GridShape[] {
  const grids = shapes.map(({ code, geometry }) => ({
    code,
    geometry: JSON.parse(geometry) as MultiPolygon,
  }))
  const geometries = simplifyGrids(grids, toleranceMetres)
  return shapes.flatMap(({ code, name, labelLon, labelLat }, index) => {
    const geometry = geometries[index]
    return geometry ? [{ code, name, geometry, label: [labelLon, labelLat] }] : []
  })
}
