import { type VisitStatus, visitStatuses } from './mediation.ts'

/** What the list of visits is narrowed to; every part of it stands in the address. */
export interface VisitFilter {
  status: VisitStatus
  due: 'red' | 'yellow' | null
  mine: boolean
}

export const visitFilterOf = (search: URLSearchParams): VisitFilter => ({
  status: visitStatuses.find((known) => known === search.get('status')) ?? 'planned',
  due: (['red', 'yellow'] as const).find((known) => known === search.get('due')) ?? null,
  mine: search.get('mine') === '1',
})
