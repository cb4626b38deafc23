import type { Database } from './connect.ts'
import type { NewRow } from './schema.ts'

/** The seats that are filled or waived, with the name of the worker in them. */
export const listPanelSeats = (db: Database, disputeId: number) =>
  db
    .selectFrom('panelSeats')
    .leftJoin('workers', 'workers.id', 'panelSeats.workerId')
    .select([
      'panelSeats.seat',
      'panelSeats.workerId',
      'panelSeats.name',
      'panelSeats.waivedReason',
      'workers.name as workerName',
    ])
    .where('disputeId', '=', disputeId)
    .orderBy('panelSeats.id')
    .execute()

/** Puts the panel in the place of the one before, whole. */
export async function replacePanelSeats(
  db: Database,
  disputeId: number,
  seats: readonly Omit<NewRow<'panelSeats'>, 'disputeId'>[],
): Promise<void> {
  await db.deleteFrom('panelSeats').where('disputeId', '=', disputeId).execute()
  if (seats.length === 0) return
  await db
    .insertInto('panelSeats')
    .values(seats.map((seat) => ({ ...seat, disputeId })))
    .execute()
}
