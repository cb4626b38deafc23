import * as v from 'valibot'
import { type Day, isDay } from './day.ts'
import { type ParsedForm, parseForm } from './form.ts'
import {
  choiceOr,
  optionalCode,
  optionalText,
  optionalTime,
  requiredCode,
  requiredDay,
  requiredText,
  rowVersion,
  submissionKey,
  wholeNumber,
} from './form-fields.ts'
import { scaleCodes, sourceChannels } from './incidents.ts'
import { looksPersonal } from './masking.ts'
import { placeForm } from './place-form.ts'

const factsForm = (today: Day) =>
  v.intersect([
    v.object({
      categoryCode: requiredCode('请选择事件类别'),
      finerCode: optionalCode,
      scaleCode: choiceOr(scaleCodes, '01', '请选择涉及规模'),
      deaths: wholeNumber('死亡人数', 0, 999, 0),
      occurredOn: requiredDay('发生日期', today),
      occurredTime: optionalTime,
      addressText: optionalText(100),
      summary: optionalText(500),
      keptText: optionalText(700),
      sourceChannel: choiceOr(sourceChannels, 'other', '请选择来源渠道'),
    }),
    placeForm,
  ])

/** Logging an incident (随手报). */
export const incidentForm = (today: Day) =>
  v.intersect([factsForm(today), v.object({ key: submissionKey })])

/** Correcting one: every fact, with the reason and the version it was read at. */
export const incidentCorrectionForm = (today: Day) =>
  v.intersect([
    factsForm(today),
    v.object({ reason: requiredText('更正原因', 200), version: rowVersion }),
  ])

export type IncidentFacts = v.InferOutput<ReturnType<typeof factsForm>>
export type IncidentInput = v.InferOutput<ReturnType<typeof incidentForm>>
export type IncidentCorrection = v.InferOutput<ReturnType<typeof incidentCorrectionForm>>

/**
 * Reads either form. The chips 今天 and 昨天 (`day`) stand before the date field, which counts when
 * neither is chosen.
 */
export function parseIncidentForm<Schema extends v.GenericSchema>(
  schema: Schema,
  source: Iterable<readonly [string, unknown]>,
): ParsedForm<v.InferOutput<Schema>> {
  const fields: Record<string, unknown> = Object.fromEntries(source)
  const { day } = fields
  const chosen = typeof day === 'string' && isDay(day) ? { occurredOn: day } : {}
  return parseForm(schema, { ...fields, ...chosen })
}

/**
 * The ID and phone numbers that stand in the free text, as one line; empty when there are none, or
 * when the reporter has read the warning about these very ones and keeps them.
 */
export function personalText({
  summary,
  addressText,
  keptText,
}: Pick<IncidentFacts, 'summary' | 'addressText' | 'keptText'>): string {
  const marks = looksPersonal(`${summary ?? ''}\n${addressText ?? ''}`)
  const line = marks.map(({ text }) => text).join(' ')
  return line === keptText ? '' : line
}
