import type { Day } from '../app/domain/day.ts'
import type { Database } from './connect.ts'
import { type DisputeReach, isWithinReach } from './disputes.ts'
import type { NewRow, Row, RowChange } from './schema.ts'

export type Visit = Row<'visits'>

/** Which visits: of disputes within reach, and then every condition that is given. */
export interface VisitQuery {
  reach: DisputeReach
  workerId?: number
  status?: Visit['status']
  /** red: past its day; yellow: due by `soonUntil`. */
  due?: { colour: 'red' | 'yellow'; today: Day; soonUntil: Day }
}

export const findVisit = (db: Database, id: number): Promise<Visit | undefined> =>
  db.selectFrom('visits').selectAll().where('id', '=', id).executeTakeFirst()

/** The visits of a dispute in the order of their days, with who is to make them. */
export const listVisitsOf = (db: Database, disputeId: number) =>
  db
    .selectFrom('visits')
    .leftJoin('workers', 'workers.id', 'visits.workerId')
    .selectAll('visits')
    .select('workers.name as workerName')
    .where('disputeId', '=', disputeId)
    .orderBy('dueOn')
    .orderBy('visits.id')
    .execute()

export type ListedVisit = Awaited<ReturnType<typeof listVisits>>[number]

/** The most urgent first, with the number, type and place of the dispute. */
export const listVisits = (
  db: Database,
  query: VisitQuery,
  page: { limit: number; offset: number },
) =>
  matching(db, query)
    .innerJoin('disputeTypes', 'disputeTypes.code', 'disputes.typeCode')
    .leftJoin('disputeTypes as classes', 'classes.code', 'disputeTypes.parentCode')
    .leftJoin('areas', 'areas.code', 'disputes.areaCode')
    .leftJoin('workers', 'workers.id', 'visits.workerId')
    .select([
      'visits.id',
      'visits.dueOn',
      'visits.doneOn',
      'visits.status',
      'visits.workerId',
      'disputes.id as disputeId',
      'disputes.number',
      'disputeTypes.label as typeLabel',
      'classes.label as classLabel',
      'areas.name as areaName',
      'areas.path as areaPath',
      'workers.name as workerName',
    ])
    .orderBy('visits.dueOn')
    .orderBy('visits.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()

export async function countVisits(db: Database, query: VisitQuery): Promise<number> {
  const { count } = await matching(db, query)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function countPlannedVisits(db: Database, disputeId: number): Promise<number> {
  const { count } = await db
    .selectFrom('visits')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('disputeId', '=', disputeId)
    .where('status', '=', 'planned')
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function insertVisits(db: Database, visits: readonly NewRow<'visits'>[]) {
  if (visits.length > 0) await db.insertInto('visits').values(visits).execute()
}

/** Records a planned visit; false when it was recorded before. */
export async function recordPlannedVisit(
  db: Database,
  id: number,
  record: Pick<RowChange<'visits'>, 'status' | 'doneOn' | 'outcome' | 'satisfied' | 'reason'>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('visits')
    .set(record)
    .where('id', '=', id)
    .where('status', '=', 'planned')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Cancels what was still planned; answers how many. */
export async function cancelPlannedVisits(
  db: Database,
  disputeId: number,
  reason: string,
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('visits')
    .set({ status: 'cancelled', reason })
    .where('disputeId', '=', disputeId)
    .where('status', '=', 'planned')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

function matching(db: Database, query: VisitQuery) {
  let rows = db
    .selectFrom('disputes')
    .innerJoin('visits', 'visits.disputeId', 'disputes.id')
    .where((where) => isWithinReach(where, query.reach))
  if (query.workerId !== undefined) rows = rows.where('visits.workerId', '=', query.workerId)
  if (query.status !== undefined) rows = rows.where('visits.status', '=', query.status)
  const { due } = query
  if (due?.colour === 'red') rows = rows.where('visits.dueOn', '<', due.today)
  if (due?.colour === 'yellow') {
    rows = rows.where('visits.dueOn', '>=', due.today).where('visits.dueOn', '<=', due.soonUntil)
  }
  return rows
}
