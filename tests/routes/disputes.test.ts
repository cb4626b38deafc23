import { expect, test } from 'vitest'
import { listAuditEntries } from '#db/audit-entries.ts'
import { countDisputes, findDispute, listDisputes } from '#db/disputes.ts'
import { action as parties } from '~/routes/disputes.$disputeId.parties.tsx'
import { action as stage, loader as stageForm } from '~/routes/disputes.$disputeId.stage.tsx'
import { loader as dispute } from '~/routes/disputes.$disputeId.tsx'
import { action as intake, loader as intakeForm } from '~/routes/disputes.new.tsx'
import { loader as list } from '~/routes/disputes.tsx'
import { loader as toDo } from '~/routes/to-do.tsx'
import { action as visit } from '~/routes/visits.$visitId.tsx'
import type { Desk } from '~/services/desk.server.ts'
import { keepDraft } from '~/services/drafts.server.ts'
import { planVisit } from '~/services/visits.server.ts'
import {
  aWorker,
  deskOf,
  elsewhere,
  layDisputeTown,
  opened,
  requestOf,
  walk,
} from '../support/dispute-town.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { eastVillage } from '../support/town.ts'

const everything = { reach: { paths: ['/'], workerId: 0 } }

/** What a form sends when somebody takes in a dispute on the phone. */
const intakeFields = {
  key: 'form-000001',
  typeCode: '0201',
  title: '',
  summary: '两家因屋后排水沟走向争执。',
  difficulty: 'ordinary',
  scaleCode: '01',
  sourceCode: '1',
  peopleCount: '2',
  governanceCode: 'G1',
  'parties.0.side': 'applicant',
  'parties.0.name': '欧阳明月',
  'parties.3.side': 'respondent',
  'parties.3.name': '司马青山',
  'parties.3.phone': '13812345678',
}

/** The status of an answer or of a thrown response. */
async function statusOf(answer: Promise<unknown>): Promise<number> {
  const outcome = await answer.catch((thrown: unknown) => thrown)
  if (outcome instanceof Response) return outcome.status
  const { init } = outcome as { init?: { status?: number } | null }
  return init?.status ?? 200
}

