import {
  type BoundaryDefect,
  type BoundaryDefectKind,
  boundaryDefectKinds,
  type Examination,
  type KeptExamination,
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

/** Rows of the list on one page; on the map these carry their numbers. */
export const defectsPerPage = 30

export interface ReviewQuery {
  kind: BoundaryDefectKind | null
  page: number
  /** With the chosen mends made. */
  isAfter: boolean
}

/** Reads the address; what it does not know is left out. */
export function reviewQueryOf(search: URLSearchParams): ReviewQuery {
  const page = Number(search.get('page') ?? '1')
  return {
    kind: boundaryDefectKinds.find((kind) => kind === search.get('kind')) ?? null,
    page: Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1,
    isAfter: search.get('state') === 'after',
  }
}

export const reviewAddress = ({ kind, page, isAfter }: ReviewQuery): string => {
  const search = new URLSearchParams()
  if (isAfter) search.set('state', 'after')
  if (kind) search.set('kind', kind)
  if (page > 1) search.set('page', String(page))
  return `?${search}`
}

/** What the page shows of an examination. */
export interface Review {
  query: ReviewQuery
  total: number
  /** Before and after the mends; after is null when none was chosen. */
  totals: { before: number; after: number | null }
  kinds: KindTally[]
  /** Of this page. */
  rows: NumberedDefect[]
  /** Of the kind; fewer than there are where a kind has thousands. */
  listed: number
  /** Everything listed that has a place: its number, how grave it is, lon and lat. */
  spots: [number: number, handling: DefectHandling, lon: number, lat: number][]
}

export function reviewOf(kept: KeptExamination, query: ReviewQuery): Review {
  const isAfter = query.isAfter && kept.after !== undefined
  const examination = (isAfter && kept.after) || kept
  const numbered = numberDefects(examination, query.kind)
  const start = (query.page - 1) * defectsPerPage
  return {
    query: { ...query, isAfter },
    total: query.kind ? (examination.counts[query.kind] ?? 0) : examination.total,
    totals: { before: kept.total, after: kept.after?.total ?? null },
    kinds: tallyKinds(examination),
    rows: numbered.slice(start, start + defectsPerPage),
    listed: numbered.length,
    spots: numbered.flatMap(({ number, handling, defect: { lon, lat } }) =>
      lon === undefined || lat === undefined
        ? []
        : [[number, handling, lon, lat] satisfies Review['spots'][number]],
    ),
  }
}
