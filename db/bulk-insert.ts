import { type Insertable, sql } from 'kysely'
import type { Database } from './connect.ts'
import { sqliteUnder } from './portable.ts'
import type { Schema } from './schema.ts'

type Value = string | number | null

/**
 * Many rows, column by column: a list with a value for each row (integers as an Int32Array), or
 * one value for all of them. All lists are of one length.
 */
export type BulkColumns<Table extends keyof Schema> = {
  [Column in keyof Insertable<Schema[Table]>]?:
    | Insertable<Schema[Table]>[Column]
    | readonly Value[]
    | Int32Array
}

/**
 * Inserts rows as fast as the engine takes them: on SQLite by one statement prepared once, on
 * PostgreSQL as arrays. Of rows whose value of the unique column is taken the first is kept.
 * Answers the places in the lists of those that were left out. Inside a transaction only.
 */
export async function bulkInsert<Table extends keyof Schema & string>(
  db: Database,
  table: Table,
  columns: BulkColumns<Table>,
  unique: keyof Insertable<Schema[Table]> & string,
): Promise<number[]> {
  const lists: Lists = []
  const constants: [string, Value][] = []
  for (const [column, value] of Object.entries<unknown>(columns)) {
    if (isList(value)) lists.push([column, value])
    else constants.push([column, value as Value])
  }
  const rows = lists[0]?.[1].length ?? 0
  if (lists.some(([, values]) => values.length !== rows)) {
    throw new Error(`The columns of ${table} are not of one length.`)
  }
  if (rows === 0) return []
  const work = { table, lists, constants, unique, rows }
  return sqliteUnder(db) ? insertPrepared(db, work) : insertArrays(db, work)
}

type List = readonly Value[] | Int32Array
type Lists = [column: string, values: List][]

interface Work {
  table: string
  lists: Lists
  constants: [column: string, value: Value][]
  unique: string
  rows: number
}

const isList = (value: unknown): value is List =>
  Array.isArray(value) || value instanceof Int32Array

const columnsOf = ({ lists, constants }: Work) =>
  sql.join([...lists, ...constants].map(([column]) => sql.ref(column)))

const literals = ({ constants }: Work) => constants.map(([, value]) => sql.lit(value))

function insertPrepared(db: Database, work: Work): number[] {
  const { table, lists, unique, rows } = work
  const values = sql.join([...lists.map(() => sql.raw('?')), ...literals(work)])
  const { sql: text } = sql`
    insert into ${sql.table(table)} (${columnsOf(work)}) values (${values})
    on conflict (${sql.ref(unique)}) do nothing`.compile(db)
  const statement = sqliteUnder(db)?.prepare(text)
  const leftOut: number[] = []
  const row: Value[] = []
  for (let at = 0; at < rows; at++) {
    for (let column = 0; column < lists.length; column++) {
      row[column] = lists[column]?.[1][at] ?? null
    }
    if (statement?.run(row).changes === 0) leftOut.push(at)
  }
  return leftOut
}

async function insertArrays(db: Database, work: Work): Promise<number[]> {
  const { table, lists, unique } = work
  const arrays = sql.join(lists.map(([, values]) => arrayOf(values)))
  const names = lists.map(([column]) => sql.ref(column))
  const values = sql.join([...names.map((name) => sql`listed.${name}`), ...literals(work)])
  const { rows } = await sql<{ value: Value }>`
    insert into ${sql.table(table)} (${columnsOf(work)})
    select ${values} from unnest(${arrays}) as listed (${sql.join(names)})
    on conflict (${sql.ref(unique)}) do nothing returning ${sql.ref(unique)} as value`.execute(db)
  const inserted = new Set(rows.map(({ value }) => value))
  const leftOut: number[] = []
  const uniques = lists.find(([column]) => column === unique)?.[1] ?? []
  for (let at = 0; at < uniques.length; at++) {
    if (!inserted.delete(uniques[at] ?? null)) leftOut.push(at)
  }
  return leftOut
}

const arrayOf = (values: List) =>
  values instanceof Int32Array ? sql`${`{${values.join(',')}}`}::integer[]` : sql`${values}::text[]`
