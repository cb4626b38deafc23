import { expect, test } from 'vitest'
import type { Database } from '#db/connect.ts'
import { findIncidentByNumber } from '#db/incidents.ts'
import { openDispute } from '~/services/disputes.server.ts'
import { undoImport } from '~/services/imports.server.ts'
import { aDispute, aWorker, deskOf, layDisputeTown, monday } from '../support/dispute-town.ts'
import { onEachDatabase } from '../support/each-database.ts'
import {
  batchOf,
  e7At,
  importIncidentLines,
  importStripes,
  incidentsCsv,
  outcomeOf,
  runImport,
  type Stripe,
  stripes,
} from '../support/import-files.ts'

const sunday = '2026-11-01'
/** The western three fifths of P1 stay with it; the rest becomes P3. */
const split: Stripe[] = [
  { code: 'P1', from: 0, to: 0.6 },
  { code: 'P3', from: 0.6, to: 1 },
]

const changesOf = (imported: Parameters<typeof outcomeOf>[0]) => {
  const { changes } = outcomeOf(imported, 'grids')
  if (!changes) throw new Error('no changes were told')
  return changes
}

async function townDesk(db: Database, today = monday) {
  await layDisputeTown(db)
  return deskOf(db, await aWorker(db, 'townshipStaff'), today)
}

async function disputeAt(desk: Awaited<ReturnType<typeof townDesk>>, x: number, on: string) {
  const opened = await openDispute(
    { ...desk, today: on },
    aDispute({ ...e7At(x), policeCode: x < 1 ? 'P1' : 'P2', governanceCode: x < 1 ? 'G1' : 'G2' }),
  )
  if (!opened.ok) throw new Error(opened.reason)
  return opened.disputeId
}

const gridsOfDisputes = (db: Database) =>
  db
    .selectFrom('disputes')
    .select(['id', 'policeCode', 'governanceCode', 'areaCode', 'version'])
    .orderBy('id')
    .execute()

const onDuty = (db: Database, workerId: number, gridCode: string) =>
  db
    .insertInto('duties')
    .values({ workerId, layer: 'police', gridCode, validFrom: '2026-01-01', validTo: null })
    .execute()

