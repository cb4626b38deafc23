import { insertAreas } from '#db/areas.ts'
import { insertGridVersions, renewBoundaryMark } from '#db/grids.ts'
import type { NewRow } from '#db/schema.ts'
import { areaM2 } from '#geo/area.ts'
import { labelPoint } from '#geo/label-point.ts'
import type { Layer } from '~/domain/areas.ts'
import { beginningOfTime } from '~/domain/day.ts'
import type { UnattendedDesk } from '~/services/desk.server.ts'
import { recordBatch } from './load-batches.ts'
import type { Area, GovernanceGrid, PoliceGrid, Prefecture } from './prefecture/prefecture.ts'

/** Loads the administrative tree and both layers, in force since always, as three batches. */
export async function loadPlaces(desk: UnattendedDesk, prefecture: Prefecture): Promise<void> {
  await loadAreas(desk, prefecture.areas)
  await loadLayer(desk, 'governance', prefecture.governance, governanceRow)
  await loadLayer(desk, 'police', prefecture.police, policeRow)
}

async function loadAreas(desk: UnattendedDesk, areas: readonly Area[]): Promise<void> {
  const batchId = await recordBatch(desk, {
    kind: 'areas',
    layer: null,
    fileName: 'areas.csv',
    crs: null,
    count: areas.length,
  })
  const paths = new Map<string, string>()
  const rows = areas.map((area) => {
    const path = `${paths.get(area.parentCode ?? '') ?? '/'}${area.code}/`
    paths.set(area.code, path)
    return { ...area, path, batchId }
  })
  await insertAreas(desk.db, rows)
}

async function loadLayer<Grid extends GovernanceGrid | PoliceGrid>(
  desk: UnattendedDesk,
  layer: Layer,
  grids: readonly Grid[],
  ownColumns: (grid: Grid) => Pick<NewRow<'gridVersions'>, 'kind' | 'households' | 'population'>,
): Promise<void> {
  const batchId = await recordBatch(desk, {
    kind: 'grids',
    layer,
    fileName: `${layer}.geojson`,
    crs: 'cgcs2000',
    count: grids.length,
  })
  const rows = grids.map((grid) => {
    const [labelLon, labelLat] = labelPoint(grid.geometry)
    return {
      layer,
      code: grid.code,
      name: grid.name,
      areaCode: grid.areaCode,
      areaStated: 1 as const,
      geometry: JSON.stringify(grid.geometry),
      areaM2: areaM2(grid.geometry),
      labelLon,
      labelLat,
      validFrom: beginningOfTime,
      validTo: null,
      batchId,
      ...ownColumns(grid),
    }
  })
  await insertGridVersions(desk.db, rows)
  await renewBoundaryMark(desk.db, layer)
}

const governanceRow = ({ kind, households, population }: GovernanceGrid) => ({
  kind,
  households,
  population,
})

const policeRow = ({ fused }: PoliceGrid) => ({
  kind: fused ? 'fused' : null,
  households: null,
  population: null,
})
