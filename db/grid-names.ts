import type { Layer } from '../app/domain/areas.ts'
import type { Database } from './connect.ts'

/** The latest name of each of these grids. */
export async function listGridNames(
  db: Database,
  layer: Layer,
  codes: readonly string[],
): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map()
  const rows = await db
    .selectFrom('gridVersions')
    .select(['code', 'name'])
    .where('layer', '=', layer)
    .where('code', 'in', [...new Set(codes)])
    .orderBy('validFrom')
    .execute()
  return new Map(rows.map(({ code, name }) => [code, name]))
}
