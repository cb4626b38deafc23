import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { AreaPath, Layer } from '../app/domain/areas.ts'
import type { Day } from '../app/domain/day.ts'
import { isInAreas } from './areas.ts'
import type { Database } from './connect.ts'
import { byteOrder, engineOf, rowsPerStatement } from './portable.ts'
import type { NewRow, Row } from './schema.ts'
import { saveSetting } from './settings.ts'

/** A version of a grid without its outline. */
export type Grid = Omit<Row<'gridVersions'>, 'geometry'>

const withoutGeometry = [
  'id',
  'layer',
  'code',
  'name',
  'kind',
  'areaCode',
  'areaStated',
  'areaM2',
  'labelLon',
  'labelLat',
  'households',
  'population',
  'validFrom',
  'validTo',
  'batchId',
] as const

/** The grids of a layer in force on a day, by code; all of them, or those in some subtrees. */
export const listGridsOn = (
  db: Database,
  layer: Layer,
  day: Day,
  paths: readonly AreaPath[] = ['/'],
): Promise<Grid[]> => gridsOn(db, layer, day, paths).select(withoutGeometry).execute()

/** The same with their outlines (GeoJSON MultiPolygon as text). */
export const listGridShapesOn = (
  db: Database,
  layer: Layer,
  day: Day,
  paths: readonly AreaPath[] = ['/'],
): Promise<Row<'gridVersions'>[]> => gridsOn(db, layer, day, paths).selectAll().execute()

/** The codes of the grids in force on a day in some subtrees. */
export async function listGridCodesOn(
  db: Database,
  layer: Layer,
  day: Day,
  paths: readonly AreaPath[] = ['/'],
): Promise<string[]> {
  const rows = await gridsOn(db, layer, day, paths).select('code').execute()
  return rows.map(({ code }) => code)
}

/** The version of a grid in force on a day, with its outline. */
export const findGridOn = (db: Database, layer: Layer, code: string, day: Day) =>
  gridsOn(db, layer, day, ['/']).where('code', '=', code).selectAll().executeTakeFirst()

export async function countGridsOn(db: Database, layer: Layer, day: Day): Promise<number> {
  const { count } = await gridsOn(db, layer, day, ['/'])
    .clearOrderBy()
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Every version a grid has had, oldest first; those that never were in force left out. */
export const listGridHistory = (db: Database, layer: Layer, code: string): Promise<Grid[]> =>
  everInForce(db, layer)
    .where('code', '=', code)
    .select(withoutGeometry)
    .orderBy('validFrom')
    .execute()

/** Every version of a layer that is or was in force on the day or after it. */
export const listGridVersionsSince = (db: Database, layer: Layer, day: Day) =>
  everInForce(db, layer)
    .where((where) => where.or([where('validTo', 'is', null), where('validTo', '>', day)]))
    .selectAll()
    .orderBy('id')
    .execute()

/** The days on which a layer's boundaries changed, in order: each starts a stretch without change. */
export async function listBoundaryDays(db: Database, layer: Layer): Promise<Day[]> {
  const starts = everInForce(db, layer).select('validFrom as day').distinct()
  const ends = everInForce(db, layer)
    .where('validTo', 'is not', null)
    .select((select) => select.fn.coalesce('validTo', 'validFrom').as('day'))
    .distinct()
  const rows = await starts.union(ends).execute()
  return rows.map(({ day }) => day).sort()
}

/** The versions whose area is to be worked out, because no file stated it. */
export const listGridsOfDerivedArea = (
  db: Database,
  layer: Layer,
): Promise<Row<'gridVersions'>[]> =>
  everInForce(db, layer).where('areaStated', '=', 0).selectAll().execute()

export async function insertGridVersions(
  db: Database,
  versions: readonly NewRow<'gridVersions'>[],
): Promise<void> {
  const size = Math.min(200, rowsPerStatement(withoutGeometry.length + 1))
  for (let start = 0; start < versions.length; start += size) {
    await db
      .insertInto('gridVersions')
      .values(versions.slice(start, start + size))
      .execute()
  }
}

/** Moves the end of versions; an end before a version's own start leaves it never in force. */
export async function moveGridEnds(
  db: Database,
  ends: readonly { id: number; validTo: Day | null }[],
): Promise<void> {
  for (const { id, validTo } of ends) {
    await db.updateTable('gridVersions').set({ validTo }).where('id', '=', id).execute()
  }
}

export async function moveGridAreas(
  db: Database,
  areas: readonly { id: number; areaCode: string | null }[],
): Promise<void> {
  for (const { id, areaCode } of areas) {
    await db.updateTable('gridVersions').set({ areaCode }).where('id', '=', id).execute()
  }
}

export const deleteGridVersionsOf = (db: Database, batchId: number) =>
  db.deleteFrom('gridVersions').where('batchId', '=', batchId).execute()

/**
 * A mark of the present boundaries of both layers: two equal marks mean the very same versions.
 * Read inside a transaction on PostgreSQL, it holds off every change of boundaries until the end,
 * so that what is located there stays right.
 */
export async function findBoundaryMark(db: Database): Promise<string> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('name', '=', boundaryMark)
    .$if(db.isTransaction && engineOf(db) === 'postgres', (rows) => rows.forShare())
    .executeTakeFirst()
  return row?.value ?? ''
}

/**
 * The first thing in every write to a layer. Random, so that a mark rolled back is never met again.
 */
export const renewBoundaryMark = (db: Database) => saveSetting(db, boundaryMark, randomUUID())

const boundaryMark = 'boundaries'

const everInForce = (db: Database, layer: Layer) =>
  db
    .selectFrom('gridVersions')
    .where('layer', '=', layer)
    .where((where) =>
      where.or([where('validTo', 'is', null), where('validTo', '>', sql.ref<Day>('validFrom'))]),
    )

const gridsOn = (db: Database, layer: Layer, day: Day, paths: readonly AreaPath[]) =>
  db
    .selectFrom('gridVersions')
    .where('layer', '=', layer)
    .where('validFrom', '<=', day)
    .where((where) => where.or([where('validTo', 'is', null), where('validTo', '>', day)]))
    .where((where) => isInAreas(where.ref('gridVersions.areaCode'), paths))
    .orderBy('code', (order) => order.collate(byteOrder(db)))
