import { expect, test } from 'vitest'
import { listAuditEntries } from '#db/audit-entries.ts'
import { listDisputeEvents } from '#db/dispute-events.ts'
import { findDispute } from '#db/disputes.ts'
import { insertIncidents } from '#db/incident-places.ts'
import { findIncidentByNumber } from '#db/incidents.ts'
import { listParties } from '#db/parties.ts'
import { openDispute } from '~/services/disputes.server.ts'
import {
  aDispute,
  aWorker,
  deskOf,
  elsewhere,
  layDisputeTown,
  monday,
  opened,
} from '../support/dispute-town.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { anIncident } from '../support/town.ts'

onEachDatabase('opening a dispute', (db) => {
  const officerAtWork = async () => {
    await layDisputeTown(db())
    return deskOf(db(), await aWorker(db(), 'communityOfficer'))
  }

  test('gives it the next number of the year, its first event and its due day', async () => {
    const desk = await officerAtWork()
    await opened(desk)
    const id = await opened(desk)
    expect(await findDispute(db(), id)).toMatchObject({
      number: 'JF2026-00002',
      status: 'registered',
      stage: 'intake',
      openedOn: monday,
      // 受理 within two working days, a warning after one.
      dueOn: '2026-11-04',
      yellowOn: '2026-11-03',
      dueProvisional: 0,
      settledOn: null,
      version: 1,
    })
    expect(await listDisputeEvents(db(), id)).toMatchObject([
      { fromStatus: null, toStatus: 'registered', movedOn: monday, dueOn: '2026-11-04' },
    ])
    expect(await findDispute(db(), await opened({ ...desk, today: '2027-01-04' }))).toMatchObject({
      number: 'JF2027-00001',
      dueProvisional: 1,
    })
  })

  test('seals the parties, and names them nowhere else', async () => {
    const desk = await officerAtWork()
    const id = await opened(desk)
    const rows = await listParties(db(), id)
    expect(rows.map(({ nameSealed }) => desk.sealer.open(nameSealed))).toEqual([
      '欧阳明月',
      '司马青山',
    ])
    const elsewhere = JSON.stringify([
      rows,
      await findDispute(db(), id),
      await listAuditEntries(db(), { limit: 99 }),
    ])
    expect(elsewhere).not.toMatch(/欧阳明月|司马青山|13812345678/)
  })

  test('makes one dispute of a form sent twice, at the same moment too', async () => {
    const desk = await officerAtWork()
    const send = (key: string) => openDispute(desk, aDispute({ key }))
    const [first, again] = await Promise.all([send('form-0001'), send('form-0001')])
    const third = await send('form-0001')
    const ids = [first, again, third].map((outcome) => outcome.ok && outcome.disputeId)
    expect(new Set(ids).size).toBe(1)
    expect(third).toMatchObject({ again: true })
    expect(await send('form-0002')).toMatchObject({ again: false })
  })

  test('belongs to whoever reports it and may handle it', async () => {
    const desk = await officerAtWork()
    expect(await findDispute(db(), await opened(desk))).toMatchObject({
      ownerId: desk.worker.id,
      reporterId: desk.worker.id,
    })
  })

  test('belongs to the officer on duty when a grid worker reports it, else to nobody', async () => {
    const { worker: officer } = await officerAtWork()
    const desk = deskOf(db(), await aWorker(db(), 'gridWorker'))
    const duty = { layer: 'police', validFrom: '2026-01-01', validTo: null } as const
    await db()
      .insertInto('duties')
      .values([
        { ...duty, workerId: desk.worker.id, gridCode: 'P1' },
        { ...duty, workerId: officer.id, gridCode: 'P1' },
        { ...duty, workerId: officer.id, gridCode: 'P2', validTo: monday },
      ])
      .execute()
    expect(await findDispute(db(), await opened(desk))).toMatchObject({ ownerId: officer.id })
    expect(await findDispute(db(), await opened(desk, { policeCode: 'P2' }))).toMatchObject({
      ownerId: null,
    })
  })

  test('links the incident it grew from', async () => {
    const desk = await officerAtWork()
    await insertIncidents(db(), [anIncident({ number: 'JQ-1' })])
    const incident = await findIncidentByNumber(db(), 'JQ-1')
    const id = await opened(desk, { incidentId: incident?.id ?? 0 })
    expect(await findIncidentByNumber(db(), 'JQ-1')).toMatchObject({ disputeId: id })
  })

  test('is refused for a type that does not exist', async () => {
    const desk = await officerAtWork()
    const outcome = await openDispute(desk, aDispute({ typeCode: '9876', areaCode: elsewhere }))
    expect(outcome).toEqual({ ok: false, reason: 'unknownType' })
  })

  test('has the months that hold its day graded anew', async () => {
    const desk = await officerAtWork()
    const { id: rulesetId } = await db()
      .insertInto('rulesets')
      .values({ name: 'r', layer: 'both', body: '{}', reason: '', createdAt: desk.now })
      .returning('id')
      .executeTakeFirstOrThrow()
    const graded = { layer: 'police', rulesetId, gradedAt: desk.now, dirty: 0 } as const
    await db()
      .insertInto('gradings')
      .values([
        { ...graded, month: '2026-10', asOf: '2026-10-31' },
        { ...graded, month: '2026-11', asOf: '2026-11-30' },
      ])
      .execute()
    await opened(desk)
    const rows = await db()
      .selectFrom('gradings')
      .select(['month', 'dirty'])
      .orderBy('month')
      .execute()
    expect(rows).toEqual([
      { month: '2026-10', dirty: 0 },
      { month: '2026-11', dirty: 1 },
    ])
  })
})
