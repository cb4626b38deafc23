import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countIncidents, findIncidentByNumber, updateIncident } from '#db/incidents.ts'
import { countWindow } from '~/services/counting.server.ts'
import { onEachDatabase, onSqlite } from '../support/each-database.ts'
import { importIncidentLines, importStripes, incidentsCsv } from '../support/import-files.ts'
import { deskOn, layTown } from '../support/town.ts'

const deskIn = deskOn
const today = '2026-11-22'
const old = [
  { code: '02', from: 0, to: 1 },
  { code: '01', from: 1, to: 2 },
  { code: '10', from: 6, to: 7 },
]
const recut = [
  { code: '02', from: 0, to: 1.5 },
  { code: '01', from: 1.5, to: 2 },
]

onEachDatabase('counts of a window', (db) => {
  test('list every grid by code with zeros, and what lies outside', async () => {
    await layTown(db())
    const desk = deskIn(db(), today)
    await importStripes(desk, 'police', old)
    const lines = [
      { id: '1', x: 0.5, on: '2026-03-01' },
      { id: '2', x: 0.5, on: '2026-03-31' },
      { id: '3', x: 0.5, on: '2026-04-01' },
      { id: '4', x: 3, on: '2026-03-31' },
      { id: '5', x: 0.5, on: '2026-03-31', category: '9001' },
    ]
    await importIncidentLines(desk, incidentsCsv(lines))
    const march = { layer: 'police', from: '2026-03-01', to: '2026-03-31' } as const
    expect(await countWindow(desk, march)).toEqual({
      grids: [
        { code: '01', count: 0 },
        { code: '02', count: 2 },
        { code: '10', count: 0 },
      ],
      outside: 1,
    })
    const { grids, outside } = await countWindow(desk, { layer: 'police' })
    expect([grids[1]?.count, outside]).toEqual([3, 1])
    expect(await countWindow(desk, { layer: 'governance' })).toEqual({ grids: [], outside: 4 })
  })

  test('use the boundaries of the last day for the whole window', async () => {
    await layTown(db())
    const desk = deskIn(db(), today)
    await importStripes(desk, 'police', old)
    await importStripes(desk, 'police', recut, { validFrom: '2026-07-01' })
    const lines = [
      { id: 'before', x: 1.2, on: '2026-06-30' },
      { id: 'after', x: 1.2, on: '2026-07-01' },
    ]
    await importIncidentLines(desk, incidentsCsv(lines))
    const counted = async (from: string, to?: string) => {
      const { grids } = await countWindow(desk, { layer: 'police', from, to })
      return grids.map(({ code, count }) => `${code}:${count}`).join(' ')
    }
    expect(await counted('2026-06-01', '2026-06-30')).toBe('01:1 02:0 10:0')
    expect(await counted('2026-06-01', '2026-07-01')).toBe('01:0 02:2 10:0')
    expect(await counted('2026-06-01')).toBe('01:0 02:2 10:0')
    expect(await counted('2026-07-01')).toBe('01:0 02:1 10:0')
    const past = deskIn(db(), '2026-05-01')
    const { grids } = await countWindow(past, { layer: 'police' })
    expect(grids.map(({ count }) => count)).toEqual([2, 0, 0])
  })

  test('keep a grid that somebody chose across a change of boundaries', async () => {
    await layTown(db())
    const desk = deskIn(db(), today)
    await importStripes(desk, 'police', old)
    await importStripes(desk, 'police', recut, { validFrom: '2026-07-01' })
    await importIncidentLines(desk, incidentsCsv([{ id: 'near', x: 0.99, on: '2026-06-30' }]))
    const near = await findIncidentByNumber(db(), 'near')
    await updateIncident(db(), near ?? { id: 0, version: 0 }, {
      policeCode: '01',
      locatedHow: 'confirmed',
    })
    const { grids } = await countWindow(desk, { layer: 'police' })
    expect(grids.filter(({ count }) => count > 0)).toEqual([{ code: '01', count: 1 }])
  })
})

onSqlite('totals', (db) => {
  test('always reconcile, whatever the places, the days and the boundaries', async () => {
    await layTown(db())
    const desk = deskIn(db(), today)
    await importStripes(desk, 'police', old)
    await importStripes(desk, 'police', recut, { validFrom: '2026-07-01', wholeLayer: true })
    const day = fc
      .integer({ min: 1, max: 12 })
      .map((month) => `2026-${String(month).padStart(2, '0')}-01`)
    const lines = fc.sample(
      fc.record({ x: fc.double({ min: -1, max: 8, noNaN: true }), on: day }),
      { numRuns: 300, seed: 7 },
    )
    await importIncidentLines(
      desk,
      incidentsCsv(lines.map((line, id) => ({ ...line, id: `${id}` }))),
    )
    await fc.assert(
      fc.asyncProperty(day, day, async (from, to) => {
        const { grids, outside } = await countWindow(desk, { layer: 'police', from, to })
        const sum = grids.reduce((total, { count }) => total + count, outside)
        expect(sum).toBe(await countIncidents(db(), { paths: ['/'], from, to, validity: 'valid' }))
      }),
      { numRuns: 30, seed: 7 },
    )
  })
})
