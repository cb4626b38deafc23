import { expect, test } from 'vitest'
import { progressLines } from '~/cli/progress-lines.ts'

function told() {
  const lines: string[] = []
  let now = 100
  const report = progressLines(
    (line) => lines.push(line),
    () => now,
  )
  function pass(seconds: number) {
    now += seconds
  }
  return { lines, report, pass }
}

test('a line every few seconds says rows, percent and the time that is left', () => {
  const { lines, report, pass } = told()
  for (let part = 1; part <= 10; part++) {
    pass(1)
    report({ phase: 'reading', records: part * 1000, share: part / 10 })
  }
  pass(15)
  report({ phase: 'writing', records: 10_000, share: 0.5 })
  expect(lines).toEqual([
    '已读取 3000 行（12%），大约还要 22 秒',
    '已读取 6000 行（24%），大约还要 19 秒',
    '已读取 9000 行（36%），大约还要 16 秒',
    '正在写入，已写 10000 行（70%），大约还要 11 秒',
  ])
})

test('an import that goes on says from which line, and reckons by what it does itself', () => {
  const { lines, report, pass } = told()
  report({ phase: 'reading', records: 90_000, share: 0.9, resumedFrom: 90_002 })
  pass(4)
  report({ phase: 'writing', records: 40_000, share: 0.2 })
  expect(lines).toEqual([
    '上次没有导完，从第 90002 行继续',
    '正在写入，已写 40000 行（52%），大约还要 12 秒',
  ])
})
