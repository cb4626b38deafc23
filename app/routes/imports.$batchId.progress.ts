import { findImportBatchStatus } from '#db/import-batches.ts'
import { rowIdOf } from '~/domain/row-id.ts'
import { guardLoader, notFound } from '~/server/guard.server.ts'
import { importProgress } from '~/services/imports-progress.server.ts'

/** How far an import has come, for a page that waits for it; null when none is running. */
export const loader = guardLoader('import.run', async ({ desk, params }) => {
  const id = rowIdOf(params.batchId)
  if (!(await findImportBatchStatus(desk.db, id))) throw notFound()
  return Response.json(importProgress(desk, id), { headers: { 'Cache-Control': 'no-store' } })
})
