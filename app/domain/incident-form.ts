import * as v from 'valibot'
import { type Day, type Instant, isDay } from './day.ts'
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
import { type LocatedHow, scaleCodes, sourceChannels } from './incidents.ts'
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
 * Reads either form, and answers what was typed too. The chips 今天 and 昨天 (`day`) stand before the
 * date field, which counts when neither is chosen.
 */
export function parseIncidentForm<Schema extends v.GenericSchema>(
  schema: Schema,
  source: Iterable<readonly [string, unknown]>,
): ParsedForm<v.InferOutput<Schema>> & { values: Record<string, string> } {
  const typed: Record<string, string> = {}
  for (const [name, value] of source) if (typeof value === 'string') typed[name] = value
  const { day } = typed
  const values = day !== undefined && isDay(day) ? { ...typed, occurredOn: day } : typed
  return { ...parseForm(schema, values), values }
}

/** An incident as its form would have been typed; the point is in CGCS2000 as it is stored. */
export function typedFacts(
  incident: StoredFacts,
  categories: readonly { code: string; parentCode: string | null }[],
): Record<string, string> {
  const { categoryCode, occurredAt, lonE7, latE7, locatedHow } = incident
  const parent = categories.find(({ code }) => code === categoryCode)?.parentCode ?? null
  const chosen = locatedHow === 'manual' || locatedHow === 'confirmed'
  const hasPoint = lonE7 !== null && latE7 !== null
  return {
    categoryCode: parent ?? categoryCode,
    finerCode: parent === null ? '' : categoryCode,
    scaleCode: incident.scaleCode,
    deaths: String(incident.deaths),
    occurredOn: incident.occurredOn,
    occurredTime: occurredAt === null ? '' : timeOf(occurredAt),
    addressText: incident.addressText ?? '',
    summary: incident.summary ?? '',
    sourceChannel: incident.sourceChannel,
    ...(hasPoint && {
      lon: (lonE7 / 1e7).toFixed(7),
      lat: (latE7 / 1e7).toFixed(7),
      crs: 'cgcs2000',
    }),
    ...(chosen && {
      governanceCode: incident.governanceCode ?? '',
      policeCode: incident.policeCode ?? '',
      confirmed: 'on',
    }),
  }
}

interface StoredFacts {
  categoryCode: string
  scaleCode: string
  deaths: number
  occurredOn: Day
  occurredAt: Instant | null
  addressText: string | null
  summary: string | null
  sourceChannel: string
  lonE7: number | null
  latE7: number | null
  governanceCode: string | null
  policeCode: string | null
  locatedHow: LocatedHow
}

/** HH:MM in Asia/Shanghai (UTC+8). */
const timeOf = (at: Instant): string =>
  new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(11, 16)

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
