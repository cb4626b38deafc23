import year2024 from './2024.json' with { type: 'json' }
import year2025 from './2025.json' with { type: 'json' }
import year2026 from './2026.json' with { type: 'json' }

/** The days of a year that differ from the ordinary week, as the State Council announced them. */
export interface CalendarYear {
  year: number
  source: { title: string; url: string }
  days: { on: string; kind: 'holiday' | 'workday'; name: string }[]
}

/**
 * 节假日 and 调休 by year. Facts of the named notices of 国务院办公厅, transcribed from the MIT-licensed
 * NateScarlet/holiday-cn; a `workday` is a Saturday or Sunday worked in exchange.
 */
export const calendarYears: readonly CalendarYear[] = [
  year2024 as CalendarYear,
  year2025 as CalendarYear,
  year2026 as CalendarYear,
]
