import type { Day } from '../app/domain/day.ts'
import type { Database } from './connect.ts'
import type { NewRow } from './schema.ts'

/** The deliveries that reach into a period, each with the path of its area (null: everywhere). */
export const listDeliveriesIn = (db: Database, period: { from: Day; to: Day }) =>
  db
    .selectFrom('deliveries')
    .leftJoin('areas', 'areas.code', 'deliveries.areaCode')
    .selectAll('deliveries')
    .select('areas.path as areaPath')
    .where('fromOn', '<=', period.to)
    .where('toOn', '>=', period.from)
    .orderBy('fromOn')
    .orderBy('deliveries.id')
    .execute()

export const insertDelivery = (db: Database, delivery: NewRow<'deliveries'>) =>
  db.insertInto('deliveries').values(delivery).execute()

export const deleteDeliveriesOf = (db: Database, batchId: number) =>
  db.deleteFrom('deliveries').where('batchId', '=', batchId).execute()
