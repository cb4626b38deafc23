import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { MultiPolygon } from 'geojson'
import type { Database } from '#db/connect.ts'
import { type Grid, listBoundaryDays, listGridShapesOn, listGridsOn } from '#db/grids.ts'
import {
  deleteOutlinePacks,
  findOutlinePack,
  listOutlinePacks,
  saveOutlinePack,
} from '#db/outline-packs.ts'
import { encodeGridPayload, type PayloadDetail } from '#geo/display/payload.ts'
import { type AreaPath, type Layer, layers } from '../domain/areas.ts'
import type { Day } from '../domain/day.ts'
import { type MapDetail, mapDetails } from '../domain/map-detail.ts'
import type { UnattendedDesk } from './desk.server.ts'
import { openBoundaries } from './locating.server.ts'

/**
 * Borders off by less than a pixel at the zooms a detail serves; a coordinate is rounded to a metre
 * or to 10 cm. 5,160 grids weigh about 230, 410 and 670 KB as gzip.
 */
const payloadDetails: Record<MapDetail, PayloadDetail> = {
  overview: { toleranceMetres: 40, perDegree: 1e5 },
  middle: { toleranceMetres: 6, perDegree: 1e5 },
  fine: { toleranceMetres: 0, perDegree: 1e6 },
}
/** Renewed with whatever changes the bytes of the same boundaries. */
const format = 2

export interface OutlinesQuery {
  layer: Layer
  /** Whose boundaries: those in force on this day. */
  day: Day
  /** The subtrees the reader may see. */
  paths: readonly AreaPath[]
}

export interface PackedOutlines {
  version: string
  /** gzip. */
  body: Buffer
}

export interface OutlinesVersion {
  /** The same version means the same bytes, today and for ever. */
  version: string
  /** The day since when the layer stands so: one address for every month without a change. */
  since: Day
}

/** Names the versions of grids that a reader sees on a day; worked out once for each boundary mark. */
export async function findOutlinesVersion(
  { db }: Pick<UnattendedDesk, 'db'>,
  { layer, day, paths }: OutlinesQuery,
): Promise<OutlinesVersion> {
  const boundaries = await openBoundaries(db)
  const since = boundaries.since(layer, day)
  const key = [boundaries.mark, layer, since, ...[...paths].sort()].join('\n')
  const version = versions.get(key) ?? identityOf(await listGridsOn(db, layer, day, paths))
  keep(versions, key, version)
  return { version, since }
}

type Pack = MapDetail | 'labels'

/** The outlines of the grids for the browser's map, packed once per version. */
export const packOutlines = (
  desk: UnattendedDesk,
  query: OutlinesQuery,
  detail: MapDetail,
): Promise<PackedOutlines> => packOnce(desk, query, detail)

/** Names and label points (1e-5°) in the order of the outlines, as JSON: `{ names, points }`. */
export const packLabels = (desk: UnattendedDesk, query: OutlinesQuery): Promise<PackedOutlines> =>
  packOnce(desk, query, 'labels')

/**
 * Packs what readers of the whole site see of every stretch in force or to come, unless that is done
 * already, and forgets the packs of other boundaries. Part of the transaction that changes them.
 */
export async function keepOutlines({ db, today }: { db: Database; today: Day }): Promise<void> {
  const kept = new Set(await listOutlinePacks(db))
  const current = new Set<string>()
  for (const layer of layers) {
    const days = (await listBoundaryDays(db, layer)).filter((day) => day > today)
    for (const day of [today, ...days]) {
      const query: OutlinesQuery = { layer, day, paths: ['/'] }
      const grids = await listGridsOn(db, layer, day, query.paths)
      if (grids.length === 0) continue
      for (const pack of [...mapDetails, 'labels'] as const) {
        const identity = packIdentity(identityOf(grids), pack)
        current.add(identity)
        if (!kept.has(identity))
          await saveOutlinePack(db, identity, await compress(await encode(db, query, pack)))
      }
    }
  }
  await deleteOutlinePacks(
    db,
    [...kept].filter((identity) => !current.has(identity)),
  )
}

/** Both layers in every detail, and some narrower scopes: a few hundred KB each. */
const packsKept = 24
const packs = new Map<string, Promise<Buffer>>()
const versions = new Map<string, string>()

async function packOnce(
  { db }: UnattendedDesk,
  query: OutlinesQuery,
  pack: Pack,
): Promise<PackedOutlines> {
  const { version } = await findOutlinesVersion({ db }, query)
  const identity = packIdentity(version, pack)
  const body = packs.get(identity) ?? findOrMake(db, identity, query, pack)
  keep(packs, identity, body)
  body.catch(() => packs.delete(identity))
  return { version, body: await body }
}

async function findOrMake(
  db: Database,
  identity: string,
  query: OutlinesQuery,
  pack: Pack,
): Promise<Buffer> {
  return (await findOutlinePack(db, identity)) ?? compress(await encode(db, query, pack))
}

async function encode(
  db: Database,
  { layer, day, paths }: OutlinesQuery,
  pack: Pack,
): Promise<Uint8Array | string> {
  if (pack === 'labels') {
    const grids = await listGridsOn(db, layer, day, paths)
    const points = grids.flatMap(({ labelLon, labelLat }) => [
      Math.round(labelLon * 1e5),
      Math.round(labelLat * 1e5),
    ])
    return JSON.stringify({ names: grids.map(({ name }) => name), points })
  }
  const shapes = await listGridShapesOn(db, layer, day, paths)
  const grids = shapes.map(({ code, geometry }) => ({
    code,
    geometry: JSON.parse(geometry) as MultiPolygon,
  }))
  return encodeGridPayload(grids, payloadDetails[pack])
}

/**
 * A version of a grid never changes its outline or its name. Row ids alone would be those of another
 * database, too, which a browser may have seen at the same address.
 */
function identityOf(grids: readonly Grid[]): string {
  const hash = createHash('sha256').update(`${format}`)
  for (const { id, layer, code, name, areaM2, labelLon, labelLat } of grids)
    hash.update(`\n${id} ${layer} ${code} ${areaM2} ${labelLon} ${labelLat} ${name}`)
  return hash.digest('hex').slice(0, 20)
}

const packIdentity = (version: string, pack: Pack): string => `${version}-${pack}`

/** The one used last stands last; beyond so many the first are forgotten. */
function keep<Value>(values: Map<string, Value>, key: string, value: Value): void {
  values.delete(key)
  values.set(key, value)
  for (const oldest of values.keys()) {
    if (values.size <= packsKept) return
    values.delete(oldest)
  }
}

const gzipped = promisify(gzip)
const compress = (raw: Uint8Array | string): Promise<Buffer> => gzipped(raw, { level: 9 })
