import * as v from 'valibot'
import { disputeForm } from './dispute-form.ts'

/** A dispute taken in from somebody: whoever applies has to be named. */
export const disputeIntakeForm = v.pipe(
  disputeForm,
  v.forward(
    v.check(
      ({ parties }) => parties.some(({ side }) => side === 'applicant'),
      '请至少填写一位申请人的姓名',
    ),
    ['parties'],
  ),
)
