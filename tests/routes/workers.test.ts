import { expect, test } from 'vitest'
import { listAuditEntries } from '#db/audit-entries.ts'
import { findWorker, insertWorkerRole, listScopes, listWorkerRoles } from '#db/workers.ts'
import { action, loader } from '~/routes/workers.$workerId.tsx'
import { action as add } from '~/routes/workers.new.tsx'
import { loader as list } from '~/routes/workers.tsx'
import type { Desk } from '~/services/desk.server.ts'
import {
  aWorker,
  deskOf,
  elsewhere,
  layDisputeTown,
  monday,
  requestOf,
  township,
} from '../support/dispute-town.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { eastVillage } from '../support/town.ts'

onEachDatabase('the pages of accounts', (db) => {
  async function administrator(areaCode: string | null = township) {
    await layDisputeTown(db())
    return deskOf(db(), await aWorker(db(), 'administrator', areaCode))
  }
  const at = (id: number, form?: Record<string, string>) => ({
    params: { workerId: String(id) },
    ...(form && { form }),
  })
  const act = (desk: Desk, id: number, form: Record<string, string>) =>
    action(requestOf(desk, `/workers/${id}`, at(id, form))).catch((thrown: unknown) => thrown)
  const see = (desk: Desk, id: number) =>
    loader(requestOf(desk, `/workers/${id}`, at(id))).catch((thrown: unknown) => thrown)
  const acts = async () => (await listAuditEntries(db(), { limit: 9 })).map(({ act }) => act)

  test('of a township list and open its own accounts alone', async () => {
    const desk = await administrator()
    const here = await aWorker(db(), 'gridWorker', eastVillage)
    const there = await aWorker(db(), 'gridWorker', elsewhere)
    const page = await list(requestOf(desk, '/workers'))
    expect(page.workers.map(({ id }) => id).sort()).toEqual([desk.worker.id, here.id].sort())
    expect(page.total).toBe(2)
    expect(await see(desk, here.id)).toMatchObject({ worker: { id: here.id } })
    expect(await see(desk, there.id)).toMatchObject({ status: 404 })
    expect(await act(desk, there.id, { act: 'reset' })).toMatchObject({ status: 404 })
  })

  test('leave alone whoever also holds a role outside, or over the whole site', async () => {
    const desk = await administrator()
    for (const areaCode of [elsewhere, '321302', null]) {
      const mixed = await aWorker(db(), 'gridWorker', township)
      const role = { workerId: mixed.id, role: 'administrator', areaCode } as const
      await insertWorkerRole(db(), { ...role, validFrom: '2026-01-01' })
      expect(await see(desk, mixed.id)).toMatchObject({ status: 404 })
      for (const form of [{ act: 'reset' }, { act: 'disable' }]) {
        expect(await act(desk, mixed.id, form)).toMatchObject({ status: 404 })
      }
      expect(await findWorker(db(), mixed.id)).toMatchObject({
        mustChangePassword: 0,
        disabledAt: null,
      })
    }
    expect((await list(requestOf(desk, '/workers'))).total).toBe(1)
  })

  test('follow whoever moved away, to where they went', async () => {
    const desk = await administrator()
    const moved = await aWorker(db(), 'gridWorker', township)
    await db()
      .updateTable('workerRoles')
      .set({ validTo: monday })
      .where('workerId', '=', moved.id)
      .execute()
    expect(await see(desk, moved.id)).toMatchObject({ worker: { id: moved.id } })
    const role = { workerId: moved.id, role: 'gridWorker', areaCode: elsewhere } as const
    await insertWorkerRole(db(), { ...role, validFrom: monday })
    expect(await see(desk, moved.id)).toMatchObject({ status: 404 })
    const county = deskOf(db(), await aWorker(db(), 'administrator', elsewhere))
    expect(await see(county, moved.id)).toMatchObject({ worker: { id: moved.id } })
  })

  test.each([
    ['the whole site', ''],
    ['another area', elsewhere],
    ['what is above', '321302'],
    ['nowhere', '%'],
  ])('grant nothing over %s', async (_where, areaCode) => {
    const desk = await administrator()
    const here = await aWorker(db(), 'gridWorker', eastVillage)
    const form = { act: 'grant', role: 'administrator', areaCode }
    for (const id of [here.id, desk.worker.id]) {
      expect(await act(desk, id, form)).toMatchObject({ init: { status: 422 } })
    }
    const account = { account: 'newcomer', name: '新人', role: 'administrator', areaCode }
    const added = await add(requestOf(desk, '/workers/new', { form: account }))
    expect(added).toMatchObject({ init: { status: 422 } })
    expect(await listScopes(db(), here.id, monday)).toHaveLength(1)
    expect(await acts()).toEqual([])
  })

  test('withdraw a role of this very account alone, and once', async () => {
    const desk = await administrator()
    const here = await aWorker(db(), 'gridWorker', eastVillage)
    const there = await aWorker(db(), 'townshipStaff', elsewhere)
    const [theirs] = await listWorkerRoles(db(), there.id)
    const [ours] = await listWorkerRoles(db(), here.id)
    const withdraw = (roleId = 0) => act(desk, here.id, { act: 'withdraw', roleId: String(roleId) })
    expect(await withdraw(theirs?.id)).toMatchObject({ init: { status: 422 } })
    expect(await listScopes(db(), there.id, monday)).toHaveLength(1)
    expect(await withdraw(ours?.id)).toMatchObject({ status: 302 })
    expect(await withdraw(ours?.id)).toMatchObject({ init: { status: 422 } })
    expect(await acts()).toEqual(['worker.roleWithdrawn'])
  })

  test('keep whoever is signed in from withdrawing their own role', async () => {
    const desk = await administrator(null)
    const [own] = await listWorkerRoles(db(), desk.worker.id)
    const form = { act: 'withdraw', roleId: String(own?.id) }
    expect(await act(desk, desk.worker.id, form)).toMatchObject({ init: { status: 422 } })
    expect(await listScopes(db(), desk.worker.id, monday)).toHaveLength(1)
  })

  test('grant a role once, however often the form is sent, and none over an unknown area', async () => {
    const desk = await administrator(null)
    const here = await aWorker(db(), 'gridWorker', eastVillage)
    const grant = { act: 'grant', role: 'mediator', areaCode: eastVillage }
    for (let turn = 0; turn < 2; turn++) {
      expect(await act(desk, here.id, grant)).toMatchObject({ status: 302 })
    }
    expect(await listScopes(db(), here.id, monday)).toHaveLength(2)
    expect(await act(desk, here.id, { ...grant, areaCode: '000' })).toMatchObject({
      init: { status: 422 },
    })
  })
})
