import * as v from 'valibot'
import type { Day } from './day.ts'
import { optionalId, requiredDay } from './form-fields.ts'

/** Planning one more visit: the day, from today on, and who is to make it (null: the owner). */
export const visitPlanForm = (today: Day) =>
  v.object({
    dueOn: v.pipe(
      requiredDay('回访日期'),
      v.check((day) => day >= today, '回访日期不能早于今天，请改正'),
    ),
    workerId: optionalId,
  })

export type VisitPlanInput = v.InferOutput<ReturnType<typeof visitPlanForm>>
