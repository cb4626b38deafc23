import type { Layer } from './areas.ts'
import type { BoundaryChanges } from './boundary-changes.ts'
import type { MendReport } from './boundary-mends.ts'
import type { Day } from './day.ts'
import type { ImportProblem } from './import-problems.ts'

interface CommonOutcome {
  /** Records of the file: lines of a CSV, features of a GeoJSON. */
  records: number
  skipped: number
  /** In the order of the file; a stored outcome has the first of them. */
  problems: ImportProblem[]
  problemTotal: number
  /** The first records as they would be stored. */
  sample: Record<string, string | number | null>[]
}

export interface AreasOutcome extends CommonOutcome {
  kind: 'areas'
  added: number
  renamed: number
  unchanged: number
}

export interface GridsOutcome extends CommonOutcome {
  kind: 'grids'
  layer: Layer
  validFrom: Day
  grids: number
  /** Codes that were not in force on the day. */
  added: number
  /** Codes that get a new version. */
  changed: number
  unchanged: number
  /** Codes not in the file that end that day: it cuts their ground anew, or is the whole layer. */
  ended: string[]
  /** Grids of the layer for which no area is known, or could be worked out. */
  withoutArea: number
  /** Incidents that are counted in another grid than before. */
  incidentsMoved: number
  /** None in batches of earlier releases. */
  changes?: BoundaryChanges
  /** What the chosen mends did; not there when none was chosen. */
  mends?: MendReport
}

export interface IncidentsOutcome extends CommonOutcome {
  kind: 'incidents'
  added: number
  /** Already there under the same number, and left as they are. */
  known: number
  /** Of the added: not counted (无效警情). */
  invalid: number
  outsidePolice: number
  outsideGovernance: number
  /** The first and last day; null without any incident. */
  from: Day | null
  to: Day | null
}

/** What an import did, or would do: the same figures before and after. */
export type ImportOutcome = AreasOutcome | GridsOutcome | IncidentsOutcome

/** Records shown in a preview. */
export const sampleSize = 20

/** As many problems are stored with a batch and shown on its page; the others are counted. */
const problemsStored = 1000

/** The outcome as it is kept with its batch. */
export const storedOutcome = (outcome: ImportOutcome): ImportOutcome => ({
  ...outcome,
  problems: outcome.problems.slice(0, problemsStored),
})

/** Would confirming change anything? Importing the same file again does not. */
export function changesAnything(outcome: ImportOutcome): boolean {
  switch (outcome.kind) {
    case 'areas':
      return outcome.added + outcome.renamed > 0
    case 'grids':
      return outcome.added + outcome.changed + outcome.ended.length > 0
    case 'incidents':
      return outcome.added > 0
  }
}
