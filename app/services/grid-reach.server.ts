import { findArea } from '#db/areas.ts'
import { findGridOn } from '#db/grids.ts'
import type { Layer } from '../domain/areas.ts'
import { may } from '../domain/permissions.ts'
import type { Desk } from './desk.server.ts'

/** Whether the page of a grid opens for this worker, so that nothing leads to a closed door. */
export async function isGridInReach(desk: Desk, layer: Layer, code: string): Promise<boolean> {
  const grid = await findGridOn(desk.db, layer, code, desk.today)
  const area = grid?.areaCode ? await findArea(desk.db, grid.areaCode) : undefined
  return (
    grid !== undefined && may(desk.worker, 'map.read', { own: false, areaPath: area?.path ?? null })
  )
}
