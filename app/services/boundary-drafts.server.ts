import type { Layer } from '../domain/areas.ts'
import type { Day } from '../domain/day.ts'
import type { UnattendedDesk } from './desk.server.ts'
import { type Drafted, draftImport } from './imports-draft.server.ts'

/** Boundaries redrawn: the grids that change, and the codes that end with nothing in their place. */
export interface Redrawing {
  layer: Layer
  /**
   * A FeatureCollection in CGCS2000 degrees of the changed grids alone, whole. Properties: `code`
   * and, for those grids that have them, `name`, `area` (its area's code, where it was stated),
   * `households`, `population`; what is left out is empty in the new version.
   */
  geojson: string
  ends: readonly string[]
  /** The first day in force; today when not stated. */
  validFrom?: Day | undefined
  /** What the batch is called in lists. */
  fileName: string
}

/** Keeps a redrawing as a batch that waits to be published, with what it would change. */
export function draftBoundaries(
  desk: UnattendedDesk,
  { layer, geojson, ends, validFrom = desk.today, fileName }: Redrawing,
): Promise<Drafted> {
  const stated = propertiesIn(geojson)
  const given = (name: string) => (stated.has(name) ? name : undefined)
  const fields = {
    code: 'code',
    name: given('name'),
    area: given('area'),
    households: given('households'),
    population: given('population'),
  }
  const file = { kind: 'grids', fileName, layer, crs: 'cgcs2000' } as const
  return draftImport(desk, { ...file, fields, validFrom, ends }, geojson)
}

function propertiesIn(geojson: string): Set<string> {
  const { features } = JSON.parse(geojson) as { features: { properties: object }[] }
  return new Set(features.flatMap(({ properties }) => Object.keys(properties)))
}
