import { expect, test } from 'vitest'
import { importProblemText } from '~/domain/import-problems.ts'

test('an overlap names the other grid, the ground and who gets the points there', () => {
  const place = { line: 12, feature: 11, severity: 'noted' } as const
  const overlap = { code: 'B', areaM2: 12.3 }
  expect(importProblemText({ ...place, kind: 'overlapping', overlap })).toBe(
    '第 12 行（第 11 个要素）：与网格 B 重叠 12.3 平方米，重叠处的点归代码小的网格',
  )
})

test('a problem names its line, what is wrong, and what stood there', () => {
  const stated = { line: 5, severity: 'skipped', field: 'on', value: '2026-02-30' } as const
  expect(importProblemText({ ...stated, kind: 'unusableDay', count: 3 })).toBe(
    '第 5 行：日期无法识别（on：2026-02-30），共 3 条',
  )
})
