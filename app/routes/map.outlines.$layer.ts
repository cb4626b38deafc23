import { guardLoader } from '~/server/guard.server.ts'
import { detailOf, outlinesAnswer, outlinesQueryOf } from '~/server/outlines-answer.server.ts'
import { packOutlines } from '~/services/outlines.server.ts'

/** The borders of a layer in the worker's reach, as the browser's map decodes them. */
export const loader = guardLoader('map.read', async (args) =>
  outlinesAnswer(
    args,
    await packOutlines(args.desk, outlinesQueryOf(args), detailOf(args)),
    'application/octet-stream',
  ),
)
