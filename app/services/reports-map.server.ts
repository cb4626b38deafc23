import { listAreasUnder } from '#db/areas.ts'
import { listGridsOn } from '#db/grids.ts'
import type { AreaLevel, Layer } from '../domain/areas.ts'
import type { ReportMap } from '../domain/report-sheet.ts'
import type { UnattendedDesk } from './desk.server.ts'
import { drawMap, type Frame } from './map-drawing.server.ts'
import type { ReportedArea } from './reports.server.ts'

/**
 * Draws a layer of a report's area in its colours, with the names of the areas below; null when the
 * area has no grid of it.
 */
export async function drawReportMap(
  desk: UnattendedDesk,
  { area, sheet, layers }: ReportedArea,
  layer: Layer,
): Promise<ReportMap | null> {
  const colours = new Map(layers[layer].grids.map(({ code, colour }) => [code, colour]))
  const query = { layer, day: sheet.asOf, paths: [area.path] }
  const drawn = await drawMap(desk, query, (code) => colours.get(code) ?? 'grey')
  if (!drawn) return null
  const labels = await labelsOf(desk, { area, sheet }, drawn.frame)
  return { ...drawn.drawing, labels, labelSize: 30 }
}

const labelledLevel: Partial<Record<AreaLevel, AreaLevel>> = {
  prefecture: 'county',
  county: 'township',
  township: 'village',
}

/**
 * The name of each area below, on the grid of it that lies nearest to the middle of its governance
 * grids: police grids need not keep to villages.
 */
async function labelsOf(
  desk: UnattendedDesk,
  { area, sheet }: Pick<ReportedArea, 'area' | 'sheet'>,
  frame: Frame,
): Promise<ReportMap['labels']> {
  const level = labelledLevel[area.level]
  if (!level) return []
  const areas = await listAreasUnder(desk.db, area.path)
  const grids = await listGridsOn(desk.db, 'governance', sheet.asOf, [area.path])
  const paths = new Map(areas.map(({ code, path }) => [code, path]))
  return areas
    .filter((candidate) => candidate.level === level)
    .flatMap(({ name, path }) => {
      const places = grids
        .filter(({ areaCode }) => paths.get(areaCode ?? '')?.startsWith(path))
        .map(({ labelLon, labelLat }) => frame.place(labelLon, labelLat))
      if (places.length === 0) return []
      const middle = [0, 1].map(
        (axis) => places.reduce((sum, place) => sum + (place[axis] ?? 0), 0) / places.length,
      )
      const distance = ([x, y]: [number, number]) =>
        Math.hypot(x - (middle[0] ?? 0), y - (middle[1] ?? 0))
      const [x, y] = places.reduce((best, place) =>
        distance(place) < distance(best) ? place : best,
      )
      return [{ name, x, y }]
    })
}
