import type { MultiPolygon } from 'geojson'
import { findArea, listAreas } from '#db/areas.ts'
import { findBoundaryMark, findGridOn, listGridShapesOn, listGridsOn } from '#db/grids.ts'
import type { Row } from '#db/schema.ts'
import { fromE7, toE7 } from '#geo/coordinates.ts'
import { type DrawnGrid, drawingOf, type Vertex } from '#geo/redrawing/redraw.ts'
import { keyOf } from '#geo/redrawing/redraw-rings.ts'
import type { Layer } from '../domain/areas.ts'
import type { Day } from '../domain/day.ts'
import type { FactsByCode } from '../domain/redrawing.ts'
import type { UnattendedDesk } from './desk.server.ts'

/** The part of a layer to be redrawn: an area, or what lies round one grid. */
export interface DrawingQuery {
  layer: Layer
  /** The day the redrawing begins: its boundaries are what is redrawn. */
  on: Day
  areaCode: string | null
  code: string | null
}

/** Grids open for redrawing, at full precision, and everything that borders on them. */
export interface Drawing {
  /** The boundaries as they stood; a later change renews it. */
  mark: string
  title: string
  grids: readonly DrawnGrid[]
  facts: FactsByCode
  /** Codes of the grids chosen; the others only border on them. */
  home: ReadonlySet<string>
  /** The very degrees a corner was read from, so that what is not moved stays where it was. */
  placeOf: (vertex: Vertex) => readonly number[]
}

/** A grid with no area is shown with so many of those nearest to it. */
const nearestShown = 40
/** More than this on one map is slow to draw and to grasp. */
export const mostGrids = 1500

export type DrawingOpened =
  | { ok: true; drawing: Drawing }
  | { ok: false; reason: 'noSuchPlace' | 'noGrids' | 'tooMany' }

type Shape = Row<'gridVersions'>

/** What a drawing is of, without its outlines: those take a while in a large layer. */
export async function describeDrawing(
  desk: UnattendedDesk,
  query: DrawingQuery,
): Promise<{ title: string; mark: string; grids: { code: string; name: string }[] } | null> {
  const mark = await findBoundaryMark(desk.db)
  const { layer, on, areaCode, code } = query
  if (areaCode !== null) {
    const area = await findArea(desk.db, areaCode)
    const grids = area && (await listGridsOn(desk.db, layer, on, [area.path]))
    return grids ? { title: area.name, mark, grids: grids.map(nameOf) } : null
  }
  if (code === null) return null
  const opened = await openDrawing(desk, query)
  if (!opened.ok) return null
  const { title, facts } = opened.drawing
  return { title, mark, grids: [...facts].map(([code, { name }]) => ({ code, name })) }
}

const nameOf = ({ code, name }: { code: string; name: string }) => ({ code, name })

/** Opens a part of a layer for redrawing; the same query and mark always give the same drawing. */
export async function openDrawing(
  desk: UnattendedDesk,
  query: DrawingQuery,
): Promise<DrawingOpened> {
  const mark = await findBoundaryMark(desk.db)
  const shapes = (await listGridShapesOn(desk.db, query.layer, query.on)).map(withBox)
  const chosen = await chosenOf(desk, query, shapes)
  if (!chosen) return { ok: false, reason: 'noSuchPlace' }
  const { title, home } = chosen
  if (home.length === 0) return { ok: false, reason: 'noGrids' }
  if (home.length > mostGrids) return { ok: false, reason: 'tooMany' }
  const codes = new Set(home.map(({ shape }) => shape.code))
  const open = shapes.filter(
    ({ shape, box }) => codes.has(shape.code) || home.some((other) => touch(box, other.box)),
  )
  return {
    ok: true,
    drawing: {
      mark,
      title,
      home: codes,
      grids: drawingOf(open.map(({ shape, geometry }) => ({ code: shape.code, geometry }))),
      facts: new Map(open.map(({ shape }) => [shape.code, factsOf(shape)])),
      placeOf: placesOf(open.map(({ geometry }) => geometry)),
    },
  }
}

interface BoxedShape {
  shape: Shape
  geometry: MultiPolygon
  box: Box
}
type Box = [west: number, south: number, east: number, north: number]

async function chosenOf(
  desk: UnattendedDesk,
  { layer, on, areaCode, code }: DrawingQuery,
  shapes: readonly BoxedShape[],
): Promise<{ title: string; home: BoxedShape[] } | null> {
  if (areaCode !== null) {
    const area = await findArea(desk.db, areaCode)
    if (!area) return null
    const paths = new Map((await listAreas(desk.db)).map(({ code, path }) => [code, path]))
    const isIn = ({ shape }: BoxedShape) =>
      paths.get(shape.areaCode ?? '')?.startsWith(area.path) ?? false
    return { title: area.name, home: shapes.filter(isIn) }
  }
  const grid = code === null ? undefined : await findGridOn(desk.db, layer, code, on)
  if (!grid) return null
  const narrowing = Math.cos((grid.labelLat * Math.PI) / 180)
  const distance = ({ shape }: BoxedShape) =>
    Math.hypot((shape.labelLon - grid.labelLon) * narrowing, shape.labelLat - grid.labelLat)
  const nearest = [...shapes].sort((a, b) => distance(a) - distance(b)).slice(0, nearestShown)
  return { title: `${grid.name}周围`, home: nearest }
}

function withBox(shape: Shape): BoxedShape {
  const geometry = JSON.parse(shape.geometry) as MultiPolygon
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x = 0, y = 0] of geometry.coordinates.flat(2)) {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return { shape, geometry, box }
}

/** Within about a metre: what borders on each other may be off by rounding. */
const margin = 1e-5

const touch = (a: Box, b: Box): boolean =>
  a[0] <= b[2] + margin && b[0] <= a[2] + margin && a[1] <= b[3] + margin && b[1] <= a[3] + margin

const factsOf = ({ name, areaCode, areaStated, households, population }: Shape) => ({
  name,
  areaCode: areaStated === 1 ? areaCode : null,
  households,
  population,
})

function placesOf(geometries: readonly MultiPolygon[]): Drawing['placeOf'] {
  const places = new Map<string, readonly number[]>()
  for (const position of geometries.flatMap(({ coordinates }) => coordinates.flat(2))) {
    const [lon = 0, lat = 0] = position
    const key = keyOf([toE7(lon), toE7(lat)])
    if (!places.has(key)) places.set(key, position)
  }
  return (vertex) => places.get(keyOf(vertex)) ?? vertex.map(fromE7)
}
