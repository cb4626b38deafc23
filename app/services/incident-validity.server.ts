import { markGradingsDirty } from '#db/gradings.ts'
import { findIncidentCategory } from '#db/incident-categories.ts'
import { findIncident, findIncidentByNumber, type Incident, updateIncident } from '#db/incidents.ts'
import { disputeTypeOf } from '../domain/incident-dispute.ts'
import { changesBetween } from '../domain/incident-trace.ts'
import type { IncidentVoidInput } from '../domain/incident-void-form.ts'
import { isLegalAct, type SourceChannel, validityAfter } from '../domain/incidents.ts'
import { type Desk, inTransaction } from './desk.server.ts'
import { openDispute } from './disputes.server.ts'
import { countingEffects } from './incident-counts.server.ts'
import { mayDo } from './incident-reading.server.ts'
import { recordAct } from './incidents.server.ts'

export type VoidingProblem =
  | 'notFound'
  | 'stale'
  | 'notLegal'
  | 'categoryNeverCounts'
  | 'targetMissing'
  | 'targetItself'
  | 'targetNotValid'

export type VoidedIncident = { ok: true } | { ok: false; reason: VoidingProblem }

/**
 * Withdraws an incident, marks it 无效 or valid again, or merges it into the one it repeats. The
 * counts follow at once; valid again undoes each of the others.
 */
export const voidIncident = (
  desk: Desk,
  incidentId: number,
  { act, reason, targetNumber, version }: IncidentVoidInput,
): Promise<VoidedIncident> =>
  inTransaction(desk, async (desk): Promise<VoidedIncident> => {
    const before = await findIncident(desk.db, incidentId)
    if (!before) return { ok: false, reason: 'notFound' }
    if (before.version !== version) return { ok: false, reason: 'stale' }
    const validity = validityAfter[before.validity][act]
    if (validity === undefined) return { ok: false, reason: 'notLegal' }
    const category = await findIncidentCategory(desk.db, before.categoryCode)
    if (validity === 'valid' && category?.valid === 0) {
      return { ok: false, reason: 'categoryNeverCounts' }
    }
    const target = act === 'merged' ? await findTarget(desk, before, targetNumber) : null
    if (typeof target === 'string') return { ok: false, reason: target }
    const after = { validity, mergedIntoId: target?.id ?? null }
    const changes = changesBetween({ validity: before.validity }, { validity })
    const merged = target ? { mergedInto: [null, target.number] as const } : {}
    const effects = await countingEffects(desk.db, [before], () =>
      updateIncident(desk.db, before, after),
    )
    if (!effects) return { ok: false, reason: 'stale' }
    await recordAct(desk, {
      incidentId,
      act,
      reason,
      changes: { ...changes, ...merged, ...effects },
    })
    await markGradingsDirty(desk.db, before.occurredOn)
    return { ok: true }
  })

export type MadeDispute =
  | { ok: true; disputeId: number }
  | { ok: false; reason: 'notFound' | 'notLegal' | 'unknownType' }

/**
 * 转为纠纷: opens a dispute with the facts and the place of the incident, once. The incident stays
 * as it is counted; pressed again it answers the dispute that is there.
 */
export const makeDispute = (desk: Desk, incidentId: number): Promise<MadeDispute> =>
  inTransaction(desk, async (desk): Promise<MadeDispute> => {
    const incident = await findIncident(desk.db, incidentId)
    if (!incident) return { ok: false, reason: 'notFound' }
    if (incident.disputeId !== null) return { ok: true, disputeId: incident.disputeId }
    if (!isLegalAct(incident, 'madeDispute')) return { ok: false, reason: 'notLegal' }
    const { lonE7, latE7, governanceCode, policeCode, areaCode, scaleCode, addressText } = incident
    const category = await findIncidentCategory(desk.db, incident.categoryCode)
    const opened = await openDispute(desk, {
      title: [addressText, category?.label ?? '事件'].filter(Boolean).join(' ').slice(0, 60),
      typeCode: disputeTypeOf(incident.categoryCode),
      summary: incident.summary ?? `由事件${incident.number}转来`,
      difficulty: 'ordinary',
      scaleCode,
      sourceCode: disputeSources[incident.sourceChannel],
      peopleCount: 2,
      addressText,
      parties: [],
      lonE7,
      latE7,
      governanceCode,
      policeCode,
      areaCode,
      incidentId,
    })
    if (!opened.ok) return opened
    const { disputeId } = opened
    await updateIncident(desk.db, incident, { disputeId })
    const changes = { disputeId: [null, disputeId] as const }
    await recordAct(desk, { incidentId, act: 'madeDispute', reason: null, changes })
    return { ok: true, disputeId }
  })

/** 案件来源 (司法部 1 to 9) by the channel the incident came through. */
const disputeSources: Record<SourceChannel, string> = {
  gridWorker: '2',
  call110: '5',
  hotline12345: '7',
  visit: '2',
  petition: '6',
  import: '7',
  other: '2',
}

async function findTarget(
  desk: Desk,
  incident: Incident,
  number: string | null,
): Promise<Incident | VoidingProblem> {
  const target = await findIncidentByNumber(desk.db, number ?? '')
  if (!target || !(await mayDo(desk, 'incident.read', target))) return 'targetMissing'
  if (target.id === incident.id) return 'targetItself'
  return target.validity === 'valid' ? target : 'targetNotValid'
}
