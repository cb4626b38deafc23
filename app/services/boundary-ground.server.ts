import type { MultiPolygon } from 'geojson'
import type { PointBox } from '#db/incident-points.ts'
import { toE7 } from '#geo/coordinates.ts'
import { compileGridMap, type GridMap } from '#geo/locating/grid-map.ts'
import type { Day } from '../domain/day.ts'
import type { GridPlan } from './imports-grid-plan.server.ts'

/** The ground that a plan touches, by place: in which grid it was, and in which it will be. */
export interface ChangedGround {
  box: PointBox
  /** Undefined where nothing changes, and without a place. */
  at(place: {
    lonE7: number | null
    latE7: number | null
  }): { from: string | null; to: string | null } | undefined
}

/**
 * The ground whose grid is another one on a day, the day of a plan or a later one. Only grids that
 * begin, end or are drawn anew are compiled, when the first place is asked for.
 */
export function changedGround(plan: GridPlan, day: Day): ChangedGround {
  const isInForce = ({ validTo }: { validTo: Day | null }) => validTo === null || validTo > day
  const gone = plan.gone.filter(isInForce)
  const starts = plan.starts.filter(isInForce)
  const before = new Map(gone.map(({ code, geometry }) => [code, geometry]))
  const after = new Map(starts.map(({ code, geometry }) => [code, geometry]))
  const left = gone.filter(({ code, geometry }) => after.get(code) !== geometry)
  const drawn = starts.filter(({ code, geometry }) => before.get(code) !== geometry)
  let maps: { from: GridMap; to: GridMap } | undefined
  return {
    box: boxOf([...drawn, ...left]),
    at({ lonE7, latE7 }) {
      if (lonE7 === null || latE7 === null) return undefined
      maps ??= { from: compiled(left), to: compiled(drawn) }
      const from = codeIn(maps.from, lonE7, latE7)
      const to = codeIn(maps.to, lonE7, latE7)
      return from === to ? undefined : { from, to }
    },
  }
}

interface Shape {
  code: string
  geometry: string
}

const compiled = (shapes: readonly Shape[]): GridMap =>
  compileGridMap(
    shapes.map(({ code, geometry }) => ({ code, geometry: JSON.parse(geometry) as MultiPolygon })),
  )

const codeIn = (map: GridMap, lonE7: number, latE7: number): string | null =>
  map.codes[map.locate(lonE7, latE7)] ?? null

function boxOf(shapes: readonly Shape[]): PointBox {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const { geometry } of shapes) {
    for (const polygon of (JSON.parse(geometry) as MultiPolygon).coordinates) {
      for (const [lon = 0, lat = 0] of polygon[0] ?? []) {
        if (lon < box.west) box.west = lon
        if (lon > box.east) box.east = lon
        if (lat < box.south) box.south = lat
        if (lat > box.north) box.north = lat
      }
    }
  }
  return shapes.length === 0
    ? { west: 1, south: 1, east: 0, north: 0 }
    : { west: toE7(box.west), south: toE7(box.south), east: toE7(box.east), north: toE7(box.north) }
}
