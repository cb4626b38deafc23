import { findArea } from '#db/areas.ts'
import { findDispute } from '#db/disputes.ts'
import { listGridNames } from '#db/grid-names.ts'
import { findIncidentCategory, listIncidentCategories } from '#db/incident-categories.ts'
import { listMergedInto } from '#db/incident-duplicates.ts'
import { findIncident, type Incident, listIncidentEvents } from '#db/incidents.ts'
import { findWorker } from '#db/workers.ts'
import type { Layer } from '../domain/areas.ts'
import { type CountEffect, type IncidentChanges, readChanges } from '../domain/incident-trace.ts'
import { type IncidentAct, isLegalAct } from '../domain/incidents.ts'
import { may, type Right } from '../domain/permissions.ts'
import type { Desk } from './desk.server.ts'
import { isGridInReach } from './grid-reach.server.ts'

/** An incident the worker may do this to; undefined when there is none, or it is not theirs to see. */
export async function findReachable(
  desk: Desk,
  right: Right,
  incidentId: number,
): Promise<Incident | undefined> {
  const incident = await findIncident(desk.db, incidentId)
  return incident && (await mayDo(desk, right, incident)) ? incident : undefined
}

/** Everything the page of an incident shows. */
export async function readIncident(desk: Desk, incident: Incident) {
  const { db } = desk
  const category = await findIncidentCategory(db, incident.categoryCode)
  const parent = category?.parentCode
    ? await findIncidentCategory(db, category.parentCode)
    : undefined
  const area = incident.areaCode === null ? undefined : await findArea(db, incident.areaCode)
  const reporter =
    incident.reporterId === null ? undefined : await findWorker(db, incident.reporterId)
  const merged =
    incident.mergedIntoId === null ? undefined : await findIncident(db, incident.mergedIntoId)
  const dispute =
    incident.disputeId === null ? undefined : await findDispute(db, incident.disputeId)
  const { areaCode: _, batchId: _batch, reporterId: _reporter, ...facts } = incident
  return {
    facts,
    categoryLabel: [parent?.label, category?.label ?? `未知类别 ${incident.categoryCode}`]
      .filter((label) => label !== undefined)
      .join(' · '),
    areaNames: await namesUpwards(desk, area?.code ?? null),
    police: await gridOf(desk, 'police', incident.policeCode),
    governance: await gridOf(desk, 'governance', incident.governanceCode),
    reporterName: reporter?.name ?? null,
    imported: incident.batchId !== null,
    mergedInto: merged ? { id: merged.id, number: merged.number } : null,
    duplicates: await listMergedInto(db, incident.id),
    dispute: dispute ? { id: dispute.id, number: dispute.number } : null,
    trace: await readTrace(desk, incident.id),
    acts: await actsOf(desk, incident, category?.valid !== 0),
  }
}

/** The trace, oldest first, with codes said in words. */
async function readTrace(desk: Desk, incidentId: number) {
  const labels = new Map(
    (await listIncidentCategories(desk.db)).map(({ code, label }) => [code, label]),
  )
  const events = await listIncidentEvents(desk.db, incidentId)
  const inWords = (field: string, value: string | number | null) =>
    field === 'categoryCode' ? (labels.get(String(value)) ?? value) : value
  const read = events.map(({ changes }) => readChanges(JSON.parse(changes) as IncidentChanges))
  const names = await namesOf(
    desk,
    read.flatMap(({ effects }) => effects),
  )
  return events.map(({ id, act, at, reason, workerName }, index) => {
    const { facts, effects } = read[index] ?? { facts: [], effects: [] }
    return {
      id,
      act,
      at,
      reason,
      workerName,
      effects: effects.map((effect) => ({
        ...effect,
        name: names[effect.layer].get(effect.code) ?? effect.code,
      })),
      facts: facts.map(({ field, before, after }) => ({
        field,
        before: inWords(field, before),
        after: inWords(field, after),
      })),
    }
  })
}

async function namesOf(desk: Desk, effects: readonly CountEffect[]) {
  const codesIn = (layer: Layer) =>
    effects.filter((effect) => effect.layer === layer).map(({ code }) => code)
  return {
    police: await listGridNames(desk.db, 'police', codesIn('police')),
    governance: await listGridNames(desk.db, 'governance', codesIn('governance')),
  }
}

/** The version of an incident now, and what made it: for a form that came too late. */
export async function findLastAct(desk: Desk, incidentId: number) {
  const incident = await findIncident(desk.db, incidentId)
  const last = (await listIncidentEvents(desk.db, incidentId)).at(-1)
  return {
    version: incident?.version ?? 0,
    last: last ? { act: last.act, at: last.at, workerName: last.workerName } : null,
  }
}

const rightOf = {
  corrected: 'incident.correct',
  withdrawn: 'incident.void',
  markedInvalid: 'incident.void',
  markedValid: 'incident.void',
  merged: 'incident.void',
  madeDispute: 'dispute.open',
} as const satisfies Partial<Record<IncidentAct, Right>>

export type OfferedAct = keyof typeof rightOf

/** The acts that are legal now and this worker's to do. */
async function actsOf(desk: Desk, incident: Incident, counts: boolean): Promise<OfferedAct[]> {
  const offered: OfferedAct[] = []
  for (const act of Object.keys(rightOf) as OfferedAct[]) {
    if (act === 'markedValid' && !counts) continue
    if (isLegalAct(incident, act) && (await mayDo(desk, rightOf[act], incident))) {
      offered.push(act)
    }
  }
  return offered
}

/** May this worker do it to this incident, where it happened? */
export async function mayDo(desk: Desk, right: Right, incident: Incident): Promise<boolean> {
  const area = incident.areaCode === null ? undefined : await findArea(desk.db, incident.areaCode)
  return may(desk.worker, right, {
    own: incident.reporterId === desk.worker.id,
    areaPath: area?.path ?? null,
  })
}

async function gridOf(desk: Desk, layer: Layer, code: string | null) {
  if (code === null) return null
  const name = (await listGridNames(desk.db, layer, [code])).get(code) ?? code
  return { layer, code, name, isInReach: await isGridInReach(desk, layer, code) }
}

/** 县 · 镇 · 村 of an area. */
async function namesUpwards(desk: Desk, code: string | null): Promise<string[]> {
  const area = code === null ? undefined : await findArea(desk.db, code)
  return area ? [...(await namesUpwards(desk, area.parentCode)), area.name] : []
}
