import { expect, test } from 'vitest'
import { calendarYears } from '#seeds/calendars/index.ts'
import { weekdayOf } from '~/domain/day.ts'

const kindOf = (day: string) =>
  calendarYears.flatMap(({ days }) => days).find(({ on }) => on === day)?.kind

test('the calendar states the years 2024 to 2026 with the notice of each', () => {
  expect(calendarYears.map(({ year }) => year)).toEqual([2024, 2025, 2026])
  for (const { year, source } of calendarYears) {
    expect(source.title).toBe(`国务院办公厅关于${year}年部分节假日安排的通知`)
    expect(source.url).toMatch(/^https:\/\/www\.gov\.cn\//)
  }
})

test('known days are what the notices say', () => {
  expect(kindOf('2024-02-04')).toBe('workday')
  expect(kindOf('2024-10-01')).toBe('holiday')
  expect(kindOf('2024-10-12')).toBe('workday')
  expect(kindOf('2025-01-28')).toBe('holiday')
  expect(kindOf('2025-10-08')).toBe('holiday')
  expect(kindOf('2026-02-14')).toBe('workday')
  expect(kindOf('2026-02-24')).toBeUndefined()
})

test('each day is stated once, in its year, and only weekends are made up', () => {
  for (const { year, days } of calendarYears) {
    expect(new Set(days.map(({ on }) => on)).size).toBe(days.length)
    for (const { on, kind } of days) {
      expect(on.startsWith(`${year}-`)).toBe(true)
      if (kind === 'workday') expect([0, 6]).toContain(weekdayOf(on))
    }
  }
})
