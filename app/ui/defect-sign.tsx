import type { DefectHandling } from '../domain/boundary-review.ts'
import { defectHandlingSymbols } from '../domain/labels.ts'

/** A coloured symbol; the word stands beside it. */
export const DefectSign = ({ handling }: { handling: DefectHandling }) => (
  <span className={`defect-sign defect-mark-${handling}`} aria-hidden>
    {defectHandlingSymbols[handling]}
  </span>
)
