import { expect, test } from 'vitest'
import { listAuditEntries } from '#db/audit-entries.ts'
import { findWorker, listScopes } from '#db/workers.ts'
import { findSignedIn, openSession } from '~/server/session.server.ts'
import {
  addWorker,
  changePassword,
  disableWorker,
  findByCredentials,
  resetPassword,
} from '~/services/accounts.server.ts'
import type { UnattendedDesk } from '~/services/desk.server.ts'
import { sealerOf } from '~/services/sealing.server.ts'
import { onEachDatabase } from '../support/each-database.ts'

const clock = { now: '2026-11-02T01:00:00.000Z', today: '2026-11-02' }

onEachDatabase('an account', (db) => {
  const desk = (): UnattendedDesk => ({
    db: db(),
    sealer: sealerOf(Buffer.alloc(32, 1)),
    worker: null,
    ...clock,
  })
  const wang = {
    account: 'wang',
    name: '王某',
    unit: null,
    role: 'gridWorker',
    areaCode: null,
  } as const

  async function added() {
    const outcome = await addWorker(desk(), wang)
    if (!outcome.ok) throw new Error(outcome.reason)
    return outcome
  }

  test('starts with a one-time password that has to be changed', async () => {
    const { workerId, oneTimePassword } = await added()
    expect(await findByCredentials(desk(), 'wang', oneTimePassword)).toMatchObject({
      id: workerId,
      mustChangePassword: 1,
    })
    expect(await findByCredentials(desk(), 'wang', 'guess')).toBeNull()
    expect(await findByCredentials(desk(), 'nobody', oneTimePassword)).toBeNull()
    expect(await listScopes(db(), workerId, clock.today)).toEqual([
      { role: 'gridWorker', areaPath: '/' },
    ])
  })

  test('is taken once', async () => {
    await added()
    expect(await addWorker(desk(), wang)).toEqual({ ok: false, reason: 'accountTaken' })
    expect(await listAuditEntries(db(), { limit: 9 })).toHaveLength(1)
  })

  test('signs out at once when it is disabled, and cannot come back', async () => {
    const { workerId, oneTimePassword } = await added()
    const token = await openSession(db(), workerId, clock.now)
    expect(await findSignedIn(db(), token, clock)).not.toBeNull()
    await disableWorker(desk(), workerId)
    expect(await findSignedIn(db(), token, clock)).toBeNull()
    expect(await findByCredentials(desk(), 'wang', oneTimePassword)).toBeNull()
  })

  test('loses every session but the present one when its password changes', async () => {
    const { workerId, oneTimePassword } = await added()
    const here = await openSession(db(), workerId, clock.now)
    const elsewhere = await openSession(db(), workerId, clock.now)
    const signedIn = await findSignedIn(db(), here, clock)
    if (!signedIn) throw new Error('not signed in')
    const seat = { ...desk(), worker: signedIn.worker }
    const { sessionId } = signedIn
    const change = { next: 'Bright-sky-9', sessionId }
    expect(await changePassword(seat, { ...change, present: 'wrong' })).toMatchObject({ ok: false })
    expect(await changePassword(seat, { ...change, present: oneTimePassword })).toEqual({
      ok: true,
    })
    expect(await findSignedIn(db(), elsewhere, clock)).toBeNull()
    expect(await findSignedIn(db(), here, clock)).not.toBeNull()
    expect(await findWorker(db(), workerId)).toMatchObject({ mustChangePassword: 0 })
  })

  test('is opened anew by the administrator with another one-time password', async () => {
    const { workerId, oneTimePassword } = await added()
    const token = await openSession(db(), workerId, clock.now)
    const next = await resetPassword(desk(), workerId)
    expect(await findSignedIn(db(), token, clock)).toBeNull()
    expect(await findByCredentials(desk(), 'wang', oneTimePassword)).toBeNull()
    expect(await findByCredentials(desk(), 'wang', next)).not.toBeNull()
  })

  test('is signed out after half an hour without a request, and after twelve hours anyway', async () => {
    const { workerId } = await added()
    const token = await openSession(db(), workerId, clock.now)
    const at = (time: string) =>
      findSignedIn(db(), token, { now: `2026-11-02T${time}.000Z`, today: clock.today })
    expect(await at('01:29:00')).not.toBeNull()
    expect(await at('01:58:00')).not.toBeNull()
    expect(await at('02:29:00')).toBeNull()
    const busy = await openSession(db(), workerId, clock.now)
    for (let minutes = 20; minutes < 720; minutes += 20) {
      const now = new Date(Date.parse(clock.now) + minutes * 60_000).toISOString()
      expect(await findSignedIn(db(), busy, { now, today: clock.today })).not.toBeNull()
    }
    const noon = { now: '2026-11-02T13:00:00.000Z', today: clock.today }
    expect(await findSignedIn(db(), busy, noon)).toBeNull()
  })
})
