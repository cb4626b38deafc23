import type { Database } from './connect.ts'

/** The next running number of a prefix, from 1, without gaps: part of the writing transaction. */
export async function allotNumber(db: Database, prefix: string): Promise<number> {
  const { last } = await db
    .insertInto('numbers')
    .values({ prefix, last: 1 })
    .onConflict((conflict) =>
      conflict.column('prefix').doUpdateSet((row) => ({ last: row('numbers.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return last
}
