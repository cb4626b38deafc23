import { createHash } from 'node:crypto'
import type { MultiPolygon } from 'geojson'
import type { Database } from '#db/connect.ts'
import { deleteGridMaps, findGridMap, listGridMapIdentities, saveGridMap } from '#db/grid-maps.ts'
import { type Grid, listBoundaryDays, listGridShapesOn, listGridsOn } from '#db/grids.ts'
import {
  compileGridMap,
  type GridMap,
  packedKind,
  packGridMap,
  unpackGridMap,
} from '#geo/grid-map.ts'
import { UnreadablePack } from '#geo/packing.ts'
import { type Layer, layers } from '../domain/areas.ts'
import { beginningOfTime, type Day } from '../domain/day.ts'

/** A layer as it stands over a stretch of days without a change of boundaries. */
export interface LayerMap extends GridMap {
  layer: Layer
  /** The version of a grid without its outline; undefined when it is not in force. */
  grid(code: string): Grid | undefined
}

/** The map of a layer on a day: the one kept with the boundaries, else compiled. Writes nothing. */
export async function findLayerMap(db: Database, layer: Layer, day: Day): Promise<LayerMap> {
  const rows = await listGridsOn(db, layer, day)
  const map = (await findKept(db, identityOf(layer, rows))) ?? (await compileOn(db, layer, day))
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

/**
 * Keeps a compiled map for every stretch of days of both layers that is in force or to come, and
 * forgets those of boundaries that hold on no day any more. The last step of whatever changes
 * boundaries, in its transaction; a database that lacks some gets them when the site starts.
 * @returns how many were made
 */
export async function keepGridMaps({ db, today }: { db: Database; today: Day }): Promise<number> {
  const kept = new Set(await listGridMapIdentities(db))
  const known = new Set<string>()
  let made = 0
  for (const layer of layers) {
    const starts = [beginningOfTime, ...(await listBoundaryDays(db, layer))]
    for (const [index, start] of starts.entries()) {
      const rows = await listGridsOn(db, layer, start)
      const identity = identityOf(layer, rows)
      known.add(identity)
      const isOver = (starts[index + 1] ?? '9999') <= today
      if (rows.length === 0 || isOver || kept.has(identity)) continue
      await saveGridMap(db, identity, packGridMap(await compileOn(db, layer, start)))
      kept.add(identity)
      made++
    }
  }
  await deleteGridMaps(
    db,
    [...kept].filter((identity) => !known.has(identity)),
  )
  return made
}

/** The very versions in force and the form of the map: ids are given out once. */
const identityOf = (layer: Layer, rows: readonly Grid[]): string =>
  createHash('sha256')
    .update(`${packedKind} ${layer} ${rows.map(({ id }) => id).join()}`)
    .digest('hex')

/** One that cannot be read is as good as none: the boundaries themselves are whole. */
async function findKept(db: Database, identity: string): Promise<GridMap | undefined> {
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
