import { type Expression, type SqlBool, sql } from 'kysely'
import type { AreaLevel, AreaPath } from '../app/domain/areas.ts'
import type { Database } from './connect.ts'
import { byteOrder, rowsPerStatement } from './portable.ts'
import type { NewRow } from './schema.ts'

export const findArea = (db: Database, code: string) =>
  db.selectFrom('areas').selectAll().where('code', '=', code).executeTakeFirst()

/** The whole tree, or one level of it; parents before children, siblings by code. */
export const listAreas = (db: Database, query: { level?: AreaLevel } = {}) =>
  areasInOrder(db)
    .$if(query.level !== undefined, (rows) => rows.where('level', '=', query.level ?? 'village'))
    .execute()

/** The area at the path and everything below it. */
export const listAreasUnder = (db: Database, path: AreaPath, query: { level?: AreaLevel } = {}) =>
  areasInOrder(db)
    .where(startsWith(sql.ref('path'), path))
    .$if(query.level !== undefined, (rows) => rows.where('level', '=', query.level ?? 'village'))
    .execute()

/** The areas just below one, or the roots. */
export const listAreasIn = (db: Database, parentCode: string | null) =>
  areasInOrder(db)
    .where('parentCode', parentCode === null ? 'is' : '=', parentCode)
    .execute()

export async function countAreas(db: Database): Promise<number> {
  const { count } = await db
    .selectFrom('areas')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Parents have to come before their children. */
export async function insertAreas(db: Database, areas: readonly NewRow<'areas'>[]): Promise<void> {
  const size = rowsPerStatement(6)
  for (let start = 0; start < areas.length; start += size) {
    await db
      .insertInto('areas')
      .values(areas.slice(start, start + size))
      .execute()
  }
}

export const renameArea = (db: Database, code: string, name: string) =>
  db.updateTable('areas').set({ name }).where('code', '=', code).execute()

/** Removes areas, children first. */
export async function deleteAreas(db: Database, codes: readonly string[]): Promise<void> {
  for (const code of codes) await db.deleteFrom('areas').where('code', '=', code).execute()
}

/** Which of these areas something points at: a grid, a worker's role, a dispute, a delivery. */
export async function listAreasInUse(db: Database, codes: readonly string[]): Promise<string[]> {
  const used = new Set<string>()
  for (const table of [
    'gridVersions',
    'workerRoles',
    'disputes',
    'incidents',
    'deliveries',
  ] as const) {
    const rows = await db.selectFrom(table).select('areaCode').distinct().execute()
    for (const { areaCode } of rows) if (areaCode !== null) used.add(areaCode)
  }
  return codes.filter((code) => used.has(code))
}

/**
 * The scope of a query: `column` holds the code of an area in one of the subtrees. The root `/`
 * takes in everything, things without an area too; no path at all takes in nothing.
 */
export function isInAreas(
  column: Expression<string | null>,
  paths: readonly AreaPath[],
): Expression<SqlBool> {
  if (paths.includes('/')) return sql<SqlBool>`1 = 1`
  if (paths.length === 0) return sql<SqlBool>`1 = 0`
  const within = sql.join(
    paths.map((path) => startsWith(sql.ref('areas.path'), path)),
    sql` or `,
  )
  return sql<SqlBool>`${column} in (select areas.code from areas where ${within})`
}

/** A prefix test without LIKE, in which both databases see letter case and wildcards differently. */
const startsWith = (path: Expression<unknown>, prefix: AreaPath) =>
  sql<SqlBool>`substr(${path}, 1, ${sql.lit(prefix.length)}) = ${prefix}`

/** A path sorts after the paths it starts with. */
const areasInOrder = (db: Database) =>
  db
    .selectFrom('areas')
    .selectAll()
    .orderBy('path', (order) => order.collate(byteOrder(db)))
