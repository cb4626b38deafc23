import { findArea } from '#db/areas.ts'
import { insertDisputeEvent } from '#db/dispute-events.ts'
import { type Colleague, listColleagues } from '#db/dispute-owners.ts'
import { listLimits } from '#db/reference.ts'
import type { Row } from '#db/schema.ts'
import type { Due } from '../domain/deadlines.ts'
import { type Difficulty, type Status, stageOf } from '../domain/mediation.ts'
import { policy, type Role, roles } from '../domain/permissions.ts'
import { dueAfterMove } from '../domain/stage-due.ts'
import { openCalendar } from './calendar.server.ts'
import type { Desk } from './desk.server.ts'

/** The roles that may have a dispute in hand. */
export const handlingRoles: readonly Role[] = roles.filter((role) => policy['dispute.handle'][role])

const visitingRoles: readonly Role[] = roles.filter((role) => policy['visit.record'][role])

/** The colleagues who may have a dispute of this area in hand. */
export const listOwners = (desk: Desk, areaCode: string | null): Promise<Colleague[]> =>
  listColleaguesFor(desk, areaCode, handlingRoles)

/** The colleagues who may sit on its panel or visit: those who may record a visit. */
export const listPanelists = (desk: Desk, areaCode: string | null): Promise<Colleague[]> =>
  listColleaguesFor(desk, areaCode, visitingRoles)

export async function mayOwn(desk: Desk, workerId: number | null, areaCode: string | null) {
  return (await listOwners(desk, areaCode)).some(({ id }) => id === workerId)
}

/** The due day of its stage after a move today, by the site's limits and calendar. */
export async function dueOf(
  desk: Desk,
  move: { from: Status | null; to: Status },
  difficulty: Difficulty,
  kept: Due | null,
): Promise<Due | null> {
  const limits = await listLimits(desk.db)
  return dueAfterMove(
    { ...move, on: desk.today },
    kept,
    (stage) => limits.find((limit) => limit.stage === stage && limit.difficulty === difficulty),
    await openCalendar(desk.db),
  )
}

type DueColumns = Pick<Row<'disputes'>, 'dueOn' | 'yellowOn' | 'dueProvisional'>

export const dueColumns = (due: Due | null): DueColumns => ({
  dueOn: due?.dueOn ?? null,
  yellowOn: due?.yellowOn ?? null,
  dueProvisional: due?.provisional ? 1 : 0,
})

export const keptDue = ({ dueOn, yellowOn, dueProvisional }: DueColumns): Due | null =>
  dueOn === null ? null : { dueOn, yellowOn: yellowOn ?? dueOn, provisional: dueProvisional === 1 }

/** A move as a row of the dispute's history. */
export const recordEvent = (
  desk: Desk,
  move: {
    disputeId: number
    from: Status | null
    to: Status
    opinion: string | null
    ownerId: number | null
    due: Due | null
  },
) =>
  insertDisputeEvent(desk.db, {
    disputeId: move.disputeId,
    at: desk.now,
    movedOn: desk.today,
    workerId: desk.worker.id,
    fromStatus: move.from,
    toStatus: move.to,
    fromStage: move.from === null ? null : stageOf[move.from],
    toStage: stageOf[move.to],
    opinion: move.opinion,
    ownerId: move.ownerId,
    dueOn: move.due?.dueOn ?? null,
  })

async function listColleaguesFor(desk: Desk, areaCode: string | null, held: readonly Role[]) {
  const area = areaCode === null ? undefined : await findArea(desk.db, areaCode)
  return await listColleagues(desk.db, { roles: held, path: area?.path ?? null, on: desk.today })
}
