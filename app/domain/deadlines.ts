import {
  addWorkingDays,
  type Calendar,
  type DueDay,
  nextWorkingDay,
  workingDaysBetween,
} from './calendar.ts'
import { addDays, type Day } from './day.ts'

/** 亮灯: green in time, yellow due soon, red overdue, grey paused. Derived, never stored. */
export type Light = 'green' | 'yellow' | 'red' | 'grey'

export type LimitUnit = 'workingDays' | 'days'

/** How long a step may take: a warning past `yellowAfter`, overdue past `redAfter`. */
export interface Limit {
  yellowAfter: number
  redAfter: number
  unit: LimitUnit
}

export interface Due extends DueDay {
  yellowOn: Day
}

/** What a light is read from; `yellowOn` null where the limit has no warning of its own. */
export interface Deadline {
  dueOn: Day
  yellowOn: Day | null
  paused: boolean
}

/**
 * When a limit that begins with an act on `from` runs out. The day of the act is not counted, and
 * a limit in calendar days that ends on a holiday ends on the next working day (民诉法 art. 85).
 */
export function dueDayOf(from: Day, limit: Limit, calendar: Calendar): Due {
  const yellow = endOf(from, limit.yellowAfter, limit.unit, calendar)
  const red = endOf(from, limit.redAfter, limit.unit, calendar)
  return {
    dueOn: red.dueOn,
    yellowOn: yellow.dueOn,
    provisional: red.provisional || yellow.provisional,
  }
}

/** Yellow within one working day of the due day, and from the day after the warning day. */
export function lightOf(deadline: Deadline, today: Day, calendar: Calendar): Light {
  if (deadline.paused) return 'grey'
  if (isOverdue(deadline, today)) return 'red'
  const warned = deadline.yellowOn !== null && deadline.yellowOn < today
  return warned || workingDaysBetween(today, deadline.dueOn, calendar) <= 1 ? 'yellow' : 'green'
}

/** Overdue from the day after the due day. */
export const isOverdue = ({ dueOn }: { dueOn: Day }, today: Day): boolean => dueOn < today

/** Working days since the due day, today included; 0 when not overdue. */
export const overdueWorkingDays = (
  { dueOn }: { dueOn: Day },
  today: Day,
  calendar: Calendar,
): number => workingDaysBetween(dueOn, today, calendar)

/** 剩2个工作日, 今天到期, 超期3个工作日; overdue over a holiday alone is 已超期. */
export function lightText(deadline: Deadline, today: Day, calendar: Calendar): string {
  if (deadline.paused) return '已暂停'
  if (deadline.dueOn === today) return '今天到期'
  if (isOverdue(deadline, today)) {
    const days = overdueWorkingDays(deadline, today, calendar)
    return days === 0 ? '已超期' : `超期${days}个工作日`
  }
  return `剩${workingDaysBetween(today, deadline.dueOn, calendar)}个工作日`
}

const endOf = (from: Day, count: number, unit: LimitUnit, calendar: Calendar): DueDay =>
  unit === 'days'
    ? nextWorkingDay(addDays(from, count), calendar)
    : addWorkingDays(from, count, calendar)
