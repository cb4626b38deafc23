import type { LimitUnit } from '~/domain/deadlines.ts'
import { type Difficulty, difficulties, type Stage } from '~/domain/mediation.ts'

/** How long a stage may take: due soon past `yellowAfter`, overdue past `redAfter`. */
export interface Limit {
  stage: Stage
  difficulty: Difficulty
  unit: LimitUnit
  yellowAfter: number
  redAfter: number
  /** Where the two numbers come from. */
  source: string
}

const gridEventDefaults =
  '省级网格化系统默认：受理黄牌1个、红牌2个工作日，办理黄牌5个、红牌10个工作日'
const countyExample = '东至县分级限时：简单1天、一般7天、复杂20天'
const mediationMonth = '司法部《人民调解工作若干规定》第三十三条：一般在一个月内调结'

/**
 * Default limits by stage and difficulty; a site edits them as rows. The law limits only mediation
 * itself (one month, here 30 calendar days); the rest is practice elsewhere.
 */
export const limits: readonly Limit[] = [
  ...everyDifficulty('intake', 'workingDays', 1, 2, gridEventDefaults),
  ...everyDifficulty('ledger', 'workingDays', 1, 2, gridEventDefaults),
  limit('assessment', 'simple', 'workingDays', 1, 2, countyExample),
  limit('assessment', 'ordinary', 'workingDays', 5, 7, countyExample),
  limit('assessment', 'major', 'workingDays', 5, 10, gridEventDefaults),
  limit('assessment', 'difficult', 'workingDays', 10, 20, countyExample),
  ...everyDifficulty('clearance', 'days', 25, 30, mediationMonth),
]

/** 回访 after an agreement, in days; more often for major and difficult disputes. Law says 适时 only. */
export const visitPlan: Record<Difficulty, readonly number[]> = {
  simple: [7, 30],
  ordinary: [7, 30],
  major: [7, 30, 90],
  difficult: [7, 30, 90],
}

function everyDifficulty(
  stage: Stage,
  unit: LimitUnit,
  yellowAfter: number,
  redAfter: number,
  source: string,
): Limit[] {
  return difficulties.map((difficulty) =>
    limit(stage, difficulty, unit, yellowAfter, redAfter, source),
  )
}

function limit(
  stage: Stage,
  difficulty: Difficulty,
  unit: LimitUnit,
  yellowAfter: number,
  redAfter: number,
  source: string,
): Limit {
  return { stage, difficulty, unit, yellowAfter, redAfter, source }
}
