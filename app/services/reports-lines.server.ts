import type { listIncidentCategories } from '#db/incident-categories.ts'
import type { listDisputeTypes } from '#db/reference.ts'
import type { countReportedIncidents, listBookMoves } from '#db/report-facts.ts'
import { booksOf } from '../domain/books.ts'
import type { BookFigures, ReportSheet } from '../domain/report-sheet.ts'
import type { Period } from '../domain/statistic-month.ts'

export type Categories = Awaited<ReturnType<typeof listIncidentCategories>>
export type CountedPlaces = Awaited<ReturnType<typeof countReportedIncidents>>
export type BookMoves = Awaited<ReturnType<typeof listBookMoves>>

/** Where an unknown category is counted: 99 其他. */
const otherCategory = '99'

/** The first-level category a code is counted under. */
export function topCategoryOf(categories: Categories): (code: string) => string {
  const parents = new Map(categories.map(({ code, parentCode }) => [code, parentCode ?? code]))
  return (code) => parents.get(code) ?? otherCategory
}

/**
 * Every first-level category with its valid incidents in the month and the month before; 无效警情 only
 * where the site counts some of it as valid.
 */
export function categoryLines(
  categories: Categories,
  { counted, countedBefore }: { counted: CountedPlaces; countedBefore: CountedPlaces },
): ReportSheet['categories'] {
  const topCategory = topCategoryOf(categories)
  const [now, before] = [counted, countedBefore].map((rows) =>
    validBy(rows, ({ categoryCode }) => topCategory(categoryCode)),
  )
  return categories
    .filter(({ parentCode }) => parentCode === null)
    .map(({ code, label, valid }) => ({
      code,
      label,
      valid,
      count: now?.get(code) ?? 0,
      previous: before?.get(code) ?? 0,
    }))
    .filter(({ valid, count, previous }) => valid === 1 || count + previous > 0)
    .map(({ valid: _, ...line }) => line)
}

/** The books of each first-level type that has any, in the order of the table. */
export function bookLines(
  types: Awaited<ReturnType<typeof listDisputeTypes>>,
  moves: BookMoves,
  period: Period,
): ReportSheet['types'] {
  return types
    .filter(({ parentCode }) => parentCode === null)
    .map(({ code, label }) => {
      const own = moves.filter(({ typeCode }) => typeCode === code)
      return { code, label, ...bookFigures(own, period) }
    })
    .filter(({ carriedOver, opened }) => carriedOver + opened > 0)
}

export function bookFigures(moves: BookMoves, period: Period): BookFigures {
  const { carriedOver, opened, closed, pending } = booksOf(moves, period)
  return { carriedOver, opened, closed, pending }
}

/** How many valid incidents stand under each key. */
export function validBy<Key>(
  rows: CountedPlaces,
  keyOf: (row: CountedPlaces[number]) => Key,
): Map<Key, number> {
  const counts = new Map<Key, number>()
  for (const row of rows) {
    if (row.validity !== 'valid') continue
    counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + row.count)
  }
  return counts
}
