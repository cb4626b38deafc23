import { listCalendarDays, listCalendarYears } from '#db/calendars.ts'
import type { Database } from '#db/connect.ts'
import { type Calendar, calendarOf } from '../domain/calendar.ts'

/** The working days of all loaded years. */
export async function openCalendar(db: Database): Promise<Calendar> {
  const years = await listCalendarYears(db)
  return calendarOf(
    years.map(({ year }) => year),
    await listCalendarDays(db),
  )
}
