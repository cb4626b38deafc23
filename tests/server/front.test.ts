import { once } from 'node:events'
import { type AddressInfo, connect as connectSocket } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readEnv } from '~/server/env.server.ts'
import { frontGuard, securityHeaders } from '~/server/front.server.ts'

const env = { ...readEnv({ port: 3999 }), publicOrigin: 'https://hege.example.cn' }
let port = 0
let stop = () => {}

beforeAll(async () => {
  const app = express()
  app.use(securityHeaders(env))
  app.use(frontGuard(env))
  app.all('*', ({ headers }, response) => {
    response.send(`let in as ${headers.host} for ${headers['x-forwarded-host'] ?? 'nobody'}`)
  })
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
  stop = () => void server.close()
})
afterAll(() => stop())

/** A raw request, as no well-behaved client would send it. */
async function send(head: string, body = ''): Promise<{ status: number; text: string }> {
  const socket = connectSocket(port, '127.0.0.1')
  socket.end(`${head}\r\nConnection: close\r\n\r\n${body}`)
  let text = ''
  for await (const chunk of socket) text += String(chunk)
  return { status: Number(text.split(' ')[1]), text }
}

const post = (lines: string[], body = 'a=1', length = String(body.length)) =>
  send(
    [
      'POST /incidents/new HTTP/1.1',
      'Host: hege.example.cn',
      ...lines,
      ...(length === '' ? [] : [`Content-Length: ${length}`]),
    ].join('\r\n'),
    body,
  )

const ours = 'Origin: https://hege.example.cn'
const form = 'Content-Type: application/x-www-form-urlencoded'

test('a page of the site and its own forms are let in', async () => {
  const page = await send('GET / HTTP/1.1\r\nHost: hege.example.cn')
  expect(page).toMatchObject({ status: 200 })
  expect(await post([ours, form])).toMatchObject({ status: 200 })
  expect(await post(['Sec-Fetch-Site: same-origin', form])).toMatchObject({ status: 200 })
})

test.each([
  ['another site', ['Origin: https://evil.example', form], 403],
  ['an opaque origin', ['Origin: null', form], 403],
  ['a malformed origin', ['Origin: ::::', form], 403],
  [
    'a forged forwarding header',
    ['Origin: https://evil.example', 'X-Forwarded-Host: evil.example', form],
    403,
  ],
  ['no origin at all', [form], 403],
  ['a cross-site fetch', ['Sec-Fetch-Site: cross-site', form], 403],
  ['JSON', [ours, 'Content-Type: application/json'], 415],
  ['no content type', [ours], 415],
  ['a file where none is expected', [ours, 'Content-Type: multipart/form-data; boundary=x'], 415],
])('a post from %s is refused', async (_from, lines, status) => {
  expect(await post(lines)).toMatchObject({ status })
})

test('a body of unstated or excessive length is refused', async () => {
  expect(await post([ours, form], '', '300000')).toMatchObject({ status: 413 })
  const chunked = [ours, form, 'Transfer-Encoding: chunked']
  expect(await post(chunked, '0\r\n\r\n', '')).toMatchObject({ status: 411 })
})

test.each(['TRACE', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
  '%s is no method of ours',
  async (method) => {
    expect(await send(`${method} / HTTP/1.1\r\nHost: hege.example.cn`)).toMatchObject({
      status: 405,
    })
  },
)

test.each(['http://evil.example/', '*', '/%E0%A4%A', '/incidents/%ff', '/incidents?text=a%00b'])(
  'the address %s is none of ours',
  async (address) => {
    const answer = await send(`GET ${address} HTTP/1.1\r\nHost: hege.example.cn`)
    expect(answer).toMatchObject({ status: 400 })
    expect(answer.text).toContain('地址不对')
  },
)

test('whoever says a request was forwarded is not believed', async () => {
  const forwarded = 'X-Forwarded-Host: evil.example:99999999'
  const page = await send(`GET / HTTP/1.1\r\nHost: hege.example.cn\r\n${forwarded}`)
  expect(page.text).toContain('let in as hege.example.cn for nobody')
  const byProxy = await send(
    `POST / HTTP/1.1\r\nHost: 127.0.0.1:3999\r\n${ours}\r\n${form}\r\n${forwarded}\r\nContent-Length: 3`,
    'a=1',
  )
  expect(byProxy.text).toContain('let in as hege.example.cn for nobody')
})

test('another host name is refused, in Chinese and without repeating it', async () => {
  const { status, text } = await send('GET / HTTP/1.1\r\nHost: evil.example')
  expect(status).toBe(400)
  expect(text).toContain('地址不对')
  expect(text).not.toContain('evil.example')
})

test('every answer carries a policy with a nonce of its own', async () => {
  const nonces = new Set<string>()
  for (let turn = 0; turn < 3; turn++) {
    const { text } = await send('GET / HTTP/1.1\r\nHost: hege.example.cn')
    expect(text).toMatch(/Strict-Transport-Security: max-age=31536000/i)
    expect(text).toMatch(/object-src 'none'/)
    expect(text).not.toMatch(/script-src[^;]*unsafe-inline/)
    nonces.add(/'nonce-([^']+)'/.exec(text)?.[1] ?? '')
  }
  expect(nonces.size).toBe(3)
})
