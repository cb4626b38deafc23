import * as v from 'valibot'
import { choice, optionalId, optionalText, rowVersion } from './form-fields.ts'
import { statuses } from './mediation.ts'

/** Moving a dispute on: where to, with what opinion, into whose hands (null: they stay). */
export const disputeMoveForm = v.object({
  to: choice(statuses, '请选择下一步'),
  opinion: optionalText(1000),
  ownerId: optionalId,
  version: rowVersion,
})

export type DisputeMoveInput = v.InferOutput<typeof disputeMoveForm>
