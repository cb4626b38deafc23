import { basename } from 'node:path'
import { insertAuditEntry } from '#db/audit-entries.ts'
import type { Database } from '#db/connect.ts'
import { deleteAllSessions } from '#db/sessions.ts'
import type { Instant } from '../domain/day.ts'

/** Notes in the restored database that it was, and ends the sign-ins that came back with it. */
export const recordRestore = (
  db: Database,
  { file, now }: { file: string; now: Instant },
): Promise<void> =>
  db.transaction().execute(async (db) => {
    await deleteAllSessions(db)
    await insertAuditEntry(db, {
      at: now,
      workerId: null,
      act: 'database.restored',
      subject: 'database',
      subjectId: null,
      detail: JSON.stringify({ file: basename(file) }),
    })
  })
