import { addDays, type Day, weekdayOf, yearOf } from './day.ts'

/** The working days of the years whose State Council notice is loaded. */
export interface Calendar {
  years: ReadonlySet<number>
  holidays: ReadonlySet<Day>
  /** 调休: Saturdays and Sundays worked in exchange. */
  workdays: ReadonlySet<Day>
}

/** 暂定 (provisional): a year without a notice was counted through, by its weekdays. */
export interface DueDay {
  dueOn: Day
  provisional: boolean
}

export const calendarOf = (
  years: Iterable<number>,
  days: readonly { day: Day; kind: 'holiday' | 'workday' }[],
): Calendar => ({
  years: new Set(years),
  holidays: new Set(days.filter(({ kind }) => kind === 'holiday').map(({ day }) => day)),
  workdays: new Set(days.filter(({ kind }) => kind === 'workday').map(({ day }) => day)),
})

/** By the notice of its year; Monday to Friday in a year without one. */
export const isWorkingDay = (day: Day, calendar: Calendar): boolean =>
  calendar.workdays.has(day) || (isWeekday(day) && !calendar.holidays.has(day))

/** The `count`th working day after `from`, the day of the act not counted (民诉法 art. 85). */
export function addWorkingDays(from: Day, count: number, calendar: Calendar): DueDay {
  let dueOn = from
  let provisional = false
  for (let counted = 0; counted < count; ) {
    dueOn = addDays(dueOn, 1)
    provisional ||= !isLoaded(dueOn, calendar)
    if (isWorkingDay(dueOn, calendar)) counted += 1
  }
  return { dueOn, provisional }
}

/** The day itself when it is worked, else the first working day after it. */
export const nextWorkingDay = (day: Day, calendar: Calendar): DueDay => {
  if (!isWorkingDay(day, calendar)) return addWorkingDays(day, 1, calendar)
  return { dueOn: day, provisional: !isLoaded(day, calendar) }
}

/** How many working days lie after `from`, up to and with `to`; 0 when `to` is not later. */
export function workingDaysBetween(from: Day, to: Day, calendar: Calendar): number {
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    if (isWorkingDay(day, calendar)) count += 1
  }
  return count
}

const isLoaded = (day: Day, calendar: Calendar): boolean => calendar.years.has(yearOf(day))

const isWeekday = (day: Day): boolean => {
  const weekday = weekdayOf(day)
  return weekday > 0 && weekday < 6
}
