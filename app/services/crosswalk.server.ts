import type { Database } from '#db/connect.ts'
import { overlayMaps } from '#geo/overlay/overlay.ts'
import type { Day } from '../domain/day.ts'
import { type Boundaries, openBoundaries } from './locating.server.ts'

/** What a police grid and a governance grid have in common on the ground. */
export interface CrosswalkPair {
  policeCode: string
  governanceCode: string
  areaM2: number
  /** Of the whole of the grid, 0 to 1. */
  shareOfPolice: number
  shareOfGovernance: number
}

/** Less is a rounding of the borders, not ground. */
const smallestM2 = 0.5

/**
 * Every pair of grids in force on a day that share 0.5 m² or more, by police code, then governance
 * code. Worked out from the boundaries and kept in memory while they stand.
 */
export async function crosswalkOn(db: Database, day: Day): Promise<readonly CrosswalkPair[]> {
  const boundaries = await openBoundaries(db)
  const key = keyOf(boundaries, day)
  const known = latest.get(db.getExecutor().adapter)
  if (known?.key === key) return known.pairs
  const pairs = await measure(boundaries, day)
  latest.set(db.getExecutor().adapter, { key, pairs })
  return pairs
}

/** The pairs of one grid, the largest share first. */
export async function counterpartsOf(
  db: Database,
  grid: { layer: 'police' | 'governance'; code: string },
  day: Day,
): Promise<CrosswalkPair[]> {
  const own = grid.layer === 'police' ? 'policeCode' : 'governanceCode'
  const pairs = await crosswalkOn(db, day)
  return pairs.filter((pair) => pair[own] === grid.code).sort((a, b) => b.areaM2 - a.areaM2)
}

/** The crosswalk asked for last, one per opened database. */
const latest = new WeakMap<object, { key: string; pairs: readonly CrosswalkPair[] }>()

const keyOf = (boundaries: Boundaries, day: Day): string =>
  [boundaries.mark, boundaries.since('police', day), boundaries.since('governance', day)].join(' ')

async function measure(boundaries: Boundaries, day: Day): Promise<CrosswalkPair[]> {
  const police = await boundaries.on('police', day)
  const governance = await boundaries.on('governance', day)
  return overlayMaps(police.edges, governance.edges).flatMap(({ a, b, areaM2 }) => {
    const left = police.grid(police.codes[a] ?? '')
    const right = governance.grid(governance.codes[b] ?? '')
    if (!left || !right || areaM2 < smallestM2) return []
    return {
      policeCode: left.code,
      governanceCode: right.code,
      areaM2,
      shareOfPolice: areaM2 / left.areaM2,
      shareOfGovernance: areaM2 / right.areaM2,
    }
  })
}
