import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { AreaPath } from '../app/domain/areas.ts'
import type { Day } from '../app/domain/day.ts'
import type { Light } from '../app/domain/deadlines.ts'
import type { Method, Stage, Status } from '../app/domain/mediation.ts'
import { isInAreas } from './areas.ts'
import type { Database } from './connect.ts'
import { engineOf } from './portable.ts'
import type { NewRow, Row, RowChange, Schema } from './schema.ts'

export type Dispute = Row<'disputes'>

/** Which disputes somebody may know of: all in the subtrees, and those they have to do with. */
export interface DisputeReach {
  paths: readonly AreaPath[]
  workerId: number
}

/** Which disputes: within reach, and then every condition that is given. */
export interface DisputeQuery {
  reach: DisputeReach
  stage?: Stage
  status?: Status
  /** On the books (true) or off them (false). */
  open?: boolean
  light?: { colour: Exclude<Light, 'grey'>; today: Day; soonUntil: Day }
  /** A class, or a type. */
  typeCode?: string
  method?: Method
  /** In this area and everything below it. */
  areaPath?: AreaPath
  /** Theirs to handle: they own it or sit on its panel. */
  handlerId?: number
  /** Part of the number, the title or the address. */
  text?: string
}

/**
 * Makes writers of one dispute take turns until their transactions end. SQLite's are alone anyway.
 */
export async function holdDispute(db: Database, id: number): Promise<void> {
  if (engineOf(db) === 'postgres') {
    await sql`select 1 from disputes where id = ${id} for update`.execute(db)
  }
}

export const findDispute = (db: Database, id: number): Promise<Dispute | undefined> =>
  db.selectFrom('disputes').selectAll().where('id', '=', id).executeTakeFirst()