onEachDatabase('what new boundaries change', (db) => {
  test('names the codes, the ground that changes hands and who lives there by its share', async () => {
    const desk = await townDesk(db())
    const changes = changesOf(await importStripes(desk, 'police', split, { validFrom: monday }))
    expect(changes.codes).toEqual({
      added: { total: 1, rows: ['P3'] },
      changed: { total: 1, rows: ['P1'] },
      ended: { total: 0, rows: [] },
    })
    const areaM2 = expect.closeTo(410_500, -3)
    expect(changes.ground).toEqual({
      total: areaM2,
      pairs: [{ from: 'P1', to: 'P3', count: areaM2 }],
      pairTotal: 1,
    })
    // 300 households on what the town calls 1,000,000 m².
    expect(changes.people.rows).toMatchObject([
      { code: 'P3', households: { value: 123, basis: 'area' }, householdsBefore: null },
      { code: 'P1', households: { value: 185, basis: 'area' }, householdsBefore: 300 },
    ])
  })

  test('takes the people of the file where it states them, and says which are worked out', async () => {
    const desk = await townDesk(db())
    const first = stripes(split).replaceAll('"code"', '"households":70,"code"')
    const stated = first.replace('"households":70', '"households":null')
    const fields = { code: 'code', households: 'households' }
    const file = { kind: 'grids', layer: 'police', fileName: 'p', crs: 'cgcs2000' } as const
    const request = { ...file, fields, validFrom: monday }
    const { people } = changesOf(await runImport(desk, request, stated))
    const [p1, p3] = ['P1', 'P3'].map((name) => people.rows.find(({ code }) => code === name))
    expect(p1?.households.basis).toBe('area')
    expect(p3?.households).toEqual({ value: 70, basis: 'file' })
    expect(p3?.population.basis).toBe('area')
    expect(people.householdsAfter).toBe((p1?.households.value ?? 0) + 70)
    expect(people.householdsBefore).toBe(300)
  })

  test('moves incidents of the day or later, and tells of those before it', async () => {
    const desk = await townDesk(db())
    await importIncidentLines(
      desk,
      incidentsCsv([
        { id: 'before', x: 0.8, on: sunday },
        { id: 'on the day', x: 0.8, on: monday },
        { id: 'elsewhere', x: 0.2, on: sunday },
      ]),
    )
    const { incidents } = changesOf(
      await importStripes(desk, 'police', split, { validFrom: monday }),
    )
    const one = { total: 1, pairs: [{ from: 'P1', to: 'P3', count: 1 }], pairTotal: 1 }
    expect(incidents).toEqual({ moved: one, earlier: one })
    expect((await findIncidentByNumber(db(), 'before'))?.policeCode).toBe('P1')
    expect((await findIncidentByNumber(db(), 'on the day'))?.policeCode).toBe('P3')
  })

  test('moves disputes opened from the day on, tells of all still open, and puts them back', async () => {
    const desk = await townDesk(db())
    const earlier = await disputeAt(desk, 0.8, sunday)
    const later = await disputeAt(desk, 0.8, monday)
    await disputeAt(desk, 0.2, monday)
    const before = await gridsOfDisputes(db())
    const imported = await importStripes(desk, 'police', split, { validFrom: monday })
    const pair = (count: number) => [{ from: 'P1', to: 'P3', count }]
    expect(changesOf(imported).disputes).toEqual({
      open: { total: 2, pairs: pair(2), pairTotal: 1 },
      moved: { total: 1, pairs: pair(1), pairTotal: 1 },
      stranded: 0,
    })
    const after = await gridsOfDisputes(db())
    expect(after).toEqual(
      before.map((row) => (row.id === later ? { ...row, policeCode: 'P3' } : row)),
    )
    expect(after.find(({ id }) => id === earlier)?.policeCode).toBe('P1')
    expect(await undoImport(desk, batchOf(imported))).toEqual({ ok: true })
    expect(await gridsOfDisputes(db())).toEqual(before)
  })

  test('leaves a dispute in the grid that somebody chose against its point', async () => {
    const desk = await townDesk(db())
    const chosen = aDispute({ ...e7At(0.99), policeCode: 'P2', governanceCode: 'G2' })
    await openDispute(desk, chosen)
    const imported = await importStripes(desk, 'police', split, { validFrom: monday })
    expect(changesOf(imported).disputes.moved.total).toBe(0)
    expect(await gridsOfDisputes(db())).toMatchObject([{ policeCode: 'P2', governanceCode: 'G2' }])
  })

  test('counts the open disputes without a point whose grid ends', async () => {
    const desk = await townDesk(db())
    await openDispute(desk, aDispute({ lonE7: null, latE7: null, policeCode: 'P2' }))
    const merged = [{ code: 'P1', from: 0, to: 2 }]
    const imported = await importStripes(desk, 'police', merged, { validFrom: monday })
    expect(changesOf(imported).disputes).toMatchObject({ stranded: 1, moved: { total: 0 } })
    expect(await gridsOfDisputes(db())).toMatchObject([{ policeCode: 'P2' }])
  })

  test('says which grids with people on duty split, merge or end, and where their ground goes', async () => {
    const desk = await townDesk(db())
    const other = await aWorker(db(), 'communityOfficer')
    await onDuty(db(), desk.worker.id, 'P1')
    await onDuty(db(), other.id, 'P1')
    await onDuty(db(), other.id, 'P2')
    const cut = await importStripes(desk, 'police', split, { validFrom: '2026-12-01' })
    expect(changesOf(cut)).toMatchObject({
      postsOn: '2026-12-01',
      posts: {
        total: 1,
        rows: [{ code: 'P1', posts: 2, fate: 'split', to: [{ code: 'P1' }, { code: 'P3' }] }],
      },
    })
    const merged = [{ code: 'P2', from: 0.6, to: 2 }]
    const again = await importStripes(desk, 'police', merged, { validFrom: '2026-12-02' })
    expect(changesOf(again).codes.ended.rows).toEqual(['P3'])
    expect(changesOf(again).posts.rows).toMatchObject([{ code: 'P2', posts: 1, fate: 'merged' }])
    const gone = await importStripes(desk, 'police', [{ code: 'P9', from: 5, to: 6 }], {
      validFrom: '2026-12-03',
      wholeLayer: true,
    })
    expect(changesOf(gone).posts.rows.map(({ code, fate }) => [code, fate])).toEqual([
      ['P1', 'ended'],
      ['P2', 'ended'],
    ])
    expect(changesOf(gone).posts.rows.map(({ posts }) => posts)).toEqual([2, 1])
  })

  test('tells nothing of disputes open today when later boundaries hold where they lie', async () => {
    const desk = await townDesk(db())
    await importStripes(desk, 'police', [{ code: 'P1', from: 0, to: 0.99 }], {
      validFrom: '2026-07-01',
    })
    await disputeAt(desk, 0.8, monday)
    const mended = await importStripes(desk, 'police', [{ code: 'P1', from: 0, to: 0.5 }], {
      validFrom: '2026-03-01',
    })
    expect(changesOf(mended).disputes).toMatchObject({ open: { total: 0 }, moved: { total: 0 } })
  })
})
