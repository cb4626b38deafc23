import type { Database } from '#db/connect.ts'

/** How far an import of a large file has come. */
export interface ImportProgress {
  /** Rows are read and located part by part, and then written in one go. */
  phase: 'reading' | 'writing'
  /** Rows of the file so far, of this phase. */
  records: number
  /** How much of the phase is done, 0 to 1. */
  share: number
  /** Told once: the line that an interrupted import is gone on from. */
  resumedFrom?: number
}

export type ReportProgress = (progress: ImportProgress) => void

/**
 * How far the import of a batch has come in this process; null when none is running here.
 * For a page that asks again every second or two.
 */
export const importProgress = (desk: { db: Database }, batchId: number): ImportProgress | null =>
  runningIn(desk.db).get(batchId) ?? null

/** Keeps the progress of a batch while work runs. */
export async function withProgress<Result>(
  desk: { db: Database },
  batchId: number | undefined,
  onProgress: ReportProgress,
  work: (onProgress: ReportProgress) => Promise<Result>,
): Promise<Result> {
  if (batchId === undefined) return work(onProgress)
  const running = runningIn(desk.db)
  try {
    return await work((progress) => {
      running.set(batchId, progress)
      onProgress(progress)
    })
  } finally {
    running.delete(batchId)
  }
}

const running = new WeakMap<object, Map<number, ImportProgress>>()

/** A transaction has a handle of its own; the adapter is one per opened database. */
function runningIn(db: Database): Map<number, ImportProgress> {
  const { adapter } = db.getExecutor()
  const batches = running.get(adapter) ?? new Map<number, ImportProgress>()
  running.set(adapter, batches)
  return batches
}
