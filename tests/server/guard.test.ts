import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import { expect, test } from 'vitest'
import { formOf } from '~/server/fields.server.ts'
import { guardAction, guardBrand, guardLoader } from '~/server/guard.server.ts'

/** Signing in is for everybody; the frame of the pages knows who is there and shows no more. */
const openToAll = [
  'root.loader',
  'routes/login.loader',
  'routes/login.action',
  'routes/nowhere.loader',
  'routes/nowhere.action',
]

const builtFile = `${process.cwd()}/build/server/index.js`

test('every loader and action of the built program went through the guard', async () => {
  expect(existsSync(builtFile), 'run `npm run build` first').toBe(true)
  const build = (await import(/* @vite-ignore */ pathToFileURL(builtFile).href)) as ServerBuild
  const handlers = Object.values(build.routes).flatMap((route) =>
    (['loader', 'action'] as const).flatMap((name) => {
      const handler: unknown = route?.module[name]
      return handler ? [{ name: `${route?.id}.${name}`, brand: brandOf(handler) }] : []
    }),
  )
  expect(handlers.length).toBeGreaterThan(10)
  expect(handlers.filter(({ brand }) => brand === undefined)).toEqual([])
  const open = handlers.filter(({ brand }) => brand === 'open').map(({ name }) => name)
  expect(open.sort()).toEqual([...openToAll].sort())
})

const brandOf = (handler: unknown) => (handler as Record<symbol, unknown>)[guardBrand]

const worker = {
  id: 1,
  account: 'wang',
  name: '王某',
  unit: null,
  mustChangePassword: false,
  scopes: [{ role: 'gridWorker' as const, areaPath: '/' }],
}
const ask = (context: object, request = new Request('http://127.0.0.1/workers?page=2')) => ({
  request,
  params: {},
  context: context as never,
})
const thrown = async (work: () => unknown): Promise<unknown> => {
  try {
    return await work()
  } catch (error) {
    return error
  }
}

test('whoever is not signed in is sent to sign in, and back afterwards', async () => {
  const loader = guardLoader('worker.manage', () => 'seen')
  const answer = (await thrown(() => loader(ask({ worker: null })))) as Response
  expect(answer.status).toBe(302)
  expect(answer.headers.get('Location')).toBe('/login?next=%2Fworkers%3Fpage%3D2')
})

test('what was posted after the sign-in ran out is kept', async () => {
  const action = guardAction('incident.log', () => 'done')
  const body = new URLSearchParams({ summary: '邻居争吵' })
  const request = new Request('http://127.0.0.1/incidents/new.data', { method: 'POST', body })
  expect(await thrown(() => action(ask({ worker: null }, request)))).toMatchObject({
    init: { status: 401 },
    data: { next: '/incidents/new', fields: { summary: '邻居争吵' } },
  })
})

test('a password is never kept with what was posted', async () => {
  const action = guardAction('own.account', () => 'done')
  const body = new URLSearchParams({ present: 'Old-password-1', next: 'New-password-1' })
  const request = new Request('http://127.0.0.1/password', { method: 'POST', body })
  const needed = await thrown(() => action(ask({ worker: null }, request)))
  expect(needed).toMatchObject({ data: { next: '/password', fields: {} } })
  expect(JSON.stringify(needed)).not.toContain('password-1')
})

const notWhatItSays = () =>
  new Request('http://127.0.0.1/imports/new', {
    method: 'POST',
    headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
    body: 'nothing',
  })

test('a body that is not the form it says it is answers 400', async () => {
  const action = guardAction('incident.log', ({ request }) => formOf(request))
  const sent = () => action(ask({ worker }, notWhatItSays()))
  expect(await thrown(sent)).toMatchObject({ status: 400 })
})

test('a file is not read for somebody who has not signed in', async () => {
  const action = guardAction('incident.log', () => 'done')
  const request = notWhatItSays()
  expect(await thrown(() => action(ask({ worker: null }, request)))).toMatchObject({
    init: { status: 401 },
    data: { next: '/imports/new', fields: {} },
  })
  expect(request.bodyUsed).toBe(false)
})

test('a right nobody gave is refused, and a first password has to be changed first', async () => {
  const loader = guardLoader('worker.manage', () => 'seen')
  expect(await thrown(() => loader(ask({ worker })))).toMatchObject({ status: 403 })
  const log = guardLoader('incident.log', () => 'seen')
  expect(await log(ask({ worker }))).toBe('seen')
  const fresh = { ...worker, mustChangePassword: true }
  const sentAway = (await thrown(() => log(ask({ worker: fresh })))) as Response
  expect(sentAway.headers.get('Location')).toBe('/password')
})
