import type { Mended, MendKind, MendReport, Unmended } from './boundary-mends.ts'

/** What the page shows of one mend. */
export interface MendShown {
  mend: MendKind
  grids: number
  areaM2: number
  pictures: Mended[]
  /** How many there are to be shown. */
  drawn: number
}

export interface MendsShown {
  mends: MendShown[]
  /** The ground that each grid lost and gained, the largest first. */
  moved: [code: string, areaM2: number][]
  /** Only the grids that moved most are listed. */
  isCut: boolean
  left: { total: number; rows: Unmended[] }
}

const picturesShown = 4
const leftShown = 50

/** A handful of pictures for each mend; all that are kept of the one that is opened. */
export function shownMends(report: MendReport, opened: string | null): MendsShown {
  const { sums, mended, left, total } = report
  const moved = new Map<string, number>()
  for (const { code, areaM2 } of mended) moved.set(code, (moved.get(code) ?? 0) + areaM2)
  return {
    mends: sums.map((sum) => {
      const drawn = mended.filter(
        ({ mend, before, after }) => mend === sum.mend && before.length + after.length > 0,
      )
      const pictures = sum.mend === opened ? drawn : drawn.slice(0, picturesShown)
      return { ...sum, pictures, drawn: drawn.length }
    }),
    moved: [...moved].sort((a, b) => b[1] - a[1]),
    isCut: total > mended.length,
    left: { total: left.total, rows: left.rows.slice(0, leftShown) },
  }
}
