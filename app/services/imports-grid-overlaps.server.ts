import type { MultiPolygon } from 'geojson'
import { overlapsWithin } from '#geo/overlay/overlay.ts'
import type { GridPlan } from './imports-grid-plan.server.ts'
import type { FilePlace } from './imports-grid-rows.server.ts'
import type { ProblemList } from './imports-problem-list.server.ts'

/** Smaller ones are slivers between borders that were drawn twice. */
const smallestM2 = 1

/**
 * Notes every pair of grids in force on the day of a plan that lie over each other, by code, when
 * the plan starts at least one of them; it stands where the file states that one.
 * @param places where the file states each code
 */
export function noteOverlaps(
  { starts, staying }: GridPlan,
  places: ReadonlyMap<string, FilePlace>,
  problems: ProblemList,
): void {
  if (starts.length === 0) return
  const started = new Set(starts.map(({ code }) => code))
  const grids = [...starts, ...staying].map(({ code, geometry }) => ({
    code,
    geometry: JSON.parse(geometry) as MultiPolygon,
  }))
  for (const { a, b, areaM2 } of overlapsWithin(grids)) {
    const pair = [grids[a]?.code ?? '', grids[b]?.code ?? '']
    const code = pair.find((code) => started.has(code))
    const place = code === undefined ? undefined : places.get(code)
    if (areaM2 < smallestM2 || place === undefined) continue
    const other = pair.find((other) => other !== code) ?? ''
    problems.add({
      ...place,
      kind: 'overlapping',
      severity: 'noted',
      overlap: { code: other, areaM2: Math.round(areaM2 * 10) / 10 },
    })
  }
}
