import { expect, test } from 'vitest'
import type { Database } from '#db/connect.ts'
import { findBoundaryMark, renewBoundaryMark } from '#db/grids.ts'
import { findImportBatch } from '#db/import-batches.ts'
import { loader as download } from '~/routes/boundaries.$layer.export.ts'
import { loader as grids } from '~/routes/boundaries.$layer.grids.ts'
import { action, loader as open } from '~/routes/boundaries.$layer.tsx'
import { loader as choose } from '~/routes/boundaries.tsx'
import type { Desk } from '~/services/desk.server.ts'
import type { SentDrawing } from '~/ui/boundary-desk.tsx'
import { aWorker, deskOf, layDisputeTown, requestOf, township } from '../support/dispute-town.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { eastVillage } from '../support/town.ts'

const params = { layer: 'governance' }
const place = `/boundaries/governance?area=${township}&on=2026-11-09`

async function adminDesk(db: Database): Promise<Desk> {
  await layDisputeTown(db)
  return deskOf(db, await aWorker(db, 'administrator', null))
}

const at = (x: number, y: number) => [
  Math.round(1182000000 + x * 1e5),
  Math.round(339000000 + y * 1e5),
]

const split = {
  act: 'split',
  code: 'G1',
  line: [at(0.5, -1), at(0.5, 2)],
  newCode: 'G3',
  side: 'right',
  name: null,
  households: null,
  population: null,
}

/** Where an answer leads, or its status and what it says. */
async function answerOf(answer: Promise<unknown>) {
  const given = await answer.catch((thrown: unknown) => thrown)
  if (given instanceof Response) return given.headers.get('Location') ?? given.status
  const { data, init } = given as { data: unknown; init: { status: number } }
  return { status: init.status, ...(data as object) }
}

const post = (desk: Desk, form: Record<string, string>) =>
  answerOf(action(requestOf(desk, place, { params, form })))

onEachDatabase('the page to redraw boundaries', (db) => {
  test('is chosen by area or by code, and says when there is no such grid', async () => {
    const desk = await adminDesk(db())
    const chosen = (search: string) => answerOf(choose(requestOf(desk, `/boundaries?${search}`)))
    expect(await chosen(`layer=police&area=${township}`)).toBe(
      `/boundaries/police?on=2026-11-09&area=${township}`,
    )
    expect(await chosen('layer=governance&code=G2&on=2026-12-01')).toBe(
      '/boundaries/governance?on=2026-12-01&code=G2',
    )
    expect(await chosen('layer=police&code=G2')).toMatchObject({
      status: 422,
      problems: { code: '警格里没有代码为 G2 的网格，请核对' },
    })
    expect(await chosen('layer=police&area=&code=')).toMatchObject({ status: 422 })
    expect(await chosen('layer=police')).toMatchObject({ status: 200 })
    expect(await chosen('')).toMatchObject({ status: 200, counts: [{ grids: 2 }, { grids: 2 }] })
  })

  test('opens with names at once and borders at full precision after', async () => {
    const desk = await adminDesk(db())
    expect(await open(requestOf(desk, place, { params }))).toMatchObject({
      title: '双庄街道',
      problem: null,
      grids: [{ code: 'G1' }, { code: 'G2' }],
      address: `/boundaries/governance/grids?area=${township}&on=2026-11-09`,
    })
    const village = `/boundaries/governance/grids?area=${eastVillage}`
    const answer = await grids(requestOf(desk, village, { params }))
    const sent = (await answer.json()) as SentDrawing
    expect(sent.grids.map(({ code, isHome }) => [code, isHome])).toEqual([
      ['G1', true],
      ['G2', false],
    ])
    expect(sent.grids[0]?.polygons[0]?.[0]).toContainEqual(at(1, 1))
    expect(await answerOf(open(requestOf(desk, '/boundaries/governance', { params })))).toBe(
      '/boundaries',
    )
    for (const search of ['area=999', 'code=999', 'area=999&on=soon']) {
      const nowhere = requestOf(desk, `/boundaries/governance?${search}`, { params })
      expect(await answerOf(open(nowhere))).toBe(404)
    }
  })

  test('sends acts, which the server does again and keeps to be published', async () => {
    const desk = await adminDesk(db())
    const mark = await findBoundaryMark(db())
    const led = await post(desk, { on: '2026-11-09', mark, steps: JSON.stringify([split]) })
    expect(led).toMatch(/^\/imports\/\d+$/)
    const batch = await findImportBatch(db(), Number(String(led).split('/').at(-1)))
    expect(batch).toMatchObject({ status: 'previewed', layer: 'governance' })
    expect(JSON.parse(batch?.options ?? '')).toMatchObject({ validFrom: '2026-11-09' })
  })

  test('takes no shape, no nonsense and nothing drawn on boundaries of before', async () => {
    const desk = await adminDesk(db())
    const mark = await findBoundaryMark(db())
    const on = '2026-11-09'
    for (const steps of [
      '',
      '[]',
      '{',
      '[{"act":"replace","polygons":[]}]',
      JSON.stringify([{ ...split, line: [[1e300, 0], at(1, 1)] }]),
      JSON.stringify([{ ...split, newCode: '  ' }]),
    ]) {
      expect(await post(desk, { on, mark, steps })).toMatchObject({ status: 422 })
    }
    const twice = JSON.stringify([split, split])
    expect(await post(desk, { on, mark, steps: twice })).toMatchObject({
      status: 422,
      problems: { act: '第 2 步做不了：这个代码已有网格在用，请换一个' },
    })
    await renewBoundaryMark(db())
    expect(await post(desk, { on, mark, steps: JSON.stringify([split]) })).toMatchObject({
      status: 409,
      isOutdated: true,
    })
  })

  test('merges by a plain form', async () => {
    const desk = await adminDesk(db())
    const mark = await findBoundaryMark(db())
    const fields = [
      ['act', 'merge'],
      ['on', '2026-11-09'],
      ['mark', mark],
      ['codes', 'G1'],
      ['codes', 'G2'],
      ['keep', 'G1'],
      ['name', '合村'],
    ]
    const { context } = requestOf(desk, place)
    const body = new URLSearchParams(fields)
    const request = new Request(`http://localhost${place}`, { method: 'POST', body })
    const led = await answerOf(action({ request, params, context }))
    expect(led).toMatch(/^\/imports\/\d+$/)
    const batch = await findImportBatch(db(), Number(String(led).split('/').at(-1)))
    expect(JSON.parse(batch?.outcome ?? '')).toMatchObject({ changed: 1, ended: ['G2'] })
  })

  test('gives the borders of an area away as a file', async () => {
    const desk = await adminDesk(db())
    const answer = await download(requestOf(desk, `${place}`, { params }))
    expect(answer.headers.get('Content-Disposition')).toBe(
      `attachment; filename="governance-${township}-2026-11-09.geojson"`,
    )
    expect(JSON.parse(await answer.text())).toMatchObject({
      type: 'FeatureCollection',
      features: [{ properties: { code: 'G1' } }, { properties: { code: 'G2' } }],
    })
  })
})
