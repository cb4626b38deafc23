import { insertIncidentEvent, updateIncident } from '#db/incidents.ts'
import { addDays, type Instant } from '~/domain/day.ts'
import { disputeTypeOf } from '~/domain/incident-dispute.ts'
import type { UnattendedDesk } from '~/services/desk.server.ts'
import type { SeedDispute } from './prefecture/disputes.ts'

/** The incident a dispute grew from, with when and by whom it was made one. */
export interface Origin {
  incidentId: number
  workerId: number
  at: Instant
}

export type FoundOrigin = NonNullable<Awaited<ReturnType<typeof findOrigin>>>

/** 案件来源 主动调解 and 公安机关委托移送: what nobody applied for began as an incident. */
const notApplied = new Set(['2', '5'])
const daysBefore = 20

/**
 * A quarrel (03 纠纷警情) of the same kind in the same grid, shortly before a dispute for which
 * nobody applied; undefined when there is none, or it is taken.
 */
export async function findOrigin(
  { db }: UnattendedDesk,
  { sourceCode, typeCode, openedOn }: Pick<SeedDispute, 'sourceCode' | 'typeCode' | 'openedOn'>,
  governanceCode: string | null,
  taken: ReadonlySet<number>,
) {
  if (!notApplied.has(sourceCode) || governanceCode === null) return undefined
  const quarrels = await db
    .selectFrom('incidents')
    .select(['id', 'categoryCode', 'lonE7', 'latE7', 'addressText', 'policeCode'])
    .where('governanceCode', '=', governanceCode)
    .where('occurredOn', '>=', addDays(openedOn, -daysBefore))
    .where('occurredOn', '<', openedOn)
    .where('categoryCode', '>=', '03')
    .where('categoryCode', '<', '04')
    .where('validity', '=', 'valid')
    .orderBy('id', 'desc')
    .execute()
  return quarrels.find(
    ({ id, categoryCode }) =>
      !taken.has(id) && disputeTypeOf(categoryCode).slice(0, 2) === typeCode.slice(0, 2),
  )
}

/** Says on each incident, and in its trace, which dispute it became. */
export async function linkOrigins(
  { db }: UnattendedDesk,
  origins: readonly (Origin & { disputeId: number })[],
): Promise<void> {
  for (const { incidentId, disputeId, workerId, at } of origins) {
    await updateIncident(db, { id: incidentId, version: 1 }, { disputeId })
    const changes = JSON.stringify({ disputeId: [null, disputeId] })
    const event = { incidentId, workerId, at, act: 'madeDispute' as const, reason: null, changes }
    await insertIncidentEvent(db, event)
  }
}
