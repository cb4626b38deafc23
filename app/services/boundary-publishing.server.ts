import { listDutiesOfGrid } from '#db/duties.ts'
import { findImportBatch, listWaitingGrids } from '#db/import-batches.ts'
import type { Layer } from '../domain/areas.ts'
import type { BoundaryChanges } from '../domain/boundary-changes.ts'
import type { MendReport } from '../domain/boundary-mends.ts'
import { beginningOfTime, type Day } from '../domain/day.ts'
import type { GridsOutcome, ImportOutcome } from '../domain/import-outcomes.ts'
import type { ImportRefusal } from '../domain/import-problems.ts'
import { mayAnywhere } from '../domain/permissions.ts'
import type { Desk, UnattendedDesk } from './desk.server.ts'
import { confirmImport } from './imports.server.ts'
import type { GridsRequest } from './imports-grid-rows.server.ts'

export type Published = { ok: true; outcome: GridsOutcome } | { ok: false; refusal: ImportRefusal }

/**
 * Puts boundaries that wait as a batch in force from a day on: the one stated here, else the one
 * they wait with. A dry run does all of it and takes it back: its outcome is what would change.
 */
export async function publishDraft(
  desk: UnattendedDesk,
  batchId: number,
  options: { validFrom?: Day | undefined; dryRun?: boolean } = {},
): Promise<Published> {
  const batch = await findImportBatch(desk.db, batchId)
  if (batch?.kind !== 'grids') return { ok: false, refusal: { reason: 'notPreviewed' } }
  const confirmed = await confirmImport(desk, batchId, options)
  if (!confirmed.ok) return { ok: false, refusal: confirmed.refusal }
  const { outcome } = confirmed
  if (outcome.kind !== 'grids') throw new Error(`batch ${batchId} of grids gave ${outcome.kind}`)
  return { ok: true, outcome }
}

/** Boundaries that wait to be published. */
export interface Draft {
  batchId: number
  layer: Layer
  fileName: string
  validFrom: Day
  /** As they were when they were last tried. */
  added: number
  changed: number
  ended: number
}

/** The boundaries that wait to be published, oldest first. */
export async function listDrafts(desk: UnattendedDesk): Promise<Draft[]> {
  const batches = await listWaitingGrids(desk.db)
  return batches.map(({ id, fileName, options, outcome }) => {
    const { layer, validFrom = beginningOfTime } = JSON.parse(options) as GridsRequest
    const { added, changed, ended } = JSON.parse(outcome) as GridsOutcome
    return { batchId: id, layer, fileName, validFrom, added, changed, ended: ended.length }
  })
}

/** People on duty in a grid that does not stay as it is. */
export interface PostedWorkers {
  code: string
  workers: { id: number; name: string; unit: string | null }[]
}

/** Grids whose people are named; the others are counted. */
const gridsNamed = 50

/**
 * What a batch of grids changes, or changed when it was published; null for what was never tried.
 * The people on duty are named, as they are on duty now, to whoever manages accounts.
 */
export async function readChanges(
  desk: Desk,
  batchId: number,
): Promise<{ changes: BoundaryChanges; mends: MendReport | null; posted: PostedWorkers[] } | null> {
  const batch = await findImportBatch(desk.db, batchId)
  const outcome = JSON.parse(batch?.outcome ?? '{}') as Partial<ImportOutcome>
  if (outcome.kind !== 'grids' || !outcome.changes || !outcome.layer) return null
  const { changes, layer, mends = null } = outcome
  const posted: PostedWorkers[] = []
  if (mayAnywhere(desk.worker, 'worker.manage')) {
    for (const { code } of changes.posts.rows.slice(0, gridsNamed)) {
      const duties = await listDutiesOfGrid(desk.db, { layer, code }, changes.postsOn)
      posted.push({ code, workers: duties.map(({ id, name, unit }) => ({ id, name, unit })) })
    }
  }
  return { changes, mends, posted }
}
