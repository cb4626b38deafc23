import { addWorkingDays, type Calendar } from './calendar.ts'
import { addDays, type Day } from './day.ts'
import { type Light, lightOf, lightText } from './deadlines.ts'

/** A light as it is shown: colour, words, the due day itself, and whether that is 暂定. */
export interface ShownLight {
  light: Light
  text: string
  dueOn: Day
  provisional: boolean
}

export interface DueRow {
  dueOn: Day | null
  yellowOn?: Day | null
  dueProvisional?: 0 | 1
}

/** The light of a row with a due day; null where no limit runs. */
export function shownLight(row: DueRow, today: Day, calendar: Calendar): ShownLight | null {
  if (row.dueOn === null) return null
  const deadline = { dueOn: row.dueOn, yellowOn: row.yellowOn ?? null, paused: false }
  return {
    light: lightOf(deadline, today, calendar),
    text: lightText(deadline, today, calendar),
    dueOn: row.dueOn,
    provisional: row.dueProvisional === 1,
  }
}

/** The last due day that is yellow already today: the one before the second working day from now. */
export const soonUntil = (today: Day, calendar: Calendar): Day =>
  addDays(addWorkingDays(today, 2, calendar).dueOn, -1)
