import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Database } from '#db/connect.ts'
import { listGridsOn } from '#db/grids.ts'
import { insertIncidents } from '#db/incident-places.ts'
import { decodeGridPayload } from '#geo/display/decode-payload.ts'
import { loader as outlines } from '~/routes/imports.$batchId.outlines.ts'
import { loader as progress } from '~/routes/imports.$batchId.progress.ts'
import { action, loader } from '~/routes/imports.$batchId.tsx'
import { action as upload } from '~/routes/imports.new.tsx'
import { loader as list } from '~/routes/imports.tsx'
import type { ImportPageShown } from '~/server/import-page.server.ts'
import type { Desk } from '~/services/desk.server.ts'
import { aWorker, deskOf, layDisputeTown, monday, requestOf } from '../support/dispute-town.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { latAt, lonAt, stripes } from '../support/import-files.ts'
import { anIncident, eastVillage, inSquare } from '../support/town.ts'

/** Today is a Monday: the next one is a week away. */
const nextMonday = '2026-11-09'

/** Two grids half a metre apart, and one without a code. */
const dirtyFile = stripes([
  { code: 'G1', from: 0, to: 0.7, name: '<img src=x onerror=alert(1)>' },
  { code: 'G2', from: 0.7005, to: 2 },
  { code: '', from: 2, to: 3 },
])

const stated = { act: 'preview', layer: 'governance', crs: 'cgcs2000', code: 'code', name: 'name' }

async function adminDesk(db: Database): Promise<Desk> {
  await layDisputeTown(db)
  return deskOf(db, await aWorker(db, 'administrator', null))
}

async function answerOf(answer: Promise<unknown>) {
  const given = await answer.catch((thrown: unknown) => thrown)
  if (given instanceof Response) return given.headers.get('Location') ?? given.status
  const { data, init } = given as { data: object; init: { status: number } }
  return { status: init.status, ...data }
}

/** Uploads a file; the number of its batch. */
async function uploaded(desk: Desk, kind: string, name: string, text: string): Promise<number> {
  const body = new FormData()
  body.set('kind', kind)
  body.set('file', new File([text], name))
  const { context } = requestOf(desk, '/imports/new')
  const request = new Request('http://localhost/imports/new', { method: 'POST', body })
  const led = await answerOf(upload({ request, params: {}, context }))
  return Number(/^\/imports\/(\d+)$/.exec(String(led))?.[1])
}

const at = (batch: number) => ({ params: { batchId: String(batch) } })

const post = (desk: Desk, batch: number, form: Record<string, string>) =>
  answerOf(action(requestOf(desk, `/imports/${batch}`, { ...at(batch), form })))

const see = async (desk: Desk, batch: number, search = ''): Promise<ImportPageShown> =>
  await loader(requestOf(desk, `/imports/${batch}${search}`, at(batch)))

