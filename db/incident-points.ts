import type { Day } from '../app/domain/day.ts'
import type { Database } from './connect.ts'

/** Degrees × 10⁷, borders included. */
export interface PointBox {
  west: number
  south: number
  east: number
  north: number
}

const pointsPerPage = 50_000

/** The points of the incidents before a day inside a box, page by page in the order of ids. */
export async function* listPointsBefore(
  db: Database,
  day: Day,
  box: PointBox,
): AsyncGenerator<{ lonE7: number; latE7: number }[]> {
  for (let after = 0; ; ) {
    const page = await db
      .selectFrom('incidents')
      .select(['id', 'lonE7', 'latE7'])
      .where('id', '>', after)
      .where('occurredOn', '<', day)
      .where('lonE7', '>=', box.west)
      .where('lonE7', '<=', box.east)
      .where('latE7', '>=', box.south)
      .where('latE7', '<=', box.north)
      .$narrowType<{ lonE7: number; latE7: number }>()
      .orderBy('id')
      .limit(pointsPerPage)
      .execute()
    if (page.length > 0) yield page
    const last = page.at(-1)
    if (!last || page.length < pointsPerPage) return
    after = last.id
  }
}
