import type { Database } from '#db/connect.ts'
import { insertImportBatch, moveImportBatch } from '#db/import-batches.ts'
import {
  claimImportParts,
  deleteAbandonedParts,
  deleteRunningBatch,
  findRunningBatch,
} from '#db/import-parts.ts'
import { addDays } from '../domain/day.ts'
import type { ImportRefusal } from '../domain/import-problems.ts'
import { inTransaction, type UnattendedDesk } from './desk.server.ts'
import { tableConverter } from './imports-crs.server.ts'
import { openTable, UnclosedQuote } from './imports-csv.server.ts'
import type { Position } from './imports-csv-scanner.server.ts'
import type { IncidentPart } from './imports-incident-part.server.ts'
import { readParts, type UnplacedPart } from './imports-incident-reading.server.ts'
import type { IncidentsRequest } from './imports-incident-rows.server.ts'
import { digestOf, keepParts, PartsGone, placed, takeParts } from './imports-kept-parts.server.ts'
import { type ReportProgress, withProgress } from './imports-progress.server.ts'
import type { TextSource } from './imports-text.server.ts'

/** Incidents that are read and located, and wait to be written in one transaction. */
export interface StagedIncidents {
  /** How many parts there are. */
  count: number
  /** The batch that they belong to, part of the transaction; null when it is still to be made. */
  begin(db: Database): Promise<number | null>
  /** The parts in their order, each taken away as it is read: part of the transaction. */
  parts(db: Database): AsyncIterable<IncidentPart>
}

export interface StagingOptions {
  /** The waiting batch whose file this is: its parts stay until it is imported or discarded. */
  batchId?: number | undefined
  onProgress?: ReportProgress | undefined
}

/** An interrupted import is forgotten after so many days. */
const daysKept = 3

/**
 * Reads a file of incidents without holding up anybody who writes, and then calls `write` for the
 * one transaction that brings them in. A file of many rows is kept part by part meanwhile: whenever
 * the process ends, the next import of the same file with the same options goes on from the last
 * part. Parts of an import that came to its end are gone, whatever the end was.
 */
export async function withStagedIncidents<Answer>(
  desk: UnattendedDesk,
  request: IncidentsRequest,
  source: TextSource,
  options: StagingOptions,
  write: (staged: StagedIncidents, onProgress: ReportProgress) => Promise<Answer>,
): Promise<Answer | { ok: false; refusal: ImportRefusal }> {
  const { batchId, onProgress = () => {} } = options
  return withProgress(desk, batchId, onProgress, async (onProgress) => {
    for (;;) {
      try {
        const staged = await stage(desk, request, source, batchId, onProgress)
        if (!staged.ok) return staged
        const answer = await write(staged, onProgress)
        await staged.drop()
        return answer
      } catch (error) {
        if (!(error instanceof PartsGone)) throw error
        if (batchId !== undefined) return { ok: false, refusal: { reason: 'notPreviewed' } }
        // Another process imported the same file meanwhile: what is new now is to be found out.
      }
    }
  })
}

type Staged =
  | (StagedIncidents & { ok: true; drop(): Promise<void> })
  | { ok: false; refusal: ImportRefusal }

async function stage(
  desk: UnattendedDesk,
  request: IncidentsRequest,
  source: TextSource,
  waitingId: number | undefined,
  onProgress: ReportProgress,
): Promise<Staged> {
  let runningId: number | undefined
  const drop = async () => {
    const id = runningId
    if (id !== undefined) await inTransaction(desk, (desk) => deleteRunningBatch(desk.db, id))
  }
  try {
    const table = await openTable(source, request.fields)
    if (!table.ok) return table
    const converter = await tableConverter(request.crs)
    if (!converter.ok) return converter
    const read = (from: Position) => readParts(table.pages(from), request, converter.convert, from)
    const first = await firstOf(read(table.start))
    if (first.isLast) return { ok: true, drop, ...inMemory(await placed(desk, first)) }
    const { digest, length } = await digestOf(request, source)
    const batchId = waitingId ?? (await openRunning(desk, request, digest))
    if (waitingId === undefined) runningId = batchId
    await inTransaction(desk, (desk) => claimImportParts(desk.db, batchId, digest))
    const count = await keepParts(desk, batchId, { start: table.start, length, read }, onProgress)
    return {
      ok: true,
      drop,
      count,
      begin: (db) => beginUnder(db, batchId, waitingId === undefined),
      parts: (db) => takeParts(db, batchId, count),
    }
  } catch (error) {
    if (!(error instanceof UnclosedQuote)) throw error
    await drop()
    return { ok: false, refusal: { reason: 'unclosedQuote', line: error.line } }
  }
}

async function firstOf(parts: AsyncIterable<UnplacedPart>): Promise<UnplacedPart> {
  for await (const part of parts) return part
  throw new Error('A file has one part at least.')
}

const inMemory = (part: IncidentPart): StagedIncidents => ({
  count: 1,
  begin: async () => null,
  async *parts() {
    yield part
  },
})

const openRunning = (
  desk: UnattendedDesk,
  request: IncidentsRequest,
  digest: string,
): Promise<number> =>
  inTransaction(desk, async ({ db, worker, today, now }) => {
    await deleteAbandonedParts(db, addDays(today, -daysKept))
    const interrupted = await findRunningBatch(db, digest)
    if (interrupted) return interrupted.id
    return insertImportBatch(db, {
      kind: 'incidents',
      fileName: request.fileName,
      crs: request.crs,
      options: JSON.stringify(request),
      status: 'running',
      outcome: '{}',
      digest,
      workerId: worker?.id ?? null,
      createdAt: now,
    })
  })

/** An interrupted import's batch becomes one that may be imported, unless it was by another. */
async function beginUnder(db: Database, batchId: number, isRunning: boolean): Promise<number> {
  const move = { id: batchId, from: 'running', to: 'previewed' } as const
  if (isRunning && !(await moveImportBatch(db, move, {}))) throw new PartsGone()
  return batchId
}
