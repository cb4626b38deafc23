import { type Point, planeOf } from './plane.ts'

/** A county as drawn: its code, the middle of its land and its county town. */
export interface CountyShape {
  code: string
  middle: Point
  town: Point
  /** How densely settled the town is against the others. */
  pull: number
}

export interface Outline {
  /** Rough border, later roughened by the grids along it. */
  border: Point[]
  counties: CountyShape[]
  /** Standard deviation of a town's settlement, in metres. */
  townReach: number
}

/**
 * The prefecture's rough shape. Below scale 1 the map shrinks by √scale and keeps fewer counties, so
 * that grids keep their size; above 1 the extent stays and the grids get smaller.
 */
export function outlineOf(scale: number): Outline {
  const shrink = Math.min(1, Math.sqrt(scale))
  const count = Math.min(5, Math.max(2, Math.round(5 * Math.sqrt(scale))))
  const shrunk = ([lon, lat]: readonly [number, number]): Point => {
    const { x, y } = planeOf(lon, lat)
    return { x: x * shrink, y: y * shrink }
  }
  return {
    border: border.map(shrunk),
    counties: counties.slice(0, count).map(({ code, middle, town, pull }) => ({
      code,
      middle: shrunk(middle),
      town: shrunk(town),
      pull,
    })),
    townReach: 5_500 * shrink,
  }
}

// Hand-drawn after 宿迁's real position; a sketch, not a boundary.
const border: readonly (readonly [number, number])[] = [
  [117.98, 33.95],
  [118.08, 34.12],
  [118.2, 34.18],
  [118.32, 34.1],
  [118.45, 34.12],
  [118.52, 34.27],
  [118.7, 34.36],
  [118.88, 34.38],
  [119.02, 34.27],
  [119.16, 34.12],
  [119.12, 33.97],
  [118.97, 33.91],
  [118.99, 33.75],
  [118.88, 33.58],
  [118.72, 33.55],
  [118.62, 33.4],
  [118.7, 33.26],
  [118.52, 33.17],
  [118.3, 33.14],
  [118.12, 33.22],
  [117.96, 33.25],
  [117.95, 33.45],
  [118.06, 33.6],
  [117.99, 33.76],
]

const counties: readonly {
  code: string
  middle: readonly [number, number]
  town: readonly [number, number]
  pull: number
}[] = [
  { code: '321302', middle: [118.18, 33.88], town: [118.25, 33.95], pull: 1.3 },
  { code: '321323', middle: [118.72, 33.74], town: [118.69, 33.72], pull: 0.9 },
  { code: '321322', middle: [118.79, 34.14], town: [118.77, 34.11], pull: 1.5 },
  { code: '321311', middle: [118.44, 34.0], town: [118.35, 33.95], pull: 1 },
  { code: '321324', middle: [118.26, 33.42], town: [118.22, 33.46], pull: 1 },
]
