import { rowIdOf } from '~/domain/row-id.ts'
import { guardLoader } from '~/server/guard.server.ts'
import { importProgress } from '~/services/imports-progress.server.ts'

/** How far an import has come, for a page that waits for it; null when none is running. */
export const loader = guardLoader('import.run', ({ desk, params }) =>
  Response.json(importProgress(desk, rowIdOf(params.batchId)), {
    headers: { 'Cache-Control': 'no-store' },
  }),
)
