import type { Database } from '#db/connect.ts'
import { listGridShapesOn } from '#db/grids.ts'
import type { Defect } from '#geo/examining/defects.ts'
import { examineGrids, type GridsExamined } from '#geo/examining/examine-grids.ts'
import type { Grid } from '#geo/locating/grid-map.ts'
import { loadProjections } from '#geo/reading/projections.ts'
import type { ReadGrid } from '#geo/reading/read-grids.ts'
import { type Layer, layers } from '../domain/areas.ts'
import type { BoundaryDefect, Examination, KeptExamination } from '../domain/boundary-defects.ts'
import { type MendKind, type MendReport, offerMends } from '../domain/boundary-mends.ts'
import type { Day } from '../domain/day.ts'
import type { ImportRefusal } from '../domain/import-problems.ts'
import { outsideCode } from '../domain/incident-filter.ts'
import type { StatedCrs } from '../domain/stated-crs.ts'
import {
  featuresRead,
  type GridsRequest,
  gridsRefusalOf,
  mendChosen,
  type StoredGrid,
  storedGrids,
} from './imports-grid-rows.server.ts'

export type Examined = { examination: Examination } & (
  | {
      ok: true
      features: number
      grids: number
      mends: MendReport | null
      /** Once the chosen mends are made; not there when none was chosen. */
      after?: Examination
    }
  | { ok: false; refusal: ImportRefusal }
)

/**
 * Names everything that is wrong with a layer of grids (GeoJSON), and writes nothing.
 * @param stated.mends what was chosen to be mended: it is still named, and what the mends would move
 * @param neighbours boundaries that are right already, to hold its datum against
 */
export async function examineBoundaries(
  text: string,
  stated: { code: string; crs: StatedCrs; mends?: readonly MendKind[] | undefined },
  neighbours: readonly Grid[],
): Promise<Examined> {
  const examined = examineGrids(text, {
    codeField: stated.code,
    crs: stated.crs,
    projections: await loadProjections(),
    reserved: [outsideCode],
    mends: stated.mends ?? [],
    neighbours,
  })
  const examination = examinationOf(examined)
  if (!examined.ok) {
    return { ok: false, refusal: gridsRefusalOf(examined, stated.code), examination }
  }
  const { grids, mends } = mendChosen(examined.grids, stated.mends, neighbours)
  const after = mends ? { after: examineMended(grids, neighbours) } : {}
  const features = featuresRead(examined)
  return { ok: true, features, grids: examined.grids.length, mends, examination, ...after }
}

/** What is wrong with mended grids; places are named as the file has their features. */
function examineMended(grids: readonly ReadGrid[], neighbours: readonly Grid[]): Examination {
  const features = grids.map(({ code, geometry }) =>
    JSON.stringify({ type: 'Feature', properties: { code }, geometry }),
  )
  const text = `{"type":"FeatureCollection","features":[${features.join()}]}`
  const { defects, counts } = examineGrids(text, { codeField: 'code', crs: 'cgcs2000', neighbours })
  const inFile = defects.map((defect) => {
    const { feature, line } = grids[defect.feature] ?? defect
    return { ...defect, feature, line }
  })
  return examinationOf({ defects: inFile, counts })
}

const examinationOf = ({
  defects,
  counts,
}: Pick<GridsExamined, 'defects' | 'counts'>): Examination => ({
  defects: defects.map(defectOf),
  counts,
  total: Object.values(counts).reduce((sum, count) => sum + count, 0),
})

/** The boundaries of both layers, or of one, in force on a day. */
export async function listNeighbours(db: Database, day: Day, only?: Layer): Promise<StoredGrid[]> {
  const neighbours: StoredGrid[] = []
  for (const layer of only ? [only] : layers) {
    for (const { code, geometry } of await listGridShapesOn(db, layer, day)) {
      neighbours.push({ code, geometry })
    }
  }
  return neighbours
}

/** As people count: from 1. */
function defectOf({ severity, feature, ring, vertex, ...defect }: Defect): BoundaryDefect {
  return {
    ...defect,
    severity: severity === 'error' ? 'skipped' : 'noted',
    feature: feature + 1,
    ...(ring !== undefined && { ring: ring + 1 }),
    ...(vertex !== undefined && { vertex: vertex + 1 }),
  }
}

/** Defects kept with a batch, and points of their outlines: about two megabytes. */
const defectsKept = 3000
const pointsKept = 60_000

/** What is kept with a batch: of each kind the first, as many as there is room for. */
export function keptExamination({ defects, counts, total }: Examination): Examination {
  const kinds = Math.max(1, Object.keys(counts).length)
  const left = new Map<string, number>()
  let room = pointsKept
  const kept = defects.filter(({ kind }) => {
    const listed = (left.get(kind) ?? 0) + 1
    left.set(kind, listed)
    return listed <= defectsKept / kinds
  })
  return {
    counts,
    total,
    defects: kept.map(({ outline, ...defect }) => {
      room -= (outline ?? []).reduce((sum, { length }) => sum + length, 0)
      return outline && room >= 0 ? { ...defect, outline } : defect
    }),
  }
}

/** The examination of a layer that waits to be published, as its batch keeps it. */
export async function examinedText(
  geojson: string,
  { fields, crs, mends }: GridsRequest,
  neighbours: readonly StoredGrid[],
): Promise<{ ok: true; kept: string }> {
  const stated = { code: fields.code, crs, mends }
  const examined = await examineBoundaries(geojson, stated, storedGrids(neighbours))
  const { examination } = examined
  const kept: KeptExamination = {
    ...keptExamination(examination),
    offers: offerMends(examination.defects),
    ...(examined.ok && examined.after && { after: keptExamination(examined.after) }),
  }
  return { ok: true, kept: JSON.stringify(kept) }
}
