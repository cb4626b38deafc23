import { calendarYears } from '#seeds/calendars/index.ts'
import { calendarOf } from '~/domain/calendar.ts'

/** 2024 to 2026 as the State Council announced them; 2027 is not loaded. */
export const notices = calendarOf(
  calendarYears.map(({ year }) => year),
  calendarYears.flatMap(({ days }) => days.map(({ on, kind }) => ({ day: on, kind }))),
)
