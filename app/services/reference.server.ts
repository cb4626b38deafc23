import {
  type CalendarYearRow,
  listCalendarDays,
  listCalendarYears,
  replaceCalendarYear,
} from '#db/calendars.ts'
import { markGradingsDirty } from '#db/gradings.ts'
import { renewBoundaryMark } from '#db/grids.ts'
import { insertMissingIncidentCategories } from '#db/incident-categories.ts'
import { insertMissingDisputeTypes, insertMissingLimits } from '#db/reference.ts'
import { insertRuleset } from '#db/rulesets.ts'
import type { NewRow } from '#db/schema.ts'
import { beginningOfTime } from '../domain/day.ts'
import type { Ruleset } from '../domain/grading.ts'
import { audit } from './audit.server.ts'
import { inTransaction, type UnattendedDesk } from './desk.server.ts'

/** The code tables, calendars and rules that the product comes with. */
export interface Reference {
  incidentCategories: readonly NewRow<'incidentCategories'>[]
  disputeTypes: readonly NewRow<'disputeTypes'>[]
  limits: readonly NewRow<'limits'>[]
  rulesets: readonly Ruleset[]
  calendars: readonly CalendarYearRow[]
}

/** How many rows of each were not there yet, and how many years differ from what was there. */
export interface ReferenceLoaded {
  incidentCategories: number
  disputeTypes: number
  limits: number
  rulesets: number
  calendars: number
}

const rulesetReason = '系统自带'

/**
 * Loads the reference rows that are missing and leaves a site's own edits of the others alone; a
 * year of the calendar is replaced when it differs, because a notice is a fact. Harmless when
 * repeated: then nothing is written.
 */
export const loadReference = (
  desk: UnattendedDesk,
  reference: Reference,
): Promise<ReferenceLoaded> =>
  inTransaction(desk, async (desk) => {
    const loaded = {
      incidentCategories: await insertMissingIncidentCategories(
        desk.db,
        reference.incidentCategories,
      ),
      disputeTypes: await insertMissingDisputeTypes(desk.db, reference.disputeTypes),
      limits: await insertMissingLimits(desk.db, reference.limits),
      rulesets: await insertRulesets(desk, reference.rulesets),
      calendars: await replaceCalendars(desk, reference.calendars),
    }
    if (Object.values(loaded).some((rows) => rows > 0)) {
      await renewBoundaryMark(desk.db)
      await markGradingsDirty(desk.db, beginningOfTime)
      await audit(desk, 'reference.loaded', 'reference', null, { ...loaded })
    }
    return loaded
  })

async function insertRulesets(desk: UnattendedDesk, rulesets: readonly Ruleset[]): Promise<number> {
  let inserted = 0
  for (const ruleset of rulesets) {
    const added = await insertRuleset(desk.db, ruleset, {
      reason: rulesetReason,
      createdAt: desk.now,
    })
    if (added) inserted++
  }
  return inserted
}

async function replaceCalendars(
  desk: UnattendedDesk,
  calendars: readonly CalendarYearRow[],
): Promise<number> {
  const years = await listCalendarYears(desk.db)
  const days = await listCalendarDays(desk.db)
  let replaced = 0
  for (const calendar of calendars) {
    const known = years.find(({ year }) => year === calendar.year)
    const knownDays = days.filter(({ year }) => year === calendar.year)
    if (known && textOf({ ...known, days: knownDays }) === textOf(calendar)) continue
    await replaceCalendarYear(desk.db, calendar)
    replaced++
  }
  return replaced
}

const textOf = ({ sourceTitle, sourceUrl, days }: CalendarYearRow): string =>
  JSON.stringify([
    sourceTitle,
    sourceUrl,
    days.map(({ day, kind, name }) => `${day} ${kind} ${name}`).sort(),
  ])