/** What decides whether somebody may: where it lies, and how it is theirs. */
export async function findDisputeTies(db: Database, id: number, workerId: number) {
  const row = await db
    .selectFrom('disputes')
    .leftJoin('areas', 'areas.code', 'disputes.areaCode')
    .select((select) => [
      'areas.path as areaPath',
      'reporterId',
      hasToHandle(select, workerId).as('handles'),
      hasToVisit(select, workerId).as('visits'),
    ])
    .where('disputes.id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const handles = Boolean(row.handles)
  const reads = handles || Boolean(row.visits) || row.reporterId === workerId
  return { areaPath: row.areaPath, handles, reads }
}

/** For lists: the numbers, types and places, and no text that may hold a name. */
export type ListedDispute = Awaited<ReturnType<typeof listDisputes>>[number]

/** The most urgent first: by due day, those without one last, then the newest. */
export const listDisputes = (
  db: Database,
  query: DisputeQuery,
  page: { limit: number; offset: number },
) =>
  matching(db, query)
    .innerJoin('disputeTypes', 'disputeTypes.code', 'disputes.typeCode')
    .leftJoin('disputeTypes as classes', 'classes.code', 'disputeTypes.parentCode')
    .leftJoin('areas', 'areas.code', 'disputes.areaCode')
    .leftJoin('workers', 'workers.id', 'disputes.ownerId')
    .select([
      'disputes.id',
      'disputes.number',
      'disputeTypes.label as typeLabel',
      'classes.label as classLabel',
      'areas.name as areaName',
      'disputes.governanceCode',
      'disputes.difficulty',
      'disputes.stage',
      'disputes.status',
      'disputes.openedOn',
      'disputes.dueOn',
      'disputes.yellowOn',
      'disputes.dueProvisional',
      'workers.name as ownerName',
    ])
    .orderBy(sql`case when disputes.due_on is null then 1 else 0 end`)
    .orderBy('disputes.dueOn')
    .orderBy('disputes.id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()

export async function countDisputes(db: Database, query: DisputeQuery): Promise<number> {
  const { count } = await matching(db, query)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** How many stand in each stage, and how many of them are past their due day. */
export async function countDisputesByStage(
  db: Database,
  query: DisputeQuery,
  today: Day,
): Promise<Map<Stage, { count: number; overdue: number }>> {
  const rows = await matching(db, query)
    .select((select) => [
      'stage',
      select.fn.countAll<number>().as('count'),
      select.fn
        .sum<number>(select.case().when('dueOn', '<', today).then(1).else(0).end())
        .as('overdue'),
    ])
    .groupBy('stage')
    .execute()
  return new Map(
    rows.map(({ stage, count, overdue }) => [
      stage,
      { count: Number(count), overdue: Number(overdue) },
    ]),
  )
}

/** The incidents it grew from. */
export const listIncidentsOfDispute = (db: Database, disputeId: number) =>
  db
    .selectFrom('incidents')
    .leftJoin('incidentCategories', 'incidentCategories.code', 'incidents.categoryCode')
    .select([
      'incidents.id',
      'incidents.number',
      'incidents.occurredOn',
      'incidentCategories.label as categoryLabel',
    ])
    .where('disputeId', '=', disputeId)
    .orderBy('occurredOn')
    .orderBy('incidents.id')
    .execute()

export const insertDispute = async (db: Database, dispute: NewRow<'disputes'>): Promise<number> =>
  (await db.insertInto('disputes').values(dispute).returning('id').executeTakeFirstOrThrow()).id

/** Changes a dispute as the caller saw it, version and all; false when a colleague was first. */
export async function moveDispute(
  db: Database,
  seen: { id: number; version: number },
  change: Omit<RowChange<'disputes'>, 'id' | 'number' | 'version'>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('disputes')
    .set({ ...change, version: seen.version + 1 })
    .where('id', '=', seen.id)
    .where('version', '=', seen.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Says on the incident which dispute it became. */
export const linkIncident = (db: Database, incidentId: number, disputeId: number) =>
  db.updateTable('incidents').set({ disputeId }).where('id', '=', incidentId).execute()

/** The condition that a dispute is within reach; the query has the table `disputes` in it. */
export const isWithinReach = (
  where: ExpressionBuilder<Schema, 'disputes'>,
  { paths, workerId }: DisputeReach,
): Expression<SqlBool> =>
  paths.includes('/')
    ? sql<SqlBool>`1 = 1`
    : where.or([
        isInAreas(where.ref('disputes.areaCode'), paths),
        where('disputes.reporterId', '=', workerId),
        hasToHandle(where, workerId),
        hasToVisit(where, workerId),
      ])

function matching(db: Database, query: DisputeQuery) {
  const { stage, status, open, light, typeCode, method, areaPath, handlerId, text } = query
  let rows = db.selectFrom('disputes').where((where) => isWithinReach(where, query.reach))
  if (stage !== undefined) rows = rows.where('stage', '=', stage)
  if (status !== undefined) rows = rows.where('status', '=', status)
  if (open !== undefined) rows = rows.where('settledOn', open ? 'is' : 'is not', null)
  if (light) rows = rows.where((where) => shines(where, light))
  if (typeCode !== undefined) {
    rows = rows.where((where) =>
      where.or([
        where('typeCode', '=', typeCode),
        where('typeCode', 'in', (select) =>
          select.selectFrom('disputeTypes').select('code').where('parentCode', '=', typeCode),
        ),
      ]),
    )
  }
  if (method !== undefined) {
    rows = rows.where('disputes.id', 'in', (select) =>
      select.selectFrom('disputeMethods').select('disputeId').where('method', '=', method),
    )
  }
  if (areaPath !== undefined) {
    rows = rows.where((where) => isInAreas(where.ref('disputes.areaCode'), [areaPath]))
  }
  if (handlerId !== undefined) rows = rows.where((where) => hasToHandle(where, handlerId))
  if (text !== undefined && text !== '') {
    const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`
    rows = rows.where((where) =>
      where.or(
        (['number', 'title', 'addressText'] as const).map(
          (column) => sql<SqlBool>`${where.ref(column)} like ${like} escape '\\'`,
        ),
      ),
    )
  }
  return rows
}

const hasToHandle = (where: ExpressionBuilder<Schema, 'disputes'>, workerId: number) =>
  where.or([
    where('disputes.ownerId', '=', workerId),
    where.exists(
      where
        .selectFrom('panelSeats')
        .select('panelSeats.id')
        .whereRef('panelSeats.disputeId', '=', 'disputes.id')
        .where('panelSeats.workerId', '=', workerId),
    ),
  ])

const hasToVisit = (where: ExpressionBuilder<Schema, 'disputes'>, workerId: number) =>
  where.exists(
    where
      .selectFrom('visits')
      .select('visits.id')
      .whereRef('visits.disputeId', '=', 'disputes.id')
      .where('visits.workerId', '=', workerId),
  )

/** The light as a condition on the due days; a dispute whose limit has ended shines not at all. */
function shines(
  where: ExpressionBuilder<Schema, 'disputes'>,
  { colour, today, soonUntil }: NonNullable<DisputeQuery['light']>,
) {
  if (colour === 'red') return where('dueOn', '<', today)
  const soon = where.or([where('dueOn', '<=', soonUntil), where('yellowOn', '<', today)])
  return where.and([
    where('dueOn', '>=', today),
    colour === 'yellow'
      ? soon
      : where.and([
          where('dueOn', '>', soonUntil),
          where.or([where('yellowOn', 'is', null), where('yellowOn', '>=', today)]),
        ]),
  ])
}
