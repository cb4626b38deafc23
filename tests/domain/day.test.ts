import { expect, test } from 'vitest'
import {
  addDays,
  beginningOfTime,
  dayOf,
  daysBetween,
  isDay,
  isMonth,
  parseMoment,
  weekdayOf,
} from '~/domain/day.ts'

test('a day in Shanghai begins at 16:00 UTC the day before', () => {
  expect(dayOf('2026-10-31T15:59:59.999Z')).toBe('2026-10-31')
  expect(dayOf('2026-10-31T16:00:00.000Z')).toBe('2026-11-01')
  expect(dayOf(new Date('2024-12-31T16:00:00Z'))).toBe('2025-01-01')
})

test('days are added over months, leap days and years', () => {
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
  expect(addDays('2025-02-28', 1)).toBe('2025-03-01')
  expect(addDays('2025-01-01', -1)).toBe('2024-12-31')
  expect(addDays('2024-01-01', 366)).toBe('2025-01-01')
  expect(addDays(beginningOfTime, 0)).toBe('0001-01-01')
})

test('the days between two days are counted either way', () => {
  expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2)
  expect(daysBetween('2024-03-01', '2024-02-28')).toBe(-2)
  expect(daysBetween('2026-03-07', '2026-03-09')).toBe(2)
})

test('a week runs from Sunday, 0, to Saturday, 6', () => {
  const week = Array.from({ length: 7 }, (_, day) => weekdayOf(addDays('2026-11-01', day)))
  expect(week).toEqual([0, 1, 2, 3, 4, 5, 6])
})

test.each([
  ['2024-02-29', true],
  ['2023-02-29', false],
  ['2024-04-31', false],
  ['2024-13-01', false],
  ['2024-00-10', false],
  ['2024-01-00', false],
  ['2024-1-1', false],
  ['0000-01-01', false],
  ['2024-01-01 ', false],
  ['２０２４-01-01', false],
])('%j is a day: %s', (text, answer) => {
  expect(isDay(text)).toBe(answer)
})

test('a month is a year and one of twelve', () => {
  expect(['2024-01', '2024-12', '2024-13', '2024-00', '2024-1', '2024-01-01'].map(isMonth)).toEqual(
    [true, true, false, false, false, false],
  )
})

test.each([
  ['2026-11-02', '2026-11-02', null],
  [' 2026-11-02 ', '2026-11-02', null],
  ['2026-11-02T07:30', '2026-11-02', '2026-11-01T23:30:00.000Z'],
  ['2026-11-02 07:30:15', '2026-11-02', '2026-11-01T23:30:15.000Z'],
  ['2026-11-02 07:30:15.5', '2026-11-02', '2026-11-01T23:30:15.500Z'],
  ['2026-11-02T07:30:15,123456789', '2026-11-02', '2026-11-01T23:30:15.123Z'],
  ['2026-11-02T16:00Z', '2026-11-03', '2026-11-02T16:00:00.000Z'],
  ['2026-11-02T15:59:59z', '2026-11-02', '2026-11-02T15:59:59.000Z'],
  ['2026-11-02T00:00+08', '2026-11-02', '2026-11-01T16:00:00.000Z'],
  ['2026-11-02T00:00+0800', '2026-11-02', '2026-11-01T16:00:00.000Z'],
  ['2026-11-02 00:00 +08:00', '2026-11-02', '2026-11-01T16:00:00.000Z'],
  ['2026-11-02T00:00+09:30', '2026-11-01', '2026-11-01T14:30:00.000Z'],
  ['2026-11-02T12:00:00-05:00', '2026-11-03', '2026-11-02T17:00:00.000Z'],
  ['2024-12-31T23:59:59-00:01', '2025-01-01', '2025-01-01T00:00:59.000Z'],
])('%j is read as %s, at %s', (text, on, at) => {
  expect(parseMoment(text)).toEqual({ on, at })
})

test.each([
  '',
  '2026',
  '2026-11',
  '2026-02-30',
  '2026-02-30T10:00',
  '2026-11-02T24:00',
  '2026-11-02T10:60',
  '2026-11-02T10:00:60',
  '2026-11-02T10',
  '2026-11-02T10:00+15:00',
  '2026-11-02T10:00+08:60',
  '2026-11-02+08:00',
  '2026/11/02',
  '02.11.2026',
  '20261102',
  '2026-11-02T10:00 PM',
  'yesterday',
])('%j is no day and no moment', (text) => {
  expect(parseMoment(text)).toBeNull()
})
