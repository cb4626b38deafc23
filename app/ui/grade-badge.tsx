import type { Colour } from '../domain/grading.ts'
import { colourLabels, colourSymbols } from '../domain/labels.ts'
import '../styles/grade.css'

/** ■ 红: the colour never stands alone, the symbol and the word are with it. */
export const GradeBadge = ({ colour }: { colour: Colour }) => (
  <span className={`grade grade-${colour}`}>
    <span aria-hidden>{colourSymbols[colour]}</span> {colourLabels[colour]}
  </span>
)
