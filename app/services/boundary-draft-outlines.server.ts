import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { findImportBatch } from '#db/import-batches.ts'
import { aside } from './boundary-aside.server.ts'
import { listNeighbours } from './boundary-examination.server.ts'
import type { UnattendedDesk } from './desk.server.ts'
import type { GridsRequest } from './imports-grid-rows.server.ts'
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
  const isShifted = isAfter && request.mends?.includes('datum')
  const neighbours = isShifted ? await listNeighbours(desk.db, request.validFrom ?? desk.today) : []
  const { content } = batch
  const drawn = await aside('draw', content.length, [content, request, neighbours, isAfter])
  if (!drawn.ok) return null
  const version = draftOutlinesVersion(batch, isAfter)
  return { version, body: await gzipped(drawn.payload) }
}

const gzipped = promisify(gzip)
