import type { Defect } from '#geo/examining/defects.ts'
import {
  type ExamineOptions,
  examineGrids,
  type GridsExamined,
} from '#geo/examining/examine-grids.ts'
import type { BadFile } from './files.ts'

export const examine = ({ text, options }: BadFile): GridsExamined => {
  const given: ExamineOptions = { codeField: 'code', crs: 'cgcs2000', ...options }
  return examineGrids(text, given)
}

/**
 * A defect in one line: severity (quiet ones in brackets), kind, feature/ring/vertex, line, codes,
 * place, m², metres, direction, datum, mend and detail.
 */
export function lineOf(defect: Defect): string {
  const { severity, quiet, kind, feature, line, ring, vertex, code, other, lon, lat } = defect
  const parts = [
    quiet ? `(${severity})` : severity,
    kind,
    [feature, ring, vertex].filter((part) => part !== undefined).join('/'),
    `line ${line}`,
    [code, other].filter(Boolean).join('+'),
    lon === undefined || lat === undefined ? '' : `at ${lon.toFixed(6)} ${lat.toFixed(6)}`,
    defect.areaM2 === undefined ? '' : `${defect.areaM2.toFixed(2)} m²`,
    defect.metres === undefined ? '' : `${defect.metres.toFixed(2)} m`,
    defect.bearing === undefined ? '' : `${defect.bearing.toFixed(0)}°`,
    defect.datum ?? '',
    defect.mend ? `mend ${defect.mend}` : '',
    defect.detail === undefined ? '' : `[${defect.detail}]`,
  ]
  return parts.filter((part) => part !== '').join(', ')
}
