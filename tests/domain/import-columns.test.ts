import { expect, test } from 'vitest'
import { guessColumns } from '~/domain/import-columns.ts'

test('columns with customary names are recognised, in English or Chinese', () => {
  expect(guessColumns(['事件编号', '经度', '纬度', '发生时间', '备注'])).toEqual({
    id: '事件编号',
    lon: '经度',
    lat: '纬度',
    on: '发生时间',
  })
  expect(guessColumns(['code', 'name', 'households'])).toEqual({
    code: 'code',
    name: 'name',
    households: 'households',
  })
})

test('the more exact of two customary names is taken, and an unknown one is left to be chosen', () => {
  expect(guessColumns(['区划代码', '编码'])).toMatchObject({ code: '编码', area: '区划代码' })
  expect(guessColumns(['X', 'Y'])).toEqual({})
})
