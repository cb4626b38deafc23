import { afterEach, beforeEach } from 'vitest'

/** Lets the running test cause console errors that match; any other one fails the test. */
export function expectConsoleErrors(pattern: RegExp): void {
  expected.push(pattern)
}

const expected: RegExp[] = []
const unexpected: string[] = []

console.error = (...words: unknown[]) => {
  const message = words.map(textOf).join(' ')
  if (!expected.some((pattern) => pattern.test(message))) unexpected.push(message)
}

beforeEach(() => {
  expected.length = 0
})

afterEach(() => {
  const messages = unexpected.splice(0)
  if (messages.length > 0) throw new Error(`Unexpected console.error:\n${messages.join('\n')}`)
})

const textOf = (word: unknown) =>
  word instanceof Error ? (word.stack ?? word.message) : String(word)
