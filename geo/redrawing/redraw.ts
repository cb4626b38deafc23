import type { MultiPolygon } from 'geojson'
import { areaM2 } from '../area.ts'
import { fromE7, toE7 } from '../coordinates.ts'
import type { Grid } from '../locating/grid-map.ts'
import { mergeGrids } from './redraw-merge.ts'
import { nodeGrids } from './redraw-noding.ts'
import { isAnticlockwise, keyOf } from './redraw-rings.ts'
import { splitGrid } from './redraw-split.ts'
import { insertVertex, moveVertex, removeVertex } from './redraw-vertices.ts'

/** A place in 1e-7° integers, longitude first. */
export type Vertex = readonly [x: number, y: number]
/** Without repeating the first vertex; outer rings run anticlockwise, holes clockwise. */
export type DrawnRing = readonly Vertex[]

/** A grid under redrawing. Immutable: an act answers new grids and leaves the old as they were. */
export interface DrawnGrid {
  readonly code: string
  readonly polygons: readonly (readonly DrawnRing[])[]
}

/**
 * One act of redrawing. `split` gives the part on one side of the line, as it is drawn, the new
 * code; the line may run beyond the grid. Acts on a vertex hold for every grid that has it.
 */
export type RedrawAct =
  | { act: 'split'; code: string; line: readonly Vertex[]; newCode: string; side: Side }
  | { act: 'merge'; codes: readonly string[]; keep: string }
  | { act: 'move'; from: Vertex; to: Vertex }
  | { act: 'insert'; between: readonly [Vertex, Vertex]; at: Vertex }
  | { act: 'remove'; at: Vertex }
  | { act: 'renumber'; code: string; newCode: string }
export type Side = 'left' | 'right'

export type RedrawRefusal =
  | 'noSuchGrid'
  | 'codeTaken'
  | 'lineTooShort'
  | 'lineCrossesItself'
  | 'lineEndsInside'
  | 'lineMisses'
  | 'cutsTooOften'
  | 'partTooSmall'
  | 'notNeighbours'
  | 'unsoundBorders'
  | 'noSuchVertex'
  | 'placeTaken'
  | 'crossesBorder'
  | 'leapsBorder'
  | 'junction'
  | 'wouldCollapse'

export type Redrawn =
  | { ok: true; grids: readonly DrawnGrid[] }
  | { ok: false; reason: RedrawRefusal }

/** Grids ready for redrawing: at 1e-7°, and a corner that lies on a neighbour's border is in both. */
export const drawingOf = (grids: readonly Grid[]): DrawnGrid[] =>
  nodeGrids(
    grids.map(({ code, geometry }) => ({
      code,
      polygons: geometry.coordinates
        .map((rings) => rings.map(drawnRing).filter((ring) => ring.length > 2))
        .filter((rings) => rings.length > 0)
        .map((rings) => rings.map((ring, index) => turned(ring, index === 0))),
    })),
  )

/** Carries out one act. Grids that it leaves alone are the same objects as before. */
export function redraw(grids: readonly DrawnGrid[], act: RedrawAct): Redrawn {
  switch (act.act) {
    case 'split':
      return splitGrid(grids, act)
    case 'merge':
      return mergeGrids(grids, act.codes, act.keep)
    case 'move':
      return moveVertex(grids, act.from, act.to)
    case 'insert':
      return insertVertex(grids, act.between, act.at)
    case 'remove':
      return removeVertex(grids, act.at)
    case 'renumber':
      return renumberGrid(grids, act.code, act.newCode)
  }
}

/** What acts have changed: the grids to publish and the codes that are no more. */
export function changesOf(
  before: readonly DrawnGrid[],
  after: readonly DrawnGrid[],
): { changed: DrawnGrid[]; ended: string[] } {
  const known = new Map(before.map((grid) => [grid.code, grid]))
  const left = new Set(after.map(({ code }) => code))
  return {
    changed: after.filter((grid) => known.get(grid.code) !== grid),
    ended: before.map(({ code }) => code).filter((code) => !left.has(code)),
  }
}

/** The grid in degrees. `placeOf` may give a vertex the very degrees it was read from. */
export function geometryOf(
  { polygons }: DrawnGrid,
  placeOf: (vertex: Vertex) => readonly number[] = ([x, y]) => [fromE7(x), fromE7(y)],
): MultiPolygon {
  const closed = (ring: DrawnRing) => [...ring, ...ring.slice(0, 1)].map((v) => [...placeOf(v)])
  return {
    type: 'MultiPolygon',
    coordinates: polygons.map((rings) => rings.map(closed)),
  }
}

/** Area of a grid in m² on the ellipsoid. */
export const drawnAreaM2 = (grid: DrawnGrid): number => areaM2(geometryOf(grid))

function renumberGrid(grids: readonly DrawnGrid[], code: string, newCode: string): Redrawn {
  if (!grids.some((grid) => grid.code === code)) return { ok: false, reason: 'noSuchGrid' }
  if (grids.some((grid) => grid.code === newCode)) return { ok: false, reason: 'codeTaken' }
  return {
    ok: true,
    grids: grids.map((grid) => (grid.code === code ? { ...grid, code: newCode } : grid)),
  }
}

function drawnRing(ring: readonly (readonly number[])[]): DrawnRing {
  const vertices: Vertex[] = []
  for (const [lon = 0, lat = 0] of ring) {
    const vertex: Vertex = [toE7(lon) + 0, toE7(lat) + 0]
    const last = vertices.at(-1)
    if (!last || keyOf(last) !== keyOf(vertex)) vertices.push(vertex)
  }
  const [first, last] = [vertices[0], vertices.at(-1)]
  if (vertices.length > 1 && first && last && keyOf(first) === keyOf(last)) vertices.pop()
  return vertices
}

const turned = (ring: DrawnRing, isOuter: boolean): DrawnRing =>
  isAnticlockwise(ring) === isOuter ? ring : [...ring].reverse()
