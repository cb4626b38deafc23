import { sql } from 'kysely'
import type { Instant } from '../app/domain/day.ts'
import type { Database } from './connect.ts'

/**
 * Keeps a part of a batch that still waits; one that is there already stays. False when the batch
 * does not wait any more.
 */
export async function insertImportPart(
  db: Database,
  { batchId, part, body }: { batchId: number; part: number; body: Uint8Array },
): Promise<boolean> {
  const waits = await db
    .selectFrom('importBatches')
    .select('id')
    .where('id', '=', batchId)
    .where('status', 'in', ['uploaded', 'previewed', 'running'])
    .executeTakeFirst()
  if (!waits) return false
  await db
    .insertInto('importParts')
    .values({ batchId, part, body })
    .onConflict((conflict) => conflict.columns(['batchId', 'part']).doNothing())
    .execute()
  return true
}

export const findImportPart = async (
  db: Database,
  batchId: number,
  part: number,
): Promise<Uint8Array | undefined> =>
  (
    await db
      .selectFrom('importParts')
      .select('body')
      .where('batchId', '=', batchId)
      .where('part', '=', part)
      .executeTakeFirst()
  )?.body

/** How many parts a batch has; they are numbered from 0 without a gap. */
export async function countImportParts(db: Database, batchId: number): Promise<number> {
  const { parts } = await db
    .selectFrom('importParts')
    .select((select) => select.fn.countAll<number>().as('parts'))
    .where('batchId', '=', batchId)
    .executeTakeFirstOrThrow()
  return Number(parts)
}

export const deleteImportParts = (db: Database, batchId: number) =>
  db.deleteFrom('importParts').where('batchId', '=', batchId).execute()

export const deleteImportPart = (db: Database, batchId: number, part: number) =>
  db.deleteFrom('importParts').where('batchId', '=', batchId).where('part', '=', part).execute()

/** The batch that an interrupted import of the same file and options has left. */
export const findRunningBatch = (db: Database, digest: string) =>
  db
    .selectFrom('importBatches')
    .select('id')
    .where('status', '=', 'running')
    .where('digest', '=', digest)
    .orderBy('id')
    .executeTakeFirst()

/** Says what the parts of a batch are made from; those of anything else go. */
export async function claimImportParts(
  db: Database,
  batchId: number,
  digest: string,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('importBatches')
    .set({ digest })
    .where('id', '=', batchId)
    .where(sql<boolean>`digest is distinct from ${digest}`)
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await deleteImportParts(db, batchId)
}

/** Removes interrupted imports that began before this, and the parts of files that wait since. */
export async function deleteAbandonedParts(db: Database, before: Instant): Promise<void> {
  const abandoned = db.selectFrom('importBatches').select('id').where('createdAt', '<', before)
  await db.deleteFrom('importParts').where('batchId', 'in', abandoned).execute()
  await db
    .deleteFrom('importBatches')
    .where('status', '=', 'running')
    .where('createdAt', '<', before)
    .execute()
}

/** Takes an interrupted import away, with its parts. */
export async function deleteRunningBatch(db: Database, batchId: number): Promise<void> {
  await deleteImportParts(db, batchId)
  await db
    .deleteFrom('importBatches')
    .where('id', '=', batchId)
    .where('status', '=', 'running')
    .execute()
}
