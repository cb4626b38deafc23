import { expect, test } from 'vitest'
import { sealerOf } from '~/services/sealing.server.ts'

const key = Buffer.alloc(32, 7)

test('a sealed name opens under its key and looks different each time', () => {
  const sealer = sealerOf(key)
  const [first, second] = [sealer.seal('王某'), sealer.seal('王某')]
  expect(first).not.toBe(second)
  expect(first).not.toContain('王某')
  expect([sealer.open(first), sealer.open(second)]).toEqual(['王某', '王某'])
})

test('another key, or a changed text, opens nothing', () => {
  const sealed = sealerOf(key).seal('王某')
  expect(() => sealerOf(Buffer.alloc(32, 8)).open(sealed)).toThrow('sealed under key')
  const [version, keyId, iv, tag, body = ''] = sealed.split('.')
  const turned = body.startsWith('A') ? `B${body.slice(1)}` : `A${body.slice(1)}`
  expect(() => sealerOf(key).open([version, keyId, iv, tag, turned].join('.'))).toThrow()
})
