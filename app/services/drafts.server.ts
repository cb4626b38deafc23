import { type DraftFields, deleteDraft, saveDraft } from '#db/drafts.ts'
import type { Desk } from './desk.server.ts'

/** Keeps what a worker had typed when their sign-in ran out, until the form is sent or left. */
export const keepDraft = (
  { db, now }: Pick<Desk, 'db' | 'now'>,
  draft: { workerId: number; path: string; fields: DraftFields },
) => saveDraft(db, { ...draft, at: now })

/** The form at this address was sent: its draft has done its work. */
export const dropDraft = ({ db, worker }: Pick<Desk, 'db' | 'worker'>, path: string) =>
  deleteDraft(db, worker.id, path)
