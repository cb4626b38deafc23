import type { Validity } from '../domain/incidents.ts'
import { validityLabels } from '../domain/labels.ts'
import '../styles/incident.css'

const symbols: Record<Validity, string> = {
  valid: '✓',
  invalid: '✕',
  withdrawn: '↩',
  merged: '⇒',
}

/** ✓ 有效: whether the incident counts, as a symbol and a word. */
export const IncidentValidity = ({ validity }: { validity: Validity }) => (
  <span className={`validity validity-${validity}`}>
    <span aria-hidden>{symbols[validity]}</span> {validityLabels[validity]}
  </span>
)
