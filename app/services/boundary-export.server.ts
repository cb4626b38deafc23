import { findArea } from '#db/areas.ts'
import { listGridShapesOn } from '#db/grids.ts'
import type { Layer } from '../domain/areas.ts'
import type { Day } from '../domain/day.ts'
import type { UnattendedDesk } from './desk.server.ts'

/**
 * The grids of a layer in force on a day, all or those of an area, as GeoJSON in CGCS2000 degrees,
 * one to a line; an import takes it back as it is. Null when there is no such area.
 */
export async function exportBoundaries(
  desk: UnattendedDesk,
  { layer, on, areaCode }: { layer: Layer; on: Day; areaCode: string | null },
): Promise<string | null> {
  const area = areaCode === null ? undefined : await findArea(desk.db, areaCode)
  if (areaCode !== null && !area) return null
  const shapes = await listGridShapesOn(desk.db, layer, on, [area?.path ?? '/'])
  const features = shapes.map(({ code, name, areaCode, areaStated, ...shape }) => {
    const { households, population, geometry } = shape
    const area = areaStated === 1 ? areaCode : null
    const properties = JSON.stringify({ code, name, area, households, population })
    return `{"type":"Feature","properties":${properties},"geometry":${geometry}}`
  })
  return `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`
}
