import { expect, test } from 'vitest'
import { changeOf, changeText, pointsText, rateOf, rateText } from '~/domain/rates.ts'

test.each([
  [569, 615, '92.52%'],
  [18_810, 19_040, '98.79%'],
  [60, 1065, '5.63%'],
  [196, 1065, '18.40%'],
  [809, 1065, '75.96%'],
  [1, 20_000, '0.01%'], // 0.005 %: the half goes up
  [3, 20_000, '0.02%'],
  [1, 20_001, '0.00%'],
  [201, 200, '100.50%'],
  [0, 7, '0.00%'],
  [7, 7, '100.00%'],
  [0, 0, '—'],
  [5, 0, '—'],
])('%i of %i is %s', (numerator, denominator, text) => {
  expect(rateText(numerator, denominator)).toBe(text)
})

test('a rate keeps its parts and four decimals', () => {
  expect(rateOf(569, 615)).toEqual({ numerator: 569, denominator: 615, rate: '0.9252' })
  expect(rateOf(0, 3)).toEqual({ numerator: 0, denominator: 3, rate: '0.0000' })
  expect(rateOf(3, 0)).toEqual({ numerator: 3, denominator: 0, rate: null })
})

test('a change is the difference over the base, the half away from zero', () => {
  expect(changeOf(90, 80)).toEqual({
    current: 90,
    previous: 80,
    numerator: 10,
    denominator: 80,
    rate: '0.1250',
  })
  expect(changeOf(11, 12).rate).toBe('-0.0833')
  expect(changeOf(19_999, 20_000).rate).toBe('-0.0001')
  expect(changeOf(20_000, 20_001).rate).toBe('0.0000')
  expect(changeOf(0, 5).rate).toBe('-1.0000')
  expect(changeOf(5, 0).rate).toBeNull()
})

test('a change is said as rising, falling or level', () => {
  expect(changeText(90, 80, 'yoy')).toBe('上升12.50%')
  expect(changeText(11, 12, 'mom')).toBe('下降8.33%')
  expect(changeText(80, 80, 'mom')).toBe('持平')
})

test('a change without a base says which base is 0', () => {
  expect(changeText(5, 0, 'yoy')).toBe('—（上年同期为0）')
  expect(changeText(0, 0, 'mom')).toBe('—（上月为0）')
})

test('the change of a rate is in percentage points, as subtracting the printed rates gives', () => {
  const before = { numerator: 2228, denominator: 10_000 }
  expect(pointsText({ numerator: 3221, denominator: 10_000 }, before)).toBe('上升9.93个百分点')
  expect(pointsText(before, { numerator: 3221, denominator: 10_000 })).toBe('下降9.93个百分点')
  expect(pointsText(before, before)).toBe('持平')
  // 66.67 − 33.33, where the exact difference would round to 33.33.
  const third = { numerator: 1, denominator: 3 }
  expect(pointsText({ numerator: 2, denominator: 3 }, third)).toBe('上升33.34个百分点')
  expect(pointsText(third, { numerator: 0, denominator: 0 })).toBe('—')
})
