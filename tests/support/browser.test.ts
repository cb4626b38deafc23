import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBarriers } from './accessibility.ts'
import { desktop, openBrowser, phone } from './browser.ts'

const { visit } = openBrowser()
const pages: Record<string, string> = {
  '/clean': '<p>无事</p>',
  '/inline-script': '<script>document.title = "x"</script>',
  '/no-label': '<input>',
  '/elsewhere': '<img alt="" src="http://127.0.0.2:9/tile.png">',
}
const policy = { 'content-security-policy': "script-src 'self'" }
const server = createServer((request, response) => {
  const body = pages[request.url ?? '']
  if (request.url === '/broken') response.writeHead(500)
  else response.writeHead(200, { ...policy, 'content-type': 'text/html; charset=utf-8' })
  const head = '<!doctype html><html lang="zh-CN"><title>页</title><link rel="icon" href="data:,">'
  response.end(`${head}<main><h1>页</h1>${body ?? ''}</main>`)
})
let origin = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
})
afterAll(() => {
  server.close()
})

test('a page in order passes on phone and desktop, strict policy and axe included', async () => {
  for (const size of [phone, desktop]) {
    await visit({ size, origin }, async (page) => {
      await page.goto('/clean')
      expect(await findBarriers(page)).toEqual([])
    })
  }
})

test('a violation of the content security policy fails the story', async () => {
  const story = visit({ size: desktop, origin }, async (page) => {
    await page.goto('/inline-script')
  })
  await expect(story).rejects.toThrow(/Content Security Policy/i)
})

test('an exception on the page fails the story', async () => {
  const story = visit({ size: desktop, origin }, async (page) => {
    await page.goto('/clean')
    await page.evaluate('setTimeout(() => { throw new Error("spilt") }); 0')
    await page.waitForTimeout(50)
  })
  await expect(story).rejects.toThrow(/spilt/)
})

test('an answer of 500 fails the story unless the story expects it', async () => {
  const goThere = (expected: RegExp[]) =>
    visit({ size: desktop, origin, expected }, async (page) => {
      await page.goto('/broken')
    })
  await expect(goThere([])).rejects.toThrow(/answer 500/)
  await expect(goThere([/500/])).resolves.toBeUndefined()
})

test('a request that leaves the site fails the story', async () => {
  const story = visit({ size: desktop, origin, expected: [/ERR_/] }, async (page) => {
    await page.goto('/elsewhere')
  })
  await expect(story).rejects.toThrow(/another place: http:\/\/127.0.0.2:9\/tile.png/)
})

test('a field without a label is a barrier', async () => {
  await visit({ size: phone, origin }, async (page) => {
    await page.goto('/no-label')
    expect((await findBarriers(page)).join()).toContain('label')
  })
})
