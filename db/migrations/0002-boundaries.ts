import { type Kysely, sql } from 'kysely'
import { blobType, idColumn, jsonOfCounts } from '../portable.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('grid_maps')
    .addColumn('identity', 'text', (column) => column.primaryKey())
    .addColumn('body', blobType(db), (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('outline_packs')
    .addColumn('identity', 'text', (column) => column.primaryKey())
    .addColumn('body', blobType(db), (column) => column.notNull())
    .execute()
  await counts(db)
  await countIncidents(db)
  await imports(db)
}

async function counts(db: Kysely<unknown>) {
  await db.schema
    .createTable('day_counts')
    .addColumn('layer', 'text', (column) => column.notNull())
    .addColumn('day_on', 'text', (column) => column.notNull())
    .addColumn('mark', 'text', (column) => column.notNull())
    .addColumn('counts', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('day_counts_key', ['layer', 'day_on'])
    .execute()
  await db.schema
    .createTable('day_count_changes')
    .$call(idColumn(db))
    .addColumn('layer', 'text', (column) => column.notNull())
    .addColumn('day_on', 'text', (column) => column.notNull())
    .addColumn('code', 'text')
    .addColumn('change', 'integer', (column) => column.notNull())
    .execute()
}

/** The incidents that are there already, counted. */
async function countIncidents(db: Kysely<unknown>) {
  for (const layer of ['police', 'governance']) {
    await sql`
      insert into day_counts (layer, day_on, mark, counts)
      select ${sql.lit(layer)}, occurred_on, '0002', ${jsonOfCounts(db)}
      from (
        select occurred_on, coalesce(${sql.ref(`${layer}_code`)}, '') as code, count(*) as count
        from incidents where validity = 'valid' group by 1, 2
      ) as counted group by occurred_on`.execute(db)
  }
  await sql`insert into settings (name, value) values ('dayCounts', '0002')`.execute(db)
}

async function imports(db: Kysely<unknown>) {
  await db.schema.alterTable('import_batches').addColumn('digest', 'text').execute()
  await db.schema.alterTable('import_batches').addColumn('examination', 'text').execute()
  await db.schema
    .createTable('import_parts')
    .addColumn('batch_id', 'integer', (column) =>
      column.references('import_batches.id').notNull().onDelete('cascade'),
    )
    .addColumn('part', 'integer', (column) => column.notNull())
    .addColumn('body', blobType(db), (column) => column.notNull())
    .addPrimaryKeyConstraint('import_parts_key', ['batch_id', 'part'])
    .execute()
}
