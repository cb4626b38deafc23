import { listAreas } from '#db/areas.ts'
import { markGradingsDirty } from '#db/gradings.ts'
import {
  deleteGridVersionsOf,
  insertGridVersions,
  listGridsOn,
  listGridVersionsSince,
  moveGridEnds,
  renewBoundaryMark,
} from '#db/grids.ts'
import { type IncidentPlace, listUnchangedPlaces, moveIncidents } from '#db/incident-places.ts'
import { PassageTally } from '../domain/boundary-changes.ts'
import { beginningOfTime, type Day } from '../domain/day.ts'
import { type GridsOutcome, sampleSize } from '../domain/import-outcomes.ts'
import { listChanges, tallyEarlierIncidents } from './boundary-changes.server.ts'
import { type DisputeMove, relocateDisputes, restoreDisputes } from './boundary-disputes.server.ts'
import { keepBoundaries } from './boundary-keeping.server.ts'
import { deriveAreas } from './crosswalk-areas.server.ts'
import type { UnattendedDesk } from './desk.server.ts'
import { noteOverlaps } from './imports-grid-overlaps.server.ts'
import { planGrids, type UnnamedGrids } from './imports-grid-plan.server.ts'
import { type GridRows, type GridsRequest, withKnownArea } from './imports-grid-rows.server.ts'
import { ProblemList } from './imports-problem-list.server.ts'
import type { ImportRun, Undone } from './imports-run.server.ts'
import {
  type IncidentMove,
  type Relocation,
  relocateIncidents,
} from './locating-incidents.server.ts'

/** What an undo needs beside the batch's own versions. */
export interface GridsUndo {
  ended: { id: number; validTo: Day | null }[]
  choicesLost: IncidentPlace[]
  /** None in batches of earlier releases. */
  disputes?: DisputeMove[]
}

/**
 * Imports the grids of a file. It changes what is in force on its day alone: versions that begin
 * later stay. What the file states as it stands already is left alone; every other code of it
 * starts a new version that day, until the next later one. With a stated `validFrom` the file is a
 * re-cut: grids that it does not name and that lose more than half of their ground to its new ones
 * end that day. Without one nothing else ends, so the files of two counties add up; `wholeLayer`
 * ends whatever the file does not name, and `ends` what it lists. Areas that nobody stated are
 * worked out anew on both layers, and every incident and dispute from that day on is counted where
 * the new boundaries put it, all in one transaction. The outcome tells what else changes with it.
 */
export async function importGrids(
  desk: UnattendedDesk,
  batchId: number,
  request: GridsRequest,
  read: GridRows,
): Promise<ImportRun<GridsOutcome>> {
  const { layer, validFrom = beginningOfTime } = request
  const problems = new ProblemList()
  for (const problem of read.problems) problems.add(problem)
  const knownAreas = new Set((await listAreas(desk.db)).map(({ code }) => code))
  const rows = read.rows.map((row) => withKnownArea(row, read, request, knownAreas, problems))
  await renewBoundaryMark(desk.db)
  const present = await listGridVersionsSince(desk.db, layer, validFrom)
  const plan = planGrids(rows, present, { validFrom, unnamed: fateOfUnnamed(request) })
  noteOverlaps(plan, read.places, problems)
  const change = { layer, validFrom, plan }
  const column = layer === 'police' ? 'policeCode' : 'governanceCode'
  const moved = new PassageTally()
  await moveGridEnds(
    desk.db,
    plan.gone.map(({ id }) => ({ id, validTo: validFrom })),
  )
  await insertGridVersions(
    desk.db,
    plan.starts.map((row) => ({ ...row, layer, validFrom, batchId })),
  )
  const relocation = await settle(desk, validFrom, ({ before, after }) => {
    if (before[column] !== after[column]) moved.add(before[column], after[column])
  })
  const disputes = await relocateDisputes(desk, change)
  const grids = await listGridsOn(desk.db, layer, validFrom)
  const undo: GridsUndo = {
    ended: plan.gone.map(({ id, validTo }) => ({ id, validTo })),
    choicesLost: relocation.choicesLost,
    disputes: disputes.moves,
  }
  return {
    ok: true,
    undo,
    outcome: {
      kind: 'grids',
      layer,
      validFrom,
      records: read.features,
      skipped: problems.skipped,
      grids: rows.length,
      added: plan.added,
      changed: plan.starts.length - plan.added,
      unchanged: rows.length - plan.starts.length,
      ended: plan.endedCodes,
      withoutArea: grids.filter(({ areaCode }) => areaCode === null).length,
      incidentsMoved: relocation.moved,
      changes: {
        ...(await listChanges(desk, change)),
        incidents: {
          moved: moved.summary(),
          earlier: (await tallyEarlierIncidents(desk, change)).summary(),
        },
        disputes: disputes.changes,
      },
      ...(read.mends && { mends: read.mends }),
      ...problems.summary(),
      sample: rows.slice(0, sampleSize).map((row) => ({
        code: row.code,
        name: row.name,
        areaCode: row.areaCode,
        areaM2: Math.round(row.areaM2 * 100) / 100,
        households: row.households,
        population: row.population,
      })),
    },
  }
}

function fateOfUnnamed({ validFrom, wholeLayer, ends }: GridsRequest): UnnamedGrids {
  if (ends) return ends
  if (wholeLayer) return 'end'
  return validFrom === undefined ? 'stay' : 'endWhenRecut'
}

/** Puts the versions back as they were, and every incident with them. */
export async function undoGrids(
  desk: UnattendedDesk,
  batchId: number,
  outcome: GridsOutcome,
  undo: GridsUndo,
): Promise<Undone> {
  await renewBoundaryMark(desk.db)
  await deleteGridVersionsOf(desk.db, batchId)
  await moveGridEnds(desk.db, undo.ended)
  await settle(desk, outcome.validFrom)
  await moveIncidents(desk.db, await listUnchangedPlaces(desk.db, undo.choicesLost))
  await restoreDisputes(desk.db, undo.disputes ?? [])
  await keepBoundaries(desk)
  return { ok: true }
}

/** Brings everything that follows from the boundaries of a day on into line with them. */
async function settle(
  desk: UnattendedDesk,
  validFrom: Day,
  onMove?: (move: IncidentMove) => void,
): Promise<Relocation> {
  const areasMovedOn = await deriveAreas(desk.db)
  const since = areasMovedOn !== null && areasMovedOn < validFrom ? areasMovedOn : validFrom
  await markGradingsDirty(desk.db, since)
  return relocateIncidents(desk.db, since, onMove)
}
