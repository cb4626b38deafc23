import { expect, test } from 'vitest'
import { findVisit, listVisitsOf } from '#db/visits.ts'
import { planVisit, recordVisit } from '~/services/visits.server.ts'
import {
  aWorker,
  deskOf,
  elsewhere,
  layDisputeTown,
  monday,
  opened,
  walk,
} from '../support/dispute-town.ts'
import { onEachDatabase } from '../support/each-database.ts'

onEachDatabase('a visit', (db) => {
  async function officerWithVisit() {
    await layDisputeTown(db())
    const desk = deskOf(db(), await aWorker(db(), 'communityOfficer'))
    const id = await opened(desk)
    await planVisit(desk, id, { dueOn: '2026-11-20', workerId: null })
    const [visit] = await listVisitsOf(db(), id)
    if (!visit) throw new Error('no visit')
    return { desk, id, visit }
  }

  test('is planned for the owner of the dispute unless a colleague is named', async () => {
    const { desk, id, visit } = await officerWithVisit()
    expect(visit).toMatchObject({ workerId: desk.worker.id, status: 'planned' })
    const grid = await aWorker(db(), 'gridWorker')
    expect(await planVisit(desk, id, { dueOn: '2026-12-01', workerId: grid.id })).toEqual({
      ok: true,
    })
    const outsider = await aWorker(db(), 'gridWorker', elsewhere)
    expect(await planVisit(desk, id, { dueOn: '2026-12-01', workerId: outsider.id })).toEqual({
      ok: false,
      reason: 'unknownWorker',
    })
    expect(await listVisitsOf(db(), id)).toHaveLength(2)
  })

  test('is planned once, however often its form is sent', async () => {
    const { desk, id } = await officerWithVisit()
    const plan = { dueOn: '2026-12-01', workerId: null }
    const answers = await Promise.all([planVisit(desk, id, plan), planVisit(desk, id, plan)])
    expect(answers).toEqual([{ ok: true }, { ok: true }])
    expect((await listVisitsOf(db(), id)).filter(({ dueOn }) => dueOn === plan.dueOn)).toHaveLength(
      1,
    )
  })

  test('is recorded once, as it went', async () => {
    const { desk, visit } = await officerWithVisit()
    const done = { status: 'done', doneOn: monday, outcome: '已履行', satisfied: false } as const
    expect(await recordVisit(desk, visit.id, done)).toEqual({ ok: true })
    expect(await findVisit(db(), visit.id)).toMatchObject({ ...done, satisfied: 0, reason: null })
    const cancelled = { status: 'cancelled', reason: '重复' } as const
    expect(await recordVisit(desk, visit.id, cancelled)).toEqual({
      ok: false,
      reason: 'alreadyRecorded',
    })
    expect(await findVisit(db(), visit.id)).toMatchObject({ status: 'done', reason: null })
  })

  test('that could not be made says why', async () => {
    const { desk, visit } = await officerWithVisit()
    await recordVisit(desk, visit.id, { status: 'notExecutable', reason: '外出务工' })
    expect(await findVisit(db(), visit.id)).toMatchObject({
      status: 'notExecutable',
      reason: '外出务工',
      doneOn: null,
    })
  })

  test('is not planned for a dispute off the books', async () => {
    const { desk, id } = await officerWithVisit()
    await walk(desk, id, 'withdrawn')
    expect(await planVisit(desk, id, { dueOn: '2026-12-01', workerId: null })).toEqual({
      ok: false,
      reason: 'notOpen',
    })
  })
})
