import type { Reference } from '~/services/reference.server.ts'
import { calendarYears } from './calendars/index.ts'
import { limits } from './rules/limits.ts'
import { rulesets } from './rules/rulesets.ts'
import { disputeTypes } from './vocabularies/dispute-types.ts'
import { incidentCategories } from './vocabularies/incident-categories.ts'

/** Everything that every site starts with, as rows. */
export const reference: Reference = {
  incidentCategories: incidentCategories.map((category) => ({
    ...category,
    valid: category.valid ? 1 : 0,
    countsAsCase: category.countsAsCase ? 1 : 0,
  })),
  disputeTypes: disputeTypes.map((type, index) => ({ ...type, sortOrder: index + 1 })),
  limits,
  rulesets,
  calendars: calendarYears.map(({ year, source, days }) => ({
    year,
    sourceTitle: source.title,
    sourceUrl: source.url,
    days: days.map(({ on, kind, name }) => ({ day: on, kind, name })),
  })),
}
