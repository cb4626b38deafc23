import { isUniqueViolation } from '#db/portable.ts'
import { findSubmission, insertSubmission } from '#db/submissions.ts'
import { type Desk, inTransaction } from './desk.server.ts'

export interface Submitted {
  subjectId: number
  /** The form had been sent before: this is what it made then, and nothing was written now. */
  again: boolean
}

/**
 * Runs a write that makes one record once per form: the same worker and key answer the first
 * record again, two at the same moment too. `write` runs in the transaction and answers the id.
 */
export async function submitOnce(
  desk: Desk,
  form: { key: string; subject: string },
  write: (desk: Desk) => Promise<number>,
): Promise<Submitted> {
  try {
    return await inTransaction(desk, async (desk) => {
      const before = await earlierOf(desk, form.key)
      if (before) return before
      const subjectId = await write(desk)
      const { worker, now } = desk
      await insertSubmission(desk.db, { workerId: worker.id, ...form, subjectId, at: now })
      return { subjectId, again: false }
    })
  } catch (error) {
    if (!isUniqueViolation(error) || desk.db.isTransaction) throw error
    const before = await earlierOf(desk, form.key)
    if (before) return before
    throw error
  }
}

async function earlierOf(desk: Desk, key: string): Promise<Submitted | undefined> {
  const before = await findSubmission(desk.db, desk.worker.id, key)
  return before && { subjectId: before.subjectId, again: true }
}
