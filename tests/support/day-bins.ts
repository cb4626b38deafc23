import { sql } from 'kysely'
import type { Database } from '#db/connect.ts'
import { layers } from '~/domain/areas.ts'

/** What is kept, `{ 'police 2026-10-31 P': 2 }`; `-` is outside every grid. */
export async function bins(db: Database): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  const add = (key: string, change: number) => {
    counts[key] = (counts[key] ?? 0) + change
  }
  for (const row of await db.selectFrom('dayCounts').selectAll().execute()) {
    for (const [code, count] of Object.entries(JSON.parse(row.counts) as Record<string, number>)) {
      add(`${row.layer} ${row.dayOn} ${code || '-'}`, count)
    }
  }
  for (const row of await db.selectFrom('dayCountChanges').selectAll().execute()) {
    add(`${row.layer} ${row.dayOn} ${row.code ?? '-'}`, row.change)
  }
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0))
}

/** The same, asked of the incidents. */
export async function countedInTable(db: Database): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const layer of layers) {
    const { rows } = await sql<{ day: string; code: string | null; count: number }>`
      select occurred_on as day, ${sql.ref(`${layer}_code`)} as code, count(*) as count
      from incidents where validity = 'valid' group by 1, 2`.execute(db)
    for (const { day, code, count } of rows) counts[`${layer} ${day} ${code ?? '-'}`] = count
  }
  return counts
}
