import type { Layer } from './areas.ts'
import type { Day } from './day.ts'
import { countedIncidents, reasonsOf, scoreOf, toTenThousandths } from './grading-points.ts'
import type { IncidentCategory, ScaleCode } from './incidents.ts'
import type { Difficulty } from './mediation.ts'

/** 红 黄 绿, and grey for 无数据: no reporting coverage in the period. */
export const colours = ['red', 'yellow', 'green', 'grey'] as const
export type Colour = (typeof colours)[number]

/** Numbers are not negative and have at most four decimals; days and households are whole. */
export interface Ruleset {
  name: string
  layer: Layer | 'both'
  mode: 'quota' | 'thresholds'
  /** Incidents count until they are this old, less by the day. */
  windowDays: number
  /** Points are divided by max(1, households / perHouseholds); null grades the bare sum. */
  perHouseholds: number | null
  scaleFactors: Record<ScaleCode, number>
  openDispute: Record<Difficulty, number>
  /** For each overdue step of an open dispute, however many the households. */
  overduePoints: number
  repeatPoints: number
  repeatDays: number
  /** Quota: how many grids. Thresholds: the score from which the colour holds. */
  red: number
  yellow: number
  /** Thresholds: a period is quiet below this share of the present colour's threshold … */
  downgradeFactor: number
  /** … and after so many in a row, the present one included, the colour improves by one. */
  quietPeriods: number
}

export interface IncidentFact {
  /** The incident's number, as printed in the reasons. */
  incident: string
  category: IncidentCategory
  scaleCode: ScaleCode
  deaths: number
  occurredOn: Day
  /** Where it happened, to see repeats: the point rounded to 1e-4°, or the address. */
  place: string
}

export interface DisputeFact {
  dispute: string
  difficulty: Difficulty
  overdueSteps: number
}

export interface GridFacts {
  code: string
  households: number | null
  covered: boolean
  incidents: readonly IncidentFact[]
  openDisputes: readonly DisputeFact[]
  /** The colour of the period before and how many quiet periods preceded; null without history. */
  previous: { colour: Colour; quietPeriods: number } | null
}

export const reasonRules = [
  'incident',
  'repeat',
  'openDispute',
  'overdue',
  'redLine',
  'held',
] as const
export type ReasonRule = (typeof reasonRules)[number]

/**
 * One line of why: points are exact multiples of 0.0001 and sum to the score. With the number of
 * households and the ruleset, the line is all that is needed to compute its points again. The line
 * `held`, always the last and worth nothing, stands where the colour is worse than the other lines
 * make it: it names the colour of the period before, the one the other lines give, and the quiet
 * periods in a row up to this one (0 once the colour has changed).
 */
export interface Reason {
  rule: ReasonRule
  incident: string | null
  dispute?: string
  category?: string
  on?: Day
  scaleFactor?: number
  ageDays?: number
  steps?: number
  previous?: Colour
  byScore?: Colour
  quietPeriods?: number
  weight: number
  points: number
}

export interface Grade {
  code: string
  colour: Colour
  /** A multiple of 0.0001, half up. */
  score: number
  reasons: Reason[]
  /** Valid incidents in the window. */
  incidents: number
  /** Quiet periods in a row up to this one; 0 once the colour has changed. */
  quietPeriods: number
  /** Place in the quota's order, from 1; null in thresholds mode and for grey. */
  rank: number | null
}

export interface Grading {
  /** By code, in byte order. */
  grades: Grade[]
  /** Quota: the grids whose red line found no red place left. */
  redLineExcess: string[]
}

/**
 * Grades the grids of one layer on a day, in whatever order they come. A grid that nobody reported
 * for is grey, whatever else. Quota: the covered grids in the order of red lines, score, incidents
 * (more first) and code (smaller first) fill the red places, then the yellow ones. Thresholds: a
 * red line and a worse colour hold at once, a better one comes a colour at a time after quiet
 * periods; a grid that was grey starts afresh.
 */
