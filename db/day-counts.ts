import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Layer } from '../app/domain/areas.ts'
import type { Day } from '../app/domain/day.ts'
import type { Database } from './connect.ts'
import { countedLayers, type DayCountChange, DayTally } from './day-tally.ts'
import { engineOf, jsonOfCounts, rowsPerStatement } from './portable.ts'
import { saveSetting } from './settings.ts'

/** Changes wait until an id is divisible by this, so a reader adds up a few hundred at most. */
const foldEvery = 256
/** More than this are written into the days at once. */
const changesAppended = 200
/** Days of some ten kilobytes each. */
const daysPerStatement = 50

/**
 * What single incidents change, appended: two workers who log on the same day hold no lock against
 * each other. Part of the transaction that writes the incident.
 */
export async function recordDayCounts(
  db: Database,
  changes: readonly DayCountChange[],
): Promise<void> {
  if (changes.length === 0) return
  const rows = await db
    .insertInto('dayCountChanges')
    .values(changes.map(({ layer, on, code, change }) => ({ layer, dayOn: on, code, change })))
    .returning('id')
    .execute()
  if (rows.some(({ id }) => id % foldEvery === 0)) await foldDayCounts(db)
}

/**
 * What many incidents change, written into their days; a few are appended. Part of the transaction
 * that writes the incidents. Empties the tally it is given.
 */
export async function addDayCounts(db: Database, changes: Iterable<DayCountChange>): Promise<void> {
  const tally = changes instanceof DayTally ? changes : new DayTally(changes)
  if (tally.size <= changesAppended) await recordDayCounts(db, [...tally])
  else
    await inOneTransaction(db, async (db) => {
      const mark = await renewMark(db)
      await takeChanges(db, tally)
      await writeTally(db, tally, mark)
    })
  tally.clear()
}

/** Writes what waits into the days, unless a bulk write is at it: that one takes what it sees. */
export async function foldDayCounts(db: Database): Promise<void> {
  await inOneTransaction(db, async (db) => {
    if (!(await isFreeToFold(db))) return
    const tally = new DayTally()
    await takeChanges(db, tally)
    if (tally.size > 0) await writeTally(db, tally, await renewMark(db))
  })
}

/**
 * Counts days (inclusive, open where not stated) anew from the incidents. One statement per layer
 * reads the incidents and drops what waits, so on PostgreSQL a colleague's incident is either in
 * both or in neither.
 */
export async function rebuildDayCounts(
  db: Database,
  { from = '', to = '9999-12-31' }: { from?: Day; to?: Day } = {},
): Promise<void> {
  await inOneTransaction(db, async (db) => {
    const mark = await renewMark(db)
    for (const layer of countedLayers) {
      const days = sql`layer = ${layer} and day_on between ${from} and ${to}`
      await sql`delete from day_counts where ${days}`.execute(db)
      const drop = sql`delete from day_count_changes where ${days}`
      const count = insertCounted(db, layer, mark, sql`occurred_on between ${from} and ${to}`)
      if (engineOf(db) === 'postgres') {
        await sql`with dropped as (${drop}) ${count}`.execute(db)
      } else {
        await drop.execute(db)
        await count.execute(db)
      }
    }
  })
}

/**
 * Equal states mean equal counts: the mark changes with every write to the days, and while it
 * stands changes are only ever appended.
 */
export async function findDayCountsState(db: Database): Promise<string> {
  const { rows } = await sql<{ mark: string | null; waiting: number }>`
    select (select value from settings where name = 'dayCounts') as mark,
      (select count(*) from day_count_changes) as waiting`.execute(db)
  return `${rows[0]?.mark} ${rows[0]?.waiting}`
}

/** The mark of every day of a layer that has counts, in order. */
export async function listDayMarks(db: Database, layer: Layer): Promise<Map<Day, string>> {
  const rows = await db
    .selectFrom('dayCounts')
    .select(['dayOn', 'mark'])
    .where('layer', '=', layer)
    .orderBy('dayOn')
    .execute()
  return new Map(rows.map(({ dayOn, mark }) => [dayOn, mark]))
}

