import { findDispute, moveDispute } from '#db/disputes.ts'
import { markGradingsDirty } from '#db/gradings.ts'
import { listPanelSeats } from '#db/panel-seats.ts'
import type { Row } from '#db/schema.ts'
import { cancelPlannedVisits, countPlannedVisits, insertVisits } from '#db/visits.ts'
import type { DisputeMoveInput } from '../domain/dispute-move-form.ts'
import {
  bookChange,
  isReopening,
  type MoveProblem,
  moveProblem,
  planVisits,
  type Status,
  stageOf,
} from '../domain/mediation.ts'
import { audit } from './audit.server.ts'
import { openCalendar } from './calendar.server.ts'
import { type Desk, inTransaction } from './desk.server.ts'
import { dueColumns, dueOf, keptDue, mayOwn, recordEvent } from './dispute-stage.server.ts'

export type AdvancedDispute =
  | { ok: true; status: Status; visitsPlanned: number }
  | { ok: false; reason: MoveProblem | 'alreadyMoved' | 'unknownOwner' }

/**
 * Moves a dispute on, as seen at `version`: its status, stage, owner and due day, the event, the
 * visits that an agreement plans or a reopening cancels, and the months' grades with it.
 */
export const advanceDispute = (
  desk: Desk,
  disputeId: number,
  move: DisputeMoveInput,
): Promise<AdvancedDispute> =>
  inTransaction(desk, async (desk): Promise<AdvancedDispute> => {
    const dispute = await findDispute(desk.db, disputeId)
    if (!dispute || dispute.version !== move.version) return { ok: false, reason: 'alreadyMoved' }
    const { to, opinion } = move
    const ownerId = move.ownerId ?? dispute.ownerId
    const reason = moveProblem(
      {
        status: dispute.status,
        opinion,
        ownerId,
        panel: await listPanelSeats(desk.db, disputeId),
        plannedVisits: await countPlannedVisits(desk.db, disputeId),
      },
      to,
    )
    if (reason) return { ok: false, reason }
    if (ownerId !== dispute.ownerId && !(await mayOwn(desk, ownerId, dispute.areaCode))) {
      return { ok: false, reason: 'unknownOwner' }
    }
    const due = await dueOf(
      desk,
      { from: dispute.status, to },
      dispute.difficulty,
      keptDue(dispute),
    )
    const change = bookChange(dispute.status, to)
    const moved = await moveDispute(desk.db, dispute, {
      status: to,
      stage: stageOf[to],
      ownerId,
      ...dueColumns(due),
      ...(change === 'settled' && { settledOn: desk.today }),
      ...(change === 'opened' && { settledOn: null, closedOn: null }),
      ...(to === 'closed' && { closedOn: desk.today }),
    })
    if (!moved) return { ok: false, reason: 'alreadyMoved' }
    await recordEvent(desk, { disputeId, from: dispute.status, to, opinion, ownerId, due })
    const visitsPlanned = await arrangeVisits(desk, { ...dispute, ownerId }, to)
    await markGradingsDirty(desk.db, desk.today)
    await audit(desk, 'dispute.moved', 'dispute', disputeId, { from: dispute.status, to, ownerId })
    return { ok: true, status: to, visitsPlanned }
  })

/** An agreement plans its visits for the owner; a reopening cancels what was still planned. */
async function arrangeVisits(desk: Desk, dispute: Row<'disputes'>, to: Status): Promise<number> {
  if (isReopening(dispute.status, to)) {
    await cancelPlannedVisits(desk.db, dispute.id, '重新调解，原回访计划取消')
    return 0
  }
  if (to !== 'agreed') return 0
  const days = planVisits(dispute.difficulty, desk.today, await openCalendar(desk.db))
  await insertVisits(
    desk.db,
    days.map((dueOn) => ({
      disputeId: dispute.id,
      dueOn,
      workerId: dispute.ownerId,
      status: 'planned' as const,
      doneOn: null,
      outcome: null,
      satisfied: null,
      reason: null,
    })),
  )
  return days.length
}
