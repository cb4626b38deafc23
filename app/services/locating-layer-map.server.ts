import { createHash } from 'node:crypto'
import type { MultiPolygon } from 'geojson'
import type { Database } from '#db/connect.ts'
import { findGridMap } from '#db/grid-maps.ts'
import { type Grid, listGridShapesOn, listGridsOn } from '#db/grids.ts'
import { compileGridMap, type GridMap, packedKind, unpackGridMap } from '#geo/locating/grid-map.ts'
import { UnreadablePack } from '#geo/locating/packing.ts'
import type { Layer } from '../domain/areas.ts'
import type { Day } from '../domain/day.ts'

/** A layer as it stands over a stretch of days without a change of boundaries. */
export interface LayerMap extends GridMap {
  layer: Layer
  /** The version of a grid without its outline; undefined when it is not in force. */
  grid(code: string): Grid | undefined
}

/** The map of a layer on a day: the one kept with the boundaries, else compiled. Writes nothing. */
export async function findLayerMap(db: Database, layer: Layer, day: Day): Promise<LayerMap> {
  const rows = await listGridsOn(db, layer, day)
  const kept = await findKeptMap(db, mapIdentity(layer, rows))
  const map = kept ?? (await compileOn(db, layer, day))
  const grids = new Map(rows.map((grid) => [grid.code, grid]))
  return {
    codes: map.codes,
    locate: map.locate,
    locateMany: map.locateMany,
    candidates: map.candidates,
    get edges() {
      return map.edges
    },
    size: map.size,
    tables: map.tables,
    layer,
    grid: (code) => grids.get(code),
  }
}

/** The very versions in force and the form of the map: ids are given out once. */
export const mapIdentity = (layer: Layer, rows: readonly Grid[]): string =>
  createHash('sha256')
    .update(`${packedKind} ${layer} ${rows.map(({ id }) => id).join()}`)
    .digest('hex')

/** One that cannot be read is as good as none: the boundaries themselves are whole. */
export async function findKeptMap(db: Database, identity: string): Promise<GridMap | undefined> {
  const packed = await findGridMap(db, identity)
  try {
    return packed && unpackGridMap(packed)
  } catch (error) {
    if (error instanceof UnreadablePack) return undefined
    throw error
  }
}

async function compileOn(db: Database, layer: Layer, day: Day): Promise<GridMap> {
  const shapes = await listGridShapesOn(db, layer, day)
  return compileGridMap(
    shapes.map(({ code, geometry }) => ({ code, geometry: JSON.parse(geometry) as MultiPolygon })),
  )
}
