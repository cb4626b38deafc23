import { sql } from 'kysely'
import type { AreaPath, Layer } from '../app/domain/areas.ts'
import type { Day } from '../app/domain/day.ts'
import type { Validity } from '../app/domain/incidents.ts'
import { isInAreas } from './areas.ts'
import type { Database } from './connect.ts'
import { recordDayCounts } from './day-counts.ts'
import { type DayCountChange, DayTally } from './day-tally.ts'
import { engineOf } from './portable.ts'
import type { NewRow, Row, RowChange } from './schema.ts'

export type Incident = Row<'incidents'>

/** Which incidents: in the subtrees, and then every condition that is given. Days are inclusive. */
export interface IncidentQuery {
  paths: readonly AreaPath[]
  /** The grid it was located in; `code: null` is outside every grid of the layer. */
  grid?: { layer: Layer; code: string | null }
  from?: Day
  to?: Day
  /** A category and the finer ones below it. */
  categoryCode?: string
  validity?: Validity
  reporterId?: number
  batchId?: number
  numbers?: readonly string[]
  /** Part of the number, the address or the summary. */
  text?: string
}

export const findIncident = (db: Database, id: number): Promise<Incident | undefined> =>
  db.selectFrom('incidents').selectAll().where('id', '=', id).executeTakeFirst()

export const findIncidentByNumber = (db: Database, number: string): Promise<Incident | undefined> =>
  db.selectFrom('incidents').selectAll().where('number', '=', number).executeTakeFirst()

