import { expect, test } from 'vitest'
import { addDays } from '~/domain/day.ts'
import { monthAfter, monthOf, monthsBetween, periodOf } from '~/domain/statistic-month.ts'

test('a calendar month runs from its first to its last day', () => {
  expect(periodOf('2024-02', 1)).toEqual({ from: '2024-02-01', to: '2024-02-29' })
  expect(periodOf('2025-12', 1)).toEqual({ from: '2025-12-01', to: '2025-12-31' })
})

test('a month from the 26th runs to the 25th and bears the name of its end', () => {
  expect(periodOf('2025-03', 26)).toEqual({ from: '2025-02-26', to: '2025-03-25' })
  expect(periodOf('2025-01', 26)).toEqual({ from: '2024-12-26', to: '2025-01-25' })
  expect(monthOf('2025-03-25', 26)).toBe('2025-03')
  expect(monthOf('2025-03-26', 26)).toBe('2025-04')
  expect(monthOf('2024-12-26', 26)).toBe('2025-01')
})

test.each([1, 2, 26, 28])(
  'with months from day %i every day lies in exactly its month',
  (start) => {
    for (let day = '2023-12-20'; day < '2025-02-05'; day = addDays(day, 1)) {
      const { from, to } = periodOf(monthOf(day, start), start)
      expect(from <= day && day <= to, day).toBe(true)
      expect(periodOf(monthAfter(monthOf(day, start), 1), start).from).toBe(addDays(to, 1))
    }
  },
)

test('months are counted over the turn of the year', () => {
  expect(monthAfter('2024-12', 1)).toBe('2025-01')
  expect(monthAfter('2024-01', -1)).toBe('2023-12')
  expect(monthAfter('2024-05', -12)).toBe('2023-05')
  expect(monthsBetween('2024-11', '2025-02')).toEqual(['2024-11', '2024-12', '2025-01', '2025-02'])
  expect(monthsBetween('2025-02', '2025-01')).toEqual([])
})
