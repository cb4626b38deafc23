import type { Instant } from '../app/domain/day.ts'
import type { Ruleset } from '../app/domain/grading.ts'
import type { Database } from './connect.ts'
import type { Row } from './schema.ts'

/** A stored ruleset: the rule itself with its id and why it was made. */
export interface StoredRuleset {
  id: number
  ruleset: Ruleset
  reason: string
  createdAt: Instant
}

export async function findRuleset(db: Database, name: string): Promise<StoredRuleset | undefined> {
  const row = await db
    .selectFrom('rulesets')
    .selectAll()
    .where('name', '=', name)
    .executeTakeFirst()
  return row && stored(row)
}

export async function listRulesets(db: Database): Promise<StoredRuleset[]> {
  const rows = await db.selectFrom('rulesets').selectAll().orderBy('id').execute()
  return rows.map(stored)
}

/** Adds a ruleset under a new name; false when the name is taken: a ruleset is never changed. */
export async function insertRuleset(
  db: Database,
  ruleset: Ruleset,
  { reason, createdAt }: { reason: string; createdAt: Instant },
): Promise<boolean> {
  const inserted = await db
    .insertInto('rulesets')
    .values({
      name: ruleset.name,
      layer: ruleset.layer,
      body: JSON.stringify(ruleset),
      reason,
      createdAt,
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

const stored = ({ id, body, reason, createdAt }: Row<'rulesets'>): StoredRuleset => ({
  id,
  ruleset: JSON.parse(body) as Ruleset,
  reason,
  createdAt,
})
