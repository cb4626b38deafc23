import { findDispute, holdDispute } from '#db/disputes.ts'
import { insertVisits, listVisitsOf, recordPlannedVisit } from '#db/visits.ts'
import { isOpen } from '../domain/mediation.ts'
import type { VisitInput } from '../domain/visit-form.ts'
import type { VisitPlanInput } from '../domain/visit-plan-form.ts'
import { audit } from './audit.server.ts'
import { type Desk, inTransaction } from './desk.server.ts'
import { listPanelists } from './dispute-stage.server.ts'

export type RecordedVisit = { ok: true } | { ok: false; reason: 'alreadyRecorded' }

/** Records a planned visit (回访): done with its outcome, or not, with the reason; once. */
export const recordVisit = (desk: Desk, visitId: number, input: VisitInput) =>
  inTransaction(desk, async (desk): Promise<RecordedVisit> => {
    const recorded = await recordPlannedVisit(
      desk.db,
      visitId,
      input.status === 'done' ? { ...input, satisfied: input.satisfied ? 1 : 0 } : input,
    )
    if (!recorded) return { ok: false, reason: 'alreadyRecorded' }
    await audit(desk, 'visit.recorded', 'visit', visitId, { status: input.status })
    return { ok: true }
  })

export type PlannedVisit = { ok: true } | { ok: false; reason: 'notOpen' | 'unknownWorker' }

/**
 * Plans one more visit of a dispute on the books, for its owner unless a colleague is named; the
 * same visit is planned once, however often the form is sent.
 */
export const planVisit = (desk: Desk, disputeId: number, plan: VisitPlanInput) =>
  inTransaction(desk, async (desk): Promise<PlannedVisit> => {
    await holdDispute(desk.db, disputeId)
    const dispute = await findDispute(desk.db, disputeId)
    if (!dispute || !isOpen(dispute.status)) return { ok: false, reason: 'notOpen' }
    const workerId = plan.workerId ?? dispute.ownerId
    if (plan.workerId !== null) {
      const known = await listPanelists(desk, dispute.areaCode)
      if (!known.some(({ id }) => id === workerId)) return { ok: false, reason: 'unknownWorker' }
    }
    const planned = (await listVisitsOf(desk.db, disputeId)).some(
      (visit) =>
        visit.status === 'planned' && visit.dueOn === plan.dueOn && visit.workerId === workerId,
    )
    if (planned) return { ok: true }
    await insertVisits(desk.db, [
      {
        disputeId,
        dueOn: plan.dueOn,
        workerId,
        status: 'planned',
        doneOn: null,
        outcome: null,
        satisfied: null,
        reason: null,
      },
    ])
    await audit(desk, 'visit.planned', 'dispute', disputeId, { dueOn: plan.dueOn, workerId })
    return { ok: true }
  })
