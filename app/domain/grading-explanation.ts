import { addDays, type Day } from './day.ts'
import { type Grade, type GridFacts, hasRedLine, type Ruleset } from './grading.ts'
import { reasonsOf, scoreOf, toTenThousandths } from './grading-points.ts'

/** What would turn a grid green, as numbers; null for a grid without data. */
export type Explanation = ToGreenByThresholds | ToGreenByQuota

export interface ToGreenByThresholds {
  mode: 'thresholds'
  /** The score has to fall below this (the yellow threshold) … */
  greenBelow: number
  /** … by taking away at least so many points; 0 when it has. */
  pointsToGo: number
  /** The incidents that hold it red whatever the score, until they leave the window. */
  redLines: string[]
  /**
   * The first day, `asOf` included, on which the score is below and no red line holds if nothing
   * new happens; null when open disputes and overdue steps alone keep it above.
   */
  decaysOn: Day | null
  /** Below this score the coming period is quiet for the present colour; null when green. */
  quietBelow: number | null
  /** Quiet periods in a row from here to green, a colour at a time. */
  quietPeriodsToGo: number
  /** Of these, those to the next better colour; 0 when green. */
  quietPeriodsToNext: number
}

export interface ToGreenByQuota {
  mode: 'quota'
  rank: number
  /** Ranks up to here are red or yellow. */
  lastColouredRank: number
  /** The score of the first green grid, which this one would have to fall below; null without one. */
  greenBelow: number | null
  /** The least number of points to lose; 0 when green, null when losing points cannot do it. */
  pointsToGo: number | null
  redLines: string[]
}

export interface ExplanationFacts {
  facts: GridFacts
  asOf: Day
  /** Every grade of the same grading: a quota compares. */
  grades: readonly Pick<Grade, 'rank' | 'score'>[]
}

export function explain(
  grade: Grade,
  ruleset: Ruleset,
  { facts, asOf, grades }: ExplanationFacts,
): Explanation | null {
  if (grade.colour === 'grey') return null
  return ruleset.mode === 'quota'
    ? explainQuota(grade, ruleset, grades)
    : explainThresholds(grade, ruleset, facts, asOf)
}

function explainThresholds(
  grade: Grade,
  ruleset: Ruleset,
  facts: GridFacts,
  asOf: Day,
): ToGreenByThresholds {
  const threshold = grade.colour === 'red' ? ruleset.red : ruleset.yellow
  const steps = { red: 2, yellow: 1, green: 0, grey: 0 }[grade.colour]
  const periods = Math.max(1, ruleset.quietPeriods)
  return {
    mode: 'thresholds',
    greenBelow: ruleset.yellow,
    pointsToGo: pointsUntilBelow(grade.score, ruleset.yellow),
    redLines: redLinesOf(grade),
    decaysOn: firstCalmDay(facts, ruleset, asOf),
    quietBelow:
      steps === 0
        ? null
        : (toTenThousandths(threshold) * toTenThousandths(ruleset.downgradeFactor)) / 100_000_000,
    quietPeriodsToGo: Math.max(0, steps * periods - grade.quietPeriods),
    quietPeriodsToNext: steps === 0 ? 0 : Math.max(1, periods - grade.quietPeriods),
  }
}

function firstCalmDay(facts: GridFacts, ruleset: Ruleset, asOf: Day): Day | null {
  const known = { ...facts, incidents: facts.incidents.filter((fact) => fact.occurredOn <= asOf) }
  for (let days = 0; days <= ruleset.windowDays; days++) {
    const day = addDays(asOf, days)
    const reasons = reasonsOf(known, ruleset, day)
    if (scoreOf(reasons) < ruleset.yellow && !hasRedLine(reasons)) return day
  }
  return null
}

function explainQuota(
  grade: Grade,
  ruleset: Ruleset,
  grades: ExplanationFacts['grades'],
): ToGreenByQuota {
  const lastColouredRank = ruleset.red + ruleset.yellow
  const rank = grade.rank ?? 0
  const firstGreen = grades.find((other) => other.rank === lastColouredRank + 1)
  const redLines = redLinesOf(grade)
  return {
    mode: 'quota',
    rank,
    lastColouredRank,
    greenBelow: firstGreen?.score ?? null,
    pointsToGo:
      grade.colour === 'green'
        ? 0
        : !firstGreen || firstGreen.score === 0 || redLines.length > 0
          ? null
          : pointsUntilBelow(grade.score, firstGreen.score),
    redLines,
  }
}

const pointsUntilBelow = (score: number, limit: number): number =>
  Math.max(0, toTenThousandths(score) - toTenThousandths(limit) + 1) / 10_000

const redLinesOf = ({ reasons }: Grade): string[] =>
  reasons.flatMap(({ rule, incident }) => (rule === 'redLine' && incident ? [incident] : []))
