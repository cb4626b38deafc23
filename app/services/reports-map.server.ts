import type { MultiPolygon } from 'geojson'
import { listAreasUnder } from '#db/areas.ts'
import { listGridShapesOn, listGridsOn } from '#db/grids.ts'
import { boundsOf } from '#geo/outline.ts'
import { simplifyGrids } from '#geo/payload.ts'
import type { AreaLevel, Layer } from '../domain/areas.ts'
import type { Colour } from '../domain/grading.ts'
import type { ReportMap } from '../domain/report-sheet.ts'
import type { UnattendedDesk } from './desk.server.ts'
import type { ReportedArea } from './reports.server.ts'

/** A unit of the drawing is about a tenth of a millimetre on A4, which nobody sees. */
const longestSide = 1500
const metresPerDegree = 111_195
/** Up to here every grid has its symbol; beyond, there is room for the red and yellow ones alone. */
const mostMarks = 1500

/**
 * Draws a layer of a report's area in its colours; null when the area has no grid of it. One path a
 * colour, not one a grid: a prefecture's five thousand weigh little on the wire and in a PDF.
 */
export async function drawReportMap(
  desk: UnattendedDesk,
  { area, sheet, layers }: ReportedArea,
  layer: Layer,
): Promise<ReportMap | null> {
  const colours = new Map(layers[layer].grids.map(({ code, colour }) => [code, colour]))
  const colourOf = (code: string) => colours.get(code) ?? 'grey'
  const rows = await listGridShapesOn(desk.db, layer, sheet.asOf, [area.path])
  const shapes = rows.map(({ code, geometry }) => ({
    code,
    geometry: JSON.parse(geometry) as MultiPolygon,
  }))
  const frame = frameOf(shapes.map(({ geometry }) => geometry))
  if (!frame) return null
  const outlines = simplifyGrids(shapes, 1 / frame.unitsPerMetre)
  const grids: Record<Colour, string> = { red: '', yellow: '', green: '', grey: '' }
  for (const [index, { code }] of shapes.entries()) {
    const outline = outlines[index]
    if (outline) grids[colourOf(code)] += pathOf(outline, frame)
  }
  const marks = rows.map(({ code, labelLon, labelLat }) => {
    const [x, y] = frame.place(labelLon, labelLat)
    return { colour: colourOf(code), x, y }
  })
  const room = Math.sqrt((frame.width * frame.height) / rows.length)
  return {
    layer,
    width: frame.width,
    height: frame.height,
    grids,
    marks:
      marks.length > mostMarks
        ? marks.filter(({ colour }) => colour === 'red' || colour === 'yellow')
        : marks,
    markSize: Math.min(24, Math.round(room * 2) / 10),
    labels: await labelsOf(desk, { area, sheet }, frame),
    labelSize: 30,
    scale: scaleOf(frame),
  }
}

interface Frame {
  width: number
  height: number
  unitsPerMetre: number
  place(lon: number, lat: number): [x: number, y: number]
}

/** Longitudes are narrowed by the latitude of the middle, which is enough for a prefecture. */
function frameOf(geometries: readonly MultiPolygon[]): Frame | null {
  const bounds = boundsOf(geometries)
  if (!bounds) return null
  const [west, south, east, north] = bounds
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const unitsPerDegree = longestSide / Math.max((east - west) * narrow, north - south)
  return {
    width: Math.ceil((east - west) * narrow * unitsPerDegree),
    height: Math.ceil((north - south) * unitsPerDegree),
    unitsPerMetre: unitsPerDegree / metresPerDegree,
    place: (lon, lat) => [
      Math.round((lon - west) * narrow * unitsPerDegree),
      Math.round((north - lat) * unitsPerDegree),
    ],
  }
}

/** Steps from point to point in whole units; what has shrunk to a line is left out. */
function pathOf(outline: MultiPolygon, frame: Frame): string {
  let path = ''
  for (const ring of outline.coordinates.flat()) {
    const points: [number, number][] = []
    for (const [lon = 0, lat = 0] of ring.slice(0, -1)) {
      const point = frame.place(lon, lat)
      const last = points.at(-1)
      if (last?.[0] !== point[0] || last[1] !== point[1]) points.push(point)
    }
    const [first] = points
    if (!first || points.length < 3) continue
    let [x, y] = first
    path += `M${x} ${y}l`
    path += points
      .slice(1)
      .map(([nextX, nextY]) => {
        const step = `${nextX - x} ${nextY - y}`
        x = nextX
        y = nextY
        return step
      })
      .join(' ')
    path += 'z'
  }
  return path
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

/** A round number of kilometres, at most a fifth of the width. */
function scaleOf({ width, unitsPerMetre }: Frame): ReportMap['scale'] {
  const lengthOf = (kilometres: number) => Math.round(kilometres * 1000 * unitsPerMetre)
  const kilometres = roundKilometres.find((round) => lengthOf(round) <= width / 5) ?? 0.1
  return { kilometres, length: lengthOf(kilometres) }
}

const roundKilometres = [50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1]
