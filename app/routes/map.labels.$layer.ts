import { guardLoader } from '~/server/guard.server.ts'
import { outlinesAnswer, outlinesQueryOf } from '~/server/outlines-answer.server.ts'
import { packLabels } from '~/services/outlines.server.ts'

/** The names and label points of a layer's grids, in the order of the borders. */
export const loader = guardLoader('map.read', async (args) =>
  outlinesAnswer(args, await packLabels(args.desk, outlinesQueryOf(args)), 'application/json'),
)