export function gradeGrids(grids: readonly GridFacts[], ruleset: Ruleset, asOf: Day): Grading {
  const scored = grids.map((facts) => scoreGrid(facts, ruleset, asOf))
  const covered = scored.filter(({ facts }) => facts.covered).sort(worstFirst)
  const ranks = new Map(covered.map(({ facts }, index) => [facts.code, index + 1]))
  const grades = scored.map((grid): Grade => {
    const { facts, score, incidents } = grid
    const rank = ruleset.mode === 'quota' ? (ranks.get(facts.code) ?? null) : null
    const coloured = colourOf(grid, rank, ruleset)
    const reasons = [...grid.reasons, ...heldBy(grid, coloured, ruleset)]
    return { code: facts.code, score, reasons, incidents, rank, ...coloured }
  })
  return {
    grades: grades.sort((a, b) => compare(a.code, b.code)),
    redLineExcess:
      ruleset.mode === 'quota'
        ? covered.slice(ruleset.red).flatMap(({ redLine, facts }) => (redLine ? [facts.code] : []))
        : [],
  }
}

/** Whether a red line stands among the reasons. */
export const hasRedLine = (reasons: readonly Reason[]): boolean =>
  reasons.some(({ rule }) => rule === 'redLine')

interface ScoredGrid {
  facts: GridFacts
  score: number
  reasons: Reason[]
  incidents: number
  redLine: boolean
}

function scoreGrid(facts: GridFacts, ruleset: Ruleset, asOf: Day): ScoredGrid {
  const reasons = reasonsOf(facts, ruleset, asOf)
  const incidents = countedIncidents(facts, ruleset, asOf).length
  return { facts, reasons, incidents, score: scoreOf(reasons), redLine: hasRedLine(reasons) }
}

const worstFirst = (a: ScoredGrid, b: ScoredGrid): number =>
  Number(b.redLine) - Number(a.redLine) ||
  b.score - a.score ||
  b.incidents - a.incidents ||
  compare(a.facts.code, b.facts.code)

function colourOf(
  grid: ScoredGrid,
  rank: number | null,
  ruleset: Ruleset,
): Pick<Grade, 'colour' | 'quietPeriods'> {
  if (!grid.facts.covered) return { colour: 'grey', quietPeriods: 0 }
  if (rank === null) return colourByThresholds(grid, ruleset)
  const { red, yellow } = ruleset
  return {
    colour: rank <= red ? 'red' : rank <= red + yellow ? 'yellow' : 'green',
    quietPeriods: 0,
  }
}

function colourByThresholds(
  grid: ScoredGrid,
  ruleset: Ruleset,
): Pick<Grade, 'colour' | 'quietPeriods'> {
  const reached = colourReached(grid, ruleset)
  const { score } = grid
  const { previous } = grid.facts
  if (previous === null || !isBetter(reached, previous.colour)) {
    return { colour: reached, quietPeriods: 0 }
  }
  if (!isQuiet(score, previous.colour, ruleset)) return { colour: previous.colour, quietPeriods: 0 }
  const quietPeriods = previous.quietPeriods + 1
  return quietPeriods < ruleset.quietPeriods
    ? { colour: previous.colour, quietPeriods }
    : { colour: previous.colour === 'red' ? 'yellow' : 'green', quietPeriods: 0 }
}

/** The colour of the score and the red lines, whatever was before. */
const colourReached = ({ score, redLine }: ScoredGrid, ruleset: Ruleset): Colour =>
  redLine || score >= ruleset.red ? 'red' : score >= ruleset.yellow ? 'yellow' : 'green'

function heldBy(
  grid: ScoredGrid,
  { colour, quietPeriods }: Pick<Grade, 'colour' | 'quietPeriods'>,
  ruleset: Ruleset,
): Reason[] {
  const { covered, previous } = grid.facts
  if (ruleset.mode === 'quota' || !covered || previous === null) return []
  const byScore = colourReached(grid, ruleset)
  if (!isBetter(byScore, colour)) return []
  const nothing = { incident: null, weight: 0, points: 0 }
  return [{ rule: 'held', ...nothing, previous: previous.colour, byScore, quietPeriods }]
}

/** Nothing is better than grey, the last of the colours. */
const isBetter = (colour: Colour, than: Colour): boolean =>
  colours.indexOf(colour) > colours.indexOf(than)

const isQuiet = (score: number, colour: Colour, ruleset: Ruleset): boolean =>
  toTenThousandths(score) * 10_000 <
  toTenThousandths(colour === 'red' ? ruleset.red : ruleset.yellow) *
    toTenThousandths(ruleset.downgradeFactor)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
