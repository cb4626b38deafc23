import { listAreasUnder } from '#db/areas.ts'
import type { AreaPath } from '../domain/areas.ts'
import type { Desk } from './desk.server.ts'

/** The townships and villages in reach; whoever reaches everything is spared the villages. */
export async function findAreaChoices(desk: Pick<Desk, 'db'>, paths: readonly AreaPath[]) {
  const listed = await Promise.all(
    paths.map((path) =>
      path === '/'
        ? listAreasUnder(desk.db, path, { level: 'township' })
        : listAreasUnder(desk.db, path),
    ),
  )
  return [...new Map(listed.flat().map((area) => [area.code, area])).values()].map(
    ({ code, name, level }) => ({ code, name, level }),
  )
}
