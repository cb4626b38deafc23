import { insertImportBatch, moveImportBatch } from '#db/import-batches.ts'
import type { Layer } from '~/domain/areas.ts'
import type { ImportOutcome } from '~/domain/import-outcomes.ts'
import { audit } from '~/services/audit.server.ts'
import type { UnattendedDesk } from '~/services/desk.server.ts'

/** What every file of the demo has in common: it is whole, so nothing was skipped. */
export const flawless = (records: number) => ({
  records,
  skipped: 0,
  problems: [],
  problemTotal: 0,
  sample: [],
})

/** Opens a batch as an import opens one; answers the id that its rows carry. */
export const openBatch = (
  desk: UnattendedDesk,
  batch: { kind: ImportOutcome['kind']; layer: Layer | null; fileName: string; crs: string | null },
): Promise<number> =>
  insertImportBatch(desk.db, {
    ...batch,
    options: '{}',
    status: 'previewed',
    content: null,
    outcome: '{}',
    undo: null,
    workerId: null,
    createdAt: desk.now,
    importedAt: null,
    undoneAt: null,
  })

/** Closes it with what it did, and one entry in the audit log. */
export async function closeBatch(
  desk: UnattendedDesk,
  id: number,
  outcome: ImportOutcome,
  undo: unknown,
): Promise<void> {
  const change = {
    outcome: JSON.stringify(outcome),
    undo: JSON.stringify(undo),
    importedAt: desk.now,
  }
  await moveImportBatch(desk.db, { id, from: 'previewed', to: 'imported' }, change)
  const { problems: _, sample: __, ...figures } = outcome
  await audit(desk, 'import.confirmed', 'import', id, figures)
}
