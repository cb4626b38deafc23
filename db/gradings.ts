import { sql } from 'kysely'
import type { Layer } from '../app/domain/areas.ts'
import type { Day, Month } from '../app/domain/day.ts'
import type { Database } from './connect.ts'
import { engineOf, rowsPerStatement } from './portable.ts'
import type { NewRow, Row } from './schema.ts'

export type Grading = Row<'gradings'>
export type StoredGrade = Omit<Row<'grades'>, 'gradingId'>

export const findGrading = (
  db: Database,
  key: { layer: Layer; month: Month; rulesetId: number },
): Promise<Grading | undefined> =>
  db
    .selectFrom('gradings')
    .selectAll()
    .where('layer', '=', key.layer)
    .where('month', '=', key.month)
    .where('rulesetId', '=', key.rulesetId)
    .executeTakeFirst()

export const listGrades = (db: Database, gradingId: number): Promise<StoredGrade[]> =>
  db
    .selectFrom('grades')
    .select(['code', 'colour', 'score', 'incidents', 'quietPeriods', 'rank'])
    .where('gradingId', '=', gradingId)
    .execute()

/** One grid's grades over the months of a ruleset, oldest first; months to grade anew left out. */
export const listGradesOfGrid = (
  db: Database,
  query: { layer: Layer; code: string; rulesetId: number; from: Month; to: Month },
) =>
  db
    .selectFrom('grades')
    .innerJoin('gradings', 'gradings.id', 'grades.gradingId')
    .select(['gradings.month', 'grades.colour', 'grades.score', 'grades.incidents', 'grades.rank'])
    .where('gradings.dirty', '=', 0)
    .where('gradings.layer', '=', query.layer)
    .where('gradings.rulesetId', '=', query.rulesetId)
    .where('grades.code', '=', query.code)
    .where('gradings.month', '>=', query.from)
    .where('gradings.month', '<=', query.to)
    .orderBy('gradings.month')
    .execute()

/** Puts a graded month in the place of the one before, whole. */
export async function saveGrading(
  db: Database,
  grading: NewRow<'gradings'>,
  grades: readonly StoredGrade[],
): Promise<number> {
  const { id } = await db
    .insertInto('gradings')
    .values(grading)
    .onConflict((conflict) =>
      conflict.columns(['layer', 'month', 'rulesetId']).doUpdateSet({
        asOf: grading.asOf,
        gradedAt: grading.gradedAt,
        dirty: grading.dirty,
      }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  await db.deleteFrom('grades').where('gradingId', '=', id).execute()
  const size = rowsPerStatement(7)
  for (let start = 0; start < grades.length; start += size) {
    await db
      .insertInto('grades')
      .values(grades.slice(start, start + size).map((grade) => ({ ...grade, gradingId: id })))
      .execute()
  }
  return id
}

/**
 * Part of every write to incidents, disputes, duties, boundaries or calendars, after the boundary
 * mark where that is renewed: the months that end on the day or after it are graded anew when next
 * asked for.
 */
export async function markGradingsDirty(db: Database, since: Day): Promise<void> {
  if (engineOf(db) === 'postgres') {
    await sql`select pg_advisory_xact_lock_shared(${sql.lit(factsLock)})`.execute(db)
  }
  await db
    .updateTable('gradings')
    .set({ dirty: 1 })
    .where('dirty', '=', 0)
    .where('asOf', '>=', since)
    .execute()
}

/**
 * Inside a transaction: holds off every writer of what grades are worked out from until its end, so
 * that none slips in between reading the facts and keeping the grades. SQLite writes one at a time.
 */
export async function holdGradedFacts(db: Database): Promise<void> {
  if (engineOf(db) === 'postgres') {
    await sql`select pg_advisory_xact_lock(${sql.lit(factsLock)})`.execute(db)
  }
}

/** Any number of our own: PostgreSQL knows advisory locks by number alone. */
const factsLock = 60_196

/**
 * The valid incidents of a window, with the grid of the layer each is counted in by the boundaries
 * of its own day (null: outside); all of them, or those of one grid.
 */
export const listGradedIncidents = (
  db: Database,
  query: { layer: Layer; from: Day; to: Day; code?: string },
) => {
  const column = codeColumn[query.layer]
  return db
    .selectFrom('incidents')
    .select([
      'number',
      'categoryCode',
      'scaleCode',
      'deaths',
      'occurredOn',
      'lonE7',
      'latE7',
      'addressText',
      'locatedHow',
      `${column} as code`,
    ])
    .where('validity', '=', 'valid')
    .where('occurredOn', '>=', query.from)
    .where('occurredOn', '<=', query.to)
    .$if(query.code !== undefined, (rows) => rows.where(column, '=', query.code ?? ''))
    .execute()
}

/**
 * The disputes that had come in by a day and had not been settled for good by then, each with the
 * status and the due day it had at the end of that day.
 */
export const listGradedDisputes = (db: Database, query: { layer: Layer; on: Day }) =>
  db
    .selectFrom('disputes')
    .innerJoin('disputeEvents', 'disputeEvents.disputeId', 'disputes.id')
    .select([
      'disputes.number',
      'disputes.difficulty',
      'disputes.openedOn',
      'disputes.lonE7',
      'disputes.latE7',
      `disputes.${codeColumn[query.layer]} as code` as const,
      'disputeEvents.toStatus as status',
      'disputeEvents.dueOn',
    ])
    .where('openedOn', '<=', query.on)
    .where((where) => where.or([where('settledOn', 'is', null), where('settledOn', '>', query.on)]))
    .where('disputeEvents.id', '=', (select) =>
      select
        .selectFrom('disputeEvents as moves')
        .select((move) => move.fn.max('moves.id').as('last'))
        .whereRef('moves.disputeId', '=', 'disputes.id')
        .where('moves.movedOn', '<=', query.on),
    )
    .execute()

const codeColumn = { police: 'policeCode', governance: 'governanceCode' } as const

/** The first day anything could have been graded on: a duty or a delivery began. */
export async function findFirstCoveredDay(db: Database): Promise<Day | null> {
  const duty = await db
    .selectFrom('duties')
    .select((select) => select.fn.min('validFrom').as('day'))
    .executeTakeFirst()
  const delivery = await db
    .selectFrom('deliveries')
    .select((select) => select.fn.min('fromOn').as('day'))
    .executeTakeFirst()
  const days = [duty?.day, delivery?.day].filter((day): day is Day => typeof day === 'string')
  return days.sort()[0] ?? null
}

/** What the reasons of a grade point at, by number: ids to link to, and categories in words. */
export async function listReasonSubjects(
  db: Database,
  numbers: { incidents: readonly string[]; disputes: readonly string[] },
) {
  const incidents =
    numbers.incidents.length === 0
      ? []
      : await db
          .selectFrom('incidents')
          .leftJoin('incidentCategories', 'incidentCategories.code', 'incidents.categoryCode')
          .select(['incidents.id', 'incidents.number', 'incidentCategories.label as categoryLabel'])
          .where('number', 'in', numbers.incidents)
          .execute()
  const disputes =
    numbers.disputes.length === 0
      ? []
      : await db
          .selectFrom('disputes')
          .select(['id', 'number', 'openedOn'])
          .where('number', 'in', numbers.disputes)
          .execute()
  return { incidents, disputes }
}
