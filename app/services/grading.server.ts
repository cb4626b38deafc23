import {
  findFirstCoveredDay,
  findGrading,
  holdGradedFacts,
  type Grading as KeptGrading,
  listGrades,
  type StoredGrade,
  saveGrading,
} from '#db/gradings.ts'
import { findBoundaryMark } from '#db/grids.ts'
import { findRuleset, type StoredRuleset } from '#db/rulesets.ts'
import { findMonthStartDay, findRulesetName } from '#db/settings.ts'
import { compareCodes } from '#geo/code-order.ts'
import type { Layer } from '../domain/areas.ts'
import type { Day, Month } from '../domain/day.ts'
import { type Grade, type Grading, type GridFacts, gradeGrids } from '../domain/grading.ts'
import { type Explanation, explain } from '../domain/grading-explanation.ts'
import { monthAfter, monthOf, type Period, periodOf } from '../domain/statistic-month.ts'
import { inTransaction, type UnattendedDesk } from './desk.server.ts'
import { type FactsQuery, listGridFacts } from './grading-facts.server.ts'
import { openBoundaries } from './locating.server.ts'

export interface GradedMonth {
  layer: Layer
  month: Month
  period: Period
  /** The last day that counted: the end of the month, or today while it runs. */
  asOf: Day
  ruleset: StoredRuleset
  /** The day whose grids are graded: that one, unless another was asked for. */
  boundariesOn: Day
  /** Every grid in force on the day of the boundaries, by code in byte order. */
  grades: StoredGrade[]
}

export type GradeProblem = 'noSuchRuleset' | 'futureMonth'

type GradeQuery = { layer: Layer; month: Month; rulesetName?: string; boundariesOn?: Day }

/**
 * The grades of a layer for a statistic month under the ruleset in force, or a named one. They are
 * kept, and worked out anew when something under them has changed or the month still runs. By the
 * boundaries of another day they are worked out from where everything happened, after the kept
 * month before (a grid that month did not have remembers nothing), and nothing is kept.
 */
export async function gradesOf(
  desk: UnattendedDesk,
  { layer, month, rulesetName, boundariesOn }: GradeQuery,
): Promise<{ ok: true; graded: GradedMonth } | { ok: false; reason: GradeProblem }> {
  const ruleset = await rulesetFor(desk, layer, rulesetName)
  if (!ruleset) return { ok: false, reason: 'noSuchRuleset' }
  const work = await workOf(desk, { layer, month, ruleset })
  const period = periodOf(month, work.startDay)
  if (period.from > desk.today) return { ok: false, reason: 'futureMonth' }
  const asOf = lastDayOf(period, desk.today)
  const day = boundariesOn ?? asOf
  const isOwn = day === asOf || (await areAlike(desk, layer, [day, asOf]))
  const covered = await findFirstCoveredDay(desk.db)
  const isUncovered = covered === null || period.to < covered
  const grades =
    isOwn && !isUncovered
      ? await listGrades(desk.db, (await gradeAnewIfStale(desk, work)).id)
      : await gradeUnkept(desk, work, { boundariesOn: day, isUncovered })
  const graded = { layer, month, period, asOf, ruleset, boundariesOn: day, grades: byCode(grades) }
  return { ok: true, graded }
}

async function areAlike(desk: UnattendedDesk, layer: Layer, days: [Day, Day]): Promise<boolean> {
  const boundaries = await openBoundaries(desk.db)
  return boundaries.since(layer, days[0]) === boundaries.since(layer, days[1])
}

/**
 * A month before anybody reported, in which every grid is grey, or one by the boundaries of another
 * day: nothing of it is kept.
 */
async function gradeUnkept(
  desk: UnattendedDesk,
  work: GradeWork,
  { boundariesOn, isUncovered }: { boundariesOn: Day; isUncovered: boolean },
): Promise<StoredGrade[]> {
  const { layer, month, startDay } = work
  const { ruleset } = work.ruleset
  const period = periodOf(month, startDay)
  const asOf = lastDayOf(period, desk.today)
  const before = isUncovered ? null : monthBefore(work)
  const previous = before
    ? await listGrades(desk.db, (await gradeAnewIfStale(desk, before)).id)
    : []
  const facts = { layer, period, asOf, boundariesOn, ruleset, previous }
  return gradeGrids(await listGridFacts(desk, facts), ruleset, asOf).grades.map(withoutReasons)
}

/** Every grade of a graded month with every reason, worked out from the very facts behind it. */
export async function gradeInFull(desk: UnattendedDesk, graded: GradedMonth): Promise<Grading> {
  const facts = await listGridFacts(desk, await factsBehind(desk, graded))
  return gradeGrids(facts, graded.ruleset.ruleset, graded.asOf)
}

export interface ExplainedGrade {
  facts: GridFacts
  grade: Grade
  /** What would turn it green; null without data. */
  toGreen: Explanation | null
}

