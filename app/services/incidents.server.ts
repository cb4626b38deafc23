import { markGradingsDirty } from '#db/gradings.ts'
import { findIncidentCategory } from '#db/incident-categories.ts'
import {
  findIncident,
  type Incident,
  insertIncident,
  insertIncidentEvent,
  updateIncident,
} from '#db/incidents.ts'
import { allotNumber } from '#db/numbers.ts'
import { type Instant, parseMoment } from '../domain/day.ts'
import type { IncidentCorrection, IncidentFacts, IncidentInput } from '../domain/incident-form.ts'
import { changesBetween } from '../domain/incident-trace.ts'
import { isLegalAct, validityAfterCorrection } from '../domain/incidents.ts'
import { audit } from './audit.server.ts'
import { type Desk, inTransaction } from './desk.server.ts'
import { countingEffects } from './incident-counts.server.ts'
import { type FoundPlace, findPlace, type Place } from './place.server.ts'
import { submitOnce } from './submissions.server.ts'

export type FactsProblem = 'unknownCategory' | 'finerElsewhere' | 'inFuture'

type FactsRefused = { ok: false; reason: FactsProblem } | (FoundPlace & { ok: false })

export type LoggedIncident = { ok: true; incidentId: number; again: boolean } | FactsRefused

/**
 * Logs an incident (随手报) where the worker may: number, both grids, trace, counts. 无效警情 is kept
 * and never counted. The same form sent twice answers the first incident again.
 */
export async function logIncident(desk: Desk, input: IncidentInput): Promise<LoggedIncident> {
  const facts = await factsOf(desk, input)
  if (!facts.ok) return facts
  const form = { key: input.key, subject: 'incident' }
  const { subjectId, again } = await submitOnce(desk, form, async (desk) => {
    const { columns, place, counts } = facts
    let incidentId = 0
    const effects = await countingEffects(desk.db, [{ ...columns, ...place }], async () => {
      incidentId = await insertIncident(desk.db, {
        ...columns,
        ...place,
        number: await nextNumber(desk),
        reportedAt: desk.now,
        validity: counts ? 'valid' : 'invalid',
        sourceChannel: input.sourceChannel,
        mergedIntoId: null,
        disputeId: null,
        reporterId: desk.worker.id,
        batchId: null,
        version: 1,
      })
      return true
    })
    await recordAct(desk, { incidentId, act: 'logged', reason: null, changes: effects ?? {} })
    await markGradingsDirty(desk.db, columns.occurredOn)
    return incidentId
  })
  return { ok: true, incidentId: subjectId, again }
}

export type CorrectedIncident =
  | { ok: true }
  | FactsRefused
  | { ok: false; reason: 'notFound' }
  | { ok: false; reason: 'stale' }
  | { ok: false; reason: 'notLegal' | 'unchanged' }

/**
 * Corrects any fact of an incident. A moved point or day finds its grids anew in the same
 * transaction, and the counts of the grids it leaves and enters move with it.
 */
export const correctIncident = (
  desk: Desk,
  incidentId: number,
  input: IncidentCorrection,
): Promise<CorrectedIncident> =>
  inTransaction(desk, async (desk): Promise<CorrectedIncident> => {
    const before = await findIncident(desk.db, incidentId)
    if (!before) return { ok: false, reason: 'notFound' }
    if (before.version !== input.version) return { ok: false, reason: 'stale' }
    if (!isLegalAct(before, 'corrected')) return { ok: false, reason: 'notLegal' }
    const facts = await factsOf(desk, input, before)
    if (!facts.ok) return facts
    const was = (await findIncidentCategory(desk.db, before.categoryCode))?.valid !== 0
    const after = {
      ...facts.columns,
      ...facts.place,
      sourceChannel: input.sourceChannel,
      validity: validityAfterCorrection(before.validity, { was, is: facts.counts }),
    }
    const changes = changesBetween(factColumns(before), after)
    if (Object.keys(changes).length === 0) return { ok: false, reason: 'unchanged' }
    const effects = await countingEffects(desk.db, [before, after], () =>
      updateIncident(desk.db, before, after),
    )
    if (!effects) return { ok: false, reason: 'stale' }
    await recordAct(desk, {
      incidentId,
      act: 'corrected',
      reason: input.reason,
      changes: { ...changes, ...effects },
    })
    await markGradingsDirty(
      desk.db,
      before.occurredOn < after.occurredOn ? before.occurredOn : after.occurredOn,
    )
    return { ok: true }
  })

/** A row of the trace, and its entry in the audit log. */
export async function recordAct(
  desk: Desk,
  { incidentId, act, reason, changes }: Trace,
): Promise<void> {
  await insertIncidentEvent(desk.db, {
    incidentId,
    act,
    at: desk.now,
    workerId: desk.worker.id,
    reason,
    changes: JSON.stringify(changes),
  })
  await audit(desk, `incident.${act}`, 'incident', incidentId, { fields: Object.keys(changes) })
}

interface Trace {
  incidentId: number
  act: Parameters<typeof isLegalAct>[1]
  reason: string | null
  changes: ReturnType<typeof changesBetween>
}

type FoundFacts = { ok: true; columns: FactColumns; place: Place; counts: boolean } | FactsRefused

type FactColumns = Pick<
  Incident,
  'categoryCode' | 'scaleCode' | 'deaths' | 'occurredOn' | 'occurredAt' | 'addressText' | 'summary'
>

/** The facts as they are stored; a point that was not moved keeps the CRS it came in. */
async function factsOf(desk: Desk, input: IncidentFacts, before?: Incident): Promise<FoundFacts> {
  const category = await findIncidentCategory(desk.db, input.finerCode ?? input.categoryCode)
  if (!category) return { ok: false, reason: 'unknownCategory' }
  if (input.finerCode !== null && category.parentCode !== input.categoryCode) {
    return { ok: false, reason: 'finerElsewhere' }
  }
  const occurredAt = instantOf(input)
  if (occurredAt !== null && occurredAt > desk.now) return { ok: false, reason: 'inFuture' }
  const found = await findPlace(desk, 'incident.log', { ...input, on: input.occurredOn })
  if (!found.ok) return found
  const { scaleCode, deaths, occurredOn, addressText, summary } = input
  const { place } = found
  const stays = before && before.lonE7 === place.lonE7 && before.latE7 === place.latE7
  return {
    ok: true,
    columns: {
      categoryCode: category.code,
      scaleCode,
      deaths,
      occurredOn,
      occurredAt,
      addressText,
      summary,
    },
    place: stays ? { ...place, sourceCrs: before.sourceCrs } : place,
    counts: category.valid === 1,
  }
}

function instantOf({ occurredOn, occurredTime }: IncidentFacts): Instant | null {
  return occurredTime === null ? null : (parseMoment(`${occurredOn} ${occurredTime}`)?.at ?? null)
}

/** SJ20261122-0001: a running number per day of logging. */
async function nextNumber(desk: Desk): Promise<string> {
  const prefix = `SJ${desk.today.replaceAll('-', '')}`
  return `${prefix}-${String(await allotNumber(desk.db, prefix)).padStart(4, '0')}`
}

const factColumns = ({
  id: _id,
  number: _number,
  version: _version,
  reportedAt: _reportedAt,
  reporterId: _reporterId,
  batchId: _batchId,
  disputeId: _disputeId,
  mergedIntoId: _mergedIntoId,
  ...facts
}: Incident) => facts
