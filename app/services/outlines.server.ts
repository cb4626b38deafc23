import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { MultiPolygon } from 'geojson'
import { listGridShapesOn, listGridsOn } from '#db/grids.ts'
import { encodeGridPayload } from '#geo/payload.ts'
import type { AreaPath, Layer } from '../domain/areas.ts'
import type { Day } from '../domain/day.ts'
import type { UnattendedDesk } from './desk.server.ts'
import { openBoundaries } from './locating.server.ts'

/**
 * What borders may be off by on the browser's map: unseen at any zoom in a township, and at any
 * zoom that shows more than a village where a whole prefecture is sent.
 */
const toleranceMetres = { few: 3, many: 8 }
const many = 1500

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

export async function findOutlinesVersion(
  desk: UnattendedDesk,
  { layer, day, paths }: OutlinesQuery,
): Promise<OutlinesVersion> {
  const boundaries = await openBoundaries(desk.db)
  const since = boundaries.since(layer, day)
  const identity = [boundaries.mark, layer, since, ...[...paths].sort()].join('\n')
  return { version: createHash('sha256').update(identity).digest('hex').slice(0, 20), since }
}

/** The outlines of the grids for the browser's map, packed once per version. */
export const packOutlines = (desk: UnattendedDesk, query: OutlinesQuery): Promise<PackedOutlines> =>
  packOnce(desk, 'outlines', query, async () => {
    const shapes = await listGridShapesOn(desk.db, query.layer, query.day, query.paths)
    const grids = shapes.map(({ code, geometry }) => ({
      code,
      geometry: JSON.parse(geometry) as MultiPolygon,
    }))
    return encodeGridPayload(grids, {
      toleranceMetres: grids.length > many ? toleranceMetres.many : toleranceMetres.few,
    })
  })

/** Names and label points (1e-5°) in the order of the outlines, as JSON: `{ names, points }`. */
export const packLabels = (desk: UnattendedDesk, query: OutlinesQuery): Promise<PackedOutlines> =>
  packOnce(desk, 'labels', query, async () => {
    const grids = await listGridsOn(desk.db, query.layer, query.day, query.paths)
    const points = grids.flatMap(({ labelLon, labelLat }) => [
      Math.round(labelLon * 1e5),
      Math.round(labelLat * 1e5),
    ])
    return JSON.stringify({ names: grids.map(({ name }) => name), points })
  })

/** Both layers, their labels, and some narrower scopes: a few hundred KB each. */
const packsKept = 24
const packs = new Map<string, Promise<PackedOutlines>>()

async function packOnce(
  desk: UnattendedDesk,
  kind: string,
  query: OutlinesQuery,
  encode: () => Promise<Uint8Array | string>,
): Promise<PackedOutlines> {
  const { version } = await findOutlinesVersion(desk, query)
  const key = `${kind} ${version}`
  const pack =
    packs.get(key) ?? encode().then(async (raw) => ({ version, body: await compress(raw) }))
  packs.delete(key)
  packs.set(key, pack)
  pack.catch(() => packs.delete(key))
  for (const oldest of packs.keys()) {
    if (packs.size <= packsKept) break
    packs.delete(oldest)
  }
  return pack
}

const gzipped = promisify(gzip)
const compress = (raw: Uint8Array | string): Promise<Buffer> => gzipped(raw, { level: 9 })
