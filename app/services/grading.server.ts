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

export interface GradedMonth {
  layer: Layer
  month: Month
  period: Period
  /** The last day that counted: the end of the month, or today while it runs. */
  asOf: Day
  ruleset: StoredRuleset
  /** Every grid in force on that day, by code in byte order. */
  grades: StoredGrade[]
}

export type GradeProblem = 'noSuchRuleset' | 'futureMonth'

type GradeQuery = { layer: Layer; month: Month; rulesetName?: string }

/**
 * The grades of a layer for a statistic month under the ruleset in force, or a named one. They are
 * kept, and worked out anew when something under them has changed or the month still runs.
 */
export async function gradesOf(
  desk: UnattendedDesk,
  { layer, month, rulesetName }: GradeQuery,
): Promise<{ ok: true; graded: GradedMonth } | { ok: false; reason: GradeProblem }> {
  const ruleset = await rulesetFor(desk, layer, rulesetName)
  if (!ruleset) return { ok: false, reason: 'noSuchRuleset' }
  const work = await workOf(desk, { layer, month, ruleset })
  const period = periodOf(month, work.startDay)
  if (period.from > desk.today) return { ok: false, reason: 'futureMonth' }
  const covered = await findFirstCoveredDay(desk.db)
  const grading =
    covered === null || period.to < covered
      ? await gradeUncovered(desk, work)
      : await gradeAnewIfStale(desk, work)
  const { asOf } = grading
  const grades = byCode(
    'grades' in grading ? grading.grades : await listGrades(desk.db, grading.id),
  )
  return { ok: true, graded: { layer, month, period, asOf, ruleset, grades } }
}

/** A month before anybody reported: every grid is grey, and there is nothing to keep. */
async function gradeUncovered(
  desk: UnattendedDesk,
  { layer, month, ruleset, startDay }: GradeWork,
) {
  const period = periodOf(month, startDay)
  const asOf = lastDayOf(period, desk.today)
  const facts = { layer, period, asOf, ruleset: ruleset.ruleset, previous: [] }
  const { grades } = gradeGrids(await listGridFacts(desk, facts), ruleset.ruleset, asOf)
  return { asOf, grades: grades.map(withoutReasons) }
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
  const { layer, period, asOf, ruleset } = graded
  const before = monthBefore(await workOf(desk, graded))
  const kept = before && (await findGrading(desk.db, { ...before, rulesetId: ruleset.id }))
  const previous = kept ? await listGrades(desk.db, kept.id) : []
  return { layer, period, asOf, ruleset: ruleset.ruleset, previous }
}

const byCode = (grades: StoredGrade[]): StoredGrade[] =>
  grades.sort((a, b) => compareCodes(a.code, b.code))
