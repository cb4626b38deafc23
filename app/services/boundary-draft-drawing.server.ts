import type { MultiPolygon } from 'geojson'
import { encodeGridPayload } from '#geo/display/payload.ts'
import { loadProjections } from '#geo/reading/projections.ts'
import { readGrids } from '#geo/reading/read-grids.ts'
import type { ImportRefusal } from '../domain/import-problems.ts'
import { outsideCode } from '../domain/incident-filter.ts'
import {
  type GridsRequest,
  gridsRefusalOf,
  mendChosen,
  type StoredGrid,
  storedGrids,
} from './imports-grid-rows.server.ts'

/**
 * The grids of a file as they are read, or as they are once the chosen mends are made, for the
 * browser's map.
 * @param neighbours boundaries that are right already, for the mend of a datum
 */
export async function drawBoundaries(
  text: string,
  request: GridsRequest,
  neighbours: readonly StoredGrid[],
  isAfter: boolean,
): Promise<{ ok: true; payload: Uint8Array } | { ok: false; refusal: ImportRefusal }> {
  const { fields, crs, mends = [] } = request
  const read = readGrids(text, {
    codeField: fields.code,
    crs,
    projections: await loadProjections(),
    reserved: [outsideCode],
    mends,
  })
  if (!read.ok) return { ok: false, refusal: gridsRefusalOf(read, fields.code) }
  const { grids } = isAfter ? mendChosen(read.grids, mends, storedGrids(neighbours)) : read
  const detail = detailFor(grids.map(({ geometry }) => geometry))
  return { ok: true, payload: encodeGridPayload(grids, detail) }
}

/** A million vertices take a browser some seconds; what is more is drawn less closely. */
function detailFor(geometries: readonly MultiPolygon[]) {
  let vertices = 0
  for (const { coordinates } of geometries)
    for (const polygon of coordinates) for (const ring of polygon) vertices += ring.length
  if (vertices < 400_000) return { toleranceMetres: 0, perDegree: 1e7 }
  return vertices < 1_500_000
    ? { toleranceMetres: 3, perDegree: 1e6 }
    : { toleranceMetres: 30, perDegree: 1e5 }
}
