import { sql } from 'kysely'
import type { Day } from '../app/domain/day.ts'
import type { Database } from './connect.ts'
import { addDayCounts, rebuildDayCounts } from './day-counts.ts'
import { DayTally } from './day-tally.ts'
import { engineOf, listed, rowsPerStatement } from './portable.ts'
import type { NewRow, Row } from './schema.ts'

/** Where an incident is, and where it was counted. */
export type IncidentPlace = Pick<
  Row<'incidents'>,
  | 'id'
  | 'occurredOn'
  | 'lonE7'
  | 'latE7'
  | 'policeCode'
  | 'governanceCode'
  | 'areaCode'
  | 'locatedHow'
  | 'version'
>

/** The part of it that locating decides. */
export type LocatedPlace = Pick<
  IncidentPlace,
  'id' | 'policeCode' | 'governanceCode' | 'areaCode' | 'locatedHow'
>

const columns = [
  'id',
  'occurredOn',
  'lonE7',
  'latE7',
  'policeCode',
  'governanceCode',
  'areaCode',
  'locatedHow',
  'version',
] as const

const rowsPerPage = 20_000

/** The places of the incidents of a stretch of days (inclusive), page by page in the order of ids. */
export async function* listIncidentPlaces(
  db: Database,
  query: { from?: Day; to?: Day; countedOnly?: boolean },
): AsyncGenerator<IncidentPlace[]> {
  const { from, to, countedOnly } = query
  for (let after = 0; ; ) {
    let rows = db.selectFrom('incidents').select(columns).where('id', '>', after)
    if (from !== undefined) rows = rows.where('occurredOn', '>=', from)
    if (to !== undefined) rows = rows.where('occurredOn', '<=', to)
    if (countedOnly) rows = rows.where('validity', '=', 'valid')
    const page = await rows.orderBy('id').limit(rowsPerPage).execute()
    const last = page.at(-1)
    if (!last) return
    yield page
    after = last.id
  }
}

/** Those of the places whose incident nobody has changed since they were read. */
export async function listUnchangedPlaces(
  db: Database,
  places: readonly IncidentPlace[],
): Promise<IncidentPlace[]> {
  const unchanged: IncidentPlace[] = []
  const size = rowsPerStatement(1)
  for (let start = 0; start < places.length; start += size) {
    const page = places.slice(start, start + size)
    const rows = await db
      .selectFrom('incidents')
      .select(['id', 'version'])
      .where(
        'id',
        'in',
        page.map(({ id }) => id),
      )
      .execute()
    const versions = new Map(rows.map(({ id, version }) => [id, version]))
    unchanged.push(...page.filter(({ id, version }) => versions.get(id) === version))
  }
  return unchanged
}

/** Writes where incidents are counted, many to a statement, and the counts they leave and enter. */
export async function moveIncidents(db: Database, places: readonly LocatedPlace[]): Promise<void> {
  const size = rowsPerStatement(5)
  const tally = new DayTally()
  for (let start = 0; start < places.length; start += size) {
    const page = places.slice(start, start + size)
    await countMoves(db, page, tally)
    const rows = page.map(
      (place) => sql`(cast(${place.id} as integer), cast(${place.policeCode} as text),
        cast(${place.governanceCode} as text), cast(${place.areaCode} as text),
        cast(${place.locatedHow} as text))`,
    )
    await sql`
      update incidents set police_code = moved.column2, governance_code = moved.column3,
        area_code = moved.column4, located_how = moved.column5
      from (values ${sql.join(rows)}) as moved
      where incidents.id = moved.column1`.execute(db)
  }
  await addDayCounts(db, tally)
}

/** Read and, on PostgreSQL, held as they are now: a colleague may have voided one in between. */
async function countMoves(
  db: Database,
  places: readonly LocatedPlace[],
  tally: DayTally,
): Promise<void> {
  const rows = await db
    .selectFrom('incidents')
    .select(['id', 'occurredOn', 'validity', 'policeCode', 'governanceCode'])
    .where(
      'id',
      'in',
      places.map(({ id }) => id),
    )
    .$if(engineOf(db) === 'postgres', (rows) => rows.forUpdate())
    .execute()
  const before = new Map(rows.map((row) => [row.id, row]))
  for (const { id, policeCode, governanceCode } of places) {
    const row = before.get(id)
    if (!row) continue
    tally.addIncident(row, -1)
    tally.addIncident({ ...row, policeCode, governanceCode })
  }
}

/** Which of these numbers are taken, and by which batch (null: logged one by one). */
export async function listNumbersTaken(
  db: Database,
  numbers: readonly string[],
): Promise<Map<string, number | null>> {
  const rows = await db
    .selectFrom('incidents')
    .select(['number', 'batchId'])
    .where('number', 'in', listed(db, numbers))
    .execute()
  return new Map(rows.map(({ number, batchId }) => [number, batchId]))
}

/**
 * Adds incidents, to the counts of their days too. With a tally they are counted into that, and
 * the caller adds it (`addDayCounts`) before the transaction ends.
 */
export async function insertIncidents(
  db: Database,
  incidents: readonly NewRow<'incidents'>[],
  tally?: DayTally,
): Promise<void> {
  const size = rowsPerStatement(24)
  for (let start = 0; start < incidents.length; start += size) {
    await db
      .insertInto('incidents')
      .values(incidents.slice(start, start + size))
      .execute()
  }
  const counted = tally ?? new DayTally()
  for (const incident of incidents) counted.addIncident(incident)
  if (!tally) await addDayCounts(db, counted)
}

/**
 * The numbers of a batch's incidents that something has happened to since: corrected, voided,
 * merged into or with another, made a dispute. In order, at most `limit`.
 */
export async function listTouchedSince(
  db: Database,
  batchId: number,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('incidents')
    .select('number')
    .where('batchId', '=', batchId)
    .where((where) =>
      where.or([
        where('version', '>', 1),
        where('disputeId', 'is not', null),
        where.exists(
          where
            .selectFrom('incidents as merged')
            .select('merged.id')
            .whereRef('merged.mergedIntoId', '=', 'incidents.id'),
        ),
        where.exists(
          where
            .selectFrom('incidentEvents')
            .select('incidentEvents.id')
            .whereRef('incidentEvents.incidentId', '=', 'incidents.id'),
        ),
      ]),
    )
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ number }) => number)
}

/** Removes the incidents of a batch, from the counts of their days too; answers how many. */
export async function deleteIncidentsOf(db: Database, batchId: number): Promise<number> {
  const span = await findSpanOf(db, batchId)
  const { numDeletedRows } = await db
    .deleteFrom('incidents')
    .where('batchId', '=', batchId)
    .executeTakeFirst()
  if (span) await rebuildDayCounts(db, span)
  return Number(numDeletedRows)
}

/** Held on PostgreSQL, so that nobody moves one of them to a day outside. */
async function findSpanOf(db: Database, batchId: number): Promise<{ from: Day; to: Day } | null> {
  const held = db
    .selectFrom('incidents')
    .select('occurredOn')
    .where('batchId', '=', batchId)
    .$if(engineOf(db) === 'postgres', (rows) => rows.forUpdate())
    .as('held')
  const span = await db
    .selectFrom(held)
    .select((select) => [
      select.fn.min('occurredOn').as('from'),
      select.fn.max('occurredOn').as('to'),
    ])
    .executeTakeFirst()
  const { from = null, to = null } = span ?? {}
  return from === null || to === null ? null : { from, to }
}
