import { type DraftFields, deleteDraft, findDraft, saveDraft } from '#db/drafts.ts'
import type { Desk } from './desk.server.ts'

/**
 * Keeps what a worker had typed when their sign-in ran out, until the form is sent or left. Names
 * and phones of parties are sealed here as everywhere.
 */
export const keepDraft = (
  { db, now, sealer }: Pick<Desk, 'db' | 'now' | 'sealer'>,
  draft: { workerId: number; path: string; fields: DraftFields },
) => saveDraft(db, { ...draft, fields: mapPersonal(draft.fields, sealer.seal), at: now })

/** What had been typed at this address, to fill the form in again; null when nothing. */
export async function findKeptDraft(
  { db, worker, sealer }: Pick<Desk, 'db' | 'worker' | 'sealer'>,
  path: string,
): Promise<DraftFields | null> {
  const fields = await findDraft(db, worker.id, path)
  return fields && mapPersonal(fields, sealer.open)
}

/** The form at this address was sent: its draft has done its work. */
export const dropDraft = ({ db, worker }: Pick<Desk, 'db' | 'worker'>, path: string) =>
  deleteDraft(db, worker.id, path)

const mapPersonal = (fields: DraftFields, change: (text: string) => string): DraftFields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, text]) => [
      name,
      /^parties\.\d+\.(name|phone)$/.test(name) ? change(text) : text,
    ]),
  )
