import * as v from 'valibot'
import { requiredText } from './form-fields.ts'

/** Asking to read the parties' names and phones: why, for the audit log. */
export const revealForm = v.object({ reason: requiredText('查看原因', 100) })
