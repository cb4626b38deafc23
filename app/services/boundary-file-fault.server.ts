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

/** Of one feature, rings counted too: a prefecture in full detail has a fifth of it. */
const mostVertices = 1_000_000

/** @throws FileFault where a single feature has more vertices than any ground */
export function checkVertices(vertices: number): void {
  if (vertices > mostVertices) throw new FileFault({ reason: 'shapeTooLarge' })
}

export const tooLarge = (most: string) =>
  new FileFault({ reason: 'fileTooLarge', most } satisfies FileRefusal)
