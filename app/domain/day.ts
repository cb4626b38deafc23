import { addDays as addDaysToDate } from 'date-fns'

/** A civil day in Asia/Shanghai, written `YYYY-MM-DD`. */
export type Day = string
/** A calendar or statistic month, written `YYYY-MM`. */
export type Month = string
/** An instant in UTC, fixed width: `2026-11-02T07:30:00.000Z`. */
export type Instant = string

/** Since always: the first day a boundary can be valid from. */
export const beginningOfTime: Day = '0001-01-01'

const shanghaiOffsetMinutes = 8 * 60

/** The day in Asia/Shanghai (UTC+8, no daylight saving since 1991) at an instant. */
export const dayOf = (instant: Instant | Date): Day =>
  new Date(new Date(instant).getTime() + shanghaiOffsetMinutes * 60_000).toISOString().slice(0, 10)

export const addDays = (day: Day, days: number): Day => dayText(addDaysToDate(localDate(day), days))

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
  (Date.parse(to) - Date.parse(from)) / millisecondsPerDay

/** ISO days without an hour are read in UTC, where every day has as many. */
const millisecondsPerDay = 86_400_000

/** 0 is Sunday, 6 is Saturday. */
export const weekdayOf = (day: Day): number => localDate(day).getDay()

export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < beginningOfTime) return false
  const day = Number(text.slice(8))
  return day >= 1 && day <= daysIn(Number(text.slice(0, 4)), Number(text.slice(5, 7)))
}

export const isMonth = (text: string): text is Month => isDay(`${text}-01`)

export const yearOf = (day: Day): number => Number(day.slice(0, 4))

export interface ParsedMoment {
  on: Day
  /** null when only a day was given. */
  at: Instant | null
}

/**
 * Reads a day or a moment as files state them: ISO 8601 with `T` or a space, seconds and
 * fractions optional, or its basic format without separators (`20260308`, `20260308T073000`).
 * `24:00` is the midnight that ends the day. With an offset (`Z`, `+08`, `+0800`, `+08:00`) the
 * moment is converted to Asia/Shanghai, without one it is taken as Asia/Shanghai, and a bare day
 * stays as it is. Answers null for anything else, impossible days and hours included.
 */
export function parseMoment(text: string): ParsedMoment | null {
  const stated = text.trim()
  const match = momentPattern.exec(stated) ?? basicPattern.exec(stated)
  if (!match) return null
  const [, year, month, day, hours, minutes = '0', seconds = '0', fraction = '', offset] = match
  const on = `${year}-${month}-${day}`
  if (!isDay(on)) return null
  if (hours === undefined) return { on, at: null }
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'))
  const time = timeOf(Number(hours), Number(minutes), Number(seconds)) + milliseconds
  const offsetMinutes = offset === undefined ? shanghaiOffsetMinutes : offsetOf(offset)
  if (offsetMinutes === null || Number.isNaN(time) || time > millisecondsOfDay) return null
  const midnight = new Date(0).setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  const at = new Date(midnight + time - offsetMinutes * 60_000)
  const stays = offset === undefined && time < millisecondsOfDay
  const dayThen = stays ? on : dayOf(at)
  return isDay(dayThen) ? { on: dayThen, at: at.toISOString() } : null
}

const momentPattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/
const basicPattern =
  /^(\d{4})(\d{2})(\d{2})(?:[Tt ](\d{2})(\d{2})(?:(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/

const millisecondsOfDay = 86_400_000

/** Milliseconds since midnight; NaN for hours that a day does not have. */
const timeOf = (hours: number, minutes: number, seconds: number): number =>
  hours > 24 || minutes > 59 || seconds > 59
    ? Number.NaN
    : ((hours * 60 + minutes) * 60 + seconds) * 1000

function offsetOf(text: string): number | null {
  if (text.toUpperCase() === 'Z') return 0
  const hours = Number(text.slice(1, 3))
  const minutes = Number(text.slice(3).replace(':', '') || '0')
  if (hours > 14 || minutes > 59) return null
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

const localDate = (day: Day): Date => {
  const date = new Date(2000, 0, 1)
  date.setFullYear(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)))
  return date
}

const dayText = (date: Date): Day =>
  [
    String(date.getFullYear()).padStart(4, '0'),
    String(date.getMonth() + 1).padStart(2, '0'),
    String(date.getDate()).padStart(2, '0'),
  ].join('-')

/** 0 for what is no month. */
function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
}
