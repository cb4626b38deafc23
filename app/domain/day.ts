import { addDays as addDaysToDate, differenceInCalendarDays } from 'date-fns'

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
  differenceInCalendarDays(localDate(to), localDate(from))

/** 0 is Sunday, 6 is Saturday. */
export const weekdayOf = (day: Day): number => localDate(day).getDay()

export const isDay = (text: string): text is Day =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && text >= beginningOfTime && dayText(localDate(text)) === text

export const isMonth = (text: string): text is Month => isDay(`${text}-01`)

export const yearOf = (day: Day): number => Number(day.slice(0, 4))

export interface ParsedMoment {
  on: Day
  /** null when only a day was given. */
  at: Instant | null
}

/**
 * Reads a day or a moment as files state them: ISO 8601 with `T` or a space, seconds and
 * fractions optional. With an offset (`Z`, `+08`, `+0800`, `+08:00`) the moment is converted to
 * Asia/Shanghai, without one it is taken as Asia/Shanghai, and a bare day stays as it is.
 * Answers null for anything else, impossible days and hours included.
 */
export function parseMoment(text: string): ParsedMoment | null {
  const match = momentPattern.exec(text.trim())
  if (!match) return null
  const [, on = '', hours, minutes = '', seconds = '0', fraction = '', offset] = match
  if (!isDay(on)) return null
  if (hours === undefined) return { on, at: null }
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null
  const offsetMinutes = offset === undefined ? shanghaiOffsetMinutes : offsetOf(offset)
  if (offsetMinutes === null) return null
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'))
  const time = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + milliseconds
  const instant = new Date(Date.parse(`${on}T00:00:00.000Z`) + time - offsetMinutes * 60_000)
  return { on: dayOf(instant), at: instant.toISOString() }
}

const momentPattern =
  /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/

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
