import { findImportBatch } from '#db/import-batches.ts'
import type { KeptExamination } from '../domain/boundary-defects.ts'
import type { ImportRefusal } from '../domain/import-problems.ts'
import { aside } from './boundary-aside.server.ts'
import { listNeighbours } from './boundary-examination.server.ts'
import type { UnattendedDesk } from './desk.server.ts'
import type { GridsRequest } from './imports-grid-rows.server.ts'

/** The examination of a layer that waits to be published, as its batch keeps it. */
export async function examinationText(
  desk: UnattendedDesk,
  request: GridsRequest,
  geojson: string,
): Promise<{ ok: true; kept: string } | { ok: false; refusal: ImportRefusal }> {
  const neighbours = await listNeighbours(desk.db, request.validFrom ?? desk.today)
  return aside('examine', geojson.length, [geojson, request, neighbours])
}

/** What is wrong with the file of a batch, as it was when it was last tried; null when it was not. */
export async function readExamination(
  desk: UnattendedDesk,
  batchId: number,
): Promise<KeptExamination | null> {
  const batch = await findImportBatch(desk.db, batchId)
  return batch?.examination ? (JSON.parse(batch.examination) as KeptExamination) : null
}
