import type { GridProblem, GridProblemKind } from '../reading/read-grids.ts'
import type { Defect, DefectKind } from './defects.ts'

/** What each problem of reading is as a defect, unless one of these said it more exactly. */
const kinds: Record<GridProblemKind, { kind: DefectKind; unless?: readonly DefectKind[] }> = {
  notFeature: { kind: 'no-polygon' },
  noGeometry: { kind: 'no-polygon' },
  notPolygon: { kind: 'no-polygon' },
  badCoordinates: { kind: 'no-polygon', unless: ['not-a-number', 'swapped-axes'] },
  outOfRange: { kind: 'out-of-range', unless: ['out-of-range', 'swapped-axes'] },
  tangledRing: { kind: 'tangled-ring', unless: ['tangled-ring'] },
  collapsed: { kind: 'zero-area', unless: ['zero-area'] },
  collapsedRing: { kind: 'zero-area', unless: ['zero-area', 'spike'] },
  unclosedRing: { kind: 'unclosed', unless: ['unclosed', 'swapped-axes'] },
  invalidRing: {
    kind: 'misplaced-ring',
    unless: ['self-crossing', 'self-touching', 'misplaced-ring', 'spike', 'zero-area'],
  },
  overlappingParts: { kind: 'overlap' },
  noCode: { kind: 'missing-code' },
  badCode: { kind: 'unusable-code' },
  reservedCode: { kind: 'unusable-code' },
  repeatedCode: { kind: 'spread-rows' },
  crsUnconfirmed: { kind: 'unconfirmed-datum' },
  datumApproximate: { kind: 'unconfirmed-datum' },
  zonePrefix: { kind: 'unconfirmed-datum' },
}

/**
 * @param found what the examination of the feature's own rings has named already
 * @param overlapping codes whose rows lie over each other: given twice rather than in parts
 */
export function defectOfProblem(
  problem: GridProblem,
  found: ReadonlySet<DefectKind>,
  overlapping: ReadonlySet<string>,
): Defect | undefined {
  const { kind, unless = [] } = kinds[problem.kind]
  if (unless.some((other) => found.has(other))) return undefined
  const { kind: reason, ...where } = problem
  const isTwice = problem.code !== undefined && overlapping.has(problem.code)
  if (reason === 'repeatedCode')
    return isTwice ? { ...where, kind: 'duplicate-code' } : { ...where, kind, quiet: true }
  if (reason === 'overlappingParts')
    return isTwice || problem.code === undefined
      ? undefined
      : { ...where, kind, other: problem.code }
  return { ...where, kind, detail: where.detail ?? reason }
}
