import type { Database } from '#db/connect.ts'
import {
  type DisputeGrids,
  type DisputePlace,
  listDisputePlaces,
  moveDisputeGrids,
} from '#db/dispute-places.ts'
import { type BoundaryChanges, PassageTally } from '../domain/boundary-changes.ts'
import { beginningOfTime, type Day } from '../domain/day.ts'
import { changedGround } from './boundary-ground.server.ts'
import type { UnattendedDesk } from './desk.server.ts'
import type { GridPlan } from './imports-grid-plan.server.ts'
import type { GridsRequest } from './imports-grid-rows.server.ts'
import { type Boundaries, locateIncident, openBoundaries } from './locating.server.ts'

/** The grids of a dispute as they were, and as a change of boundaries wrote them. */
export interface DisputeMove {
  before: DisputeGrids
  after: DisputeGrids
}

/**
 * Disputes follow a change of boundaries as incidents do: one opened on the day or after it is
 * registered in the grid where the new boundaries of its day put its point; one opened before
 * keeps the grid it was registered in, and is told when it is still open. A grid that somebody
 * chose against the point stays while it is in force. Part of the transaction that changed the
 * boundaries.
 */
export async function relocateDisputes(
  { db, today }: UnattendedDesk,
  { layer, validFrom, plan }: { layer: GridsRequest['layer']; validFrom: Day; plan: GridPlan },
): Promise<{ changes: BoundaryChanges['disputes']; moves: DisputeMove[] }> {
  const [open, moved] = [new PassageTally(), new PassageTally()]
  const moves: DisputeMove[] = []
  let stranded = 0
  const column = layer === 'police' ? 'policeCode' : 'governanceCode'
  const ground = changedGround(plan, validFrom)
  const groundToCome = validFrom > today ? ground : changedGround(plan, today)
  const ended = new Set(plan.endedCodes)
  const boundaries = await openBoundaries(db)
  for (const place of await listDisputePlaces(db, validFrom)) {
    const isOpen = place.settledOn === null
    const code = place[column]
    const endsUnderIt = code !== null && ended.has(code)
    if (isOpen && place.lonE7 === null && endsUnderIt) stranded++
    const passage = isOpen ? groundToCome.at(place) : undefined
    if (passage) open.add(passage.from, passage.to)
    if (place.openedOn < validFrom || place.lonE7 === null) continue
    const change = ground.at(place)
    if (!change && !endsUnderIt) continue
    const isByPoint = code === change?.from
    const after = await gridsOf(boundaries, { ...place, ...(isByPoint && { [column]: null }) })
    if (after[column] === code) continue
    moved.add(code, after[column])
    moves.push({ before: columnsOf(place), after })
  }
  await moveDisputeGrids(
    db,
    moves.map(({ after }) => after),
  )
  return { changes: { open: open.summary(), moved: moved.summary(), stranded }, moves }
}

/** Puts back the grids of disputes that still stand where a change of boundaries wrote them. */
export async function restoreDisputes(db: Database, moves: readonly DisputeMove[]): Promise<void> {
  if (moves.length === 0) return
  const present = new Map(
    (await listDisputePlaces(db, beginningOfTime)).map((row) => [row.id, row]),
  )
  const untouched = moves.filter(({ after }) => {
    const place = present.get(after.id)
    return place !== undefined && JSON.stringify(columnsOf(place)) === JSON.stringify(after)
  })
  await moveDisputeGrids(
    db,
    untouched.map(({ before }) => before),
  )
}

/** Codes that are in force on the day it was opened stay; the others are found by its point. */
async function gridsOf(boundaries: Boundaries, place: DisputePlace): Promise<DisputeGrids> {
  const { id, openedOn: occurredOn } = place
  const found = await locateIncident(boundaries, { ...place, occurredOn, locatedHow: 'confirmed' })
  return columnsOf({ ...found, id })
}

const columnsOf = ({ id, policeCode, governanceCode, areaCode }: DisputeGrids): DisputeGrids => ({
  id,
  policeCode,
  governanceCode,
  areaCode,
})
