import type { Day } from './day.ts'

/** From one grid to another; null is outside every grid. */
export interface Passage {
  from: string | null
  to: string | null
  count: number
}

/** All that passes from grid to grid, the largest part first; of the pairs the first are listed. */
export interface Passages {
  total: number
  pairs: Passage[]
  pairTotal: number
}

/** A figure of a grid as it will stand, and where it is from. */
export interface GridFigure {
  value: number | null
  /** `file`: stated; `area`: shares of the old grids' figures by ground; `unknown`: neither. */
  basis: 'file' | 'area' | 'unknown'
}

/** How many live in a grid that starts, and how many did in the one of its code before. */
export interface GridPeople {
  code: string
  households: GridFigure
  population: GridFigure
  householdsBefore: number | null
  populationBefore: number | null
}

/** What becomes of a grid that somebody is on duty in. */
export type GridFate = 'ended' | 'split' | 'merged' | 'redrawn'

/** People on duty in a grid that does not stay as it is; `to` is where its ground goes. */
export interface PostChange {
  code: string
  posts: number
  fate: GridFate
  to: { code: string; share: number }[]
}

/** A list cut to its first rows. */
export interface Listed<Row> {
  total: number
  rows: Row[]
}

/** What publishing boundaries changes beside the boundaries: shown before, and kept with them. */
export interface BoundaryChanges {
  codes: { added: Listed<string>; changed: Listed<string>; ended: Listed<string> }
  /** Ground that changes hands, whole m²; a new grid's from outside every grid, too. */
  ground: Passages
  incidents: {
    /** Of the day or after it: counted in another grid from now on. */
    moved: Passages
    /** Before the day, in ground that changes hands: they stay where they were counted. */
    earlier: Passages
  }
  disputes: {
    /** Still open, in ground that changes hands: whose they are from the day on. */
    open: Passages
    /** Opened on the day or after it: registered in another grid from now on. */
    moved: Passages
    /** Still open, without a point, registered in a grid that ends. */
    stranded: number
  }
  people: Listed<GridPeople> & {
    /** In the grids that change or end, and in those that take their place. */
    householdsBefore: number
    householdsAfter: number
    populationBefore: number
    populationAfter: number
  }
  /** On duty on `postsOn`: the day itself, or today where that is later. */
  posts: Listed<PostChange>
  postsOn: Day
}

/** Rows of each list that are kept and shown. */
const listedRows = 200

export const listed = <Row>(rows: readonly Row[]): Listed<Row> => ({
  total: rows.length,
  rows: rows.slice(0, listedRows),
})

/** Adds up what passes between grids, as it is met. */
export class PassageTally {
  readonly #counts = new Map<string, Passage>()

  add(from: string | null, to: string | null, count = 1): void {
    const key = JSON.stringify([from, to])
    const known = this.#counts.get(key)
    if (known) known.count += count
    else this.#counts.set(key, { from, to, count })
  }

  summary(): Passages {
    const pairs = [...this.#counts.values()].sort(
      (a, b) => b.count - a.count || compare(a.from, b.from) || compare(a.to, b.to),
    )
    return {
      total: pairs.reduce((sum, { count }) => sum + count, 0),
      pairs: pairs.slice(0, listedRows),
      pairTotal: pairs.length,
    }
  }
}

function compare(a: string | null, b: string | null): number {
  const [left, right] = [a ?? '', b ?? '']
  return left < right ? -1 : left > right ? 1 : 0
}

/** Shares of ground below this are the wobble of a border drawn twice. */
export const smallestShare = 0.01

/**
 * What becomes of a grid: `ended` when its ground goes nowhere; `split` when a new grid takes part
 * of it, or several take what it leaves; `merged` when it goes into one that is mostly made of
 * several; else `redrawn`.
 * @param to the grids that take its ground, the largest part first, itself too
 * @param isAdded whether a code had no grid before
 * @param givers of how many grids a grid takes more than half
 */
export function fateOf(
  code: string,
  to: readonly { code: string; share: number }[],
  isAdded: (code: string) => boolean,
  givers: (code: string) => number,
): GridFate {
  const takers = to.filter(({ share }) => share >= smallestShare)
  const [first] = takers
  if (!first) return 'ended'
  const others = takers.filter((taker) => taker.code !== code)
  const stays = others.length < takers.length
  if (takers.length > 1 && (!stays || others.some((taker) => isAdded(taker.code)))) return 'split'
  return givers(stays ? code : first.code) > 1 ? 'merged' : 'redrawn'
}
