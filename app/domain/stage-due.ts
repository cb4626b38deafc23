import type { Calendar } from './calendar.ts'
import type { Day } from './day.ts'
import { type Due, dueDayOf, type Limit } from './deadlines.ts'
import { isReopening, type Stage, type Status, stageOf } from './mediation.ts'

/**
 * The statuses in which a stage's limit runs. Mediation ends with the agreement or without one;
 * after that the planned visits carry the days.
 */
const limited: ReadonlySet<Status> = new Set([
  'registered',
  'accepted',
  'assigned',
  'investigating',
  'mediating',
])

/** Whether a limit of its stage runs in this status at all. */
export const runsLimit = (status: Status): boolean => limited.has(status)

/**
 * The due day of a stage after a move on `on`: counted anew where a stage begins or mediation is
 * taken up again, `kept` within a stage, null where no limit runs.
 */
export function dueAfterMove(
  move: { from: Status | null; to: Status; on: Day },
  kept: Due | null,
  limitOf: (stage: Stage) => Limit | undefined,
  calendar: Calendar,
): Due | null {
  const { from, to, on } = move
  if (!runsLimit(to)) return null
  const begins = from === null || stageOf[from] !== stageOf[to] || isReopening(from, to)
  if (!begins) return kept
  const limit = limitOf(stageOf[to])
  return limit ? dueDayOf(on, limit, calendar) : null
}
