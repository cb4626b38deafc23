import { insertAreas } from '#db/areas.ts'
import { insertGridVersions, renewBoundaryMark } from '#db/grids.ts'
import { areaM2 } from '#geo/area.ts'
import { labelPoint } from '#geo/outline.ts'
import type { Layer } from '~/domain/areas.ts'
import { beginningOfTime } from '~/domain/day.ts'
import type { GridsOutcome } from '~/domain/import-outcomes.ts'
import { keepBoundaries } from '~/services/boundary-keeping.server.ts'
import type { UnattendedDesk } from '~/services/desk.server.ts'
import type { GridsUndo } from '~/services/imports-grids.server.ts'
import { closeBatch, flawless, openBatch } from './load-batches.ts'
import type { Area, GovernanceGrid, PoliceGrid, Prefecture } from './prefecture/prefecture.ts'

/** Loads the administrative tree and both layers, in force since always, as three batches. */
export async function loadPlaces(desk: UnattendedDesk, prefecture: Prefecture): Promise<void> {
  await loadAreas(desk, prefecture.areas)
  await loadLayer(desk, 'governance', prefecture.governance)
  await loadLayer(desk, 'police', prefecture.police)
  await renewBoundaryMark(desk.db)
  await keepBoundaries(desk)
}

async function loadAreas(desk: UnattendedDesk, areas: readonly Area[]): Promise<void> {
  const file = { layer: null, fileName: '演示区划.csv', crs: null }
  const batchId = await openBatch(desk, { kind: 'areas', ...file })
  const paths = new Map<string, string>()
  const rows = areas.map((area) => {
    const path = `${paths.get(area.parentCode ?? '') ?? '/'}${area.code}/`
    paths.set(area.code, path)
    return { ...area, path, batchId }
  })
  await insertAreas(desk.db, rows)
  const undo = { renamed: [] }
  const figures = { added: areas.length, renamed: 0, unchanged: 0 }
  await closeBatch(desk, batchId, { kind: 'areas', ...figures, ...flawless(areas.length) }, undo)
}

async function loadLayer(
  desk: UnattendedDesk,
  layer: Layer,
  grids: readonly (GovernanceGrid | PoliceGrid)[],
): Promise<void> {
  const fileName = layer === 'police' ? '演示警格.geojson' : '演示综治网格.geojson'
  const batchId = await openBatch(desk, { kind: 'grids', layer, fileName, crs: 'cgcs2000' })
  const rows = grids.map((grid) => {
    const [labelLon, labelLat] = labelPoint(grid.geometry)
    return {
      layer,
      code: grid.code,
      name: grid.name,
      kind: 'kind' in grid ? grid.kind : null,
      areaCode: grid.areaCode,
      areaStated: 1 as const,
      geometry: JSON.stringify(grid.geometry),
      areaM2: areaM2(grid.geometry),
      labelLon,
      labelLat,
      households: grid.households,
      population: grid.population,
      validFrom: beginningOfTime,
      validTo: null,
      batchId,
    }
  })
  await insertGridVersions(desk.db, rows)
  const outcome: GridsOutcome = {
    ...flawless(grids.length),
    kind: 'grids',
    layer,
    validFrom: beginningOfTime,
    grids: grids.length,
    added: grids.length,
    changed: 0,
    unchanged: 0,
    ended: [],
    withoutArea: 0,
    incidentsMoved: 0,
  }
  const undo: GridsUndo = { ended: [], choicesLost: [] }
  await closeBatch(desk, batchId, outcome, undo)
}
