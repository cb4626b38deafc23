import type { FileRefusal, ImportRefusal } from '../domain/import-problems.ts'

/** Ends the reading of a file; caught at the door, which answers the refusal as a value. */
export class FileFault extends Error {
  readonly refusal: ImportRefusal

  constructor(refusal: ImportRefusal) {
    super(refusal.reason)
    this.refusal = refusal
  }
}

export const damaged = (format: string) => new FileFault({ reason: 'damagedFile', format })

export const tooLarge = (most: string) =>
  new FileFault({ reason: 'fileTooLarge', most } satisfies FileRefusal)
