import { insertImportBatch } from '#db/import-batches.ts'
import { type ImportOutcome, storedOutcome } from '../domain/import-outcomes.ts'
import type { ImportRefusal } from '../domain/import-problems.ts'
import { audit } from './audit.server.ts'
import { examinationText } from './boundary-draft-examination.server.ts'
import { inTransaction, type UnattendedDesk } from './desk.server.ts'
import { importFile, newBatch } from './imports.server.ts'
import type { GridsRequest } from './imports-grid-rows.server.ts'
import { textSource } from './imports-text.server.ts'

export type Drafted =
  | { ok: true; batchId: number; outcome: ImportOutcome }
  | { ok: false; refusal: ImportRefusal }

/** Tries a layer of grids (GeoJSON) and keeps it as a batch that waits to be published. */
export async function draftImport(
  desk: UnattendedDesk,
  request: GridsRequest,
  geojson: string,
): Promise<Drafted> {
  const tried = await importFile(desk, request, textSource(geojson), { dryRun: true })
  if (!tried.ok) return { ok: false, refusal: tried.refusal }
  const { outcome } = tried
  const examined = await examinationText(desk, request, geojson)
  if (!examined.ok) return examined
  return inTransaction(desk, async (desk) => {
    const batchId = await insertImportBatch(desk.db, {
      ...newBatch(desk, request),
      content: geojson,
      examination: examined.kept,
      outcome: JSON.stringify(storedOutcome(outcome)),
    })
    const { kind, fileName } = request
    await audit(desk, 'import.uploaded', 'import', batchId, { kind, fileName })
    return { ok: true, batchId, outcome }
  })
}
