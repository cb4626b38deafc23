import {
  findImportBatch,
  findLatestImported,
  holdImports,
  insertImportBatch,
  moveImportBatch,
} from '#db/import-batches.ts'
import { deleteImportParts } from '#db/import-parts.ts'
import { TooTangled } from '#geo/tangle.ts'
import type { Day } from '../domain/day.ts'
import { changesAnything, type ImportOutcome, storedOutcome } from '../domain/import-outcomes.ts'
import type { ImportRefusal } from '../domain/import-problems.ts'
import { audit } from './audit.server.ts'
import { aside } from './boundary-aside.server.ts'
import { listNeighbours } from './boundary-examination.server.ts'
import { keepBoundaries } from './boundary-keeping.server.ts'
import { inTransaction, type UnattendedDesk } from './desk.server.ts'
import { type AreasRequest, importAreas, undoAreas } from './imports-areas.server.ts'
import { UnclosedQuote } from './imports-csv.server.ts'
import type { GridRows, GridsRequest } from './imports-grid-rows.server.ts'
import { importGrids, undoGrids } from './imports-grids.server.ts'
import type { IncidentsRequest } from './imports-incident-rows.server.ts'
import { importIncidents, undoIncidents } from './imports-incidents.server.ts'
import {
  type StagedIncidents,
  type StagingOptions,
  withStagedIncidents,
} from './imports-incidents-staging.server.ts'
import type { ImportRun, Undone } from './imports-run.server.ts'
import { type TextSource, textSource, wholeText } from './imports-text.server.ts'

/** What an import has to state about its file. */
export type ImportRequest = AreasRequest | GridsRequest | IncidentsRequest

export type Imported =
  | { ok: true; outcome: ImportOutcome; batchId: number | null }
  | { ok: false; refusal: ImportRefusal; outcome?: ImportOutcome }

/**
 * Imports a file in one go, as one transaction, one batch and one audit entry. A dry run does all
 * of it and takes it back; with `strict` any problem refuses the file. When nothing in the file is
 * new, nothing is written and `batchId` is null.
 */
export function importFile(
  desk: UnattendedDesk,
  request: ImportRequest,
  source: TextSource,
  options: StagingOptions & { dryRun?: boolean; strict?: boolean } = {},
): Promise<Imported> {
  return withReading<Imported>(desk, request, source, options, (reading) =>
    orBackOut<Imported>(desk, async (desk) => {
      const batchId =
        (await reading.begin(desk.db)) ??
        (await insertImportBatch(desk.db, newBatch(desk, request)))
      const run = await reading.run(desk, batchId)
      if (!run.ok) return { keep: false, value: run }
      const { outcome } = run
      if (options.strict && outcome.problemTotal > 0) {
        return { keep: false, value: { ok: false, refusal: { reason: 'problems' }, outcome } }
      }
      const keep = !options.dryRun && changesAnything(outcome)
      if (keep) await recordImport(desk, batchId, run, request)
      return { keep, value: { ok: true, outcome, batchId: keep ? batchId : null } }
    }),
  )
}

export type Confirmed = Imported | { ok: false; refusal: { reason: 'notPreviewed' } }

/**
 * Imports a previewed batch, as one transaction with one audit entry.
 * @param options.validFrom the first day of boundaries, in the place of the one they wait with
 */
export async function confirmImport(
  desk: UnattendedDesk,
  batchId: number,
  options: { validFrom?: Day | undefined; dryRun?: boolean } = {},
): Promise<Confirmed> {
  const { validFrom, dryRun = false } = options
  const waiting = await findImportBatch(desk.db, batchId)
  if (waiting?.status !== 'previewed' || waiting.content === null) return notPreviewed
  const stated = JSON.parse(waiting.options) as ImportRequest
  const request =
    stated.kind === 'grids' && validFrom !== undefined ? { ...stated, validFrom } : stated
  const source = textSource(waiting.content)
  return withReading<Confirmed>(desk, request, source, { batchId }, (reading) =>
    orBackOut<Confirmed>(desk, async (desk) => {
      const batch = await findImportBatch(desk.db, batchId)
      if (batch?.status !== 'previewed' || batch.options !== waiting.options) {
        return { keep: false, value: notPreviewed }
      }
      await reading.begin(desk.db)
      const run = await reading.run(desk, batchId)
      if (!run.ok) return { keep: false, value: run }
      const { outcome } = run
      if (dryRun) return { keep: false, value: { ok: true, outcome, batchId: null } }
      await recordImport(desk, batchId, run, request)
      return { keep: true, value: { ok: true, outcome, batchId } }
    }),
  )
}

const notPreviewed = { ok: false, refusal: { reason: 'notPreviewed' } } as const

/** Lets a waiting file go; false when it was not waiting any more. */
export const discardImport = (desk: UnattendedDesk, batchId: number): Promise<boolean> =>
  inTransaction(desk, async (desk) => {
    const batch = await findImportBatch(desk.db, batchId)
    const waits = batch?.status === 'uploaded' || batch?.status === 'previewed'
    if (!waits && batch?.status !== 'running') return false
    const move = { id: batchId, from: batch.status, to: 'discarded' } as const
    const discarded = await moveImportBatch(desk.db, move, { content: null })
    if (discarded) await deleteImportParts(desk.db, batchId)
    if (discarded) await audit(desk, 'import.discarded', 'import', batchId, { kind: batch.kind })
    return discarded
  })

/** Puts back exactly what was before the batch, or says what stands in the way. */
export function undoImport(desk: UnattendedDesk, batchId: number): Promise<Undone> {
  return orBackOut<Undone>(desk, async (desk) => {
    const undone = await undo(desk, batchId)
    return { keep: undone.ok, value: undone }
  })
}

