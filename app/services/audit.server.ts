import { insertAuditEntry } from '#db/audit-entries.ts'
import type { UnattendedDesk } from './desk.server.ts'

/**
 * Records a write or a reveal. `act` is a verb of the trade (`dispute.opened`), `subject` the noun,
 * `detail` what a later reader needs and never a personal field.
 */
export const audit = (
  desk: UnattendedDesk,
  act: string,
  subject: string,
  subjectId: string | number | null,
  detail: Record<string, unknown> = {},
): Promise<void> =>
  insertAuditEntry(desk.db, {
    at: desk.now,
    workerId: desk.worker?.id ?? null,
    act,
    subject,
    subjectId: subjectId === null ? null : String(subjectId),
    detail: JSON.stringify(detail),
  })
