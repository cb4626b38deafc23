import type { Day } from '../app/domain/day.ts'
import type { Database } from './connect.ts'
import type { Row } from './schema.ts'

/** The years whose notice is loaded, with their source. */
export const listCalendarYears = (db: Database) =>
  db.selectFrom('calendarYears').selectAll().orderBy('year').execute()

/** The days that differ from the ordinary week, of all loaded years, in order. */
export const listCalendarDays = (db: Database) =>
  db.selectFrom('calendarDays').selectAll().orderBy('day').execute()

export interface CalendarYearRow {
  year: number
  sourceTitle: string
  sourceUrl: string
  days: readonly { day: Day; kind: Row<'calendarDays'>['kind']; name: string }[]
}

/** Puts a year as announced in the place of what was known of it. */
export async function replaceCalendarYear(db: Database, calendar: CalendarYearRow): Promise<void> {
  const { days, year, ...source } = calendar
  await db.deleteFrom('calendarDays').where('year', '=', year).execute()
  await db
    .insertInto('calendarYears')
    .values({ year, ...source })
    .onConflict((conflict) => conflict.column('year').doUpdateSet(source))
    .execute()
  if (days.length === 0) return
  await db
    .insertInto('calendarDays')
    .values(days.map((day) => ({ ...day, year })))
    .execute()
}
