import type { Day } from './day.ts'

/** 亮灯: green in time, yellow due soon, red overdue, grey paused. Derived, never stored. */
export type Light = 'green' | 'yellow' | 'red' | 'grey'

export type LimitUnit = 'workingDays' | 'days'

export interface DueDay {
  dueOn: Day
  /** 暂定: the limit runs into a year whose holiday notice is not loaded. */
  provisional: boolean
}
