import { expect, test } from 'vitest'
import { disputeFilterOf, pageOf } from '~/domain/dispute-filter.ts'
import { visitFilterOf } from '~/domain/visit-filter.ts'

const read = (text: string) => disputeFilterOf(new URLSearchParams(text))

test('a bare address lists what is on the books', () => {
  expect(read('')).toEqual({
    stage: null,
    status: null,
    light: null,
    typeCode: null,
    method: null,
    areaCode: null,
    text: null,
    mine: false,
    books: 'open',
  })
})

test('every part of the filter stands in the address', () => {
  expect(
    read(
      'stage=ledger&light=red&type=0201&method=oneStop&area=321302&text=%20排水%20&mine=1&books=all',
    ),
  ).toEqual({
    stage: 'ledger',
    status: null,
    light: 'red',
    typeCode: '0201',
    method: 'oneStop',
    areaCode: '321302',
    text: '排水',
    mine: true,
    books: 'all',
  })
})

test('a status off the books is found without naming the books', () => {
  expect(read('status=closed')).toMatchObject({ status: 'closed', books: 'all' })
})

test('what an old link says that is unknown now is left out', () => {
  expect(read('stage=triage&status=x&light=grey&books=shelf')).toEqual(read(''))
  expect(visitFilterOf(new URLSearchParams('status=x&due=grey'))).toEqual({
    status: 'planned',
    due: null,
    mine: false,
  })
})

test.each([
  ['', 1],
  ['page=3', 3],
  ['page=0', 1],
  ['page=-2', 1],
  ['page=1.5', 1],
  ['page=x', 1],
])('the page of ?%s is %i', (text, page) => {
  expect(pageOf(new URLSearchParams(text))).toBe(page)
})
