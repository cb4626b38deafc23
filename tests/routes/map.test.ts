import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Database } from '#db/connect.ts'
import { colours } from '~/domain/grading.ts'
import { loader as card } from '~/routes/grids.$layer.$code.tsx'
import { loader as labels } from '~/routes/map.labels.$layer.ts'
import { loader as outlines } from '~/routes/map.outlines.$layer.ts'
import { loader as picture } from '~/routes/map.picture.tsx'
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

  test('as close as the map is zoomed, and no other way', async () => {
    const desk = await laid()
    const sizes = []
    for (const detail of ['overview', 'middle', 'fine']) {
      const answer = await outlines(asked(desk, `/map/outlines/police?detail=${detail}`))
      sizes.push(gunzipSync(await answer.arrayBuffer()).length)
    }
    expect([...sizes].sort((a, b) => a - b)).toEqual(sizes)
    expect(await statusOf(outlines(asked(desk, '/map/outlines/police?detail=all')))).toBe(404)
  })

  test('without scripts the map is a picture of the colours that are shown', async () => {
    const desk = await laid()
    const drawn = async (search: string) =>
      (await picture(requestOf(desk, `/map/picture?${search}`))).text()
    const { map: read } = await map(requestOf(desk, '/map?layer=police'))
    const { counts } = read ?? { counts: { red: 0, yellow: 0, green: 0, grey: 0 } }
    const all = await drawn('layer=police')
    for (const colour of colours) {
      const [, path = ''] = new RegExp(`drawn-grid-${colour}" d="([^"]*)"`).exec(all) ?? []
      expect(path.split('z').length - 1).toBeGreaterThanOrEqual(counts[colour])
      expect(path === '').toBe(counts[colour] === 0)
    }
    const shown = colours.find((colour) => counts[colour] > 0) ?? 'grey'
    const filtered = await drawn(`layer=police&colour=${shown}`)
    for (const colour of colours.filter((colour) => colour !== shown)) {
      expect(filtered).toContain(`drawn-grid-${colour}" d=""`)
    }
    const none = colours.find((colour) => counts[colour] === 0) ?? 'grey'
    expect(
      await statusOf(picture(requestOf(desk, `/map/picture?layer=police&colour=${none}`))),
    ).toBe(404)
    expect(await statusOf(picture(requestOf(desk, `/map/picture?area=${elsewhere}`)))).toBe(404)
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
