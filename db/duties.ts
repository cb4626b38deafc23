import type { Layer } from '../app/domain/areas.ts'
import type { Day } from '../app/domain/day.ts'
import type { Database } from './connect.ts'

/** The grids of a layer somebody was on duty in during a period. */
export async function listGridsOnDuty(
  db: Database,
  layer: Layer,
  period: { from: Day; to: Day },
): Promise<string[]> {
  const rows = await db
    .selectFrom('duties')
    .select('gridCode')
    .distinct()
    .where('layer', '=', layer)
    .where('validFrom', '<=', period.to)
    .where((where) => where.or([where('validTo', 'is', null), where('validTo', '>', period.from)]))
    .execute()
  return rows.map(({ gridCode }) => gridCode)
}

/** Who is on duty in a grid on a day, the longest on duty first; disabled accounts left out. */
export const listDutiesOfGrid = (db: Database, grid: { layer: Layer; code: string }, on: Day) =>
  db
    .selectFrom('duties')
    .innerJoin('workers', 'workers.id', 'duties.workerId')
    .select(['workers.id', 'workers.name', 'workers.unit', 'duties.validFrom'])
    .where('layer', '=', grid.layer)
    .where('gridCode', '=', grid.code)
    .where('validFrom', '<=', on)
    .where((where) => where.or([where('validTo', 'is', null), where('validTo', '>', on)]))
    .where('workers.disabledAt', 'is', null)
    .orderBy('duties.validFrom')
    .orderBy('workers.id')
    .execute()

/** How many people are on duty in each grid of a layer on a day; disabled accounts left out. */
export async function countPostsByGrid(
  db: Database,
  layer: Layer,
  on: Day,
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('duties')
    .innerJoin('workers', 'workers.id', 'duties.workerId')
    .select((select) => ['gridCode', select.fn.count<number>('workerId').distinct().as('posts')])
    .where('layer', '=', layer)
    .where('validFrom', '<=', on)
    .where((where) => where.or([where('validTo', 'is', null), where('validTo', '>', on)]))
    .where('workers.disabledAt', 'is', null)
    .groupBy('gridCode')
    .execute()
  return new Map(rows.map(({ gridCode, posts }) => [gridCode, Number(posts)]))
}

/** The grids a worker is on duty in on a day, as they stand on it, governance first, by code. */
export const listDutyGrids = (db: Database, workerId: number, on: Day) =>
  db
    .selectFrom('duties')
    .innerJoin('gridVersions', (join) =>
      join
        .onRef('gridVersions.layer', '=', 'duties.layer')
        .onRef('gridVersions.code', '=', 'duties.gridCode'),
    )
    .leftJoin('areas', 'areas.code', 'gridVersions.areaCode')
    .select(['duties.layer', 'gridVersions.code', 'gridVersions.name', 'areas.name as areaName'])
    .distinct()
    .where('duties.workerId', '=', workerId)
    .where('duties.validFrom', '<=', on)
    .where((where) =>
      where.or([where('duties.validTo', 'is', null), where('duties.validTo', '>', on)]),
    )
    .where('gridVersions.validFrom', '<=', on)
    .where((where) =>
      where.or([where('gridVersions.validTo', 'is', null), where('gridVersions.validTo', '>', on)]),
    )
    .orderBy('duties.layer')
    .orderBy('gridVersions.code')
    .execute()

/** Of these grids the one a worker logged an incident in last; null when in none of them. */
export async function findGridLoggedLast(
  db: Database,
  workerId: number,
  layer: Layer,
  codes: readonly string[],
): Promise<string | null> {
  if (codes.length === 0) return null
  const column = layer === 'police' ? 'policeCode' : 'governanceCode'
  const last = await db
    .selectFrom('incidents')
    .select(`${column} as code`)
    .where('reporterId', '=', workerId)
    .where(column, 'in', codes)
    .orderBy('reportedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.code ?? null
}
