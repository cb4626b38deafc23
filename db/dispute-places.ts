import type { Day } from '../app/domain/day.ts'
import type { Database } from './connect.ts'
import type { Row } from './schema.ts'

/** Where a dispute lies, and in which grids it was registered. */
export type DisputePlace = Pick<
  Row<'disputes'>,
  'id' | 'openedOn' | 'settledOn' | 'lonE7' | 'latE7' | 'policeCode' | 'governanceCode' | 'areaCode'
>

/** The places of the disputes opened on a day or after it, and of all that are still open. */
export const listDisputePlaces = (db: Database, since: Day): Promise<DisputePlace[]> =>
  db
    .selectFrom('disputes')
    .select([
      'id',
      'openedOn',
      'settledOn',
      'lonE7',
      'latE7',
      'policeCode',
      'governanceCode',
      'areaCode',
    ])
    .where((where) => where.or([where('openedOn', '>=', since), where('settledOn', 'is', null)]))
    .orderBy('id')
    .execute()

export type DisputeGrids = Pick<DisputePlace, 'id' | 'policeCode' | 'governanceCode' | 'areaCode'>

/** Writes the grids of disputes; a dispute's version stays, so nobody's open form is refused. */
export async function moveDisputeGrids(
  db: Database,
  places: readonly DisputeGrids[],
): Promise<void> {
  for (const { id, ...grids } of places) {
    await db.updateTable('disputes').set(grids).where('id', '=', id).execute()
  }
}
