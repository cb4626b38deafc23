import type { MultiPolygon } from 'geojson'
import { listGridShapesOn } from '#db/grids.ts'
import { simplifyGrids } from '#geo/display/payload.ts'
import { boundsOf } from '#geo/outline.ts'
import type { AreaPath, Layer } from '../domain/areas.ts'
import type { Day } from '../domain/day.ts'
import type { Colour } from '../domain/grading.ts'
import type { MapDrawing } from '../domain/map-drawing.ts'
import type { UnattendedDesk } from './desk.server.ts'

/** A unit of the drawing is about a tenth of a millimetre on A4, which nobody sees. */
const longestSide = 1500
const metresPerDegree = 111_195
/** Up to here every grid has its symbol; beyond, there is room for the red and yellow ones alone. */
const mostMarks = 1500

/**
 * Draws the grids of a layer in some subtrees as they stand on a day, in the colours they are given
 * (null: left out); null when there are none. One path a colour, not one a grid: a prefecture's five
 * thousand weigh little on the wire and in a PDF.
 */
export async function drawMap(
  desk: UnattendedDesk,
  { layer, day, paths }: { layer: Layer; day: Day; paths: readonly AreaPath[] },
  colourOf: (code: string) => Colour | null,
): Promise<{ drawing: MapDrawing; frame: Frame } | null> {
  const rows = (await listGridShapesOn(desk.db, layer, day, paths)).flatMap((row) => {
    const colour = colourOf(row.code)
    return colour ? [{ ...row, colour }] : []
  })
  const shapes = rows.map(({ code, geometry }) => ({
    code,
    geometry: JSON.parse(geometry) as MultiPolygon,
  }))
  const frame = frameOf(shapes.map(({ geometry }) => geometry))
  if (!frame) return null
  const grids: Record<Colour, string> = { red: '', yellow: '', green: '', grey: '' }
  for (const [index, outline] of simplifyGrids(shapes, 1 / frame.unitsPerMetre).entries()) {
    const colour = rows[index]?.colour
    if (colour) grids[colour] += pathOf(outline, frame)
  }
  const marks = rows.map(({ colour, labelLon, labelLat }) => {
    const [x, y] = frame.place(labelLon, labelLat)
    return { colour, x, y }
  })
  const room = Math.sqrt((frame.width * frame.height) / rows.length)
  const drawing = {
    layer,
    width: frame.width,
    height: frame.height,
    grids,
    marks:
      marks.length > mostMarks
        ? marks.filter(({ colour }) => colour === 'red' || colour === 'yellow')
        : marks,
    markSize: Math.min(24, Math.round(room * 2) / 10),
    scale: scaleOf(frame),
  }
  return { drawing, frame }
}

/** From degrees to units of the drawing. */
export interface Frame {
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

/** A round number of kilometres, at most a fifth of the width. */
function scaleOf({ width, unitsPerMetre }: Frame): MapDrawing['scale'] {
  const lengthOf = (kilometres: number) => Math.round(kilometres * 1000 * unitsPerMetre)
  const kilometres = roundKilometres.find((round) => lengthOf(round) <= width / 5) ?? 0.1
  return { kilometres, length: lengthOf(kilometres) }
}

const roundKilometres = [50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1]
