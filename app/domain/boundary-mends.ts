/** What a person may choose to have mended in a file of grids; nothing is ever mended unasked. */
export const mendKinds = ['spikes', 'borders', 'gaps', 'overlaps', 'axes', 'datum'] as const
export type MendKind = (typeof mendKinds)[number]

export const mendLabels: Record<MendKind, string> = {
  spikes: '去掉尖刺',
  borders: '把画了两遍的边界并成一条',
  gaps: '补上缝隙',
  overlaps: '分清重叠',
  axes: '把写反的经度和纬度换过来',
  datum: '改正坐标系的偏移',
}

/** A mend that some defects ask for: in how many places, and how much ground it is about. */
export interface MendOffer {
  mend: MendKind
  places: number
  areaM2: number
}

/** What can be mended of the defects, in the order of the kinds. */
export const offerMends = (defects: readonly { mend?: MendKind; areaM2?: number }[]): MendOffer[] =>
  mendKinds.flatMap((mend) => {
    const own = defects.filter((defect) => defect.mend === mend)
    const areaM2 = own.reduce((sum, defect) => sum + (defect.areaM2 ?? 0), 0)
    return own.length === 0 ? [] : [{ mend, places: own.length, areaM2 }]
  })

/** Lines of longitude and latitude, CGCS2000. */
export type Rings = [number, number][][]

/** What a mend did to one grid: the ground it lost and gained, and its rings before and after. */
export interface Mended {
  mend: MendKind
  code: string
  areaM2: number
  lon: number
  lat: number
  before: Rings
  after: Rings
}

/** A chosen mend that was not made: it would have moved too much, or broken a ring. */
export interface Unmended {
  mend: MendKind
  code: string
  other?: string
  lon: number
  lat: number
  areaM2: number
}

/** Everything that the chosen mends did; pictures of the largest are kept. */
export interface MendReport {
  total: number
  /** By mend: how many grids it changed, and the ground that was lost and gained. */
  sums: { mend: MendKind; grids: number; areaM2: number }[]
  mended: Mended[]
  left: { total: number; rows: Unmended[] }
}

/** Points of pictures kept with a batch: about a megabyte. */
const pointsKept = 40_000
const listedRows = 500

/** Sums up what was mended, the largest first. */
export function mendReport(mended: readonly Mended[], left: readonly Unmended[]): MendReport {
  const sums = mendKinds.flatMap((mend) => {
    const own = mended.filter((change) => change.mend === mend)
    const areaM2 = own.reduce((sum, change) => sum + change.areaM2, 0)
    return own.length === 0
      ? []
      : [{ mend, grids: new Set(own.map(({ code }) => code)).size, areaM2 }]
  })
  let room = pointsKept
  const largest = [...mended].sort((a, b) => b.areaM2 - a.areaM2).slice(0, listedRows)
  return {
    total: mended.length,
    sums,
    mended: largest.map((change) => {
      room -= [...change.before, ...change.after].reduce((sum, { length }) => sum + length, 0)
      return room >= 0 ? change : { ...change, before: [], after: [] }
    }),
    left: { total: left.length, rows: left.slice(0, listedRows) },
  }
}

/** 去掉尖刺：改动 3 个网格，共 12.5 平方米 */
export const mendSentences = ({ sums, left }: MendReport): string[] => [
  ...sums.map(
    ({ mend, grids, areaM2 }) =>
      `${mendLabels[mend]}：改动 ${grids} 个网格，共 ${Math.round(areaM2 * 10) / 10} 平方米`,
  ),
  ...(left.total > 0 ? [`${left.total} 处没有改：改动会太大，或改了边界仍不成立`] : []),
]
