import { saveDisputeMethod } from '#db/dispute-methods.ts'
import { findDispute } from '#db/disputes.ts'
import { replacePanelSeats } from '#db/panel-seats.ts'
import { listParties } from '#db/parties.ts'
import { type PartyKind, type PartySide, panelSeats } from '../domain/mediation.ts'
import type { MethodInput } from '../domain/method-form.ts'
import type { PanelInput } from '../domain/panel-form.ts'
import { audit } from './audit.server.ts'
import { type Desk, inTransaction } from './desk.server.ts'
import { listPanelists } from './dispute-stage.server.ts'

export type SavedPanel = { ok: true } | { ok: false; reason: 'unknownWorker' }

/** Seats the panel of four, whole; a seat without worker, name or reason stays open. */
export const seatPanel = (desk: Desk, disputeId: number, panel: PanelInput): Promise<SavedPanel> =>
  inTransaction(desk, async (desk): Promise<SavedPanel> => {
    const dispute = await findDispute(desk.db, disputeId)
    const known = await listPanelists(desk, dispute?.areaCode ?? null)
    const seats = panelSeats
      .map((seat) => ({ seat, ...panel[seat] }))
      .filter(({ workerId, name, waivedReason }) => workerId ?? name ?? waivedReason)
    if (
      seats.some(({ workerId }) => workerId !== null && !known.some(({ id }) => id === workerId))
    ) {
      return { ok: false, reason: 'unknownWorker' }
    }
    await replacePanelSeats(desk.db, disputeId, seats)
    await audit(desk, 'dispute.panelSeated', 'dispute', disputeId, {
      seats: seats.map(({ seat, workerId }) => ({ seat, workerId })),
    })
    return { ok: true }
  })

/** Notes a method used; noted again, the later note takes the place of the first. */
export const noteMethod = (desk: Desk, disputeId: number, method: MethodInput): Promise<void> =>
  inTransaction(desk, async (desk) => {
    await saveDisputeMethod(desk.db, { disputeId, ...method })
    await audit(desk, 'dispute.methodNoted', 'dispute', disputeId, {
      method: method.method,
      usedOn: method.usedOn,
    })
  })

/** A party with name and phone as they are: for whoever handles the dispute alone. */
export interface Party {
  id: number
  side: PartySide
  kind: PartyKind
  name: string
  phone: string | null
}

/** The parties in clear, to be masked before they are shown. */
export async function openParties(desk: Desk, disputeId: number): Promise<Party[]> {
  const parties = await listParties(desk.db, disputeId)
  return parties.map(({ id, side, kind, nameSealed, phoneSealed }) => ({
    id,
    side,
    kind,
    name: desk.sealer.open(nameSealed),
    phone: phoneSealed === null ? null : desk.sealer.open(phoneSealed),
  }))
}

/** The parties in clear for whoever said why; the log keeps that they did. */
export const revealParties = (desk: Desk, disputeId: number, reason: string): Promise<Party[]> =>
  inTransaction(desk, async (desk) => {
    await audit(desk, 'party.revealed', 'dispute', disputeId, { reason })
    return await openParties(desk, disputeId)
  })