async function undo(desk: UnattendedDesk, batchId: number): Promise<Undone> {
  const batch = await findImportBatch(desk.db, batchId)
  if (batch?.status !== 'imported') return { ok: false, reason: 'notImported' }
  const { kind, layer } = batch
  if (kind !== 'incidents') {
    const latest = await findLatestImported(desk.db, kind, layer)
    if (latest && latest.id !== batchId) {
      return { ok: false, reason: 'notLatest', latest: latest.id }
    }
  }
  const move = { id: batchId, from: 'imported', to: 'undone' } as const
  await moveImportBatch(desk.db, move, { undoneAt: desk.now, undo: null })
  const outcome = JSON.parse(batch.outcome) as ImportOutcome
  const before = JSON.parse(batch.undo ?? 'null')
  await audit(desk, 'import.undone', 'import', batchId, { kind, layer, fileName: batch.fileName })
  switch (outcome.kind) {
    case 'areas':
      return undoAreas(desk, batchId, before)
    case 'grids':
      return undoGrids(desk, batchId, outcome, before)
    case 'incidents':
      return undoIncidents(desk, batchId, outcome)
  }
}

/** The row of a batch that is tried. */
export const newBatch = (desk: UnattendedDesk, request: ImportRequest) => ({
  kind: request.kind,
  layer: request.kind === 'grids' ? request.layer : null,
  fileName: request.fileName,
  crs: request.kind === 'areas' ? null : request.crs,
  options: JSON.stringify(request),
  status: 'previewed' as const,
  content: null,
  outcome: '{}',
  undo: null,
  workerId: desk.worker?.id ?? null,
  createdAt: desk.now,
  importedAt: null,
  undoneAt: null,
})

/** A file read as far as it can be before the transaction that brings it in. */
interface Reading {
  begin: StagedIncidents['begin']
  run(desk: UnattendedDesk, batchId: number): Promise<ImportRun>
}

function withReading<Answer>(
  desk: UnattendedDesk,
  request: ImportRequest,
  source: TextSource,
  options: StagingOptions,
  write: (reading: Reading) => Promise<Answer>,
): Promise<Answer | { ok: false; refusal: ImportRefusal }> {
  const begin = async () => null
  switch (request.kind) {
    case 'areas':
      return write({ begin, run: (desk, id) => orRefusal(importAreas(desk, id, request, source)) })
    case 'grids':
      return withGridRows(desk, request, source, (rows) =>
        write({ begin, run: (desk, id) => orRefusal(importGrids(desk, id, request, rows)) }),
      )
    case 'incidents':
      return withStagedIncidents(desk, request, source, options, (staged, onProgress) =>
        write({
          begin: staged.begin,
          run: (desk, id) => importIncidents(desk, id, request, staged, onProgress),
        }),
      )
  }
}

async function withGridRows<Answer>(
  desk: UnattendedDesk,
  request: GridsRequest,
  source: TextSource,
  write: (rows: GridRows) => Promise<Answer>,
): Promise<Answer | { ok: false; refusal: ImportRefusal }> {
  const { mends, validFrom = desk.today } = request
  const neighbours = mends?.includes('datum')
    ? await listNeighbours(desk.db, validFrom > desk.today ? validFrom : desk.today)
    : []
  const text = await wholeText(source)
  const read = await aside('read', text.length, [text, request, neighbours])
  return read.ok ? write(read) : read
}

/** What a reader throws halfway is a refusal of the file. */
async function orRefusal(running: Promise<ImportRun>): Promise<ImportRun> {
  try {
    return await running
  } catch (error) {
    if (error instanceof TooTangled) return { ok: false, refusal: { reason: 'tangledLayer' } }
    if (!(error instanceof UnclosedQuote)) throw error
    return { ok: false, refusal: { reason: 'unclosedQuote', line: error.line } }
  }
}

async function recordImport(
  desk: UnattendedDesk,
  batchId: number,
  { outcome, undo }: ImportRun & { ok: true },
  request: ImportRequest,
): Promise<void> {
  await moveImportBatch(
    desk.db,
    { id: batchId, from: 'previewed', to: 'imported' },
    {
      content: null,
      options: JSON.stringify(request),
      outcome: JSON.stringify(storedOutcome(outcome)),
      undo: JSON.stringify(undo),
      importedAt: desk.now,
    },
  )
  if (request.kind === 'grids') await keepBoundaries(desk)
  await audit(desk, 'import.confirmed', 'import', batchId, figuresOf(outcome))
}

/** What the log keeps of an outcome: no lists of problems, records or changes. */
function figuresOf({ problems: _, sample: __, ...outcome }: ImportOutcome) {
  if (outcome.kind !== 'grids') return outcome
  const { changes: ___, mends, ...figures } = outcome
  return mends ? { ...figures, mends: mends.sums } : figures
}

/** Ends a transaction without keeping it, and still brings a value out. */
class BackedOut extends Error {
  readonly value: unknown

  constructor(value: unknown) {
    super('Backed out on purpose.')
    this.value = value
  }
}

async function orBackOut<Value>(
  desk: UnattendedDesk,
  work: (desk: UnattendedDesk) => Promise<{ keep: boolean; value: Value }>,
): Promise<Value> {
  try {
    return await inTransaction(desk, async (desk) => {
      await holdImports(desk.db)
      const { keep, value } = await work(desk)
      if (!keep) throw new BackedOut(value)
      return value
    })
  } catch (error) {
    if (error instanceof BackedOut) return error.value as Value
    throw error
  }
}
