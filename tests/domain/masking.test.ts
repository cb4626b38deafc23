import { expect, test } from 'vitest'
import { looksPersonal, maskIdNumber, maskName, maskPhone } from '~/domain/masking.ts'

test('a name keeps its first character, and its length tells nothing', () => {
  expect(['张三', ' 王小明 ', '𠮷田', '李', ''].map(maskName)).toEqual([
    '张**',
    '王**',
    '𠮷**',
    '李**',
    '',
  ])
})

test('a mobile number keeps three and four digits, any other number at most two', () => {
  expect(['13812341234', '138 1234 1234', '0527-8439123', '110', ''].map(maskPhone)).toEqual([
    '138****1234',
    '138****1234',
    '052****9123',
    '****',
    '',
  ])
  expect(maskPhone('84391234')).toBe('****34')
})

test('an ID number keeps its last four places', () => {
  expect(maskIdNumber('32130219900307123X')).toBe('**************123X')
  expect(maskIdNumber('123456')).toBe('******')
})

test.each([
  ['张某身份证32130219900307123X', 'idNumber', '32130219900307123X'],
  ['证号321302 19900307 1234。', 'idNumber', '321302 19900307 1234'],
  ['电话13812341234', 'phone', '13812341234'],
  ['电话138-1234-1234，', 'phone', '138-1234-1234'],
  ['打１３８１２３４１２３４找他', 'phone', '１３８１２３４１２３４'],
])('%j looks personal', (text, kind, mark) => {
  expect(looksPersonal(text)).toEqual([{ kind, text: mark }])
})

test.each([
  '两家因宅基地争吵，已劝开',
  '案号20250307123400123456',
  '编号12812341234',
  '0527-84391234',
  '1381234123',
  '138123412345',
  '321302199013071234', // no thirteenth month
  '',
])('%j does not', (text) => {
  expect(looksPersonal(text)).toEqual([])
})

test('all that look personal are named, in their order', () => {
  const text = '甲13812341234，乙321302199003071234，丙15900001111'
  expect(looksPersonal(text).map(({ kind }) => kind)).toEqual(['phone', 'idNumber', 'phone'])
})
