import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { insertAreas } from '#db/areas.ts'
import { findBrokenAuditEntry } from '#db/audit-entries.ts'
import type { Database } from '#db/connect.ts'
import { countGridsOn } from '#db/grids.ts'
import { allotNumber } from '#db/numbers.ts'
import { demoAccounts } from '#seeds/demo-accounts.ts'
import { loadDemo, type SeedRequest } from '#seeds/load.ts'
import { layers } from '~/domain/areas.ts'
import { addDays, beginningOfTime } from '~/domain/day.ts'
import {
  bookChange,
  isOpen,
  mayMove,
  needsOpinion,
  openSeats,
  stageOf,
} from '~/domain/mediation.ts'
import { roles } from '~/domain/permissions.ts'
import { addWorker, findByCredentials } from '~/services/accounts.server.ts'
import { gradesOf } from '~/services/grading.server.ts'
import { relocateIncidents } from '~/services/locating-incidents.server.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { deskOn } from '../support/town.ts'

const today = '2026-06-30'
/** 103 governance grids and 21 police grids. */
const small: SeedRequest = { scale: 0.02 }
const silence = () => {}

onEachDatabase('the demo prefecture', (db) => {
  const desk = () => deskOn(db(), today)
  const load = (request = small) => loadDemo(desk(), request, silence)
  const loaded = async () => expect(await load()).toEqual({ ok: true, again: false })

  test('counts every incident once on each layer, where its point lies', async () => {
    await loaded()
    expect(await countGridsOn(db(), 'governance', today)).toBe(103)
    expect(await countGridsOn(db(), 'police', today)).toBe(21)
    const { rows } = await sql<Record<string, number>>`
      select count(*) as everything, count(police_code) as police, count(governance_code) as governance,
        sum(case when located_how = 'outside' then 1 else 0 end) as outside,
        count(distinct substr(occurred_on, 1, 7)) as months from incidents`.execute(db())
    const { everything, police, governance, outside, months } = numbersIn(rows[0])
    expect(everything).toBe(1200)
    expect(outside).toBeGreaterThan(0)
    expect([police, governance]).toEqual([1200 - (outside ?? 0), 1200 - (outside ?? 0)])
    expect(months).toBe(14)
    expect(await relocateIncidents(db(), beginningOfTime)).toEqual({ moved: 0, choicesLost: [] })
  })

  test('grades one month like another by quota, with no grid without data', async () => {
    await loaded()
    for (const month of ['2025-05', '2026-01', '2026-06']) {
      const police = await coloursIn(db(), 'police', month)
      // 60 and 196 of 1,065, at 21 police grids.
      expect(police).toEqual({ red: 1, yellow: 4, green: 16 })
      expect((await coloursIn(db(), 'governance', month)).grey).toBeUndefined()
    }
    const kept = await db().selectFrom('gradings').select(['month', 'dirty']).execute()
    expect(kept.filter(({ dirty }) => dirty === 0)).toHaveLength(14 * layers.length)
  })

  test('holds disputes as their moves would have left them', async () => {
    await loaded()
    const disputes = await db().selectFrom('disputes').selectAll().orderBy('id').execute()
    const events = await db().selectFrom('disputeEvents').selectAll().orderBy('id').execute()
    const seats = await db().selectFrom('panelSeats').selectAll().execute()
    expect(disputes).toHaveLength(72)
    expect(
      new Set(disputes.filter(({ status }) => isOpen(status)).map(({ stage }) => stage)).size,
    ).toBe(4)
    for (const dispute of disputes) {
      const moves = events.filter(({ disputeId }) => disputeId === dispute.id)
      const panel = seats.filter(({ disputeId }) => disputeId === dispute.id)
      const settled = moves.filter(
        (move) => bookChange(move.fromStatus, move.toStatus) === 'settled',
      )
      expect(dispute).toMatchObject({
        status: moves.at(-1)?.toStatus,
        stage: stageOf[dispute.status],
        dueOn: moves.at(-1)?.dueOn,
        ownerId: moves.at(-1)?.ownerId,
        openedOn: moves[0]?.movedOn,
        settledOn: settled.at(-1)?.movedOn ?? null,
        version: moves.length,
      })
      moves.slice(1).forEach(({ fromStatus, toStatus, opinion, movedOn }, index) => {
        const from = fromStatus ?? 'archived'
        expect(moves[index]?.toStatus).toBe(fromStatus)
        expect(mayMove(from, toStatus)).toBe(true)
        expect(movedOn >= (moves[index]?.movedOn ?? '')).toBe(true)
        if (needsOpinion(from, toStatus)) expect(opinion).toBeTruthy()
      })
      if (moves.some(({ toStatus }) => toStatus === 'mediating'))
        expect(openSeats(panel)).toEqual([])
    }
    const last = disputes.filter(({ number }) => number.startsWith('JF2026-')).length
    expect(await allotNumber(db(), 'JF2026')).toBe(last + 1)
  })

  test('seals the names of the parties, and every batch and load stands in a whole audit log', async () => {
    await loaded()
    const parties = await db().selectFrom('parties').selectAll().execute()
    expect(parties).toHaveLength(2 * 72)
    for (const { nameSealed, phoneSealed } of parties) {
      expect(nameSealed).not.toMatch(/某/)
      expect(desk().sealer.open(nameSealed)).toMatch(/某/)
      expect(phoneSealed).toBeNull()
    }
    expect(await findBrokenAuditEntry(db())).toBeNull()
    const entries = await db().selectFrom('auditEntries').select(['act', 'subjectId']).execute()
    const batches = await db().selectFrom('importBatches').select(['id', 'status']).execute()
    expect(batches.map(({ status }) => status)).toEqual(Array(4).fill('imported'))
    expect(
      entries.filter(({ act }) => act === 'import.confirmed').map(({ subjectId }) => subjectId),
    ).toEqual(batches.map(({ id }) => String(id)))
  })

  test('gives every role an account with a desk as on a working day', async () => {
    await loaded()
    const accounts = await demoAccounts(db())
    expect(accounts).toHaveLength(roles.length)
    for (const { account, password } of accounts) {
      expect(await findByCredentials(desk(), account, password)).toMatchObject({ account })
    }
    const password = accounts[0]?.password ?? ''
    const other = await db()
      .selectFrom('workers')
      .selectAll()
      .where('demo', '=', 0)
      .executeTakeFirst()
    expect(await findByCredentials(desk(), other?.account ?? '', password)).toBeNull()
    const soon = addDays(today, 5)
    for (const account of ['demo-officer', 'demo-mediator']) {
      const days = await disputeDays(db(), account)
      expect(days.filter((day) => day < today).length, account).toBeGreaterThan(0)
      expect(days.filter((day) => day >= today && day <= soon).length, account).toBeGreaterThan(0)
    }
    for (const account of ['demo-officer', 'demo-mediator', 'demo-grid']) {
      const days = await visitDays(db(), account)
      expect(days.filter((day) => day < today).length, account).toBeGreaterThan(0)
      expect(days.filter((day) => day >= today && day <= soon).length, account).toBeGreaterThan(0)
    }
    const reported = await db()
      .selectFrom('incidents')
      .innerJoin('workers', 'workers.id', 'incidents.reporterId')
      .select('incidents.id')
      .where('account', '=', 'demo-grid')
      .execute()
    expect(reported.length).toBeGreaterThan(2)
  })

  test('is loaded once: the same again changes nothing, anything else is refused', async () => {
    const request = { ...small, until: '2026-05-31', incidents: 50, disputes: 0 }
    expect(await load(request)).toEqual({ ok: true, again: false })
    const before = await rowCounts(db())
    expect(before).toMatchObject({ incidents: 50, disputes: 0 })
    expect(await load(request)).toEqual({ ok: true, again: true })
    expect(await load({ ...request, until: undefined })).toEqual({ ok: true, again: true })
    expect(await load({ ...request, until: today })).toEqual({ ok: false, reason: 'notEmpty' })
    expect(await load({ ...request, scale: 0.03 })).toEqual({ ok: false, reason: 'notEmpty' })
    expect(await rowCounts(db())).toEqual(before)
  })

  test('opens no demo account beside a real one', async () => {
    await addWorker(desk(), {
      account: 'boss',
      name: '王某',
      unit: null,
      role: 'administrator',
      areaCode: null,
    })
    expect(await load()).toEqual({ ok: false, reason: 'notEmpty' })
    expect(await demoAccounts(db())).toEqual([])
  })

  test('stays out of a database that has areas of its own', async () => {
    const area = { code: '321300', name: '宿迁市', level: 'prefecture', parentCode: null } as const
    await insertAreas(db(), [{ ...area, path: '/321300/', batchId: null }])
    expect(await load()).toEqual({ ok: false, reason: 'notEmpty' })
    expect(await rowCounts(db())).toEqual({ areas: 1, incidents: 0, disputes: 0, workers: 0 })
  })
})

