import { expect, test } from 'vitest'
import { findSession } from '#db/sessions.ts'
import { action, loader } from '~/routes/login.tsx'
import { loader as toDo } from '~/routes/to-do.tsx'
import { addWorker, hashPassword } from '~/services/accounts.server.ts'
import { aWorker, deskOf, layDisputeTown, requestOf } from '../support/dispute-town.ts'
import { onEachDatabase } from '../support/each-database.ts'

let addresses = 0

onEachDatabase('signing in', (db) => {
  async function staff() {
    await layDisputeTown(db())
    const worker = await aWorker(db(), 'townshipStaff')
    const passwordHash = await hashPassword('Right-password-1')
    await db().updateTable('workers').set({ passwordHash }).where('id', '=', worker.id).execute()
    return deskOf(db(), worker)
  }
  type Desk = Awaited<ReturnType<typeof staff>>

  /** From an address of its own, so that no test uses up the tries of another. */
  async function signIn(
    desk: Desk,
    fields: Record<string, string>,
    sessionId: string | null = null,
  ) {
    const form = { account: desk.worker.account, password: 'Right-password-1', ...fields }
    const { context, ...request } = requestOf(desk, '/login', { form })
    const address = `10.0.0.${++addresses}`
    return await action({ ...request, context: { ...context, worker: null, sessionId, address } })
  }

  test.each([
    ['/disputes?page=2', '/disputes?page=2'],
    ['/grids/police/中', '/grids/police/%E4%B8%AD'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['/\r\n/evil.example', '/'],
    ['/x/..//evil.example', '/'],
    ['https://evil.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['/a\u0000b', '/a%00b'],
  ])('with next=%j goes on to %s', async (next, goal) => {
    const desk = await staff()
    const signedIn = (await signIn(desk, { next })) as Response
    expect(signedIn.headers.get('Location')).toBe(goal)
    const again = requestOf(desk, `/login?next=${encodeURIComponent(next)}`)
    const sentOn = await loader(again).catch((thrown: unknown) => thrown)
    expect((sentOn as Response).headers.get('Location')).toBe(goal)
  })

  test('gives a new session and ends the one before', async () => {
    const desk = await staff()
    const id = 'a'.repeat(64)
    const at = desk.now
    await db()
      .insertInto('sessions')
      .values({
        id,
        workerId: desk.worker.id,
        createdAt: at,
        seenAt: at,
        expiresAt: '2027-01-01T00:00:00.000Z',
      })
      .execute()
    const signedIn = (await signIn(desk, {}, id)) as Response
    expect(signedIn.headers.get('Set-Cookie')).toMatch(/HttpOnly; SameSite=Lax/)
    expect(await findSession(db(), id)).toBeUndefined()
  })

  test('is tried five times, at one moment too, and then not even with the right password', async () => {
    const desk = await staff()
    const wrong = await Promise.all(
      Array.from({ length: 8 }, () => signIn(desk, { password: 'guess' })),
    )
    const statuses = wrong.map((answer) => ('init' in answer ? answer.init?.status : answer.status))
    expect(statuses.sort()).toEqual([422, 422, 422, 422, 422, 429, 429, 429])
    expect(await signIn(desk, {})).toMatchObject({ init: { status: 429 } })
  })

  test('for the first time leads to a password of one’s own before anything else', async () => {
    const desk = await staff()
    const facts = { account: 'newcomer', name: '新人', unit: null, areaCode: null }
    await addWorker(desk, { ...facts, role: 'townshipStaff' })
    const fresh = { ...desk, worker: { ...desk.worker, mustChangePassword: true } }
    const sentAway = await toDo(requestOf(fresh, '/')).catch((thrown: unknown) => thrown)
    expect((sentAway as Response).headers.get('Location')).toBe('/password')
  })
})
