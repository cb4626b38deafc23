import type { MultiPolygon } from 'geojson'
import type { Database } from '#db/connect.ts'
import { listGridShapesOn, listGridsOfDerivedArea, moveGridAreas } from '#db/grids.ts'
import { compareCodes } from '#geo/code-order.ts'
import { overlayAreas } from '#geo/overlay/overlay.ts'
import { type Layer, layers, otherLayer } from '../domain/areas.ts'
import { addDays, type Day } from '../domain/day.ts'

/**
 * Works out the area of every grid for which no file stated one: the area that holds the largest
 * share of it, measured by the other layer's grids whose area was stated; ties by code. A version
 * that has ended is measured on its last day, one in force against the boundaries to come. Answers
 * the first day on which some grid now belongs to another area than before; null when none does.
 */
export async function deriveAreas(db: Database): Promise<Day | null> {
  let since: Day | null = null
  for (const layer of layers) {
    for (const { id, areaCode, validFrom } of await changesIn(db, layer)) {
      await moveGridAreas(db, [{ id, areaCode }])
      if (since === null || validFrom < since) since = validFrom
    }
  }
  return since
}

/** Later than every boundary change. */
const endOfTime: Day = '9999-12-31'

async function changesIn(db: Database, layer: Layer) {
  const versions = await listGridsOfDerivedArea(db, layer)
  const lastDays = new Set(versions.map(lastDay))
  const changes: { id: number; areaCode: string | null; validFrom: Day }[] = []
  for (const day of lastDays) {
    const others = (await listGridShapesOn(db, otherLayer(layer), day)).filter(
      ({ areaStated, areaCode }) => areaStated === 1 && areaCode !== null,
    )
    const ending = versions.filter((version) => lastDay(version) === day)
    const areas = largestShares(ending, others)
    for (const [index, { id, areaCode: before, validFrom }] of ending.entries()) {
      const areaCode = areas[index] ?? null
      if (areaCode !== before) changes.push({ id, areaCode, validFrom })
    }
  }
  return changes
}

const lastDay = ({ validTo }: { validTo: Day | null }): Day =>
  validTo === null ? endOfTime : addDays(validTo, -1)

interface Shape {
  code: string
  geometry: string
}

/** For each grid the area with the largest share of it. */
function largestShares(
  grids: readonly Shape[],
  others: readonly (Shape & { areaCode: string | null })[],
): (string | null)[] {
  const shares = grids.map(() => new Map<string, number>())
  for (const { a, b, areaM2 } of overlayAreas(grids.map(parsed), others.map(parsed))) {
    const area = others[b]?.areaCode ?? ''
    shares[a]?.set(area, (shares[a]?.get(area) ?? 0) + areaM2)
  }
  return shares.map((byArea) => {
    const ranked = [...byArea].sort(
      ([areaA, a], [areaB, b]) => toCentimetre(b) - toCentimetre(a) || compareCodes(areaA, areaB),
    )
    return ranked[0]?.[0] ?? null
  })
}

/** Shares are equal when they print alike, to 0.01 m². */
const toCentimetre = (m2: number): number => Math.round(m2 * 100)

const parsed = ({ code, geometry }: Shape) => ({
  code,
  geometry: JSON.parse(geometry) as MultiPolygon,
})
