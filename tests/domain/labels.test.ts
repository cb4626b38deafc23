import { expect, test } from 'vitest'
import * as labels from '~/domain/labels.ts'

const records = Object.entries(labels).filter(([name]) => /(Labels|Symbols)$/.test(name))

test.each(records)('%s tell their members apart', (_, record) => {
  const texts: string[] = Object.values(record)
  expect(texts.every((text) => text.trim() !== '')).toBe(true)
  expect(new Set(texts).size).toBe(texts.length)
})
