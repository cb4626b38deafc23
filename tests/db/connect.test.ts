import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { connect } from '#db/connect.ts'
import { onEachDatabase, onSqlite } from '../support/each-database.ts'

onSqlite('a SQLite connection', (db, url) => {
  const pragma = async (name: string, of = db()) => {
    const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(of)
    return Object.values(rows[0] ?? {})[0]
  }

  test('waits for the disk at every commit, after a write and after reopening', async () => {
    await sql`create table paper (line text)`.execute(db())
    expect(await pragma('journal_mode')).toBe('wal')
    expect(await pragma('synchronous')).toBe(2)
    const again = connect(url())
    await sql`insert into paper values ('x')`.execute(again)
    expect(await pragma('synchronous', again)).toBe(2)
    await again.destroy()
  })

  test('keeps foreign keys and refuses a schema that calls functions', async () => {
    expect(await pragma('foreign_keys')).toBe(1)
    expect(await pragma('trusted_schema')).toBe(0)
  })

  test('takes its turn when two connections read and then write', async () => {
    const other = connect(url())
    await sql`create table tally (n integer)`.execute(db())
    await sql`insert into tally values (0)`.execute(db())
    const addOne = (of: typeof other) =>
      of.transaction().execute(async (of) => {
        const { rows } = await sql<{ n: number }>`select n from tally`.execute(of)
        await sql`update tally set n = ${(rows[0]?.n ?? 0) + 1}`.execute(of)
      })
    for (let turn = 0; turn < 20; turn++) {
      await addOne(db())
      await addOne(other)
    }
    const { rows } = await sql<{ n: number }>`select n from tally`.execute(db())
    expect(rows[0]?.n).toBe(40)
    await other.destroy()
  })
})

test('the tree holds one SQLite engine, of a release that cannot lose a commit', () => {
  const lock = readFileSync('package-lock.json', 'utf8')
  const engines = [
    ...lock.matchAll(/"node_modules\/([^"]*sqlite[^"]*)": \{\s*"version": "([^"]+)"/g),
  ]
    .map(([, name]) => name)
    .filter((name) => !name?.startsWith('@types/'))
  expect(engines).toEqual(['better-sqlite3'])
})

onEachDatabase('a connection', (db) => {
  test('answers counts and sums as numbers', async () => {
    const { count } = await db()
      .selectFrom('workers')
      .select((select) => select.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(count).toBe(0)
  })
})