onEachDatabase('the pages of disputes', (db) => {
  async function officerWithDispute() {
    await layDisputeTown(db())
    const desk = deskOf(db(), await aWorker(db(), 'communityOfficer'))
    return { desk, id: await opened(desk) }
  }
  const paramsOf = (id: number) => ({ params: { disputeId: String(id) } })

  test('open for those in whose area it lies or whose own it is, else they are not there', async () => {
    const { id } = await officerWithDispute()
    const see = async (desk: Desk) =>
      await statusOf(dispute(requestOf(desk, `/disputes/${id}`, paramsOf(id))))
    expect(await see(deskOf(db(), await aWorker(db(), 'townshipLeader')))).toBe(200)
    expect(await see(deskOf(db(), await aWorker(db(), 'townshipLeader', elsewhere)))).toBe(404)
    const grid = await aWorker(db(), 'gridWorker')
    expect(await see(deskOf(db(), grid))).toBe(404)
    await db().updateTable('disputes').set({ reporterId: grid.id }).execute()
    expect(await see(deskOf(db(), grid))).toBe(200)
    expect(await see(deskOf(db(), await aWorker(db(), 'administrator', null)))).toBe(403)
    const leader = deskOf(db(), await aWorker(db(), 'townshipLeader', null))
    expect(await statusOf(dispute(requestOf(leader, '/disputes/x', paramsOf(99_999))))).toBe(404)
  })

  test('show the parties masked', async () => {
    const { desk, id } = await officerWithDispute()
    const page = await dispute(requestOf(desk, `/disputes/${id}`, paramsOf(id)))
    expect(page.sheet.parties).toMatchObject([
      { name: '欧**', phone: '138****5678' },
      { name: '司**', phone: null },
    ])
    expect(JSON.stringify(page)).not.toMatch(/欧阳明月|司马青山|13812345678/)
  })

  test('let a reader without a hand in it neither move it nor see who it is about', async () => {
    const { id } = await officerWithDispute()
    const colleague = deskOf(db(), await aWorker(db(), 'mediator'))
    const form = { to: 'accepted', version: '1' }
    const path = `/disputes/${id}`
    const with404 = { ...paramsOf(id), form }
    expect(await statusOf(dispute(requestOf(colleague, path, paramsOf(id))))).toBe(200)
    expect(await statusOf(stage(requestOf(colleague, `${path}/stage`, with404)))).toBe(404)
    const reveal = { ...paramsOf(id), form: { reason: '想看看' } }
    expect(await statusOf(parties(requestOf(colleague, `${path}/parties`, reveal)))).toBe(404)
    expect((await listAuditEntries(db(), { limit: 9 })).map(({ act }) => act)).not.toContain(
      'party.revealed',
    )
  })

  test('reveal the parties in the answer alone, and not without a reason', async () => {
    const { desk, id } = await officerWithDispute()
    const ask = (reason: string) =>
      parties(requestOf(desk, `/disputes/${id}/parties`, { ...paramsOf(id), form: { reason } }))
    expect(await statusOf(ask(''))).toBe(422)
    expect(await statusOf(ask('打13812345678'))).toBe(422)
    expect(await ask('电话通知')).toMatchObject({ parties: [{ name: '欧阳明月' }, {}] })
  })

  test('say what changed to whoever moves what a colleague has just moved', async () => {
    const { desk, id } = await officerWithDispute()
    await walk(desk, id, 'accepted')
    const form = { to: 'withdrawn', opinion: '当事人和好', version: '1' }
    const answer = await stage(
      requestOf(desk, `/disputes/${id}/stage?to=withdrawn`, { ...paramsOf(id), form }),
    )
    expect(answer).toMatchObject({
      init: { status: 409 },
      data: { moved: { wanted: 'withdrawn', now: 'accepted', opinion: '当事人和好' } },
    })
    expect(await findDispute(db(), id)).toMatchObject({ status: 'accepted' })
  })

  test('show the due day of a move before it is made, and offer legal moves alone', async () => {
    const { desk, id } = await officerWithDispute()
    const ask = (to: string) =>
      stageForm(requestOf(desk, `/disputes/${id}/stage?to=${to}`, paramsOf(id)))
    expect(await ask('accepted')).toMatchObject({ due: { dueOn: '2026-11-04' } })
    expect(await statusOf(ask('closed'))).toBe(302)
  })

  test('take a dispute in, named by its place and type', async () => {
    await layDisputeTown(db())
    const desk = deskOf(db(), await aWorker(db(), 'gridWorker', eastVillage))
    const form = { ...intakeFields, addressText: '三组东头' }
    const answer = await intake(requestOf(desk, '/disputes/new', { form }))
    expect(await statusOf(Promise.resolve(answer))).toBe(302)
    const [listed] = await listDisputes(db(), everything, { limit: 9, offset: 0 })
    expect(await findDispute(db(), listed?.id ?? 0)).toMatchObject({
      title: '三组东头 用水排水通行通风采光',
      governanceCode: 'G1',
      policeCode: 'P1',
      areaCode: eastVillage,
      reporterId: desk.worker.id,
    })
    await intake(
      requestOf(desk, '/disputes/new', { form: { ...intakeFields, key: 'form-000002' } }),
    )
    expect((await findDispute(db(), (listed?.id ?? 0) + 1))?.title).toBe(
      '东村 用水排水通行通风采光',
    )
    const again = await intake(requestOf(desk, '/disputes/new', { form }))
    expect((again as Response).headers.get('Location')).toMatch(/done=again$/)
    expect(await countDisputes(db(), everything)).toBe(2)
  })

  test('give the form back as typed when something is missing', async () => {
    await layDisputeTown(db())
    const desk = deskOf(db(), await aWorker(db(), 'gridWorker', eastVillage))
    const send = (fields: Record<string, string>) =>
      intake(requestOf(desk, '/disputes/new', { form: { ...intakeFields, ...fields } }))
    const cases: [Record<string, string>, string][] = [
      [{ 'parties.0.name': '' }, 'parties'],
      [{ typeCode: '' }, 'typeCode'],
      [{ summary: '' }, 'summary'],
      [{ governanceCode: 'G9' }, 'villageCode'],
      [{ summary: '电话13812345678' }, 'summary'],
      [{ typeCode: '9876' }, 'typeCode'],
    ]
    for (const [fields, at] of cases) {
      const answer = await send(fields)
      expect(answer, at).toMatchObject({
        init: { status: 422 },
        data: { values: { 'parties.3.name': '司马青山', ...fields } },
      })
      const { problems } = (answer as { data: { problems: Record<string, string> } }).data
      expect(Object.keys(problems)).toEqual([at])
    }
    expect(await countDisputes(db(), everything)).toBe(0)
    const kept = { summary: '电话13812345678', keptText: '13812345678' }
    expect(await statusOf(Promise.resolve(await send(kept)))).toBe(302)
  })

  test('bring back what was typed before the sign-in ran out, its names sealed meanwhile', async () => {
    await layDisputeTown(db())
    const desk = deskOf(db(), await aWorker(db(), 'gridWorker', eastVillage))
    const path = '/disputes/new'
    await keepDraft(desk, { workerId: desk.worker.id, path, fields: intakeFields })
    const stored = await db().selectFrom('drafts').selectAll().executeTakeFirstOrThrow()
    expect(stored.fields).not.toMatch(/欧阳明月|司马青山|13812345678/)
    const { draft } = await intakeForm(requestOf(desk, path))
    expect(draft).toEqual(intakeFields)
    await intake(requestOf(desk, path, { form: intakeFields }))
    expect((await intakeForm(requestOf(desk, path))).draft).toEqual({})
  })

  test('list by the filters of the address, with words to the lights', async () => {
    const { desk, id } = await officerWithDispute()
    await opened(desk, { typeCode: '0101' })
    const page = await list(
      requestOf({ ...desk, today: '2026-11-06' }, '/disputes?type=02&light=red'),
    )
    expect(page).toMatchObject({
      total: 1,
      disputes: [{ id, light: { light: 'red', text: '超期2个工作日' } }],
      board: { intake: { count: 1, overdue: 1 } },
    })
  })

  test('record a visit for its visitor, once', async () => {
    const { desk, id } = await officerWithDispute()
    const grid = await aWorker(db(), 'gridWorker')
    await planVisit(desk, id, { dueOn: '2026-11-20', workerId: grid.id })
    const { id: visitId } = await db().selectFrom('visits').select('id').executeTakeFirstOrThrow()
    const form = { status: 'done', doneOn: '2026-11-02', outcome: '已履行', satisfied: '1' }
    const send = (worker: typeof grid) =>
      statusOf(
        Promise.resolve(
          visit(
            requestOf(deskOf(db(), worker), `/visits/${visitId}`, {
              params: { visitId: String(visitId) },
              form,
            }),
          ),
        ),
      )
    expect(await send(await aWorker(db(), 'gridWorker'))).toBe(404)
    expect(await send(grid)).toBe(302)
    expect(await send(grid)).toBe(409)
  })

  test('tell each what is due: their own first, then the lamps of their area', async () => {
    const { desk, id } = await officerWithDispute()
    await planVisit(desk, id, { dueOn: '2026-11-03', workerId: null })
    const late = { ...desk, today: '2026-11-06' }
    const own = await toDo(requestOf(late, '/'))
    expect(own.mine).toMatchObject({
      duties: [
        { kind: 'visit', light: { text: '超期3个工作日' } },
        { kind: 'stage', id, light: { text: '超期2个工作日' } },
      ],
      red: { stages: 1, visits: 1 },
      yellow: { stages: 0, visits: 0 },
    })
    expect(own.watch).toMatchObject({ red: 1, yellow: 0, visits: 1, overdue: [{ id }] })
    const leader = await aWorker(db(), 'townshipLeader')
    const watched = await toDo(requestOf({ ...late, worker: leader }, '/'))
    expect(watched).toMatchObject({ mine: null, watch: { red: 1 }, reports: null })
    const outsider = await aWorker(db(), 'townshipLeader', elsewhere)
    expect(await toDo(requestOf({ ...late, worker: outsider }, '/'))).toMatchObject({
      watch: { red: 0, visits: 0, overdue: [] },
    })
    const administrator = await aWorker(db(), 'administrator', null)
    expect(await toDo(requestOf({ ...late, worker: administrator }, '/'))).toMatchObject({
      mine: null,
      watch: null,
      housekeeping: { accounts: { waiting: 0, disabled: 0 }, batches: [] },
    })
  })
})
