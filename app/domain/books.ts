import { countsByCode } from './counts-by-code.ts'
import type { Day } from './day.ts'
import { bookChange, isOpen, type Stage, type Status, stageOf } from './mediation.ts'
import type { Period } from './statistic-month.ts'

/** A move as the month counts it. */
export interface BookEvent {
  dispute: string | number
  /** The first-level code of the dispute's type. */
  typeCode: string
  from: Status | null
  to: Status
  movedOn: Day
}

export interface Books {
  /** 上月结转: on the books when the day before the period ended. */
  carriedOver: number
  /** 本月新增: came onto them in the period, reopened ones included, by the day of the move. */
  opened: number
  /** 本月办结: left them in the period, by the day of the move. */
  closed: number
  /** 月末在办: on the books when the period ended. */
  pending: number
  /** `opened` by first-level type. */
  byType: Record<string, number>
  /** `pending` by stage. */
  byStage: Record<Stage, number>
}

/** 月末在办 as the identity has it: 上月结转 + 本月新增 − 本月办结. */
export const bookIdentity = (books: Pick<Books, 'carriedOver' | 'opened' | 'closed'>): number =>
  books.carriedOver + books.opened - books.closed

/**
 * The books of a period from every move of the disputes concerned up to its end (later ones are
 * passed over), each dispute's moves in their order, of days that never go back. What was and is on
 * the books is read from the last status before and at the end, not from the identity.
 */
export function booksOf(events: readonly BookEvent[], period: Period): Books {
  const before = new Map<BookEvent['dispute'], Status>()
  const atEnd = new Map<BookEvent['dispute'], Status>()
  const openedTypes: string[] = []
  const books: Books = {
    carriedOver: 0,
    opened: 0,
    closed: 0,
    pending: 0,
    byType: {},
    byStage: { intake: 0, ledger: 0, assessment: 0, clearance: 0 },
  }
  for (const { dispute, typeCode, from, to, movedOn } of events) {
    if (movedOn > period.to) continue
    atEnd.set(dispute, to)
    if (movedOn < period.from) {
      before.set(dispute, to)
      continue
    }
    const change = bookChange(from, to)
    if (change === 'settled') books.closed += 1
    if (change === 'opened') {
      books.opened += 1
      openedTypes.push(typeCode)
    }
  }
  books.byType = countsByCode(openedTypes.map((code) => [code, 1]))
  books.carriedOver = [...before.values()].filter(isOpen).length
  for (const status of [...atEnd.values()].filter(isOpen)) {
    books.pending += 1
    books.byStage[stageOf[status]] += 1
  }
  return books
}
