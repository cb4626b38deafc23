import * as v from 'valibot'
import { requiredText } from './form-fields.ts'
import { looksPersonal } from './masking.ts'

/** Asking to read the parties' names and phones: why, for the audit log, which keeps no such text. */
export const revealForm = v.object({
  reason: v.pipe(
    requiredText('查看原因', 100),
    v.check((reason) => looksPersonal(reason).length === 0, '原因里不要写身份证号和电话，请删去'),
  ),
})
