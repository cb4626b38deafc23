import { expect, test } from 'vitest'
import { answersOf, importAnswers } from '~/domain/import-answers.ts'

const answers = (form: Record<string, string>) => importAnswers(Object.entries(form))

test('the first day is none, next Monday, or the day that was filled in', () => {
  expect(answers({ validFrom: '' }).fields).toEqual({ validFrom: '' })
  expect(answers({ validFrom: '2026-11-30' }).fields).toEqual({ validFrom: '2026-11-30' })
  expect(answers({ validFrom: 'other', otherDay: '2026-12-01' })).toMatchObject({
    fields: { validFrom: '2026-12-01' },
    problems: {},
  })
  expect(answers({ validFrom: 'other' }).problems).toHaveProperty('otherDay')
})

test('a day filled in beside another choice is asked about, never passed over', () => {
  expect(answers({ validFrom: '', otherDay: '2026-12-01' }).problems).toHaveProperty('otherDay')
  expect(answers({ validFrom: '2026-11-30', otherDay: '2026-11-30' }).problems).toEqual({})
})

test('an EPSG number is taken with or without its prefix, and asked for when it is missing', () => {
  expect(answers({ crs: 'epsg', epsg: '4527' }).fields.crs).toBe('4527')
  expect(answers({ crs: 'epsg', epsg: 'EPSG:4527' }).problems).toEqual({})
  expect(answers({ crs: 'epsg', epsg: '' }).problems).toHaveProperty('epsg')
  expect(answers({ crs: 'epsg', epsg: '北京54' }).problems).toHaveProperty('epsg')
  expect(answers({ crs: 'wgs84', epsg: '4527' }).fields.crs).toBe('wgs84')
})

test('what was stated fills the form in again', () => {
  const monday = '2026-11-30'
  expect(answersOf({ crs: 'epsg:4527' }, monday)).toEqual({ crs: 'epsg', epsg: '4527' })
  expect(answersOf({ validFrom: monday }, monday)).toEqual({ validFrom: monday })
  expect(answersOf({ validFrom: '2026-06-01' }, monday)).toEqual({
    validFrom: 'other',
    otherDay: '2026-06-01',
  })
  expect(answersOf({ crs: 'wgs84' }, monday)).toEqual({ crs: 'wgs84' })
})
