import * as v from 'valibot'
import { optionalId, optionalText } from './form-fields.ts'
import type { PanelSeat } from './mediation.ts'

const seat = v.optional(
  v.object(
    { workerId: optionalId, name: optionalText(60), waivedReason: optionalText(200) },
    '请重新填写',
  ),
  {},
)

const seats: Record<PanelSeat, typeof seat> = {
  communityOfficer: seat,
  judicialMediator: seat,
  householdHead: seat,
  legalAdviser: seat,
}

/**
 * The four seats, as `communityOfficer.workerId`, `.name` (from outside the system) and
 * `.waivedReason`. A seat may stay empty here; mediation does not begin until none is.
 */
export const panelForm = v.object(seats)

export type PanelInput = v.InferOutput<typeof panelForm>
