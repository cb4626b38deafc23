import { expect, test } from 'vitest'
import type { Database } from '#db/connect.ts'
import { insertImportBatch } from '#db/import-batches.ts'
import {
  deleteIncidentsOf,
  listIncidentPlaces,
  listNumbersTaken,
  listTouchedSince,
  moveIncidents,
} from '#db/incident-places.ts'
import {
  countByArea,
  countByCategory,
  countByDay,
  countByGrid,
  countIncidents,
  findIncident,
  findIncidentByNumber,
  type IncidentQuery,
  insertIncident,
  insertIncidentEvent,
  listIncidentEvents,
  listIncidents,
  updateIncident,
} from '#db/incidents.ts'
import { onEachDatabase } from '../support/each-database.ts'
import {
  anIncident,
  eastVillage,
  layTown,
  logIncidents,
  townPath,
  westVillage,
} from '../support/town.ts'

const east = `${townPath}${eastVillage}/`

const numbersOf = async (db: Database, query: Partial<IncidentQuery>) => {
  const page = { limit: 50, offset: 0 }
  const rows = await listIncidents(db, { paths: ['/'], ...query }, page)
  return rows.map(({ number }) => number)
}

onEachDatabase('incidents', (db) => {
  test('are listed and counted by scope; the root alone sees what has no place', async () => {
    await layTown(db())
    await logIncidents(db(), [
      anIncident({ number: 'east', areaCode: eastVillage }),
      anIncident({ number: 'west', areaCode: westVillage }),
      anIncident({ number: 'nowhere', locatedHow: 'outside' }),
    ])
    expect(await numbersOf(db(), {})).toEqual(['nowhere', 'west', 'east'])
    expect(await numbersOf(db(), { paths: [townPath] })).toEqual(['west', 'east'])
    expect(await numbersOf(db(), { paths: [east] })).toEqual(['east'])
    expect(await numbersOf(db(), { paths: [] })).toEqual([])
    expect(await countIncidents(db(), { paths: [east, townPath] })).toBe(2)
  })

  test('are found by every condition together', async () => {
    await layTown(db())
    await logIncidents(db(), [
      anIncident({ number: '1', categoryCode: '0101', policeCode: 'P', occurredOn: '2026-03-01' }),
      anIncident({ number: '2', categoryCode: '01', occurredOn: '2026-03-31' }),
      anIncident({ number: '3', categoryCode: '0201', policeCode: 'P', occurredOn: '2026-04-01' }),
      anIncident({ number: '4', categoryCode: '01', validity: 'withdrawn' }),
    ])
    expect(await numbersOf(db(), { categoryCode: '01' })).toEqual(['4', '2', '1'])
    expect(await numbersOf(db(), { categoryCode: '0101' })).toEqual(['1'])
    expect(await numbersOf(db(), { from: '2026-03-01', to: '2026-03-31' })).toEqual(['2', '1'])
    expect(await numbersOf(db(), { grid: { layer: 'police', code: 'P' } })).toEqual(['3', '1'])
    expect(await numbersOf(db(), { grid: { layer: 'police', code: null } })).toEqual(['4', '2'])
    expect(await numbersOf(db(), { validity: 'valid', categoryCode: '01' })).toEqual(['2', '1'])
  })

  test('are searched by literal text in number, address and summary', async () => {
    await layTown(db())
    await logIncidents(db(), [
      anIncident({ number: '1', addressText: '幸福路100%折扣店' }),
      anIncident({ number: '2', addressText: '幸福路100号' }),
      anIncident({ number: '3', summary: "O'Brien_超市" }),
    ])
    expect(await numbersOf(db(), { text: '100%' })).toEqual(['1'])
    expect(await numbersOf(db(), { text: 'n_' })).toEqual(['3'])
    expect(await numbersOf(db(), { text: "o'BRIEN" })).toEqual(['3'])
    expect(await numbersOf(db(), { text: '幸福路' })).toEqual(['2', '1'])
    expect(await numbersOf(db(), { text: "'; drop table incidents; --" })).toEqual([])
  })

  test('are counted valid ones alone, by grid, category, day and area', async () => {
    await layTown(db())
    await logIncidents(db(), [
      anIncident({ policeCode: 'P', areaCode: eastVillage, occurredOn: '2026-03-01' }),
      anIncident({ policeCode: 'P', categoryCode: '01', occurredOn: '2026-03-02' }),
      anIncident({ categoryCode: '01', occurredOn: '2026-03-02' }),
      anIncident({ policeCode: 'P', validity: 'invalid', occurredOn: '2026-03-02' }),
    ])
    const query = { paths: ['/'] }
    expect(await countByGrid(db(), 'police', query)).toEqual(
      new Map([
        ['P', 2],
        [null, 1],
      ]),
    )
    expect(await countByGrid(db(), 'governance', query)).toEqual(new Map([[null, 3]]))
    expect(await countByCategory(db(), query)).toEqual(
      new Map([
        ['01', 2],
        ['02', 1],
      ]),
    )
    expect([...(await countByDay(db(), query))]).toEqual([
      ['2026-03-01', 1],
      ['2026-03-02', 2],
    ])
    expect(await countByArea(db(), query)).toEqual(
      new Map([
        [eastVillage, 1],
        [null, 2],
      ]),
    )
  })

  test('change only as the caller saw them', async () => {
    const id = await insertIncident(db(), anIncident())
    expect(await updateIncident(db(), { id, version: 1 }, { summary: '一' })).toBe(true)
    expect(await updateIncident(db(), { id, version: 1 }, { summary: '二' })).toBe(false)
    expect(await findIncident(db(), id)).toMatchObject({ summary: '一', version: 2 })
  })

  test('keep their trace in order', async () => {
    const incidentId = await insertIncident(db(), anIncident())
    const event = { incidentId, workerId: null, reason: null, changes: '{}' }
    await insertIncidentEvent(db(), { ...event, act: 'logged', at: '2026-03-01T00:00:00.000Z' })
    await insertIncidentEvent(db(), { ...event, act: 'corrected', at: '2026-03-02T00:00:00.000Z' })
    const events = await listIncidentEvents(db(), incidentId)
    expect(events.map(({ act }) => act)).toEqual(['logged', 'corrected'])
  })

  test('move many at once, each to its own place', async () => {
    const count = 7000
    await logIncidents(
      db(),
      Array.from({ length: count }, (_, index) =>
        anIncident({ number: `N${index}`, policeCode: 'P' }),
      ),
    )
    const places = []
    for await (const page of listIncidentPlaces(db(), {})) places.push(...page)
    expect(places).toHaveLength(count)
    await moveIncidents(
      db(),
      places.slice(1).map(({ id }) => ({
        id,
        policeCode: `P${id}`,
        governanceCode: null,
        areaCode: null,
        locatedHow: 'exact' as const,
      })),
    )
    const last = places.at(-1)
    expect((await findIncident(db(), last?.id ?? 0))?.policeCode).toBe(`P${last?.id}`)
    expect((await findIncident(db(), places[0]?.id ?? 0))?.policeCode).toBe('P')
  })

  test('of a batch are known by number, by what happened to them, and go together', async () => {
    const batch = { kind: 'incidents', fileName: 'x', options: '{}', outcome: '{}' } as const
    const batchId = await insertImportBatch(db(), {
      ...batch,
      status: 'imported',
      createdAt: '2026-03-01T00:00:00.000Z',
    })
    const ids = []
    for (const number of ['1', '2', '3', '4', '5']) {
      ids.push(await insertIncident(db(), anIncident({ number, batchId })))
    }
    const [first = 0, second = 0, third = 0, fourth = 0] = ids
    expect(await listTouchedSince(db(), batchId, 9)).toEqual([])
    await updateIncident(db(), { id: first, version: 1 }, { summary: '改' })
    await insertIncidentEvent(db(), {
      incidentId: second,
      act: 'corrected',
      at: '2026-03-02T00:00:00.000Z',
      changes: '{}',
    })
    await insertIncident(
      db(),
      anIncident({ number: 'dup', mergedIntoId: third, validity: 'merged' }),
    )
    await db().updateTable('incidents').set({ disputeId: 7 }).where('id', '=', fourth).execute()
    expect(await listTouchedSince(db(), batchId, 9)).toEqual(['1', '2', '3', '4'])
    expect(await listTouchedSince(db(), batchId, 1)).toEqual(['1'])
    expect(await listNumbersTaken(db(), ['2', 'dup', 'none'])).toEqual(
      new Map([
        ['2', batchId],
        ['dup', null],
      ]),
    )
    await db().deleteFrom('incidents').where('number', '=', 'dup').execute()
    expect(await deleteIncidentsOf(db(), batchId)).toBe(5)
    expect(await findIncidentByNumber(db(), '5')).toBeUndefined()
  })
})
