import type { UnattendedDesk } from '~/services/desk.server.ts'
import { type Imported, type ImportRequest, importFile } from '~/services/imports.server.ts'
import type { GridsRequest } from '~/services/imports-grid-rows.server.ts'
import { textSource } from '~/services/imports-text.server.ts'

/** A grid of the test land: from one hundredth of a degree to another, as high as one. */
export interface Stripe {
  code: string
  from: number
  to: number
  area?: string
  name?: string
}

const west = 118.2
const south = 33.9

/** GeoJSON of grids side by side, one feature to a line. */
export const stripes = (grids: readonly Stripe[]): string =>
  [
    '{"type":"FeatureCollection","features":[',
    grids.map((grid) => JSON.stringify(feature(grid))).join(',\n'),
    ']}',
  ].join('\n')

const feature = ({ code, from, to, area, name }: Stripe) => ({
  type: 'Feature',
  properties: { code, area, name },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [from, 0],
        [to, 0],
        [to, 1],
        [from, 1],
        [from, 0],
      ].map(([x = 0, y = 0]) => [lonAt(x), latAt(y)]),
    ],
  },
})

/** Degrees at a place of the test land, exact at 1e-7°. */
export const lonAt = (x: number) => Math.round((west + x * 0.01) * 1e7) / 1e7
export const latAt = (y: number) => Math.round((south + y * 0.01) * 1e7) / 1e7
export const e7At = (x: number, y = 0.5) => ({
  lonE7: Math.round(lonAt(x) * 1e7),
  latE7: Math.round(latAt(y) * 1e7),
})

export interface IncidentLine {
  id: string
  x: number
  on?: string
  category?: string
}

/** CSV of incidents in the middle of the row of grids; each stands on line 2, 3, … */
export const incidentsCsv = (lines: readonly IncidentLine[]): string =>
  [
    'id,lon,lat,on,category',
    ...lines.map(({ id, x, on = '2026-03-01', category = '02' }) =>
      [id, lonAt(x), latAt(0.5), on, category].join(','),
    ),
    '',
  ].join('\n')

const incidentFields = { id: 'id', lon: 'lon', lat: 'lat', on: 'on', category: 'category' }

export const runImport = (
  desk: UnattendedDesk,
  request: ImportRequest,
  text: string,
  options: { dryRun?: boolean; strict?: boolean } = {},
): Promise<Imported> => importFile(desk, request, textSource(text), options)

export const importStripes = (
  desk: UnattendedDesk,
  layer: GridsRequest['layer'],
  grids: readonly Stripe[],
  more: Partial<Pick<GridsRequest, 'validFrom' | 'wholeLayer'>> & { strict?: boolean } = {},
): Promise<Imported> => {
  const { strict = false, ...request } = more
  const area = grids.some((grid) => grid.area !== undefined) ? 'area' : undefined
  const name = grids.some((grid) => grid.name !== undefined) ? 'name' : undefined
  const fields = { code: 'code', area, name }
  const fileName = `${layer}.geojson`
  const stated = { kind: 'grids', layer, fileName, crs: 'cgcs2000', fields, ...request } as const
  return runImport(desk, stated, stripes(grids), { strict })
}

export const importIncidentLines = (
  desk: UnattendedDesk,
  text: string,
  options: { dryRun?: boolean; strict?: boolean } = {},
): Promise<Imported> => {
  const file = { fileName: 'incidents.csv', crs: 'cgcs2000', fields: incidentFields } as const
  return runImport(desk, { kind: 'incidents', ...file }, text, options)
}

export const importAreaLines = (
  desk: UnattendedDesk,
  text: string,
  options: { strict?: boolean } = {},
): Promise<Imported> => {
  const fields = { code: 'code', name: 'name', parent: 'parent' }
  return runImport(desk, { kind: 'areas', fileName: 'areas.csv', fields }, text, options)
}

/** The outcome of an import that has to have worked, of the kind that is expected. */
export function outcomeOf<Kind extends ImportRequest['kind']>(imported: Imported, kind: Kind) {
  const { outcome } = imported
  if (!imported.ok || outcome?.kind !== kind) throw new Error(JSON.stringify(imported))
  return outcome as Extract<typeof outcome, { kind: Kind }>
}

/** The number of the batch that an import left. */
export function batchOf(imported: Imported): number {
  if (!imported.ok || imported.batchId === null) throw new Error(JSON.stringify(imported))
  return imported.batchId
}
