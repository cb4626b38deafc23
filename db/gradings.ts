import type { Layer } from '../app/domain/areas.ts'
import type { Day, Month } from '../app/domain/day.ts'
import type { Database } from './connect.ts'
import { rowsPerStatement } from './portable.ts'
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

/** One grid's grades over the months of a ruleset, oldest first. */
export const listGradesOfGrid = (
  db: Database,
  query: { layer: Layer; code: string; rulesetId: number; from: Month; to: Month },
) =>
  db
    .selectFrom('grades')
    .innerJoin('gradings', 'gradings.id', 'grades.gradingId')
    .select(['gradings.month', 'grades.colour', 'grades.score', 'grades.incidents', 'grades.rank'])
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
 * Part of every write to incidents, disputes, duties, boundaries or calendars: the months that end
 * on the day or after it are graded anew when next asked for.
 */
export const markGradingsDirty = (db: Database, since: Day) =>
  db
    .updateTable('gradings')
    .set({ dirty: 1 })
    .where('dirty', '=', 0)
    .where('asOf', '>=', since)
    .execute()

/** The valid incidents of a window that lie in grids of a layer, or in one of them. */
export const listGradedIncidents = (
  db: Database,
  query: { layer: Layer; from: Day; to: Day; code?: string },
) => {
  const column = query.layer === 'police' ? 'policeCode' : 'governanceCode'
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
      `${column} as code`,
    ])
    .where('validity', '=', 'valid')
    .where('occurredOn', '>=', query.from)
    .where('occurredOn', '<=', query.to)
    .where(column, query.code === undefined ? 'is not' : '=', query.code ?? null)
    .execute()
}

/** The disputes open at the end of a day, with the due day their stage had then. */
export const listGradedDisputes = (
  db: Database,
  query: { layer: Layer; on: Day; code?: string },
) => {
  const column = query.layer === 'police' ? 'policeCode' : 'governanceCode'
  return db
    .selectFrom('disputes')
    .select((select) => [
      'disputes.number',
      'disputes.difficulty',
      `${column} as code` as const,
      select
        .selectFrom('disputeEvents')
        .select('disputeEvents.dueOn')
        .whereRef('disputeEvents.disputeId', '=', 'disputes.id')
        .where('disputeEvents.movedOn', '<=', query.on)
        .orderBy('disputeEvents.id', 'desc')
        .limit(1)
        .as('dueOn'),
    ])
    .where('openedOn', '<=', query.on)
    .where((where) => where.or([where('settledOn', 'is', null), where('settledOn', '>', query.on)]))
    .where(column, query.code === undefined ? 'is not' : '=', query.code ?? null)
    .execute()
}

/** The grids of a layer somebody was on duty in during a period. */
export async function listGridsOnDuty(
  db: Database,
  layer: Layer,
  period: { from: Day; to: Day },
): Promise<string[]> {
  const rows = await db
    .selectFrom('duties')
    .select('gridCode')
    .distinct()
    .where('layer', '=', layer)
    .where('validFrom', '<=', period.to)
    .where((where) => where.or([where('validTo', 'is', null), where('validTo', '>', period.from)]))
    .execute()
  return rows.map(({ gridCode }) => gridCode)
}

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
