import { listAreas } from '#db/areas.ts'
import { findGridLoggedLast, listDutyGrids } from '#db/duties.ts'
import type { Layer } from '../domain/areas.ts'
import { isWithin } from '../domain/areas.ts'
import { pathsWithin, type Right } from '../domain/permissions.ts'
import type { Desk } from './desk.server.ts'

/** What a form offers to say where: the worker's own grids, and the villages they may report in. */
export interface PlaceChoices {
  /** Governance grids, or for whoever has none their police grids. */
  duties: { layer: Layer; code: string; name: string; areaName: string | null }[]
  /** Which of them stands chosen: the only one, else the one reported in last. */
  usualGridCode: string | null
  townships: { name: string; villages: { code: string; name: string }[] }[]
}

export async function findPlaceChoices(desk: Desk, right: Right): Promise<PlaceChoices> {
  const paths = pathsWithin(desk.worker, right)
  const areas = await listAreas(desk.db)
  const reached = areas.filter(
    ({ level, path }) => level === 'village' && paths.some((scope) => isWithin(path, scope)),
  )
  const villages = new Map<string, { code: string; name: string }[]>()
  for (const { code, name, parentCode } of reached) {
    if (parentCode === null) continue
    villages.set(parentCode, [...(villages.get(parentCode) ?? []), { code, name }])
  }
  const duties = await dutiesOf(desk)
  return {
    duties,
    usualGridCode: await usualGridOf(desk, duties),
    townships: areas.flatMap(({ code, name }) => {
      const below = villages.get(code)
      return below ? [{ name, villages: below }] : []
    }),
  }
}

async function dutiesOf(desk: Desk): Promise<PlaceChoices['duties']> {
  const duties = await listDutyGrids(desk.db, desk.worker.id, desk.today)
  const governance = duties.filter(({ layer }) => layer === 'governance')
  return governance.length > 0 ? governance : duties
}

async function usualGridOf(desk: Desk, duties: PlaceChoices['duties']): Promise<string | null> {
  const [first] = duties
  if (!first) return null
  const codes = duties.map(({ code }) => code)
  return duties.length === 1
    ? first.code
    : findGridLoggedLast(desk.db, desk.worker.id, first.layer, codes)
}
