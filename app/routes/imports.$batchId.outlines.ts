import { rowIdOf } from '~/domain/row-id.ts'
import { guardLoader, notFound } from '~/server/guard.server.ts'
import { outlinesAnswer } from '~/server/outlines-answer.server.ts'
import { packDraftOutlines } from '~/services/boundary-draft-outlines.server.ts'

/** The borders of a layer that waits to be published, as the browser's map decodes them. */
export const loader = guardLoader('import.run', async (args) => {
  const isAfter = args.url.searchParams.get('state') === 'after'
  const packed = await packDraftOutlines(args.desk, rowIdOf(args.params.batchId), isAfter)
  if (!packed) throw notFound()
  return outlinesAnswer(args, packed, 'application/octet-stream')
})
