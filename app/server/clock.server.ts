import { type Day, dayOf, type Instant } from '../domain/day.ts'

/** The only reading of the clock: a request, a command or a task takes it once and passes it on. */
export function readClock(): { now: Instant; today: Day } {
  const now = new Date()
  return { now: now.toISOString(), today: dayOf(now) }
}