const numbersIn = (row: Record<string, unknown> = {}): Record<string, number> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)]))

async function coloursIn(db: Database, layer: (typeof layers)[number], month: string) {
  const found = await gradesOf(deskOn(db, today), { layer, month })
  if (!found.ok) throw new Error(found.reason)
  const counts: Record<string, number> = {}
  for (const { colour } of found.graded.grades) counts[colour] = (counts[colour] ?? 0) + 1
  return counts
}

/** The due days of what an account has in hand and is not settled. */
async function disputeDays(db: Database, account: string): Promise<string[]> {
  const rows = await db
    .selectFrom('disputes')
    .innerJoin('workers', 'workers.id', 'disputes.ownerId')
    .select('dueOn')
    .where('account', '=', account)
    .where('settledOn', 'is', null)
    .execute()
  return rows.flatMap(({ dueOn }) => dueOn ?? [])
}

async function visitDays(db: Database, account: string): Promise<string[]> {
  const rows = await db
    .selectFrom('visits')
    .innerJoin('workers', 'workers.id', 'visits.workerId')
    .select('dueOn')
    .where('account', '=', account)
    .where('status', '=', 'planned')
    .execute()
  return rows.map(({ dueOn }) => dueOn)
}

async function rowCounts(db: Database) {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*) from areas) as areas, (select count(*) from incidents) as incidents,
      (select count(*) from disputes) as disputes, (select count(*) from workers) as workers`.execute(
    db,
  )
  return numbersIn(rows[0])
}
