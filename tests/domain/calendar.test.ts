import { expect, test } from 'vitest'
import {
  addWorkingDays,
  calendarOf,
  isWorkingDay,
  nextWorkingDay,
  workingDaysBetween,
} from '~/domain/calendar.ts'
import { addDays } from '~/domain/day.ts'
import { notices } from './notices.ts'

const nothingLoaded = calendarOf([], [])

test('every day around National Day 2024 is worked or not as announced', () => {
  const worked: Record<string, boolean> = {
    '2024-09-27': true, // Friday
    '2024-09-28': false, // Saturday
    '2024-09-29': true, // Sunday, 调休
    '2024-09-30': true,
    '2024-10-01': false,
    '2024-10-02': false,
    '2024-10-03': false,
    '2024-10-04': false,
    '2024-10-05': false,
    '2024-10-06': false,
    '2024-10-07': false,
    '2024-10-08': true,
    '2024-10-09': true,
    '2024-10-10': true,
    '2024-10-11': true,
    '2024-10-12': true, // Saturday, 调休
    '2024-10-13': false, // Sunday
  }
  for (const [day, answer] of Object.entries(worked)) {
    expect(isWorkingDay(day, notices), day).toBe(answer)
  }
})

test('Sunday 2024-02-04 was worked', () => {
  expect(isWorkingDay('2024-02-04', notices)).toBe(true)
  expect(isWorkingDay('2024-02-04', nothingLoaded)).toBe(false)
})

test('October 2025 has 18 working days', () => {
  expect(workingDaysBetween('2025-09-30', '2025-10-31', notices)).toBe(18)
})

test('the fifth working day from Saturday 2024-09-28 is 2024-10-10', () => {
  expect(addWorkingDays('2024-09-28', 5, notices)).toEqual({
    dueOn: '2024-10-10',
    provisional: false,
  })
})

test('the day of the act is not counted, worked or not', () => {
  expect(addWorkingDays('2024-09-29', 1, notices).dueOn).toBe('2024-09-30')
  expect(addWorkingDays('2024-09-30', 1, notices).dueOn).toBe('2024-10-08')
  expect(addWorkingDays('2024-09-30', 0, notices).dueOn).toBe('2024-09-30')
})

test('adding working days and counting them agree from every day of three years', () => {
  for (let day = '2024-01-01'; day < '2026-11-30'; day = addDays(day, 3)) {
    for (const count of [1, 2, 5, 10]) {
      const { dueOn } = addWorkingDays(day, count, notices)
      expect(workingDaysBetween(day, dueOn, notices), day).toBe(count)
      expect(isWorkingDay(dueOn, notices), day).toBe(true)
    }
  }
})

test('a due day counted into a year without a notice is provisional, by its weekdays', () => {
  expect(addWorkingDays('2026-12-30', 1, notices)).toEqual({
    dueOn: '2026-12-31',
    provisional: false,
  })
  // 2027-01-01 will be a holiday, but no notice says so yet.
  expect(addWorkingDays('2026-12-30', 2, notices)).toEqual({
    dueOn: '2027-01-01',
    provisional: true,
  })
})

test('a due day counted out of a year without a notice is provisional as well', () => {
  expect(addWorkingDays('2023-12-28', 2, notices)).toEqual({
    dueOn: '2024-01-02',
    provisional: true,
  })
  expect(addWorkingDays('2023-12-31', 1, notices).provisional).toBe(false)
})

test('the next working day after a holiday; a worked day is its own', () => {
  expect(nextWorkingDay('2024-10-05', notices)).toEqual({ dueOn: '2024-10-08', provisional: false })
  expect(nextWorkingDay('2024-10-12', notices)).toEqual({ dueOn: '2024-10-12', provisional: false })
  expect(nextWorkingDay('2027-02-08', notices)).toEqual({ dueOn: '2027-02-08', provisional: true })
  expect(nextWorkingDay('2026-12-31', notices).provisional).toBe(false)
})

test('no working days lie between a day and itself or an earlier one', () => {
  expect(workingDaysBetween('2024-10-08', '2024-10-08', notices)).toBe(0)
  expect(workingDaysBetween('2024-10-09', '2024-10-08', notices)).toBe(0)
})
