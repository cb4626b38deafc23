import { findArea } from '#db/areas.ts'
import { listDisputeEvents } from '#db/dispute-events.ts'
import { listDisputeMethods } from '#db/dispute-methods.ts'
import { type Dispute, listIncidentsOfDispute } from '#db/disputes.ts'
import { listPanelSeats } from '#db/panel-seats.ts'
import { findDisputeType } from '#db/reference.ts'
import { listVisitsOf } from '#db/visits.ts'
import { findWorker } from '#db/workers.ts'
import type { Layer } from '../domain/areas.ts'
import { shownLight } from '../domain/lights.ts'
import { maskName, maskPhone } from '../domain/masking.ts'
import { nextStatuses, openSeats } from '../domain/mediation.ts'
import { courseOf } from '../domain/stage-course.ts'
import { openCalendar } from '../services/calendar.server.ts'
import type { Desk } from '../services/desk.server.ts'
import { openParties } from '../services/dispute-file.server.ts'
import { isGridInReach } from '../services/grid-reach.server.ts'

/** One dispute as its page shows it: parties masked, lights on, the way it came. */
export async function disputeSheet(desk: Desk, dispute: Dispute) {
  const { db, today } = desk
  const { id } = dispute
  const calendar = await openCalendar(db)
  const events = await listDisputeEvents(db, id)
  const panel = await listPanelSeats(db, id)
  const visits = await listVisitsOf(db, id)
  return {
    ...(await factsOf(desk, dispute)),
    light: shownLight(dispute, today, calendar),
    course: courseOf(events, { today, settledOn: dispute.settledOn }),
    parties: (await openParties(desk, id)).map(({ name, phone, ...party }) => ({
      ...party,
      name: maskName(name),
      phone: phone === null ? null : maskPhone(phone),
    })),
    panel,
    openSeats: openSeats(panel),
    methods: await listDisputeMethods(db, id),
    visits: visits.map((visit) => ({
      ...visit,
      light: visit.status === 'planned' ? shownLight(visit, today, calendar) : null,
    })),
    incidents: await listIncidentsOfDispute(db, id),
    events: events.map(({ at, workerName, fromStatus, toStatus, opinion, ownerName, dueOn }) => ({
      at,
      workerName,
      fromStatus,
      toStatus,
      opinion,
      ownerName,
      dueOn,
    })),
    next: nextStatuses[dispute.status],
  }
}

async function factsOf(desk: Desk, dispute: Dispute) {
  const { db } = desk
  const { areaCode, ownerId, reporterId } = dispute
  const type = await findDisputeType(db, dispute.typeCode)
  const group = type?.parentCode ? await findDisputeType(db, type.parentCode) : undefined
  const owner = ownerId === null ? undefined : await findWorker(db, ownerId)
  const reporter = reporterId === null ? undefined : await findWorker(db, reporterId)
  const area = areaCode === null ? undefined : await findArea(db, areaCode)
  return {
    id: dispute.id,
    number: dispute.number,
    title: dispute.title,
    summary: dispute.summary,
    status: dispute.status,
    stage: dispute.stage,
    difficulty: dispute.difficulty,
    scaleCode: dispute.scaleCode,
    sourceCode: dispute.sourceCode,
    peopleCount: dispute.peopleCount,
    addressText: dispute.addressText,
    governance: await gridOf(desk, 'governance', dispute.governanceCode),
    police: await gridOf(desk, 'police', dispute.policeCode),
    openedOn: dispute.openedOn,
    settledOn: dispute.settledOn,
    typeLabel: type?.label ?? dispute.typeCode,
    classLabel: group?.label ?? null,
    areaName: area?.name ?? null,
    ownerName: owner?.name ?? null,
    reporterName: reporter?.name ?? null,
  }
}

const gridOf = async (desk: Desk, layer: Layer, code: string | null) =>
  code === null ? null : { code, isInReach: await isGridInReach(desk, layer, code) }
