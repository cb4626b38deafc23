import * as v from 'valibot'
import type { Day } from './day.ts'
import { choice, optionalText, requiredDay } from './form-fields.ts'
import { methods } from './mediation.ts'

/** A method used on a dispute, and when. */
export const methodForm = (today: Day) =>
  v.object({
    method: choice(methods, '请选择调解方式'),
    usedOn: requiredDay('使用日期', today),
    note: optionalText(500),
  })

export type MethodInput = v.InferOutput<ReturnType<typeof methodForm>>
