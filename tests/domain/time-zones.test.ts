import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const arithmetic = fileURLToPath(new URL('./day-arithmetic.ts', import.meta.url))

const answersUnder = (timeZone: string): string =>
  execFileSync(process.execPath, ['--import', 'tsx', arithmetic], {
    env: { ...process.env, TZ: timeZone },
    encoding: 'utf8',
  })

test('days are the same whatever the time zone of the machine', () => {
  const inShanghai = answersUnder('Asia/Shanghai')
  expect(inShanghai).toContain('2024-09-28 6 2024-09-29 2024-10-10')
  expect(answersUnder('UTC')).toBe(inShanghai)
  expect(answersUnder('America/New_York')).toBe(inShanghai)
}, 30_000)