/** The counts of some days of a layer as they were last written, without what waits. */
export async function listDayCounts(db: Database, layer: Layer, days: readonly Day[]) {
  const found = []
  const size = rowsPerStatement(1)
  for (let start = 0; start < days.length; start += size) {
    const rows = await db
      .selectFrom('dayCounts')
      .select(['dayOn', 'mark', 'counts'])
      .where('layer', '=', layer)
      .where('dayOn', 'in', days.slice(start, start + size))
      .execute()
    found.push(...rows)
  }
  return found
}

/** The changes of a layer that wait to be written into its days. */
export const listDayCountChanges = (db: Database, layer: Layer) =>
  db
    .selectFrom('dayCountChanges')
    .select(['dayOn', 'code', 'change'])
    .where('layer', '=', layer)
    .execute()

/** The valid incidents of a day, each with the grid of the layer it is stored under. */
export const listCountedPlaces = (db: Database, layer: Layer, on: Day) =>
  db
    .selectFrom('incidents')
    .select(['lonE7', 'latE7', 'locatedHow', `${codeOf[layer]} as code` as const])
    .where('occurredOn', '=', on)
    .where('validity', '=', 'valid')
    .execute()

const codeOf = { police: 'policeCode', governance: 'governanceCode' } as const
const codeColumn = { police: 'police_code', governance: 'governance_code' } as const

const insertCounted = (db: Database, layer: Layer, mark: string, days: RawBuilder<unknown>) => sql`
  insert into day_counts (layer, day_on, mark, counts)
  select ${sql.lit(layer)}, occurred_on, ${sql.lit(mark)}, ${jsonOfCounts(db)}
  from (
    select occurred_on, coalesce(${sql.ref(codeColumn[layer])}, '') as code, count(*) as count
    from incidents where validity = 'valid' and ${days} group by 1, 2
  ) as counted group by occurred_on`

async function renewMark(db: Database): Promise<string> {
  const mark = randomUUID()
  await saveSetting(db, 'dayCounts', mark)
  return mark
}

/** Days are written by whoever holds the row of their mark. SQLite's writers take turns anyway. */
async function isFreeToFold(db: Database): Promise<boolean> {
  if (engineOf(db) === 'sqlite') return true
  const held = await db
    .selectFrom('settings')
    .select('value')
    .where('name', '=', 'dayCounts')
    .forUpdate()
    .skipLocked()
    .execute()
  return held.length > 0
}

async function takeChanges(db: Database, tally: DayTally): Promise<void> {
  const taken = await db.deleteFrom('dayCountChanges').returningAll().execute()
  for (const { layer, dayOn, code, change } of taken) tally.add(layer, dayOn, code, change)
}

async function writeTally(db: Database, tally: DayTally, mark: string): Promise<void> {
  for (const layer of countedLayers) {
    const days = [...tally.days(layer)]
    for (let start = 0; start < days.length; start += daysPerStatement) {
      await writeDays(db, layer, days.slice(start, start + daysPerStatement), mark)
    }
  }
}

async function writeDays(
  db: Database,
  layer: Layer,
  days: readonly [Day, ReadonlyMap<string, number>][],
  mark: string,
): Promise<void> {
  const kept = await listDayCounts(
    db,
    layer,
    days.map(([dayOn]) => dayOn),
  )
  const countsBefore = new Map(kept.map(({ dayOn, counts }) => [dayOn, counts]))
  await db
    .insertInto('dayCounts')
    .values(
      days.map(([dayOn, changes]) => ({
        layer,
        dayOn,
        mark,
        counts: withChanges(countsBefore.get(dayOn) ?? '{}', changes),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['layer', 'dayOn']).doUpdateSet((row) => ({
        counts: row.ref('excluded.counts'),
        mark: row.ref('excluded.mark'),
      })),
    )
    .execute()
}

function withChanges(before: string, changes: ReadonlyMap<string, number>): string {
  const counts = new Map(
    before === '{}' ? [] : Object.entries(JSON.parse(before) as Record<string, number>),
  )
  for (const [code, change] of changes) {
    const count = (counts.get(code) ?? 0) + change
    if (count === 0) counts.delete(code)
    else counts.set(code, count)
  }
  // An object of thousands of names costs several times the text of it.
  const entries = Array.from(counts, ([code, count]) => `${JSON.stringify(code)}:${count}`)
  return `{${entries.join(',')}}`
}

const inOneTransaction = (db: Database, work: (db: Database) => Promise<void>): Promise<void> =>
  db.isTransaction ? work(db) : db.transaction().execute(work)
