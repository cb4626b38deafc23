import type { Instant } from '../app/domain/day.ts'
import type { Database } from './connect.ts'

export type DraftFields = Record<string, string>

export const saveDraft = (
  db: Database,
  draft: { workerId: number; path: string; fields: DraftFields; at: Instant },
) =>
  db
    .insertInto('drafts')
    .values({ ...draft, fields: JSON.stringify(draft.fields) })
    .onConflict((conflict) =>
      conflict
        .columns(['workerId', 'path'])
        .doUpdateSet({ fields: JSON.stringify(draft.fields), at: draft.at }),
    )
    .execute()

/** What this worker had typed at this address when the sign-in ran out; null when nothing. */
export async function findDraft(
  db: Database,
  workerId: number,
  path: string,
): Promise<DraftFields | null> {
  const draft = await db
    .selectFrom('drafts')
    .select('fields')
    .where('workerId', '=', workerId)
    .where('path', '=', path)
    .executeTakeFirst()
  return draft ? (JSON.parse(draft.fields) as DraftFields) : null
}

export const deleteDraft = (db: Database, workerId: number, path: string) =>
  db.deleteFrom('drafts').where('workerId', '=', workerId).where('path', '=', path).execute()
