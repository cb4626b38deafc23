import { addDays, type Day, type Month } from './day.ts'

export interface Period {
  from: Day
  to: Day
}

/**
 * The days of a statistic month, both ends included. `startDay` is the site's: 1 for the calendar
 * month, 26 for the month that runs from the 26th of the month before to the 25th.
 */
export function periodOf(month: Month, startDay: number): Period {
  if (startDay === 1) return { from: `${month}-01`, to: addDays(`${monthAfter(month, 1)}-01`, -1) }
  const day = String(startDay).padStart(2, '0')
  return { from: `${monthAfter(month, -1)}-${day}`, to: addDays(`${month}-${day}`, -1) }
}

/** The statistic month a day belongs to. */
export const monthOf = (day: Day, startDay: number): Month =>
  startDay > 1 && Number(day.slice(8)) >= startDay
    ? monthAfter(day.slice(0, 7), 1)
    : day.slice(0, 7)

/** The month `count` months later; negative for earlier. */
export function monthAfter(month: Month, count: number): Month {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`
}

/** Every month from `first` to `last`, both included. */
export function monthsBetween(first: Month, last: Month): Month[] {
  const months: Month[] = []
  for (let month = first; month <= last; month = monthAfter(month, 1)) months.push(month)
  return months
}
