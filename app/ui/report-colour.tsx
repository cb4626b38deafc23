import type { Colour } from '../domain/grading.ts'
import { colourLabels, colourSymbols } from '../domain/labels.ts'

/** ■ 红: the symbol and the word, so that a copy in grey reads the same. */
export const ReportColour = ({ colour }: { colour: Colour }) => (
  <span className="report-colour">
    <span className={`report-mark report-mark-${colour}`} aria-hidden>
      {colourSymbols[colour]}
    </span>{' '}
    {colourLabels[colour]}
  </span>
)
