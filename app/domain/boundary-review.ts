import {
  type BoundaryDefect,
  type BoundaryDefectKind,
  boundaryDefectKinds,
  type Examination,
} from './boundary-defects.ts'

/** What a defect means for whoever publishes the layer, the gravest first. */
export const defectHandlings = ['skipped', 'check', 'done', 'remark'] as const
export type DefectHandling = (typeof defectHandlings)[number]

/** What reading sets right by itself, every time: no ground moves. */
const setRight: ReadonlySet<BoundaryDefectKind> = new Set([
  'unclosed',
  'repeated-vertex',
  'zero-area',
  'winding',
  'spread-rows',
])

export function handlingOf({ kind, severity, quiet }: BoundaryDefect): DefectHandling {
  if (severity === 'skipped') return 'skipped'
  if (setRight.has(kind)) return 'done'
  return quiet ? 'remark' : 'check'
}

/** How often a kind occurs, and how grave its gravest case is. */
export interface KindTally {
  kind: BoundaryDefectKind
  count: number
  handling: DefectHandling
}

/** Every kind that occurs, the gravest first, then the most frequent. */
export function tallyKinds({ defects, counts }: Examination): KindTally[] {
  const gravest = new Map<BoundaryDefectKind, DefectHandling>()
  for (const defect of defects) {
    const known = gravest.get(defect.kind)
    const own = handlingOf(defect)
    if (known === undefined || rank(own) < rank(known)) gravest.set(defect.kind, own)
  }
  return boundaryDefectKinds
    .flatMap((kind) => {
      const count = counts[kind] ?? 0
      return count === 0 ? [] : [{ kind, count, handling: gravest.get(kind) ?? 'check' }]
    })
    .sort((a, b) => rank(a.handling) - rank(b.handling) || b.count - a.count)
}

/** A defect and its number in the list, from 1: the same on the map. */
export interface NumberedDefect {
  number: number
  handling: DefectHandling
  defect: BoundaryDefect
}

/** The listed defects of a kind, or of all, the gravest first, else in the order of the file. */
export const numberDefects = (
  { defects }: Examination,
  kind: BoundaryDefectKind | null,
): NumberedDefect[] =>
  defects
    .filter((defect) => kind === null || defect.kind === kind)
    .map((defect) => ({ defect, handling: handlingOf(defect) }))
    .sort((a, b) => rank(a.handling) - rank(b.handling))
    .map((listed, index) => ({ ...listed, number: index + 1 }))

const rank = (handling: DefectHandling): number => defectHandlings.indexOf(handling)
