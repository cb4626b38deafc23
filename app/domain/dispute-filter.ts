import type { Light } from './deadlines.ts'
import { type Method, methods, type Stage, type Status, stages, statuses } from './mediation.ts'

/** What the list of disputes is narrowed to; every part of it stands in the address. */
export interface DisputeFilter {
  stage: Stage | null
  status: Status | null
  light: Exclude<Light, 'grey'> | null
  typeCode: string | null
  method: Method | null
  areaCode: string | null
  text: string | null
  mine: boolean
  /** On the books; a status or 全部 takes in those off them. */
  books: 'open' | 'settled' | 'all'
}

const lights = ['red', 'yellow', 'green'] as const
const books = ['open', 'settled', 'all'] as const

/** Reads the address; what it does not know is left out, so an old link still opens a list. */
export function disputeFilterOf(search: URLSearchParams): DisputeFilter {
  const status = oneOf(statuses, search.get('status'))
  return {
    stage: oneOf(stages, search.get('stage')),
    status,
    light: oneOf(lights, search.get('light')),
    typeCode: textOf(search.get('type')),
    method: oneOf(methods, search.get('method')),
    areaCode: textOf(search.get('area')),
    text: textOf(search.get('text')),
    mine: search.get('mine') === '1',
    books: oneOf(books, search.get('books')) ?? (status === null ? 'open' : 'all'),
  }
}

/** The page asked for, from 1. */
export function pageOf(search: URLSearchParams): number {
  const page = Number(search.get('page'))
  return Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1
}

const oneOf = <Choice extends string>(choices: readonly Choice[], text: string | null) =>
  choices.find((choice) => choice === text) ?? null

const textOf = (text: string | null): string | null => text?.trim().slice(0, 60) || null
