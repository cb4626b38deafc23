import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { connect } from '#db/connect.ts'
import { onEachDatabase } from './each-database.ts'

onEachDatabase('a test database', (db, url) => {
  for (const turn of ['first', 'second']) {
    test(`is migrated and untouched by other tests, ${turn} turn`, async () => {
      const tables = await db().introspection.getTables()
      expect(tables.map(({ name }) => name)).toContain('areas')
      expect(tables.map(({ name }) => name)).not.toContain('left_over')
      await sql`create table left_over (id integer)`.execute(db())
    })
  }

  test('can be opened a second time by its address', async () => {
    await sql`create table note (id integer)`.execute(db())
    await sql`insert into note values (7)`.execute(db())
    const other = connect(url())
    const { rows } = await sql<{ id: number }>`select id from note`.execute(other)
    await other.destroy()
    expect(rows).toEqual([{ id: 7 }])
  })
})
