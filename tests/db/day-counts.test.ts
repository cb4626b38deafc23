import { Migrator, sql } from 'kysely'
import { expect, test } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import {
  addDayCounts,
  findDayCountsState,
  foldDayCounts,
  rebuildDayCounts,
  recordDayCounts,
} from '#db/day-counts.ts'
import { type DayCountChange, DayTally } from '#db/day-tally.ts'
import { insertImportBatch } from '#db/import-batches.ts'
import { deleteIncidentsOf, insertIncidents, moveIncidents } from '#db/incident-places.ts'
import { findIncident, insertIncident, updateIncident } from '#db/incidents.ts'
import { up as countWhatIsThere } from '#db/migrations/0002-boundaries.ts'
import { bins, countedInTable } from '../support/day-bins.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { anIncident, layTown, logIncidents } from '../support/town.ts'

const day = '2026-10-31'
const inP = (change: number, on = day): DayCountChange => ({
  layer: 'police',
  on,
  code: 'P',
  change,
})

const waiting = async (db: Database): Promise<number> =>
  (await db.selectFrom('dayCountChanges').select('id').execute()).length

onEachDatabase('the counts of days', (db, url) => {
  test('follow every way an incident is written', async () => {
    await layTown(db())
    const expectRight = async () => expect(await bins(db())).toEqual(await countedInTable(db()))
    const id = await insertIncident(db(), anIncident({ policeCode: 'P' }))
    await insertIncident(db(), anIncident({ policeCode: 'P', validity: 'invalid' }))
    expect(await bins(db())).toEqual({ [`governance ${day} -`]: 1, [`police ${day} P`]: 1 })
    await updateIncident(db(), { id, version: 1 }, { policeCode: 'Q', occurredOn: '2026-11-01' })
    await expectRight()
    await updateIncident(db(), { id, version: 2 }, { validity: 'withdrawn' })
    expect(await bins(db())).toEqual({})
    await updateIncident(db(), { id, version: 3 }, { validity: 'valid', governanceCode: 'G' })
    await expectRight()
    expect(await updateIncident(db(), { id, version: 3 }, { validity: 'invalid' })).toBe(false)
    await expectRight()
    const places = ['P', 'P', 'Q', null].map((policeCode) => anIncident({ policeCode }))
    await logIncidents(db(), places)
    await expectRight()
    await moveIncidents(db(), [
      { id: id + 2, policeCode: 'R', governanceCode: null, areaCode: null, locatedHow: 'exact' },
      { id: id + 3, policeCode: null, governanceCode: 'G', areaCode: null, locatedHow: 'exact' },
    ])
    await expectRight()
    expect((await findIncident(db(), id + 2))?.policeCode).toBe('R')
  })

  test('lose a batch that is undone, and nothing else', async () => {
    await layTown(db())
    const batchId = await insertImportBatch(db(), {
      kind: 'incidents',
      layer: null,
      fileName: 'a.csv',
      crs: 'wgs84',
      options: '{}',
      status: 'imported',
      content: null,
      outcome: '{}',
      undo: null,
      workerId: null,
      createdAt: `${day}T00:00:00.000Z`,
      importedAt: null,
      undoneAt: null,
    })
    const days = ['2026-10-01', '2026-10-02', '2026-10-02']
    await logIncidents(
      db(),
      days.map((occurredOn) => anIncident({ occurredOn, policeCode: 'P' })),
    )
    const before = await bins(db())
    const tally = new DayTally()
    const rows = days.map((occurredOn) => anIncident({ occurredOn, policeCode: 'P', batchId }))
    await insertIncidents(db(), rows, tally)
    await addDayCounts(db(), tally)
    expect((await bins(db()))['police 2026-10-02 P']).toBe(4)
    expect(await deleteIncidentsOf(db(), batchId)).toBe(3)
    expect(await bins(db())).toEqual(before)
  })

  test('are the same appended, added in bulk, folded and counted anew', async () => {
    await layTown(db())
    const many = Array.from({ length: 500 }, (_, index) =>
      anIncident({
        policeCode: `P${index % 7}`,
        governanceCode: index % 5 === 0 ? null : `G${index % 50}`,
        occurredOn: `2026-10-${String((index % 28) + 1).padStart(2, '0')}`,
      }),
    )
    await logIncidents(db(), many)
    expect(await waiting(db())).toBe(0)
    for (const incident of many.slice(0, 40)) {
      await insertIncident(db(), { ...incident, number: `again ${incident.number}` })
    }
    expect(await waiting(db())).toBe(80)
    const counts = await countedInTable(db())
    expect(await bins(db())).toEqual(counts)
    await foldDayCounts(db())
    expect(await waiting(db())).toBe(0)
    expect(await bins(db())).toEqual(counts)
    await recordDayCounts(db(), [inP(5), inP(7, '2026-10-05')])
    await rebuildDayCounts(db(), { from: '2026-10-06' })
    expect(await waiting(db())).toBe(1)
    expect(await bins(db())).toEqual({ ...counts, 'police 2026-10-05 P': 7 })
    await rebuildDayCounts(db())
    expect(await bins(db())).toEqual(counts)
  })

  test('fold by themselves before many wait', async () => {
    for (let count = 0; count < 300; count++) await recordDayCounts(db(), [inP(1)])
    expect(await bins(db())).toEqual({ [`police ${day} P`]: 300 })
    expect(await waiting(db())).toBeLessThan(256)
  })

  test('are in a new state after every write, and in the old one after a rollback', async () => {
    const states = new Set([await findDayCountsState(db())])
    const expectNew = async () => {
      const state = await findDayCountsState(db())
      expect(states).not.toContain(state)
      states.add(state)
    }
    await recordDayCounts(db(), [inP(1)])
    await expectNew()
    await addDayCounts(
      db(),
      Array.from({ length: 300 }, (_, index) => ({ ...inP(1), code: `P${index}` })),
    )
    await expectNew()
    await recordDayCounts(db(), [inP(1)])
    await expectNew()
    await foldDayCounts(db())
    await expectNew()
    await rebuildDayCounts(db())
    await expectNew()
    const failed = db()
      .transaction()
      .execute(async (db) => {
        await recordDayCounts(db, [inP(1)])
        await rebuildDayCounts(db)
        throw new Error('no')
      })
    await expect(failed).rejects.toThrow('no')
    expect(states).toContain(await findDayCountsState(db()))
  })

  test('are right in a database that had incidents before it had counts', async () => {
    await layTown(db())
    await logIncidents(db(), [
      anIncident({ policeCode: 'P' }),
      anIncident({ policeCode: 'P', governanceCode: 'G' }),
      anIncident({ policeCode: 'Q', validity: 'invalid' }),
      anIncident({ occurredOn: '2026-09-01' }),
    ])
    const counts = await countedInTable(db())
    const added = ['import_parts', 'day_count_changes', 'day_counts', 'outline_packs', 'grid_maps']
    for (const table of added) await sql`drop table ${sql.table(table)}`.execute(db())
    for (const column of ['digest', 'examination']) {
      await sql`alter table import_batches drop column ${sql.ref(column)}`.execute(db())
    }
    await db().deleteFrom('settings').where('name', '=', 'dayCounts').execute()
    const migrator = new Migrator({
      db: db(),
      migrationTableName: 'other_migration',
      migrationLockTableName: 'other_migration_lock',
      provider: { getMigrations: async () => ({ '0002': { up: countWhatIsThere } }) },
    })
    expect((await migrator.migrateToLatest()).error).toBeUndefined()
    expect(await bins(db())).toEqual(counts)
    await foldDayCounts(db())
    await insertIncident(db(), anIncident({ policeCode: 'P' }))
    expect(await bins(db())).toEqual(await countedInTable(db()))
  })

  test('take both of two incidents logged at the same time', async () => {
    if (!url().startsWith('postgres')) return
    await layTown(db())
    const other = connect(url())
    try {
      await db()
        .transaction()
        .execute(async (db) => {
          await insertIncident(db, anIncident({ policeCode: 'P' }))
          // Would wait for ever if the two held a lock against each other.
          await other
            .transaction()
            .execute((db) => insertIncident(db, anIncident({ policeCode: 'P' })))
          await foldDayCounts(other)
          await rebuildDayCounts(other)
        })
      expect(await bins(db())).toEqual(await countedInTable(db()))
      expect((await bins(db()))[`police ${day} P`]).toBe(2)
    } finally {
      await other.destroy()
    }
  })
})
