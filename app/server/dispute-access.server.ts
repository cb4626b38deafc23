import { findDispute, findDisputeTies } from '#db/disputes.ts'
import { findVisit } from '#db/visits.ts'
import { may, type Right } from '../domain/permissions.ts'
import { rowIdOf } from '../domain/row-id.ts'
import type { Desk } from '../services/desk.server.ts'
import { notFound } from './guard.server.ts'

/**
 * The dispute of an address for whoever may do this to it; anything else is a 404. Reading is open
 * to its reporter and visitors too, everything else to its owner and its panel.
 */
export async function requireDispute(desk: Desk, right: Right, disputeId: string | undefined) {
  const id = rowIdOf(disputeId)
  const ties = await findDisputeTies(desk.db, id, desk.worker.id)
  const dispute = ties && (await findDispute(desk.db, id))
  if (!dispute) throw notFound()
  const mayDo = (right: Right) =>
    may(desk.worker, right, {
      own: right === 'dispute.read' ? ties.reads : ties.handles,
      areaPath: ties.areaPath,
    })
  if (!mayDo(right)) throw notFound()
  return { dispute, areaPath: ties.areaPath, mayDo }
}

/** The same for a visit: its visitor may, and whoever may do it to the dispute. */
export async function requireVisit(desk: Desk, right: Right, visitId: string | undefined) {
  const visit = await findVisit(desk.db, rowIdOf(visitId))
  const ties = visit && (await findDisputeTies(desk.db, visit.disputeId, desk.worker.id))
  const dispute = visit && (await findDispute(desk.db, visit.disputeId))
  if (!visit || !ties || !dispute) throw notFound()
  const own = visit.workerId === desk.worker.id || ties.handles
  if (!may(desk.worker, right, { own, areaPath: ties.areaPath })) throw notFound()
  return { visit, dispute }
}
