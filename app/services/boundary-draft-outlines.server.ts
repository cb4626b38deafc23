import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { MultiPolygon } from 'geojson'
import { findImportBatch } from '#db/import-batches.ts'
import { encodeGridPayload } from '#geo/payload.ts'
import { loadProjections } from '#geo/projections.ts'
import { readGrids } from '#geo/read-grids.ts'
import { outsideCode } from '../domain/incident-filter.ts'
import { listNeighbours } from './boundary-examination.server.ts'
import type { UnattendedDesk } from './desk.server.ts'
import { type GridsRequest, mendChosen } from './imports-grid-rows.server.ts'
import type { PackedOutlines } from './outlines.server.ts'

/** Names the outlines of a waiting batch: another preview of it has other ones. */
export const draftOutlinesVersion = (
  batch: { id: number; createdAt: string; options: string },
  isAfter: boolean,
): string =>
  createHash('sha256')
    .update(`${batch.id} ${batch.createdAt} ${isAfter} ${batch.options}`)
    .digest('hex')
    .slice(0, 20)

/**
 * The grids of a file that waits to be published, for the browser's map: as they are read, or as
 * they are once the chosen mends are made. Null when nothing waits under the number.
 */
export async function packDraftOutlines(
  desk: UnattendedDesk,
  batchId: number,
  isAfter: boolean,
): Promise<PackedOutlines | null> {
  const batch = await findImportBatch(desk.db, batchId)
  if (batch?.kind !== 'grids' || batch.status !== 'previewed' || !batch.content) return null
  const request = JSON.parse(batch.options) as GridsRequest
  const read = readGrids(batch.content, {
    codeField: request.fields.code,
    crs: request.crs,
    projections: await loadProjections(),
    reserved: [outsideCode],
    mends: request.mends ?? [],
  })
  if (!read.ok) return null
  const isShifted = isAfter && request.mends?.includes('datum')
  const neighbours = isShifted ? await listNeighbours(desk.db, request.validFrom ?? desk.today) : []
  const { grids } = isAfter ? mendChosen(read.grids, request.mends, neighbours) : read
  const payload = encodeGridPayload(grids, detailFor(grids.map(({ geometry }) => geometry)))
  const version = draftOutlinesVersion(batch, isAfter)
  return { version, body: await gzipped(payload) }
}

/** A million vertices take a browser some seconds; what is more is drawn less closely. */
function detailFor(geometries: readonly MultiPolygon[]) {
  let vertices = 0
  for (const { coordinates } of geometries)
    for (const polygon of coordinates) for (const ring of polygon) vertices += ring.length
  if (vertices < 400_000) return { toleranceMetres: 0, perDegree: 1e7 }
  return vertices < 1_500_000
    ? { toleranceMetres: 3, perDegree: 1e6 }
    : { toleranceMetres: 30, perDegree: 1e5 }
}

const gzipped = promisify(gzip)
