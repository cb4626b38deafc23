import { expect, test } from 'vitest'
import type { Database } from '#db/connect.ts'
import { loader as card } from '~/routes/grids.$layer.$code.tsx'
import { loader as labels } from '~/routes/map.labels.$layer.ts'
import { loader as outlines } from '~/routes/map.outlines.$layer.ts'
import { loader as map } from '~/routes/map.tsx'
import { aWorker, deskOf, elsewhere, layDisputeTown, requestOf } from '../support/dispute-town.ts'
import { onSqlite } from '../support/each-database.ts'
import { aRuleset } from '../support/town.ts'

onSqlite('the pages of the map', (db) => {
  const officer = async (db: Database, areaCode?: string) =>
    deskOf(db, await aWorker(db, 'communityOfficer', areaCode))

  async function laid() {
    await layDisputeTown(db())
    await aRuleset(db(), { name: 'thresholds', mode: 'thresholds' })
    return officer(db())
  }

  const statusOf = (answer: Promise<unknown>) =>
    answer.then(
      () => 200,
      (thrown: unknown) => (thrown instanceof Response ? thrown.status : Promise.reject(thrown)),
    )

  const asked = (desk: Awaited<ReturnType<typeof officer>>, path: string, layer = 'police') =>
    requestOf(desk, path, { params: { layer } })

  test('the borders are kept for good under the version their address states', async () => {
    const desk = await laid()
    const { map: read } = await map(requestOf(desk, '/map?layer=police'))
    const { since, version } = read?.outlines ?? { since: '', version: '' }
    const address = `/map/outlines/police?on=${since}&v=${version}`
    const answer = await outlines(asked(desk, address))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Cache-Control')).toBe('private, max-age=31536000, immutable')
    expect(answer.headers.get('Content-Encoding')).toBe('gzip')
    const again = asked(desk, address)
    again.request.headers.set('If-None-Match', answer.headers.get('ETag') ?? '')
    const unchanged = await outlines(again)
    expect(unchanged.status).toBe(304)
    expect(await unchanged.text()).toBe('')
    const named = await labels(asked(desk, address.replace('outlines', 'labels')))
    expect(named.headers.get('Content-Type')).toBe('application/json')
  })

  test('under an old version they are asked for anew each time', async () => {
    const desk = await laid()
    const answer = await outlines(asked(desk, '/map/outlines/police?on=2026-11-02&v=old'))
    expect(answer.headers.get('Cache-Control')).toBe('private, no-cache')
  })

  test('no other layer, no other day, no other area', async () => {
    const desk = await laid()
    expect(await statusOf(outlines(asked(desk, '/map/outlines/moon', 'moon')))).toBe(404)
    expect(await statusOf(outlines(asked(desk, '/map/outlines/police?on=today')))).toBe(404)
    expect(await statusOf(map(requestOf(desk, `/map?area=${elsewhere}`)))).toBe(404)
    const opened = (code: string, at = desk) =>
      statusOf(card(requestOf(at, `/grids/police/${code}`, { params: { layer: 'police', code } })))
    expect(await opened('P1')).toBe(200)
    expect(await opened('P9')).toBe(404)
    expect(await opened('P1', await officer(db(), elsewhere))).toBe(404)
  })

  test('without a fitting ruleset the map says so instead of failing', async () => {
    await layDisputeTown(db())
    const answer = await map(requestOf(await officer(db()), '/map'))
    expect(answer.map).toBeNull()
  })
})