/** One grid's grade with every reason and what would turn it green; null for an unknown grid. */
export async function explainGrade(
  desk: UnattendedDesk,
  { graded, code }: { graded: GradedMonth; code: string },
): Promise<ExplainedGrade | null> {
  const kept = graded.grades.find((grade) => grade.code === code)
  const [facts] = await listGridFacts(desk, { ...(await factsBehind(desk, graded)), code })
  if (!kept || !facts) return null
  const { ruleset } = graded.ruleset
  const [alone] = gradeGrids([facts], ruleset, graded.asOf).grades
  if (!alone) return null
  // Alone in its quota every grid would be the worst: colour and rank are those among all.
  const grade = { ...alone, colour: kept.colour, rank: kept.rank }
  const toGreen = explain(grade, ruleset, { facts, asOf: graded.asOf, grades: graded.grades })
  return { facts, grade, toGreen }
}

async function rulesetFor(
  desk: UnattendedDesk,
  layer: Layer,
  name: string | undefined,
): Promise<StoredRuleset | undefined> {
  const ruleset = await findRuleset(desk.db, name ?? (await findRulesetName(desk.db, layer)))
  const fits = ruleset?.ruleset.layer === 'both' || ruleset?.ruleset.layer === layer
  return fits ? ruleset : undefined
}

interface GradeWork {
  layer: Layer
  month: Month
  ruleset: StoredRuleset
  startDay: number
  /** The month a memory begins with; null for a ruleset that has none, or before any coverage. */
  since: Month | null
}

async function workOf(
  desk: UnattendedDesk,
  grading: Pick<GradeWork, 'layer' | 'month' | 'ruleset'>,
): Promise<GradeWork> {
  const startDay = await findMonthStartDay(desk.db)
  // Thresholds remember the colour and the quiet periods of the month before; a quota does not.
  const remembers = grading.ruleset.ruleset.mode === 'thresholds'
  const covered = remembers ? await findFirstCoveredDay(desk.db) : null
  return { ...grading, startDay, since: covered === null ? null : monthOf(covered, startDay) }
}

/**
 * The kept grading of a month, after grading it, and every stale month its memory reaches back to,
 * each in a transaction of its own: a change under an earlier month marks all later ones, so a
 * fresh month stands on fresh ones.
 */
async function gradeAnewIfStale(desk: UnattendedDesk, work: GradeWork): Promise<KeptGrading> {
  for (;;) {
    const kept = await findFresh(desk, work)
    if (kept) return kept
    const before = monthBefore(work)
    if (before) await gradeAnewIfStale(desk, before)
    const graded = await inTransaction(desk, (desk) => gradeMonth(desk, work))
    if (graded) return graded
  }
}

/** Grades one month and keeps it; null when the month before has become stale in the meantime. */
async function gradeMonth(desk: UnattendedDesk, work: GradeWork): Promise<KeptGrading | null> {
  await findBoundaryMark(desk.db)
  await holdGradedFacts(desk.db)
  const before = monthBefore(work)
  const previous = before && (await findFresh(desk, before))
  if (before && !previous) return null
  const { layer, month, ruleset, startDay } = work
  const period = periodOf(month, startDay)
  const asOf = lastDayOf(period, desk.today)
  const facts = await listGridFacts(desk, {
    layer,
    period,
    asOf,
    boundariesOn: asOf,
    ruleset: ruleset.ruleset,
    previous: previous ? await listGrades(desk.db, previous.id) : [],
  })
  const grades = gradeGrids(facts, ruleset.ruleset, asOf).grades
  const grading = {
    layer,
    month,
    rulesetId: ruleset.id,
    asOf,
    gradedAt: desk.now,
    dirty: 0,
  } as const
  const id = await saveGrading(desk.db, grading, grades.map(withoutReasons))
  return { id, ...grading }
}

const withoutReasons = ({ reasons: _, ...grade }: Grade): StoredGrade => grade

const monthBefore = (work: GradeWork): GradeWork | null =>
  work.since !== null && work.month > work.since
    ? { ...work, month: monthAfter(work.month, -1) }
    : null

async function findFresh(
  desk: UnattendedDesk,
  { layer, month, ruleset, startDay }: GradeWork,
): Promise<KeptGrading | undefined> {
  const kept = await findGrading(desk.db, { layer, month, rulesetId: ruleset.id })
  const asOf = lastDayOf(periodOf(month, startDay), desk.today)
  return kept?.dirty === 0 && kept.asOf === asOf ? kept : undefined
}

const lastDayOf = (period: Period, today: Day): Day => (period.to < today ? period.to : today)

async function factsBehind(desk: UnattendedDesk, graded: GradedMonth): Promise<FactsQuery> {
  const { layer, period, asOf, boundariesOn, ruleset } = graded
  const before = monthBefore(await workOf(desk, graded))
  const kept = before && (await findGrading(desk.db, { ...before, rulesetId: ruleset.id }))
  const previous = kept ? await listGrades(desk.db, kept.id) : []
  return { layer, period, asOf, boundariesOn, ruleset: ruleset.ruleset, previous }
}

const byCode = (grades: StoredGrade[]): StoredGrade[] =>
  grades.sort((a, b) => compareCodes(a.code, b.code))
