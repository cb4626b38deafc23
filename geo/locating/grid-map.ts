import type { MultiPolygon } from 'geojson'
import { compareCodes } from '../code-order.ts'
import { type LayerEdges, layerEdgesOf } from '../overlay/layer-edges.ts'
import { type Borders, bordersOf, lowestOf } from './borders.ts'
import { buildCellIndex, type CellIndex } from './cell-index.ts'
import { lookupIn } from './cell-lookup.ts'
import { buildNearCells, gridsAt } from './near-cells.ts'
import { type Candidate, candidatesNear } from './nearness.ts'
import { pack, UnreadablePack, unpack } from './packing.ts'

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
  /** What an overlay with another map needs, in the coordinates of the file; made when first asked. */
  readonly edges: LayerEdges
  /** Bytes held for locating. */
  readonly size: number
  /** What is worth keeping of it, made where it was not yet asked for. */
  tables(): GridTables
}

/** All that a map answers from as plain numbers, but for what is quickly made from the rest. */
export interface GridTables extends PlaceTables {
  readonly edges: LayerEdges
}

interface PlaceTables {
  readonly codes: readonly string[]
  readonly borders: Borders
  readonly index: CellIndex
}

/** Compiles the grids of a layer. Codes must be distinct. */
export function compileGridMap(grids: readonly Grid[]): GridMap {
  const sorted = [...grids].sort((a, b) => compareCodes(a.code, b.code))
  const borders = bordersOf(sorted.map((grid) => grid.geometry))
  return gridMapOf(
    { codes: sorted.map((grid) => grid.code), borders, index: buildCellIndex(borders) },
    () => layerEdgesOf(sorted),
  )
}

/** Counted up whenever the tables or what they mean change: maps of older releases are made anew. */
export const packedKind = 'grid map 7'

/** A compiled map as bytes, to be kept beside the boundaries it was made from. */
export const packGridMap = (map: GridMap): Uint8Array => pack(packedKind, map.tables())

/**
 * The same map again within milliseconds: its tables are views of the bytes, which must not change.
 * @throws UnreadablePack for bytes of another release, of something else, or damaged ones
 */
export function unpackGridMap(bytes: Uint8Array): GridMap {
  const { codes, borders, index, edges } = unpack<Partial<GridTables>>(packedKind, bytes)
  if (!codes || !borders?.pieces || !index?.nodes || !edges?.x)
    throw new UnreadablePack(`the packed ${packedKind} lacks some of its tables`)
  return gridMapOf({ codes, borders, index }, () => edges)
}

function gridMapOf(tables: PlaceTables, makeEdges: () => LayerEdges): GridMap {
  const { codes, borders, index } = tables
  const near = once(() => buildNearCells(borders))
  const edges = once(makeEdges)
  return {
    codes,
    ...lookupIn(index, (x, y) => lowestOf(gridsAt(borders, near(), x, y))),
    candidates: (lonE7, latE7, metres) => candidatesNear(borders, near(), lonE7, latE7, metres),
    get edges() {
      return edges()
    },
    size: bytesOf(index) + bytesOf(borders),
    tables: () => ({ ...tables, edges: edges() }),
  }
}

function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined
  return () => {
    made ??= make()
    return made
  }
}

function bytesOf(tables: object): number {
  let bytes = 0
  for (const table of Object.values(tables))
    if (ArrayBuffer.isView(table)) bytes += table.byteLength
  return bytes
}
