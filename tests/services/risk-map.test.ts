import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { insertDelivery } from '#db/deliveries.ts'
import { renewBoundaryMark } from '#db/grids.ts'
import { findOutlinePack, listOutlinePacks } from '#db/outline-packs.ts'
import { saveSetting } from '#db/settings.ts'
import { decodeGridPayload, polygonsOfGrid } from '#geo/display/decode-payload.ts'
import { mapFilterOf } from '~/domain/map-filter.ts'
import { readGridCard } from '~/services/grid-card.server.ts'
import {
  findOutlinesVersion,
  keepOutlines,
  packLabels,
  packOutlines,
} from '~/services/outlines.server.ts'
import { readRiskMap } from '~/services/risk-map.server.ts'
import { aWorker, deskOf, layDisputeTown } from '../support/dispute-town.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { anIncident, aRuleset, eastVillage, logIncidents, westVillage } from '../support/town.ts'

const today = '2026-11-10'

onEachDatabase('the map', (db) => {
  /** G1 and G2, of the villages in the township, with more incidents in G2. */
  async function layMap() {
    await layDisputeTown(db())
    await insertDelivery(db(), {
      source: '110',
      areaCode: null,
      fromOn: '2026-08-01',
      toOn: '2026-11-30',
      batchId: null,
    })
    await aRuleset(db(), { red: 1, yellow: 0 })
    await saveSetting(db(), 'ruleset.governance', 'test')
    await logIncidents(db(), [
      anIncident({ governanceCode: 'G1', areaCode: eastVillage, occurredOn: '2026-10-05' }),
      anIncident({ governanceCode: 'G2', areaCode: westVillage, occurredOn: '2026-10-05' }),
      anIncident({ governanceCode: 'G2', areaCode: westVillage, occurredOn: '2026-10-31' }),
      anIncident({ governanceCode: 'G2', areaCode: westVillage, occurredOn: '2026-11-10' }),
      anIncident({ governanceCode: 'G2', areaCode: westVillage, occurredOn: '2026-10-11' }),
    ])
  }

  const officer = async (areaCode?: string) =>
    deskOf(db(), await aWorker(db(), 'communityOfficer', areaCode), today)

  async function read(search: string, desk?: Awaited<ReturnType<typeof officer>>) {
    const filter = mapFilterOf(new URLSearchParams(`layer=governance&${search}`))
    return readRiskMap(desk ?? (await officer()), filter, 50)
  }

  async function mapFor(search: string, desk?: Awaited<ReturnType<typeof officer>>) {
    const found = await read(search, desk)
    if (!found.ok) throw new Error(found.reason)
    return found.map
  }

  test('counts in the legend what stands in the list', async () => {
    await layMap()
    const map = await mapFor('month=2026-10')
    expect(map.counts).toEqual({ red: 1, yellow: 0, green: 1, grey: 0 })
    expect(map.rows.map(({ code, colour, rank }) => [code, colour, rank])).toEqual([
      ['G2', 'red', 1],
      ['G1', 'green', 2],
    ])
    expect(map.colouring).toBe('GR')
    expect(map.rows[0]).toMatchObject({ incidents: 3, areaName: '双庄街道 西村' })
  })

  test('compares a running month with as many days of the month before', async () => {
    await layMap()
    const map = await mapFor('')
    expect(map).toMatchObject({ month: '2026-11', asOf: today, isRunning: true })
    // The 5th is among the first ten days of October, the 11th and the 31st are not.
    expect(map.rows[0]).toMatchObject({ code: 'G2', incidents: 1, incidentsBefore: 1 })
  })

  test('fades what is filtered out, and keeps it in the legend', async () => {
    await layMap()
    const map = await mapFor('month=2026-10&colour=red')
    expect(map.colouring).toBe('gR')
    expect(map.rows.map(({ code }) => code)).toEqual(['G2'])
    expect(map.counts.green).toBe(1)
  })

  test('narrows to an area, and to nothing out of reach', async () => {
    await layMap()
    const map = await mapFor(`month=2026-10&area=${eastVillage}`)
    expect(map.colouring).toBe('G.')
    expect(map.counts).toEqual({ red: 0, yellow: 0, green: 1, grey: 0 })
    const east = await officer(eastVillage)
    expect((await mapFor('month=2026-10', east)).colouring).toBe('G')
    const noArea = { ok: false, reason: 'noSuchArea' }
    expect(await read(`area=${westVillage}`, east)).toEqual(noArea)
    expect(await read('area=999')).toEqual(noArea)
  })

  test('orders by any column, and the other way round', async () => {
    await layMap()
    const codes = async (search: string) => (await mapFor(search)).rows.map(({ code }) => code)
    expect(await codes('month=2026-10&sort=code')).toEqual(['G1', 'G2'])
    expect(await codes('month=2026-10&sort=code&order=reversed')).toEqual(['G2', 'G1'])
    expect(await codes('month=2026-10&sort=incidents')).toEqual(['G2', 'G1'])
    expect(await codes('month=2026-10&sort=change&order=reversed')).toEqual(['G1', 'G2'])
  })

  test('packs the borders once for all who see the same grids', async () => {
    await layMap()
    const desk = await officer()
    const query = { layer: 'governance', day: today, paths: ['/'] } as const
    const pack = await packOutlines(desk, query, 'fine')
    expect((await packOutlines(desk, query, 'fine')).body).toBe(pack.body)
    const decoded = decodeGridPayload(gunzipSync(pack.body))
    expect(decoded.codes).toEqual(['G1', 'G2'])
    expect(polygonsOfGrid(decoded, 0)[0]?.[0]).toHaveLength(4)
    const labels = await packLabels(desk, query)
    expect(JSON.parse(gunzipSync(labels.body).toString())).toEqual({
      names: ['G1格', 'G2格'],
      points: [11820500, 3390500, 11821500, 3390500],
    })
    const narrow = await findOutlinesVersion(desk, { ...query, paths: ['/321300/'] })
    expect(narrow.version).toBe(pack.version)
    const lastMonth = await findOutlinesVersion(desk, { ...query, day: '2026-10-31' })
    expect(lastMonth).toEqual({ version: pack.version, since: '0001-01-01' })
    await renewBoundaryMark(db())
    expect((await findOutlinesVersion(desk, query)).version).toBe(pack.version)
    await db().updateTable('gridVersions').set({ areaM2: 1 }).where('code', '=', 'G1').execute()
    await renewBoundaryMark(db())
    expect((await findOutlinesVersion(desk, query)).version).not.toBe(pack.version)
  })

  test('keeps what the whole site sees of every stretch to come, and nothing else', async () => {
    await layMap()
    const packed = async () => (await listOutlinePacks(db())).length
    await keepOutlines({ db: db(), today })
    expect(await packed()).toBe(8)
    const later = db().updateTable('gridVersions').where('code', '=', 'G1')
    await later.set({ validTo: '2030-01-01' }).execute()
    await renewBoundaryMark(db())
    await keepOutlines({ db: db(), today })
    expect(await packed()).toBe(12)
    await later.set({ validTo: '0001-01-01' }).execute()
    await renewBoundaryMark(db())
    await keepOutlines({ db: db(), today })
    expect(await packed()).toBe(8)
    const desk = await officer()
    const query = { layer: 'governance', day: today, paths: ['/'] } as const
    const { version, body } = await packOutlines(desk, query, 'overview')
    expect(await findOutlinePack(db(), `${version}-overview`)).toEqual(body)
  })

  test('opens a grid: its score line by line, its counterparts, nobody out of reach', async () => {
    await layMap()
    const desk = await officer()
    const card = await readGridCard(desk, { layer: 'governance', code: 'G2', month: '2026-10' })
    expect(
      card?.contributions.map(({ incidentId, categoryLabel }) => [
        incidentId !== null,
        categoryLabel,
      ]),
    ).toEqual(Array.from({ length: 3 }, () => [true, '治安警情']))
    const sum = card?.contributions.reduce((sum, { points }) => sum + Math.round(points * 1e4), 0)
    expect(sum).toBe(Math.round((card?.grade.score ?? 0) * 1e4))
    expect(card?.grade.colour).toBe('red')
    expect(card?.toGreen).toMatchObject({ mode: 'quota', rank: 1, lastColouredRank: 1 })
    expect(card?.incidents).toHaveLength(3)
    expect(card?.trend).toHaveLength(13)
    expect(card?.trend.at(-1)).toEqual({ month: '2026-10', incidents: 3, colour: 'red' })
    expect(card?.counterparts.map(({ code, shareOfThis }) => [code, shareOfThis])).toEqual([
      ['P2', expect.closeTo(1, 1)],
    ])
    expect(card?.around.map(({ code, colour }) => [code, colour])).toEqual([
      ['G2', 'red'],
      ['G1', 'green'],
    ])
    const east = await officer(eastVillage)
    expect(await readGridCard(east, { layer: 'governance', code: 'G2', month: null })).toBeNull()
    expect(await readGridCard(desk, { layer: 'governance', code: 'G9', month: null })).toBeNull()
  })
})
