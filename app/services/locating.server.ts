import type { Database } from '#db/connect.ts'
import { findBoundaryMark, listBoundaryDays } from '#db/grids.ts'
import { type Layer, layers } from '../domain/areas.ts'
import { beginningOfTime, type Day } from '../domain/day.ts'
import { borderDistanceMetres, type LocatedHow } from '../domain/incidents.ts'
import { findLayerMap, type LayerMap } from './locating-layer-map.server.ts'

export type { LayerMap }

/** The boundaries of both layers on any day, as they stood when this was opened. */
export interface Boundaries {
  on(layer: Layer, day: Day): Promise<LayerMap>
  /** The day since when a layer stands as it does on this day: two days with one answer are alike. */
  since(layer: Layer, day: Day): Day
  /** Equal marks mean equal boundaries. */
  mark: string
}

/**
 * Opens the boundaries. Maps are kept in memory under the mark of the boundaries they were
 * made from, which every change renews, so another process may import while this one runs. Open
 * them anew for each piece of work: inside a transaction, when the work writes what it locates.
 */
export async function openBoundaries(db: Database): Promise<Boundaries> {
  const mark = await findBoundaryMark(db)
  const { maps, days } = await remembered(db, mark)
  return {
    mark,
    since: (layer, day) => startOfStretch(days[layer], day),
    async on(layer, day) {
      const start = startOfStretch(days[layer], day)
      const key = `${layer} ${start} ${mark}`
      const map = maps.get(key) ?? (await findLayerMap(db, layer, start))
      remember(maps, key, map)
      return map
    },
  }
}

export interface PointPlace {
  police: string | null
  governance: string | null
  candidates: { layer: Layer; code: string; name: string; metres: number }[]
}

/**
 * The grids at a place on a day, and every grid within 20 m of it (a form asks which): police
 * before governance, then by distance (to the millimetre), then by code.
 */
export async function locatePoint(
  desk: { db: Database },
  place: { lonE7: number; latE7: number; on: Day },
): Promise<PointPlace> {
  const boundaries = await openBoundaries(desk.db)
  const found: PointPlace = { police: null, governance: null, candidates: [] }
  for (const layer of layers) {
    const map = await boundaries.on(layer, place.on)
    found[layer] = codeAt(map, place.lonE7, place.latE7)
    for (const near of map.candidates(place.lonE7, place.latE7, borderDistanceMetres)) {
      const code = map.codes[near.index] ?? ''
      const metres = Math.round(near.metres * 1000) / 1000
      found.candidates.push({ layer, code, name: map.grid(code)?.name ?? code, metres })
    }
  }
  return found
}

export interface Whereabouts {
  occurredOn: Day
  lonE7: number | null
  latE7: number | null
  policeCode: string | null
  governanceCode: string | null
  locatedHow: LocatedHow
}

export interface CountedIn {
  policeCode: string | null
  governanceCode: string | null
  areaCode: string | null
  locatedHow: LocatedHow
}

/**
 * Where an incident is counted, by the boundaries in force on its own day. A grid that somebody
 * chose (confirmed, manual) stays while it is in force; everything else follows from the point.
 * The area is that of the governance grid, else that of the police grid.
 */
export async function locateIncident(
  boundaries: Boundaries,
  incident: Whereabouts,
): Promise<CountedIn> {
  const police = await boundaries.on('police', incident.occurredOn)
  const governance = await boundaries.on('governance', incident.occurredOn)
  const isChosen = incident.locatedHow === 'confirmed' || incident.locatedHow === 'manual'
  const policeKept = isChosen ? inForce(police, incident.policeCode) : null
  const governanceKept = isChosen ? inForce(governance, incident.governanceCode) : null
  const policeCode = policeKept ?? codeAt(police, incident.lonE7, incident.latE7)
  const governanceCode = governanceKept ?? codeAt(governance, incident.lonE7, incident.latE7)
  return {
    policeCode,
    governanceCode,
    areaCode: areaOf(governance, governanceCode) ?? areaOf(police, policeCode),
    locatedHow:
      policeKept !== null || governanceKept !== null
        ? incident.locatedHow
        : policeCode === null && governanceCode === null
          ? 'outside'
          : 'exact',
  }
}

/** The code of the grid at a place; null outside every grid, and without a place. */
export function codeAt(map: LayerMap, lonE7: number | null, latE7: number | null): string | null {
  if (lonE7 === null || latE7 === null) return null
  return map.codes[map.locate(lonE7, latE7)] ?? null
}

const inForce = (map: LayerMap, code: string | null): string | null =>
  code !== null && map.grid(code) ? code : null

const areaOf = (map: LayerMap, code: string | null): string | null =>
  code === null ? null : (map.grid(code)?.areaCode ?? null)

/** The last of the days on which boundaries changed that is not after the day. */
const startOfStretch = (days: readonly Day[], day: Day): Day =>
  days.filter((change) => change <= day).at(-1) ?? beginningOfTime

interface Memory {
  mark: string
  /** The days on which a layer changed, by this mark. */
  days: Record<Layer, Day[]>
  /** By layer, start and mark. */
  maps: Map<string, LayerMap>
}

/** A transaction has a handle of its own; the adapter is one per opened database. */
const memories = new WeakMap<object, Memory>()

async function remembered(db: Database, mark: string): Promise<Memory> {
  const { adapter } = db.getExecutor()
  const known = memories.get(adapter)
  if (known?.mark === mark) return known
  const days = { police: [] as Day[], governance: [] as Day[] }
  for (const layer of layers) days[layer] = await listBoundaryDays(db, layer)
  const maps = memories.get(adapter)?.maps ?? new Map<string, LayerMap>()
  const memory = { mark, days, maps }
  memories.set(adapter, memory)
  return memory
}

/** Maps of about 7 and 20 MB: the present ones of both layers, and some of the past. */
const mapsKept = 6

/** The one used last stands last; the first is forgotten. */
function remember(maps: Map<string, LayerMap>, key: string, map: LayerMap): void {
  maps.delete(key)
  maps.set(key, map)
  if (maps.size <= mapsKept) return
  for (const oldest of maps.keys()) {
    maps.delete(oldest)
    return
  }
}
