import type { AreaPath } from '../app/domain/areas.ts'
import type { Day } from '../app/domain/day.ts'
import { isInAreas } from './areas.ts'
import type { Database } from './connect.ts'

/** Whose month: an area and everything below it, and the days of the month, both ends included. */
export interface ReportScope {
  path: AreaPath
  from: Day
  to: Day
}

/** The valid and the invalid incidents that occurred in the period, by place and category. */
export async function countReportedIncidents(db: Database, { path, from, to }: ReportScope) {
  const rows = await db
    .selectFrom('incidents')
    .select([
      'areaCode',
      'categoryCode',
      'validity',
      (select) => select.fn.countAll<number>().as('count'),
    ])
    .where('occurredOn', '>=', from)
    .where('occurredOn', '<=', to)
    .where('validity', 'in', ['valid', 'invalid'])
    .where((where) => isInAreas(where.ref('incidents.areaCode'), [path]))
    .groupBy(['areaCode', 'categoryCode', 'validity'])
    .execute()
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

/** The valid incidents of the period that no area has, because their point is in no grid. */
export async function countIncidentsWithoutArea(
  db: Database,
  { from, to }: Pick<ReportScope, 'from' | 'to'>,
): Promise<number> {
  const { count } = await db
    .selectFrom('incidents')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('occurredOn', '>=', from)
    .where('occurredOn', '<=', to)
    .where('validity', '=', 'valid')
    .where('areaCode', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/**
 * What the books of a period are kept from: every move in it, and of each dispute the last move
 * before it, in the order they were made; with the first-level type and the place of the dispute.
 */
export const listBookMoves = (db: Database, { path, from, to }: ReportScope) =>
  db
    .selectFrom('disputeEvents')
    .innerJoin('disputes', 'disputes.id', 'disputeEvents.disputeId')
    .innerJoin('disputeTypes', 'disputeTypes.code', 'disputes.typeCode')
    .select((select) => [
      'disputes.id as dispute',
      'disputes.areaCode',
      select.fn.coalesce('disputeTypes.parentCode', 'disputeTypes.code').as('typeCode'),
      'disputeEvents.fromStatus as from',
      'disputeEvents.toStatus as to',
      'disputeEvents.movedOn',
    ])
    .where((where) => isInAreas(where.ref('disputes.areaCode'), [path]))
    .where('disputeEvents.movedOn', '<=', to)
    .where((where) =>
      where.or([
        where('disputeEvents.movedOn', '>=', from),
        where('disputeEvents.id', '=', (select) =>
          select
            .selectFrom('disputeEvents as moves')
            .select((move) => move.fn.max('moves.id').as('last'))
            .whereRef('moves.disputeId', '=', 'disputes.id')
            .where('moves.movedOn', '<', from),
        ),
      ]),
    )
    .orderBy('disputeEvents.id')
    .execute()

/** The methods used on disputes in the period. */
export const listMethodUses = (db: Database, { path, from, to }: ReportScope) =>
  db
    .selectFrom('disputeMethods')
    .innerJoin('disputes', 'disputes.id', 'disputeMethods.disputeId')
    .select(['disputeId as dispute', 'method', 'usedOn'])
    .where('usedOn', '>=', from)
    .where('usedOn', '<=', to)
    .where((where) => isInAreas(where.ref('disputes.areaCode'), [path]))
    .execute()

/** The follow-up visits due in the period, whatever became of them. */
export const listVisitsDue = (db: Database, { path, from, to }: ReportScope) =>
  db
    .selectFrom('visits')
    .innerJoin('disputes', 'disputes.id', 'visits.disputeId')
    .select(['visits.dueOn', 'visits.status', 'visits.doneOn'])
    .where('visits.dueOn', '>=', from)
    .where('visits.dueOn', '<=', to)
    .where((where) => isInAreas(where.ref('disputes.areaCode'), [path]))
    .execute()
