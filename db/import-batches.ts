import { sql } from 'kysely'
import type { Layer } from '../app/domain/areas.ts'
import type { BatchKind, BatchStatus } from '../app/domain/import-batches.ts'
import type { Database } from './connect.ts'
import { engineOf } from './portable.ts'
import type { NewRow, RowChange } from './schema.ts'

/** For lists: without the file, what came of it, and what an undo puts back. */
const summary = [
  'importBatches.id',
  'kind',
  'layer',
  'fileName',
  'crs',
  'status',
  'importBatches.workerId',
  'importBatches.createdAt',
  'importedAt',
  'undoneAt',
] as const

/** Imports take turns until their transactions end. SQLite's writers do anyway. */
export async function holdImports(db: Database): Promise<void> {
  if (engineOf(db) === 'postgres') {
    await sql`lock table import_batches in share row exclusive mode`.execute(db)
  }
}

export async function findImportBatchStatus(
  db: Database,
  id: number,
): Promise<BatchStatus | undefined> {
  const batch = await db
    .selectFrom('importBatches')
    .select('status')
    .where('id', '=', id)
    .executeTakeFirst()
  return batch?.status
}

/** With its file and what an undo puts back. */
export const findImportBatch = (db: Database, id: number) =>
  db.selectFrom('importBatches').selectAll().where('id', '=', id).executeTakeFirst()

/** Without its file, which may be large, and without what an undo puts back. */
export const findImportReport = (db: Database, id: number) =>
  db
    .selectFrom('importBatches')
    .select([...summary, 'options', 'outcome', 'examination'])
    .where('id', '=', id)
    .executeTakeFirst()

/** Files that wait to be looked at, to be confirmed, or to be gone on with; newest first. */
export const listWaitingBatches = (db: Database) =>
  db
    .selectFrom('importBatches')
    .leftJoin('workers', 'workers.id', 'importBatches.workerId')
    .select([...summary, 'options'])
    .select('workers.name as workerName')
    .where('status', 'in', ['uploaded', 'previewed', 'running'])
    .orderBy('importBatches.id', 'desc')
    .execute()

/** Newest first, with the name of who ran it. */
export const listImportBatches = (db: Database, query: { limit: number; before?: number }) =>
  db
    .selectFrom('importBatches')
    .leftJoin('workers', 'workers.id', 'importBatches.workerId')
    .select(summary)
    .select('workers.name as workerName')
    .$if(query.before !== undefined, (rows) =>
      rows.where('importBatches.id', '<', query.before ?? 0),
    )
    .orderBy('importBatches.id', 'desc')
    .limit(query.limit)
    .execute()

/** The layers of grids that wait to be published, oldest first. */
export const listWaitingGrids = (db: Database) =>
  db
    .selectFrom('importBatches')
    .select(['id', 'fileName', 'options', 'outcome'])
    .where('kind', '=', 'grids')
    .where('status', '=', 'previewed')
    .orderBy('id')
    .execute()

/** The newest batch in force of a kind: the only one of grids or areas that can be undone. */
export const findLatestImported = (db: Database, kind: BatchKind, layer: Layer | null) =>
  db
    .selectFrom('importBatches')
    .select(summary)
    .where('kind', '=', kind)
    .where('layer', layer === null ? 'is' : '=', layer)
    .where('status', '=', 'imported')
    .orderBy('importedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

export const insertImportBatch = async (
  db: Database,
  batch: NewRow<'importBatches'>,
): Promise<number> =>
  (await db.insertInto('importBatches').values(batch).returning('id').executeTakeFirstOrThrow()).id

/** Moves a batch on from where the caller saw it; false when a colleague was first. */
export async function moveImportBatch(
  db: Database,
  batch: { id: number; from: BatchStatus; to: BatchStatus },
  change: Omit<RowChange<'importBatches'>, 'id' | 'status'>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('importBatches')
    .set({ ...change, status: batch.to })
    .where('id', '=', batch.id)
    .where('status', '=', batch.from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
