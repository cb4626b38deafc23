import type { ColumnDefinitionBuilder, Kysely } from 'kysely'
import { appendOnly, idColumn } from '../portable.ts'

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder

const required: Column = (column) => column.notNull()
const zero: Column = (column) => column.notNull().defaultTo(0)
const references =
  (target: string): Column =>
  (column) =>
    column.references(target)
const belongsTo =
  (target: string): Column =>
  (column) =>
    column.references(target).notNull().onDelete('cascade')

export async function up(db: Kysely<unknown>): Promise<void> {
  await workers(db)
  await imports(db)
  await places(db)
  await calendars(db)
  await incidents(db)
  await disputes(db)
  await grading(db)
  await books(db)
}

async function workers(db: Kysely<unknown>) {
  await db.schema
    .createTable('workers')
    .$call(idColumn(db))
    .addColumn('account', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text', required)
    .addColumn('unit', 'text')
    .addColumn('password_hash', 'text', required)
    .addColumn('must_change_password', 'integer', required)
    .addColumn('disabled_at', 'text')
    .addColumn('created_at', 'text', required)
    .addColumn('demo', 'integer', zero)
    .execute()
  await db.schema
    .createTable('sessions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('worker_id', 'integer', belongsTo('workers.id'))
    .addColumn('created_at', 'text', required)
    .addColumn('seen_at', 'text', required)
    .addColumn('expires_at', 'text', required)
    .execute()
  await db.schema.createIndex('sessions_worker').on('sessions').column('worker_id').execute()
}

async function imports(db: Kysely<unknown>) {
  await db.schema
    .createTable('import_batches')
    .$call(idColumn(db))
    .addColumn('kind', 'text', required)
    .addColumn('layer', 'text')
    .addColumn('file_name', 'text', required)
    .addColumn('crs', 'text')
    .addColumn('options', 'text', required)
    .addColumn('status', 'text', required)
    .addColumn('content', 'text')
    .addColumn('outcome', 'text', required)
    .addColumn('undo', 'text')
    .addColumn('worker_id', 'integer', references('workers.id'))
    .addColumn('created_at', 'text', required)
    .addColumn('imported_at', 'text')
    .addColumn('undone_at', 'text')
    .execute()
}

async function places(db: Kysely<unknown>) {
  await db.schema
    .createTable('areas')
    .addColumn('code', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', required)
    .addColumn('level', 'text', required)
    .addColumn('parent_code', 'text', references('areas.code'))
    .addColumn('path', 'text', (column) => column.notNull().unique())
    .addColumn('batch_id', 'integer', references('import_batches.id'))
    .execute()
  await db.schema.createIndex('areas_parent').on('areas').column('parent_code').execute()
  await db.schema
    .createTable('worker_roles')
    .$call(idColumn(db))
    .addColumn('worker_id', 'integer', belongsTo('workers.id'))
    .addColumn('role', 'text', required)
    .addColumn('area_code', 'text', references('areas.code'))
    .addColumn('valid_from', 'text', required)
    .addColumn('valid_to', 'text')
    .execute()
  await db.schema
    .createIndex('worker_roles_worker')
    .on('worker_roles')
    .column('worker_id')
    .execute()
  await db.schema
    .createTable('grid_versions')
    .$call(idColumn(db))
    .addColumn('layer', 'text', required)
    .addColumn('code', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('kind', 'text')
    .addColumn('area_code', 'text', references('areas.code'))
    .addColumn('area_stated', 'integer', required)
    .addColumn('geometry', 'text', required)
    .addColumn('area_m2', 'double precision', required)
    .addColumn('label_lon', 'double precision', required)
    .addColumn('label_lat', 'double precision', required)
    .addColumn('households', 'integer')
    .addColumn('population', 'integer')
    .addColumn('valid_from', 'text', required)
    .addColumn('valid_to', 'text')
    .addColumn('batch_id', 'integer', references('import_batches.id'))
    .execute()
  await db.schema
    .createIndex('grid_versions_code')
    .on('grid_versions')
    .columns(['layer', 'code', 'valid_from'])
    .execute()
  await db.schema
    .createIndex('grid_versions_area')
    .on('grid_versions')
    .column('area_code')
    .execute()
  await db.schema
    .createTable('duties')
    .$call(idColumn(db))
    .addColumn('worker_id', 'integer', belongsTo('workers.id'))
    .addColumn('layer', 'text', required)
    .addColumn('grid_code', 'text', required)
    .addColumn('valid_from', 'text', required)
    .addColumn('valid_to', 'text')
    .execute()
  await db.schema.createIndex('duties_grid').on('duties').columns(['layer', 'grid_code']).execute()
  await db.schema.createIndex('duties_worker').on('duties').column('worker_id').execute()
}

async function calendars(db: Kysely<unknown>) {
  await db.schema
    .createTable('calendar_years')
    .addColumn('year', 'integer', (column) => column.primaryKey())
    .addColumn('source_title', 'text', required)
    .addColumn('source_url', 'text', required)
    .execute()
  await db.schema
    .createTable('calendar_days')
    .addColumn('day', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('year', 'integer', belongsTo('calendar_years.year'))
    .execute()
  await db.schema
    .createTable('limits')
    .addColumn('stage', 'text', required)
    .addColumn('difficulty', 'text', required)
    .addColumn('yellow_after', 'integer', required)
    .addColumn('red_after', 'integer', required)
    .addColumn('unit', 'text', required)
    .addColumn('source', 'text', required)
    .addPrimaryKeyConstraint('limits_key', ['stage', 'difficulty'])
    .execute()
}

async function incidents(db: Kysely<unknown>) {
  await db.schema
    .createTable('incident_categories')
    .addColumn('code', 'text', (column) => column.primaryKey())
    .addColumn('label', 'text', required)
    .addColumn('parent_code', 'text', references('incident_categories.code'))
    .addColumn('weight', 'double precision', required)
    .addColumn('fatal_weight', 'double precision')
    .addColumn('red_line', 'text', required)
    .addColumn('valid', 'integer', required)
    .addColumn('counts_as_case', 'integer', required)
    .addColumn('sort_order', 'integer', required)
    .execute()
  await db.schema
    .createTable('incidents')
    .$call(idColumn(db))
    .addColumn('number', 'text', (column) => column.notNull().unique())
    .addColumn('category_code', 'text', required)
    .addColumn('scale_code', 'text', required)
    .addColumn('deaths', 'integer', zero)
    .addColumn('occurred_on', 'text', required)
    .addColumn('occurred_at', 'text')
    .addColumn('reported_at', 'text', required)
    .addColumn('lon_e7', 'integer')
    .addColumn('lat_e7', 'integer')
    .addColumn('source_crs', 'text')
    .addColumn('address_text', 'text')
    .addColumn('summary', 'text')
    .addColumn('police_code', 'text')
    .addColumn('governance_code', 'text')
    .addColumn('area_code', 'text')
    .addColumn('located_how', 'text', required)
    .addColumn('validity', 'text', required)
    .addColumn('source_channel', 'text', required)
    .addColumn('merged_into_id', 'integer', references('incidents.id'))
    .addColumn('dispute_id', 'integer')
    .addColumn('reporter_id', 'integer', references('workers.id'))
    .addColumn('batch_id', 'integer', references('import_batches.id'))
    .addColumn('version', 'integer', required)
    .execute()
  for (const columns of [
    ['occurred_on', 'validity'],
    ['police_code', 'occurred_on'],
    ['governance_code', 'occurred_on'],
    ['area_code', 'occurred_on'],
    ['batch_id'],
    ['reporter_id'],
  ]) {
    await db.schema
      .createIndex(`incidents_${columns[0]}`)
      .on('incidents')
      .columns(columns)
      .execute()
  }
  await db.schema
    .createIndex('incidents_merged_into')
    .on('incidents')
    .column('merged_into_id')
    .where('merged_into_id', 'is not', null)
    .execute()
  await db.schema
    .createTable('incident_events')
    .$call(idColumn(db))
    .addColumn('incident_id', 'integer', belongsTo('incidents.id'))
    .addColumn('act', 'text', required)
    .addColumn('at', 'text', required)
    .addColumn('worker_id', 'integer', references('workers.id'))
    .addColumn('reason', 'text')
    .addColumn('changes', 'text', required)
    .execute()
  await db.schema
    .createIndex('incident_events_incident')
    .on('incident_events')
    .column('incident_id')
    .execute()
  await db.schema
    .createTable('deliveries')
    .$call(idColumn(db))
    .addColumn('source', 'text', required)
    .addColumn('area_code', 'text', references('areas.code'))
    .addColumn('from_on', 'text', required)
    .addColumn('to_on', 'text', required)
    .addColumn('batch_id', 'integer', references('import_batches.id'))
    .execute()
}

async function disputes(db: Kysely<unknown>) {
  await db.schema
    .createTable('dispute_types')
    .addColumn('code', 'text', (column) => column.primaryKey())
    .addColumn('label', 'text', required)
    .addColumn('parent_code', 'text', references('dispute_types.code'))
    .addColumn('moj_code', 'text')
    .addColumn('report_row', 'integer')
    .addColumn('sort_order', 'integer', required)
    .execute()
  await db.schema
    .createTable('disputes')
    .$call(idColumn(db))
    .addColumn('number', 'text', (column) => column.notNull().unique())
    .addColumn('title', 'text', required)
    .addColumn('type_code', 'text', (column) => column.notNull().references('dispute_types.code'))
    .addColumn('moj_code', 'text')
    .addColumn('scale_code', 'text', required)
    .addColumn('difficulty', 'text', required)
    .addColumn('source_code', 'text', required)
    .addColumn('summary', 'text', required)
    .addColumn('address_text', 'text')
    .addColumn('people_count', 'integer', required)
    .addColumn('lon_e7', 'integer')
    .addColumn('lat_e7', 'integer')
    .addColumn('governance_code', 'text')
    .addColumn('police_code', 'text')
    .addColumn('area_code', 'text', references('areas.code'))
    .addColumn('status', 'text', required)
    .addColumn('stage', 'text', required)
    .addColumn('owner_id', 'integer', references('workers.id'))
    .addColumn('opened_on', 'text', required)
    .addColumn('due_on', 'text')
    .addColumn('yellow_on', 'text')
    .addColumn('due_provisional', 'integer', zero)
    .addColumn('settled_on', 'text')
    .addColumn('closed_on', 'text')
    .addColumn('reporter_id', 'integer', references('workers.id'))
    .addColumn('safety_note', 'text')
    .addColumn('version', 'integer', required)
    .execute()
  for (const columns of [
    ['area_code', 'status'],
    ['governance_code', 'opened_on'],
    ['police_code', 'opened_on'],
    ['owner_id', 'status'],
    ['status', 'due_on'],
    ['opened_on'],
    ['settled_on'],
  ]) {
    await db.schema.createIndex(`disputes_${columns[0]}`).on('disputes').columns(columns).execute()
  }
  await db.schema
    .createTable('dispute_events')
    .$call(idColumn(db))
    .addColumn('dispute_id', 'integer', belongsTo('disputes.id'))
    .addColumn('at', 'text', required)
    .addColumn('moved_on', 'text', required)
    .addColumn('worker_id', 'integer', references('workers.id'))
    .addColumn('from_status', 'text')
    .addColumn('to_status', 'text', required)
    .addColumn('from_stage', 'text')
    .addColumn('to_stage', 'text', required)
    .addColumn('opinion', 'text')
    .addColumn('owner_id', 'integer', references('workers.id'))
    .addColumn('due_on', 'text')
    .execute()
  await db.schema
    .createIndex('dispute_events_dispute')
    .on('dispute_events')
    .columns(['dispute_id', 'moved_on'])
    .execute()
  await db.schema
    .createIndex('dispute_events_moved_on')
    .on('dispute_events')
    .columns(['moved_on', 'to_status'])
    .execute()
  await db.schema
    .createTable('parties')
    .$call(idColumn(db))
    .addColumn('dispute_id', 'integer', belongsTo('disputes.id'))
    .addColumn('side', 'text', required)
    .addColumn('kind', 'text', required)
    .addColumn('name_sealed', 'text', required)
    .addColumn('phone_sealed', 'text')
    .execute()
  await db.schema.createIndex('parties_dispute').on('parties').column('dispute_id').execute()
  await db.schema
    .createTable('panel_seats')
    .$call(idColumn(db))
    .addColumn('dispute_id', 'integer', belongsTo('disputes.id'))
    .addColumn('seat', 'text', required)
    .addColumn('worker_id', 'integer', references('workers.id'))
    .addColumn('name', 'text')
    .addColumn('waived_reason', 'text')
    .addUniqueConstraint('panel_seats_seat', ['dispute_id', 'seat'])
    .execute()
  await db.schema
    .createTable('dispute_methods')
    .addColumn('dispute_id', 'integer', belongsTo('disputes.id'))
    .addColumn('method', 'text', required)
    .addColumn('note', 'text')
    .addColumn('used_on', 'text', required)
    .addPrimaryKeyConstraint('dispute_methods_key', ['dispute_id', 'method'])
    .execute()
  await db.schema
    .createTable('visits')
    .$call(idColumn(db))
    .addColumn('dispute_id', 'integer', belongsTo('disputes.id'))
    .addColumn('due_on', 'text', required)
    .addColumn('worker_id', 'integer', references('workers.id'))
    .addColumn('status', 'text', required)
    .addColumn('done_on', 'text')
    .addColumn('outcome', 'text')
    .addColumn('satisfied', 'integer')
    .addColumn('reason', 'text')
    .execute()
  await db.schema.createIndex('visits_dispute').on('visits').column('dispute_id').execute()
  await db.schema.createIndex('visits_due').on('visits').columns(['status', 'due_on']).execute()
  await db.schema
    .createIndex('visits_worker')
    .on('visits')
    .columns(['worker_id', 'status'])
    .execute()
}

async function grading(db: Kysely<unknown>) {
  await db.schema
    .createTable('rulesets')
    .$call(idColumn(db))
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .addColumn('layer', 'text', required)
    .addColumn('body', 'text', required)
    .addColumn('reason', 'text', required)
    .addColumn('created_at', 'text', required)
    .execute()
  await db.schema
    .createTable('gradings')
    .$call(idColumn(db))
    .addColumn('layer', 'text', required)
    .addColumn('month', 'text', required)
    .addColumn('ruleset_id', 'integer', belongsTo('rulesets.id'))
    .addColumn('as_of', 'text', required)
    .addColumn('graded_at', 'text', required)
    .addColumn('dirty', 'integer', required)
    .addUniqueConstraint('gradings_month', ['layer', 'month', 'ruleset_id'])
    .execute()
  await db.schema
    .createTable('grades')
    .addColumn('grading_id', 'integer', belongsTo('gradings.id'))
    .addColumn('code', 'text', required)
    .addColumn('colour', 'text', required)
    .addColumn('score', 'double precision', required)
    .addColumn('incidents', 'integer', required)
    .addColumn('quiet_periods', 'integer', required)
    .addColumn('rank', 'integer')
    .addPrimaryKeyConstraint('grades_key', ['grading_id', 'code'])
    .execute()
}

async function books(db: Kysely<unknown>) {
  await db.schema
    .createTable('audit_entries')
    .$call(idColumn(db))
    .addColumn('at', 'text', required)
    .addColumn('worker_id', 'integer')
    .addColumn('act', 'text', required)
    .addColumn('subject', 'text', required)
    .addColumn('subject_id', 'text')
    .addColumn('detail', 'text', required)
    .addColumn('previous_hash', 'text', (column) => column.notNull().unique())
    .addColumn('hash', 'text', required)
    .execute()
  await appendOnly(db, 'audit_entries')
  await db.schema
    .createIndex('audit_entries_subject')
    .on('audit_entries')
    .columns(['subject', 'subject_id'])
    .execute()
  await db.schema
    .createTable('submissions')
    .addColumn('worker_id', 'integer', belongsTo('workers.id'))
    .addColumn('key', 'text', required)
    .addColumn('subject', 'text', required)
    .addColumn('subject_id', 'integer', required)
    .addColumn('at', 'text', required)
    .addPrimaryKeyConstraint('submissions_key', ['worker_id', 'key'])
    .execute()
  await db.schema
    .createTable('drafts')
    .addColumn('worker_id', 'integer', belongsTo('workers.id'))
    .addColumn('path', 'text', required)
    .addColumn('fields', 'text', required)
    .addColumn('at', 'text', required)
    .addPrimaryKeyConstraint('drafts_key', ['worker_id', 'path'])
    .execute()
  await db.schema
    .createTable('numbers')
    .addColumn('prefix', 'text', (column) => column.primaryKey())
    .addColumn('last', 'integer', required)
    .execute()
  await db.schema
    .createTable('settings')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', required)
    .execute()
}
