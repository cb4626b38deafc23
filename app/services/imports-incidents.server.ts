import { setImmediate } from 'node:timers/promises'
import { deleteDeliveriesOf, insertDelivery } from '#db/deliveries.ts'
import { markGradingsDirty } from '#db/gradings.ts'
import { deleteIncidentsOf, listTouchedSince } from '#db/incident-places.ts'
import { countIncidents } from '#db/incidents.ts'
import { dropIndexes } from '#db/table-indexes.ts'
import { type IncidentsOutcome, sampleSize } from '../domain/import-outcomes.ts'
import type { UnattendedDesk } from './desk.server.ts'
import { rowsPerPart } from './imports-incident-part.server.ts'
import { placesOf } from './imports-incident-places.server.ts'
import type { IncidentsRequest } from './imports-incident-rows.server.ts'
import { IncidentWriter } from './imports-incident-writing.server.ts'
import type { StagedIncidents } from './imports-incidents-staging.server.ts'
import type { ReportProgress } from './imports-progress.server.ts'
import type { ImportRun, Undone } from './imports-run.server.ts'
import { openBoundaries } from './locating.server.ts'

/**
 * Moves incidents that were read and located part by part to where they are counted. Of a number
 * that comes twice the first is kept, and one that the database knows stays as it is there. Places
 * found by other boundaries than those in force now are looked up anew. The span of days counts as
 * delivered everywhere.
 */
export async function importIncidents(
  desk: UnattendedDesk,
  batchId: number,
  request: IncidentsRequest,
  staged: StagedIncidents,
  onProgress: ReportProgress,
): Promise<ImportRun<IncidentsOutcome>> {
  const boundaries = await openBoundaries(desk.db)
  const writer = await IncidentWriter.open(desk.db, batchId, request)
  let indexes: (() => Promise<void>)[] = []
  let parts = 0
  for await (const part of staged.parts(desk.db)) {
    const places =
      part.places.mark === boundaries.mark ? part.places : await placesOf(boundaries, part)
    if (parts === 1 && (await outnumbers(desk, staged, writer))) {
      indexes = await dropIndexes(desk.db, 'incidents')
    }
    await writer.write({ ...part, places })
    parts++
    onProgress({ phase: 'writing', records: writer.records, share: (0.6 * parts) / staged.count })
    await setImmediate()
  }
  for (const [at, build] of indexes.entries()) {
    await build()
    const share = 0.6 + (0.3 * (at + 1)) / indexes.length
    onProgress({ phase: 'writing', records: writer.records, share })
    await setImmediate()
  }
  const outcome = await writer.finish()
  if (outcome.from !== null && outcome.to !== null) {
    const { from: fromOn, to: toOn } = outcome
    await insertDelivery(desk.db, { source: 'import', areaCode: null, fromOn, toOn, batchId })
    await markGradingsDirty(desk.db, fromOn)
  }
  return { ok: true, outcome, undo: null }
}

/** Takes the batch's incidents and its delivery out again, unless somebody has changed one. */
export async function undoIncidents(
  desk: UnattendedDesk,
  batchId: number,
  outcome: IncidentsOutcome,
): Promise<Undone> {
  const numbers = await listTouchedSince(desk.db, batchId, sampleSize)
  if (numbers.length > 0) return { ok: false, reason: 'touched', numbers }
  await deleteDeliveriesOf(desk.db, batchId)
  await deleteIncidentsOf(desk.db, batchId)
  if (outcome.from !== null) await markGradingsDirty(desk.db, outcome.from)
  return { ok: true }
}

/** Is there more to come than is there already, most of it new as in the first part? */
async function outnumbers(
  desk: UnattendedDesk,
  staged: StagedIncidents,
  writer: IncidentWriter,
): Promise<boolean> {
  if (writer.added < rowsPerPart / 2) return false
  return (staged.count - 1) * rowsPerPart >= (await countIncidents(desk.db, { paths: ['/'] }))
}
