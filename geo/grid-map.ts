import type { MultiPolygon } from 'geojson'
import { bordersOf } from './borders.ts'
import { buildCellIndex } from './cell-index.ts'
import { compareCodes } from './code-order.ts'
import { buildNearness, type Candidate } from './nearness.ts'

export interface Grid {
  readonly code: string
  readonly geometry: MultiPolygon
}

/** One layer at one date as a partition: every place lies in exactly one grid or outside all. */
export interface GridMap {
  /** In byte order; every index below is an index into this list. */
  readonly codes: readonly string[]
  /**
   * The grid at a place given in 1e-7° integers, −1 outside. A place on a border belongs to the
   * grid it falls in when nudged infinitesimally east, then north; where grids overlap the lowest
   * code wins. Rings are read even-odd at 1e-7°. Exact, whatever the order of the grids.
   */
  locate(lonE7: number, latE7: number): number
  locateMany(lonE7: Int32Array, latE7: Int32Array): Int32Array
  /**
   * The grids within a distance of a place, nearest first, ties by code; a grid that contains the
   * place has distance 0. Distances up to some kilometres are right within 0.1 %.
   */
  candidates(lonE7: number, latE7: number, metres: number): Candidate[]
  /** Bytes held by the index. */
  readonly size: number
}

/** Compiles the grids of a layer. Codes must be distinct. */
export function compileGridMap(grids: readonly Grid[]): GridMap {
  const sorted = [...grids].sort((a, b) => compareCodes(a.code, b.code))
  const codes = sorted.map((grid) => grid.code)
  const borders = bordersOf(sorted.map((grid) => grid.geometry))
  const { locate, size } = buildCellIndex(borders, codes.length)
  const { candidates } = buildNearness(borders)

  function locateMany(lonE7: Int32Array, latE7: Int32Array): Int32Array {
    const located = new Int32Array(lonE7.length)
    for (let i = 0; i < lonE7.length; i++) located[i] = locate(lonE7[i]!, latE7[i]!)
    return located
  }

  return { codes, locate, locateMany, candidates, size }
}
