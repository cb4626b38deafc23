import type { Database } from '#db/connect.ts'
import { type IncidentPlace, listIncidentPlaces, moveIncidents } from '#db/incident-places.ts'
import type { Day } from '../domain/day.ts'
import {
  type Boundaries,
  type CountedIn,
  locateIncident,
  openBoundaries,
} from './locating.server.ts'

export interface Relocation {
  /** Incidents whose police or governance grid changed. */
  moved: number
  /** Those of them whose grid somebody had chosen, as they were: a point cannot bring them back. */
  choicesLost: IncidentPlace[]
}

export interface IncidentMove {
  before: IncidentPlace
  after: CountedIn
}

/**
 * Counts every incident since a day where the boundaries now in force on its own day put it, and
 * writes those alone that change. Part of the transaction that changed the boundaries.
 * @param onMove told of each incident whose grid changed
 */
export async function relocateIncidents(
  db: Database,
  since: Day,
  onMove: (move: IncidentMove) => void = () => {},
): Promise<Relocation> {
  const boundaries = await openBoundaries(db)
  const relocation: Relocation = { moved: 0, choicesLost: [] }
  for await (const places of listIncidentPlaces(db, { from: since })) {
    const changed = await changesOf(boundaries, places)
    for (const move of changed) {
      const { before, after } = move
      if (
        before.policeCode !== after.policeCode ||
        before.governanceCode !== after.governanceCode
      ) {
        relocation.moved++
        onMove(move)
        if (isChosen(before)) relocation.choicesLost.push(before)
      }
    }
    await moveIncidents(
      db,
      changed.map(({ before, after }) => ({ id: before.id, ...after })),
    )
  }
  return relocation
}

async function changesOf(boundaries: Boundaries, places: readonly IncidentPlace[]) {
  const changed: IncidentMove[] = []
  for (const before of places) {
    const after = await locateIncident(boundaries, before)
    const stays = (Object.keys(after) as (keyof CountedIn)[]).every(
      (key) => before[key] === after[key],
    )
    if (!stays) changed.push({ before, after })
  }
  return changed
}

const isChosen = ({ locatedHow }: IncidentPlace) =>
  locatedHow === 'confirmed' || locatedHow === 'manual'
