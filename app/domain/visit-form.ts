import * as v from 'valibot'
import type { Day } from './day.ts'
import { choice, requiredDay, requiredText } from './form-fields.ts'

/** Recording a planned visit (回访): done with its outcome, or not, with the reason. */
export const visitForm = (today: Day) =>
  v.variant(
    'status',
    [
      v.object({
        status: v.literal('done'),
        doneOn: requiredDay('回访日期', today),
        outcome: requiredText('回访情况', 1000),
        satisfied: v.pipe(
          choice(['1', '0'], '请选择当事人是否满意'),
          v.transform((answer) => answer === '1'),
        ),
      }),
      v.object({
        status: v.picklist(['notExecutable', 'cancelled']),
        reason: requiredText('原因', 200),
      }),
    ],
    '请选择回访结果',
  )

export type VisitInput = v.InferOutput<ReturnType<typeof visitForm>>
