import * as v from 'valibot'
import { choice, optionalText, requiredText, rowVersion } from './form-fields.ts'

/** What takes an incident out of the counts, and what brings it back. */
export const voidingActs = ['withdrawn', 'markedInvalid', 'markedValid', 'merged'] as const

/** Withdrawing, marking 无效 or valid again, and merging a duplicate into the incident it repeats. */
export const incidentVoidForm = v.pipe(
  v.object({
    act: choice(voidingActs, '请选择撤回、标为无效或并入'),
    reason: requiredText('原因', 200),
    targetNumber: optionalText(40),
    version: rowVersion,
  }),
  v.forward(
    v.partialCheck(
      [['act'], ['targetNumber']],
      ({ act, targetNumber }) => act !== 'merged' || targetNumber !== null,
      '请填写要并入的事件编号',
    ),
    ['targetNumber'],
  ),
)

export type IncidentVoidInput = v.InferOutput<typeof incidentVoidForm>
