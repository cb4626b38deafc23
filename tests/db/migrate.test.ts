import { readdirSync } from 'node:fs'
import { Migrator, sql } from 'kysely'
import { expect, test } from 'vitest'
import { migrateToLatest, migrationNames, schemaState } from '#db/migrate.ts'
import { onEachDatabase } from '../support/each-database.ts'

test('every migration file is in the list, in order', () => {
  const files = readdirSync('db/migrations').map((file) => file.replace(/\.ts$/, ''))
  expect(files.sort()).toEqual(migrationNames)
})

onEachDatabase('the schema', (db) => {
  test('is current once migrated, and migrating again changes nothing', async () => {
    expect(await schemaState(db())).toBe('current')
    expect(await migrateToLatest(db())).toEqual([])
  })

  test('rolls a failed migration back whole', async () => {
    await db().schema.createTable('kept').addColumn('n', 'integer').execute()
    const broken = {
      up: async () => {
        throw new Error('halfway')
      },
    }
    const migrator = new Migrator({
      db: db(),
      migrationTableName: 'other_migration',
      migrationLockTableName: 'other_migration_lock',
      provider: {
        getMigrations: async () => ({
          '1-drop': { up: async (db) => void (await db.schema.dropTable('kept').execute()) },
          '2-break': broken,
        }),
      },
    })
    const { error } = await migrator.migrateToLatest()
    expect(error).toMatchObject({ message: 'halfway' })
    const { rows } = await sql`select * from kept`.execute(db())
    expect(rows).toEqual([])
  })

  test('holds text, whole numbers, real numbers and bytes alone', async () => {
    const tables = await db().introspection.getTables()
    const types = new Set(
      tables
        .filter(({ name }) => !name.startsWith('kysely'))
        .flatMap(({ columns }) => columns.map(({ dataType }) => dataType.toLowerCase())),
    )
    expect([...types].sort()).toEqual(
      types.has('int4')
        ? ['bytea', 'float8', 'int4', 'text']
        : ['blob', 'double precision', 'integer', 'text'],
    )
  })
})
