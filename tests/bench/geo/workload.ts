import { generateIncidents } from '#seeds/prefecture/incidents.ts'
import { generatePrefecture, type Prefecture } from '#seeds/prefecture/prefecture.ts'

/** Governance grids of the demo prefecture at scale 1. */
export const wholeScale = 5160

/** A prefecture with about this many governance grids. */
export const prefectureOf = (grids: number): Prefecture =>
  generatePrefecture({ scale: grids / wholeScale, seed: 3213 })

export interface Places {
  lonE7: Int32Array
  latE7: Int32Array
}

/**
 * Where a year of incidents happens, in no order: 70 % in towns, 20 % at addresses that come again
 * and again, 1.7 % outside every grid, 0.5 % exactly on corners and in the middle of borders.
 */
export function placesOf(prefecture: Prefecture, count: number): Places {
  const lonE7 = new Int32Array(count)
  const latE7 = new Int32Array(count)
  const order = shuffled(count)
  let next = 0
  const period = { from: '2025-01-01', to: '2025-12-31', count }
  for (const incident of generateIncidents(prefecture, period)) {
    const at = order[next++] ?? 0
    lonE7[at] = incident.lonE7
    latE7[at] = incident.latE7
  }
  return { lonE7, latE7 }
}

/** The numbers below `count` in an order that is always the same (a linear congruential generator). */
function shuffled(count: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index)
  let state = 1
  for (let last = count - 1; last > 0; last--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const other = state % (last + 1)
    const moved = order[last] ?? 0
    order[last] = order[other] ?? 0
    order[other] = moved
  }
  return order
}
