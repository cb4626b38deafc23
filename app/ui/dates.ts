import type { Day, Instant, Month } from '../domain/day.ts'

/** 2026年11月2日: no leading zeros, as GB/T 9704-2012 writes dates. */
export const dayText = (day: Day): string =>
  `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`

/** 11月2日, where the year is plain from around it. */
export const shortDayText = (day: Day): string =>
  `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`

/** 2026年10月 */
export const monthText = (month: Month): string =>
  `${Number(month.slice(0, 4))}年${Number(month.slice(5, 7))}月`

/** 2026年11月2日 15:30, Beijing time wherever the reader's clock stands. */
export function instantText(instant: Instant): string {
  const beijing = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString()
  return `${dayText(beijing.slice(0, 10))} ${beijing.slice(11, 16)}`
}