/** Newest first, with the label of the category (null for an unknown code). */
export const listIncidents = (
  db: Database,
  query: IncidentQuery,
  page: { limit: number; offset: number },
) =>
  matching(db, query)
    .leftJoin('incidentCategories', 'incidentCategories.code', 'incidents.categoryCode')
    .selectAll('incidents')
    .select('incidentCategories.label as categoryLabel')
    .orderBy('occurredOn', 'desc')
    .orderBy('incidents.id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()

export async function countIncidents(db: Database, query: IncidentQuery): Promise<number> {
  const { count } = await matching(db, query)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Counted incidents (valid ones alone) by grid; null is outside every grid of the layer. */
export async function countByGrid(
  db: Database,
  layer: Layer,
  query: Omit<IncidentQuery, 'validity' | 'grid'>,
): Promise<Map<string | null, number>> {
  const column = `incidents.${codeColumn[layer]}` as const
  const rows = await matching(db, { ...query, validity: 'valid' })
    .select([`${column} as code`, (select) => select.fn.countAll<number>().as('count')])
    .groupBy(column)
    .execute()
  return new Map(rows.map(({ code, count }) => [code, Number(count)]))
}

/** Counted incidents (valid ones alone) by their own category code. */
export async function countByCategory(
  db: Database,
  query: Omit<IncidentQuery, 'validity'>,
): Promise<Map<string, number>> {
  const rows = await matching(db, { ...query, validity: 'valid' })
    .select(['categoryCode', (select) => select.fn.countAll<number>().as('count')])
    .groupBy('categoryCode')
    .execute()
  return new Map(rows.map(({ categoryCode, count }) => [categoryCode, Number(count)]))
}

/** Counted incidents (valid ones alone) by day; days without any are left out. */
export async function countByDay(
  db: Database,
  query: Omit<IncidentQuery, 'validity'>,
): Promise<Map<Day, number>> {
  const rows = await matching(db, { ...query, validity: 'valid' })
    .select(['occurredOn', (select) => select.fn.countAll<number>().as('count')])
    .groupBy('occurredOn')
    .orderBy('occurredOn')
    .execute()
  return new Map(rows.map(({ occurredOn, count }) => [occurredOn, Number(count)]))
}

/** Counted incidents (valid ones alone) by area; null has no area. */
export async function countByArea(
  db: Database,
  query: Omit<IncidentQuery, 'validity'>,
): Promise<Map<string | null, number>> {
  const rows = await matching(db, { ...query, validity: 'valid' })
    .select(['incidents.areaCode', (select) => select.fn.countAll<number>().as('count')])
    .groupBy('incidents.areaCode')
    .execute()
  return new Map(rows.map(({ areaCode, count }) => [areaCode, Number(count)]))
}

/** Adds an incident, to the counts of its day too. */
export async function insertIncident(db: Database, incident: NewRow<'incidents'>): Promise<number> {
  const { id } = await db
    .insertInto('incidents')
    .values(incident)
    .returning('id')
    .executeTakeFirstOrThrow()
  const tally = new DayTally()
  tally.addIncident(incident)
  await recordDayCounts(db, [...tally])
  return id
}

/**
 * Changes an incident as the caller saw it, version and all, and the counts it leaves and enters;
 * false when a colleague was first.
 */
export async function updateIncident(
  db: Database,
  seen: { id: number; version: number },
  change: Omit<RowChange<'incidents'>, 'id' | 'version'>,
): Promise<boolean> {
  const before = decidesCounts(change) ? await findCounted(db, seen) : undefined
  const { numUpdatedRows } = await db
    .updateTable('incidents')
    .set({ ...change, version: seen.version + 1 })
    .where('id', '=', seen.id)
    .where('version', '=', seen.version)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return false
  if (before) await recordDayCounts(db, changesOfCounts(before, change))
  return true
}

/** The trace of an incident, oldest first, with the name of who did it. */
export const listIncidentEvents = (db: Database, incidentId: number) =>
  db
    .selectFrom('incidentEvents')
    .leftJoin('workers', 'workers.id', 'incidentEvents.workerId')
    .selectAll('incidentEvents')
    .select('workers.name as workerName')
    .where('incidentId', '=', incidentId)
    .orderBy('incidentEvents.id')
    .execute()

export const insertIncidentEvent = (db: Database, event: NewRow<'incidentEvents'>) =>
  db.insertInto('incidentEvents').values(event).execute()

const decisive = [
  'occurredOn',
  'validity',
  'policeCode',
  'governanceCode',
  'lonE7',
  'latE7',
  'locatedHow',
] as const

type Decisive = Pick<Incident, (typeof decisive)[number]>

const decidesCounts = (change: RowChange<'incidents'>): boolean =>
  decisive.some((column) => change[column] !== undefined)

/** On PostgreSQL held until the end: a change of boundaries moves incidents under their version. */
const findCounted = (db: Database, seen: { id: number; version: number }) =>
  db
    .selectFrom('incidents')
    .select(decisive)
    .where('id', '=', seen.id)
    .where('version', '=', seen.version)
    .$if(engineOf(db) === 'postgres', (rows) => rows.forUpdate())
    .executeTakeFirst()

function changesOfCounts(before: Decisive, change: RowChange<'incidents'>): DayCountChange[] {
  const after = { ...before }
  for (const column of decisive) {
    if (change[column] !== undefined) Object.assign(after, { [column]: change[column] })
  }
  const tally = new DayTally()
  if (decisive.some((column) => after[column] !== before[column])) {
    tally.addIncident(before, -1)
    tally.addIncident(after)
  }
  return [...tally]
}

const codeColumn = { police: 'policeCode', governance: 'governanceCode' } as const

function matching(db: Database, query: IncidentQuery) {
  const { grid, from, to, categoryCode, validity, reporterId, batchId, numbers, text } = query
  let rows = db
    .selectFrom('incidents')
    .where((where) => isInAreas(where.ref('incidents.areaCode'), query.paths))
  if (grid) rows = rows.where(codeColumn[grid.layer], grid.code === null ? 'is' : '=', grid.code)
  if (from !== undefined) rows = rows.where('occurredOn', '>=', from)
  if (to !== undefined) rows = rows.where('occurredOn', '<=', to)
  if (validity !== undefined) rows = rows.where('validity', '=', validity)
  if (reporterId !== undefined) rows = rows.where('reporterId', '=', reporterId)
  if (batchId !== undefined) rows = rows.where('incidents.batchId', '=', batchId)
  if (numbers !== undefined) {
    rows = rows.where((where) =>
      numbers.length === 0 ? where.lit(false) : where('number', 'in', numbers),
    )
  }
  if (categoryCode !== undefined) {
    rows = rows.where((where) =>
      where.or([
        where('categoryCode', '=', categoryCode),
        where('categoryCode', 'in', (select) =>
          select
            .selectFrom('incidentCategories')
            .select('code')
            .where('parentCode', '=', categoryCode),
        ),
      ]),
    )
  }
  if (text !== undefined && text !== '') {
    const like = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
    rows = rows.where((where) =>
      where.or(
        (['number', 'addressText', 'summary'] as const).map(
          (column) => sql<boolean>`lower(${where.ref(column)}) like ${like} escape '\\'`,
        ),
      ),
    )
  }
  return rows
}
