import * as v from 'valibot'
import type { Day } from './day.ts'
import {
  choiceOr,
  optionalText,
  optionalTime,
  requiredCode,
  requiredDay,
  submissionKey,
  wholeNumber,
} from './form-fields.ts'
import { scaleCodes } from './incidents.ts'
import { placeForm } from './place-form.ts'

/** Logging (随手报) and correcting an incident. */
export const incidentForm = (today: Day) =>
  v.intersect([
    v.object({
      categoryCode: requiredCode('请选择事件类别'),
      scaleCode: choiceOr(scaleCodes, '01', '请选择涉及规模'),
      deaths: wholeNumber('死亡人数', 0, 999, 0),
      occurredOn: requiredDay('发生日期', today),
      occurredTime: optionalTime,
      addressText: optionalText(100),
      summary: optionalText(500),
      key: submissionKey,
    }),
    placeForm,
  ])

export type IncidentInput = v.InferOutput<ReturnType<typeof incidentForm>>
