import * as v from 'valibot'
import {
  choiceOr,
  optionalPhone,
  optionalText,
  requiredCode,
  requiredText,
  submissionKey,
  wholeNumber,
} from './form-fields.ts'
import { scaleCodes } from './incidents.ts'
import { difficulties, partyKinds, partySides } from './mediation.ts'
import { placeForm } from './place-form.ts'

const party = v.pipe(
  v.object({
    side: choiceOr(partySides, 'applicant', '请选择申请人或被申请人'),
    kind: choiceOr(partyKinds, 'person', '请选择个人或单位'),
    name: optionalText(60),
    phone: optionalPhone,
  }),
  v.forward(
    v.check(({ name, phone }) => name !== null || phone === null, '请填写姓名，或把电话一并清空'),
    ['name'],
  ),
)

const parties = v.pipe(
  v.optional(v.array(party, '请重新填写当事人'), []),
  v.maxLength(20, '当事人最多填20个'),
  v.transform((rows) => rows.flatMap(({ name, ...rest }) => (name ? [{ name, ...rest }] : []))),
)

/**
 * Opening a dispute. Rows of parties (`parties.0.name` …) left without a name are dropped: a dispute
 * may be registered before its parties are known.
 */
export const disputeForm = v.intersect([
  v.object({
    typeCode: requiredCode('请选择纠纷类型'),
    title: requiredText('纠纷名称', 60),
    summary: requiredText('简要情况', 2000),
    difficulty: choiceOr(difficulties, 'ordinary', '请选择难度'),
    scaleCode: choiceOr(scaleCodes, '01', '请选择涉及规模'),
    sourceCode: requiredCode('请选择案件来源'),
    peopleCount: wholeNumber('涉及人数', 1, 99_999, 2),
    addressText: optionalText(100),
    parties,
    key: submissionKey,
  }),
  placeForm,
])

export type DisputeInput = v.InferOutput<typeof disputeForm>
