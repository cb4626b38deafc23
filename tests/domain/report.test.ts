import { expect, test } from 'vitest'
import {
  gridFigures,
  incidentFigures,
  methodFigures,
  type VisitFact,
  visitFigures,
  zeroIncidentVillages,
} from '~/domain/report.ts'

const march = { from: '2025-03-01', to: '2025-03-31' }

test('incidents: invalid ones are in the total alone', () => {
  const counted = [
    { categoryCode: '03', valid: true, count: 7 },
    { categoryCode: '03', valid: true, count: 2 },
    { categoryCode: '01', valid: true, count: 1 },
    { categoryCode: '90', valid: false, count: 4 },
  ]
  expect(incidentFigures(counted, { monthBefore: 8, yearBefore: 0, outside: 2 })).toEqual({
    total: 14,
    valid: 10,
    byCategory: { '03': 9, '01': 1 },
    yoy: { current: 10, previous: 0, numerator: 10, denominator: 0, rate: null },
    mom: { current: 10, previous: 8, numerator: 2, denominator: 8, rate: '0.2500' },
    outside: 2,
  })
})

test('incidents print the same in whatever order they were counted', () => {
  const counted = ['03', '10', '01', '99', '02', '03'].map((categoryCode, index) => ({
    categoryCode,
    valid: true,
    count: index + 1,
  }))
  const printed = (rows: typeof counted) =>
    JSON.stringify(incidentFigures(rows, { monthBefore: 0, yearBefore: 0, outside: 0 }))
  expect(printed(counted)).toContain('"byCategory":{"10":2,"99":4,"01":3,"02":5,"03":7}')
  expect(printed([...counted].reverse())).toBe(printed(counted))
  expect(printed([...counted].sort((a, b) => (a.count % 3) - (b.count % 3)))).toBe(printed(counted))
})

test('grids: counted by colour, and listed by code when the colour changed', () => {
  const grid = (
    code: string,
    colour: 'red' | 'green' | 'grey',
    previous: 'red' | 'green' | null,
  ) => ({
    code,
    name: `${code}警格`,
    colour,
    previous,
  })
  const grids = [
    grid('3', 'green', 'red'),
    grid('1', 'red', 'green'),
    grid('2', 'red', 'red'),
    grid('4', 'red', null),
    grid('5', 'grey', 'green'),
  ]
  expect(gridFigures(grids)).toEqual({
    byColour: { red: 3, yellow: 0, green: 1, grey: 1 },
    changed: [
      { code: '1', name: '1警格', from: 'green', to: 'red' },
      { code: '3', name: '3警格', from: 'red', to: 'green' },
      { code: '5', name: '5警格', from: 'green', to: 'grey' },
    ],
  })
})

test('methods: a dispute counts once for each method used in the month', () => {
  const use = (dispute: number, method: 'oneStop' | 'tracked', usedOn: string) => ({
    dispute,
    method,
    usedOn,
  })
  const uses = [
    use(1, 'oneStop', '2025-03-01'),
    use(1, 'oneStop', '2025-03-31'),
    use(1, 'tracked', '2025-03-02'),
    use(2, 'oneStop', '2025-03-05'),
    use(3, 'oneStop', '2025-02-28'),
    use(4, 'oneStop', '2025-04-01'),
  ]
  expect(methodFigures(uses, march)).toEqual({ cautionary: 0, oneStop: 2, tailored: 0, tracked: 1 })
  const printed = JSON.stringify(methodFigures(uses, march))
  expect(JSON.stringify(methodFigures([...uses].reverse(), march))).toBe(printed)
})

const visits: VisitFact[] = [
  { dueOn: '2025-03-01', status: 'done', doneOn: '2025-03-01' },
  { dueOn: '2025-03-10', status: 'done', doneOn: '2025-04-02' },
  { dueOn: '2025-03-20', status: 'planned', doneOn: null },
  { dueOn: '2025-03-31', status: 'planned', doneOn: null },
  { dueOn: '2025-03-12', status: 'notExecutable', doneOn: null },
  { dueOn: '2025-03-13', status: 'cancelled', doneOn: null },
  { dueOn: '2025-02-28', status: 'planned', doneOn: null },
  { dueOn: '2025-04-01', status: 'done', doneOn: '2025-03-31' },
]

test('visits: a month that is over stands as it ended', () => {
  const asItEnded = { planned: 5, done: 1, overdue: 2 }
  expect(visitFigures(visits, march, '2025-03-31')).toEqual(asItEnded)
  expect(visitFigures(visits, march, '2025-06-01')).toEqual(asItEnded)
})

test('visits: while the month runs a visit is overdue from the day after its due day', () => {
  expect(visitFigures(visits, march, '2025-03-20')).toMatchObject({ done: 1, overdue: 1 })
  expect(visitFigures(visits, march, '2025-03-21')).toMatchObject({ done: 1, overdue: 2 })
})

test('a village without cases is one that somebody reported for', () => {
  const villages = [
    { covered: true, cases: 0 },
    { covered: true, cases: 2 },
    { covered: false, cases: 0 },
  ]
  expect(zeroIncidentVillages(villages)).toEqual({ numerator: 1, denominator: 3, rate: '0.3333' })
  expect(zeroIncidentVillages([])).toEqual({ numerator: 0, denominator: 0, rate: null })
})