onEachDatabase('the page of an import', (db) => {
  test('asks for what a file does not say itself, and proposes next Monday where grids stand already', async () => {
    const desk = await adminDesk(db())
    const batch = await uploaded(desk, 'grids', 'dirty.geojson', dirtyFile)
    expect(await see(desk, batch)).toMatchObject({
      file: { format: 'GeoJSON' },
      columns: ['code', 'name'],
      values: { code: 'code', name: 'name', validFrom: nextMonday },
      review: null,
    })
    expect(
      await post(desk, batch, { act: 'preview', validFrom: 'other', code: 'code', crs: 'epsg' }),
    ).toMatchObject({
      status: 422,
      problems: {
        layer: '请选择警格或综治网格',
        otherDay: expect.stringContaining('启用日期'),
        epsg: expect.stringContaining('EPSG'),
      },
      values: { validFrom: 'other', crs: 'epsg' },
    })
    expect(await post(desk, batch, { ...stated, crs: 'epsg', epsg: '4527' })).toMatchObject({
      status: 422,
      problems: { act: expect.stringContaining('经纬度') },
    })
  })

  test('shows every defect with its number and place, by kind, with the borders for the map', async () => {
    const desk = await adminDesk(db())
    const batch = await uploaded(desk, 'grids', 'dirty.geojson', dirtyFile)
    expect(await post(desk, batch, { ...stated, validFrom: nextMonday })).toBe(`/imports/${batch}`)
    const { review, offers, outlinesAddress, outcome } = await see(desk, batch)
    expect(review?.rows.map(({ number, defect }) => [number, defect.kind, defect.code])).toEqual([
      [1, 'missing-code', undefined],
      [2, 'gap-sliver', 'G1'],
    ])
    expect(review?.spots[1]?.slice(2)).toEqual([
      expect.closeTo(lonAt(0.7), 4),
      expect.closeTo(latAt(0.5), 1),
    ])
    expect(offers).toMatchObject([{ mend: 'gaps', places: 1 }])
    expect(outcome?.problems).toEqual([])
    const only = await see(desk, batch, '?kind=gap-sliver')
    expect(only.review?.rows.map(({ number }) => number)).toEqual([1])
    const answer = await outlines(requestOf(desk, outlinesAddress, at(batch)))
    expect(answer.headers.get('Cache-Control')).toContain('immutable')
    const packed = new Uint8Array(await answer.arrayBuffer())
    const { codes, points } = decodeGridPayload(new Uint8Array(gunzipSync(packed)))
    expect(codes).toEqual(['G1', 'G2'])
    expect([...points.slice(0, 8)]).toContain(lonAt(0.7))
  })

  test('mends what was ticked alone, shows it before and after, and examines it again', async () => {
    const desk = await adminDesk(db())
    const batch = await uploaded(desk, 'grids', 'dirty.geojson', dirtyFile)
    await post(desk, batch, { ...stated, validFrom: nextMonday })
    const unmended = await see(desk, batch)
    expect(unmended.mends).toBeNull()
    expect(unmended.review?.totals.after).toBeNull()
    await post(desk, batch, { ...stated, validFrom: nextMonday, 'mends.gaps': 'on' })
    const mended = await see(desk, batch, '?state=after')
    expect(mended.chosen).toEqual(['gaps'])
    expect(mended.review?.totals).toEqual({ before: 2, after: 0 })
    const [gaps] = mended.mends?.mends ?? []
    expect(gaps).toMatchObject({ mend: 'gaps', grids: 1 })
    expect(gaps?.pictures[0]).toMatchObject({ code: 'G1' })
    expect(mended.mends?.moved[0]?.[1]).toBeCloseTo(gaps?.areaM2 ?? 0, 6)
    const answer = await outlines(requestOf(desk, mended.outlinesAddress, at(batch)))
    const packed = new Uint8Array(await answer.arrayBuffer())
    const { points } = decodeGridPayload(new Uint8Array(gunzipSync(packed)))
    // Two corners of the far side, and now two of the near side as well.
    expect([...points].filter((value) => value === lonAt(0.7005))).toHaveLength(4)
  })

  test('publishes from the day, says what moved, and puts everything back', async () => {
    const desk = await adminDesk(db())
    const here = { policeCode: 'P1', governanceCode: 'G1', areaCode: eastVillage, ...inSquare(0) }
    await insertIncidents(db(), [
      anIncident({ ...here, occurredOn: '2026-11-01' }),
      anIncident({ ...here, occurredOn: '2026-11-02', lonE7: Math.round(lonAt(0.8) * 1e7) }),
    ])
    const before = await contents(db())
    const batch = await uploaded(desk, 'grids', 'dirty.geojson', dirtyFile)
    await post(desk, batch, { ...stated, validFrom: 'other', otherDay: monday })
    expect(await contents(db())).toEqual(before)
    const { outcome } = await see(desk, batch)
    if (outcome?.kind !== 'grids') throw new Error('no outcome of grids')
    expect(outcome.changes?.incidents.moved).toMatchObject({
      total: 1,
      pairs: [{ from: 'G1', to: 'G2', count: 1 }],
    })
    const { waiting } = await list(requestOf(desk, '/imports'))
    expect(waiting).toMatchObject([
      { id: batch, validFrom: monday, changes: { added: 0, changed: 2, ended: 0 }, progress: null },
    ])
    expect(await post(desk, batch, { act: 'confirm' })).toBe(`/imports/${batch}?done=published`)
    expect(await post(desk, batch, { act: 'confirm' })).toMatchObject({ status: 409 })
    const [first] = await listGridsOn(db(), 'governance', monday)
    expect(first).toMatchObject({ code: 'G1', name: '<img src=x onerror=alert(1)>' })
    expect((await list(requestOf(desk, '/imports'))).waiting).toEqual([])
    expect(await post(desk, batch, { act: 'undo' })).toBe(`/imports/${batch}?done=undone`)
    expect(await contents(db())).toEqual(before)
    const gone = await answerOf(outlines(requestOf(desk, `/imports/${batch}/outlines`, at(batch))))
    expect(gone).toBe(404)
  })

  test('lets a file go from the list, and has nothing for those who may not import', async () => {
    const desk = await adminDesk(db())
    const batch = await uploaded(desk, 'grids', 'dirty.geojson', dirtyFile)
    expect(await post(desk, batch, { act: 'discard' })).toBe('/imports')
    expect((await list(requestOf(desk, '/imports'))).waiting).toEqual([])
    expect(await post(desk, batch, stated)).toMatchObject({ status: 422 })
    const officer = deskOf(db(), await aWorker(db(), 'communityOfficer'))
    for (const ask of [loader, outlines, progress]) {
      const asking = async () => await ask(requestOf(officer, '/imports/1', at(batch)))
      expect(await answerOf(asking())).toBe(403)
    }
    const none = await progress(requestOf(desk, `/imports/${batch}/progress`, at(batch)))
    expect(await none.json()).toBeNull()
  })
})

const contents = async (db: Database) => ({
  grids: await db.selectFrom('gridVersions').selectAll().orderBy('id').execute(),
  incidents: await db.selectFrom('incidents').selectAll().orderBy('id').execute(),
})
