import { addWorkingDays } from '../../app/domain/calendar.ts'
import { addDays, dayOf, daysBetween, isDay, parseMoment, weekdayOf } from '../../app/domain/day.ts'
import { monthOf, periodOf } from '../../app/domain/statistic-month.ts'
import { notices } from './notices.ts'

/** Run by itself under several time zones: every answer that a machine's own clock could spoil. */
const lines: string[] = []
for (let day = '2023-12-25'; day < '2027-01-10'; day = addDays(day, 1)) {
  const { dueOn } = addWorkingDays(day, 5, notices)
  const { from, to } = periodOf(monthOf(day, 26), 26)
  lines.push(`${day} ${weekdayOf(day)} ${addDays(day, 1)} ${dueOn} ${from} ${to} ${isDay(day)}`)
  lines.push(`${daysBetween('1986-05-04', day)} ${dayOf(`${day}T16:00:00.000Z`)}`)
  lines.push(JSON.stringify([parseMoment(`${day}T02:30`), parseMoment(`${day}T23:30-05:00`)]))
}
process.stdout.write(lines.join('\n'))
