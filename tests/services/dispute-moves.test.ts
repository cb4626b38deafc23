import { expect, test } from 'vitest'
import { listAuditEntries } from '#db/audit-entries.ts'
import { listDisputeEvents } from '#db/dispute-events.ts'
import { findDispute } from '#db/disputes.ts'
import { listVisitsOf } from '#db/visits.ts'
import { recordVisit } from '~/services/visits.server.ts'
import {
  aWorker,
  bringToMediation,
  deskOf,
  elsewhere,
  layDisputeTown,
  monday,
  move,
  opened,
  walk,
} from '../support/dispute-town.ts'
import { onEachDatabase } from '../support/each-database.ts'

onEachDatabase('a dispute on its way', (db) => {
  async function officerWithDispute() {
    await layDisputeTown(db())
    const desk = deskOf(db(), await aWorker(db(), 'communityOfficer'))
    return { desk, id: await opened(desk) }
  }

  const doneVisit = { status: 'done', doneOn: monday, outcome: '已履行', satisfied: true } as const

  test('takes each stage with a due day of its own, and tells it in its history', async () => {
    const { desk, id } = await officerWithDispute()
    await walk(desk, id, 'accepted')
    expect(await findDispute(db(), id)).toMatchObject({ stage: 'ledger', dueOn: '2026-11-04' })
    await walk({ ...desk, today: '2026-11-03' }, id, 'assigned')
    expect(await findDispute(db(), id)).toMatchObject({ stage: 'ledger', dueOn: '2026-11-04' })
    await walk({ ...desk, today: '2026-11-04' }, id, 'investigating')
    // 一般: seven working days of assessment.
    expect(await findDispute(db(), id)).toMatchObject({ stage: 'assessment', dueOn: '2026-11-13' })
    expect(await listDisputeEvents(db(), id)).toMatchObject([
      { fromStatus: null, toStatus: 'registered' },
      { fromStatus: 'registered', toStatus: 'accepted', fromStage: 'intake', toStage: 'ledger' },
      { fromStatus: 'accepted', toStatus: 'assigned', movedOn: '2026-11-03' },
      {
        toStatus: 'investigating',
        movedOn: '2026-11-04',
        opinion: '双方同意',
        dueOn: '2026-11-13',
      },
    ])
  })

  test('does not jump, and stays as it was', async () => {
    const { desk, id } = await officerWithDispute()
    expect(await move(desk, id, 'agreed')).toEqual({ ok: false, reason: 'illegalMove' })
    expect(await findDispute(db(), id)).toMatchObject({ status: 'registered', version: 1 })
    expect(await listDisputeEvents(db(), id)).toHaveLength(1)
  })

  test('is moved once when two colleagues press at the same moment', async () => {
    const { desk, id } = await officerWithDispute()
    const both = await Promise.all([
      move(desk, id, 'accepted', { version: 1 }),
      move(desk, id, 'withdrawn', { version: 1 }),
    ])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'alreadyMoved' })
    expect(await listDisputeEvents(db(), id)).toHaveLength(2)
  })

  test('ends without agreement only with a reason', async () => {
    const { desk, id } = await officerWithDispute()
    const silent = { opinion: null }
    expect(await move(desk, id, 'notAccepted', silent)).toMatchObject({ reason: 'opinionMissing' })
    await walk(desk, id, 'notAccepted')
    expect(await findDispute(db(), id)).toMatchObject({ settledOn: monday, dueOn: null })
  })

  test('goes to a colleague who may handle disputes there, and to nobody else', async () => {
    const { desk, id } = await officerWithDispute()
    await walk(desk, id, 'accepted')
    const outsider = await aWorker(db(), 'mediator', elsewhere)
    const leader = await aWorker(db(), 'townshipLeader')
    for (const { id: ownerId } of [outsider, leader]) {
      const outcome = await move(desk, id, 'assigned', { ownerId })
      expect(outcome).toEqual({ ok: false, reason: 'unknownOwner' })
    }
    const mediator = await aWorker(db(), 'mediator')
    expect(await move(desk, id, 'assigned', { ownerId: mediator.id })).toMatchObject({ ok: true })
    expect(await findDispute(db(), id)).toMatchObject({ ownerId: mediator.id })
  })

  test('is not mediated before the panel is complete', async () => {
    const { desk, id } = await officerWithDispute()
    await walk(desk, id, 'accepted', 'assigned', 'investigating')
    expect(await move(desk, id, 'mediating')).toEqual({ ok: false, reason: 'panelIncomplete' })
  })

  test('plans its visits with the agreement, and closes when they are made', async () => {
    const { desk, id } = await officerWithDispute()
    await bringToMediation(desk, id)
    expect(await findDispute(db(), id)).toMatchObject({ dueOn: '2026-12-02' })
    expect(await move(desk, id, 'agreed')).toEqual({ ok: true, status: 'agreed', visitsPlanned: 2 })
    const visits = await listVisitsOf(db(), id)
    // A week and thirty days after the agreement.
    expect(visits.map(({ dueOn, workerId }) => [dueOn, workerId])).toEqual([
      ['2026-11-09', desk.worker.id],
      ['2026-12-02', desk.worker.id],
    ])
    await walk(desk, id, 'followUp')
    expect(await move(desk, id, 'closed')).toEqual({ ok: false, reason: 'visitsOpen' })
    for (const visit of visits) await recordVisit(desk, visit.id, doneVisit)
    await walk({ ...desk, today: '2026-12-03' }, id, 'closed')
    expect(await findDispute(db(), id)).toMatchObject({
      settledOn: '2026-12-03',
      closedOn: '2026-12-03',
      dueOn: null,
    })
  })

  test('comes back onto the books when it is reopened, and old visits are cancelled', async () => {
    const { desk, id } = await officerWithDispute()
    await bringToMediation(desk, id)
    await walk(desk, id, 'agreed', 'followUp', 'mediating')
    expect(await listVisitsOf(db(), id)).toMatchObject([
      { status: 'cancelled' },
      { status: 'cancelled' },
    ])
    await walk(desk, id, 'agreed', 'followUp')
    for (const { id: visitId, status } of await listVisitsOf(db(), id)) {
      if (status === 'planned') await recordVisit(desk, visitId, doneVisit)
    }
    await walk(desk, id, 'closed')
    await walk({ ...desk, today: '2026-12-10' }, id, 'mediating')
    expect(await findDispute(db(), id)).toMatchObject({
      openedOn: monday,
      settledOn: null,
      closedOn: null,
      dueOn: '2027-01-11',
      dueProvisional: 1,
    })
  })

  test('leaves an entry in the audit log with every move', async () => {
    const { desk, id } = await officerWithDispute()
    await walk(desk, id, 'accepted')
    const [last] = await listAuditEntries(db(), { limit: 1 })
    expect(last).toMatchObject({
      act: 'dispute.moved',
      subjectId: String(id),
      workerId: desk.worker.id,
    })
    expect(last?.detail).not.toContain('双方同意')
  })
})
