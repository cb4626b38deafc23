import type { Ruleset } from '~/domain/grading.ts'

/**
 * The default rulesets. Category weights stand in the category table. The common numbers (window of
 * 90 days, scale factors 1, 3 and 10, open disputes 1, 2, 5 and 5 by difficulty, 2 per overdue step,
 * 2 for a repeat at the same place within 90 days, 0.8 and two quiet periods before a downgrade) are
 * proposals: no published regulation states thresholds of three-colour grids, every site sets its own.
 */
const common = {
  windowDays: 90,
  scaleFactors: { '01': 1, '02': 3, '03': 10 },
  openDispute: { simple: 1, ordinary: 2, major: 5, difficult: 5 },
  overduePoints: 2,
  repeatPoints: 2,
  repeatDays: 90,
  downgradeFactor: 0.8,
  quietPeriods: 2,
} as const

export const rulesets: readonly Ruleset[] = [
  // 宿迁 2021-02-10: 60 red and 196 yellow of 1,065 police grids, by complexity and case count.
  {
    ...common,
    name: 'quota-60-196',
    layer: 'police',
    mode: 'quota',
    perHouseholds: null,
    red: 60,
    yellow: 196,
  },
  // Tuned on the demo prefecture's governance layer (5–7 % red, 14–21 % yellow), near 宿迁's shares.
  {
    ...common,
    name: 'thresholds',
    layer: 'both',
    mode: 'thresholds',
    perHouseholds: 300,
    red: 10,
    yellow: 3.5,
  },
]
