import type { ImportOutcome } from '../domain/import-outcomes.ts'
import type { ImportRefusal, UndoRefusal } from '../domain/import-problems.ts'

/** What became of a file: what was written with what an undo needs, or why it cannot be used. */
export type ImportRun<Outcome extends ImportOutcome = ImportOutcome> =
  | { ok: true; outcome: Outcome; undo: unknown }
  | { ok: false; refusal: ImportRefusal }

export type Undone = { ok: true } | ({ ok: false } & UndoRefusal)
