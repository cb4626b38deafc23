import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '~/domain/day.ts'
import type { GridFacts } from '~/domain/grading.ts'
import { reasonsOf, scoreOf } from '~/domain/grading-points.ts'
import { someGrid } from './grading-arbitraries.ts'
import { aGrid, anIncident, asOf, categories, thresholds } from './grading-facts.ts'

const pointsOf = (facts: Partial<GridFacts>) =>
  reasonsOf(aGrid(facts), thresholds, asOf).map(({ rule, points }) => [rule, points])

const ago = (days: number) => addDays(asOf, -days)

test('an incident weighs less day by day and nothing once it is ninety days old', () => {
  const pointsAt = (days: number) =>
    pointsOf({ incidents: [anIncident({ occurredOn: ago(days) })] })
  expect(pointsAt(0)).toEqual([['incident', 2]])
  expect(pointsAt(1)).toEqual([['incident', 1.9778]]) // 2 × 89/90 = 1.97777…
  expect(pointsAt(45)).toEqual([['incident', 1]])
  expect(pointsAt(89)).toEqual([['incident', 0.0222]]) // 2 × 1/90 = 0.02222…
  expect(pointsAt(90)).toEqual([])
  expect(pointsAt(-1)).toEqual([])
})

test('points are rounded half up in whole numbers', () => {
  const at = (households: number) =>
    pointsOf({ households, incidents: [anIncident({ category: categories.crime })] })
  // 5 × 300 ÷ 96,000 = 0.015625
  expect(at(96_000)).toEqual([['incident', 0.0156]])
  // 5 × 300 ÷ 480,000 = 0.003125; 5 × 300 ÷ 240,000 = 0.00625: a half
  expect(at(480_000)).toEqual([['incident', 0.0031]])
  expect(at(240_000)).toEqual([['incident', 0.0063]])
})

test('scale multiplies', () => {
  const at = (scaleCode: '01' | '02' | '03') => pointsOf({ incidents: [anIncident({ scaleCode })] })
  expect([at('01'), at('02'), at('03')]).toEqual([
    [['incident', 2]],
    [['incident', 6]],
    [['incident', 20]],
  ])
})

test('points are per 300 households, and never more for fewer', () => {
  const at = (households: number | null) => pointsOf({ households, incidents: [anIncident()] })
  expect(at(600)).toEqual([['incident', 1]])
  expect(at(450)).toEqual([['incident', 1.3333]])
  for (const few of [300, 299, 1, 0, null]) expect(at(few)).toEqual([['incident', 2]])
})

test('a fatal accident weighs its fatal weight and is a red line; other deaths are neither', () => {
  const crash = anIncident({ incident: 'J1', category: categories.crash, deaths: 1 })
  expect(pointsOf({ incidents: [crash] })).toEqual([
    ['incident', 8],
    ['redLine', 0],
  ])
  expect(pointsOf({ incidents: [{ ...crash, deaths: 0 }] })).toEqual([['incident', 3]])
  expect(pointsOf({ incidents: [anIncident({ category: categories.help, deaths: 1 })] })).toEqual(
    [],
  )
})

test('a murder and a crowd from scale 02 on are red lines', () => {
  const rules = (facts: Parameters<typeof anIncident>[0]) =>
    pointsOf({ incidents: [anIncident(facts)] }).map(([rule]) => rule)
  expect(rules({ category: categories.murder })).toEqual(['incident', 'redLine'])
  expect(rules({ category: categories.crowd, scaleCode: '01' })).toEqual(['incident'])
  expect(rules({ category: categories.crowd, scaleCode: '02' })).toEqual(['incident', 'redLine'])
  expect(rules({ category: categories.crowd, scaleCode: '03' })).toEqual(['incident', 'redLine'])
  expect(rules({ category: categories.murder, occurredOn: ago(90) })).toEqual([])
})

test('an invalid call is never counted, whatever its category says', () => {
  const invalid = anIncident({ category: categories.invalid, deaths: 3 })
  expect(pointsOf({ incidents: [invalid] })).toEqual([])
})

test('the second and every later incident at a place is a repeat and ages with it', () => {
  const incidents = [
    anIncident({ incident: 'J1', place: '府苑小区', occurredOn: ago(60) }),
    anIncident({ incident: 'J2', place: '府苑小区', occurredOn: ago(45) }),
    anIncident({ incident: 'J3', place: '府苑小区', occurredOn: ago(45) }),
    anIncident({ incident: 'J4', place: '别处', occurredOn: ago(45) }),
  ]
  const repeats = reasonsOf(aGrid({ incidents }), thresholds, asOf).filter(
    ({ rule }) => rule === 'repeat',
  )
  expect(repeats.map(({ incident, points }) => [incident, points])).toEqual([
    ['J2', 1],
    ['J3', 1],
  ])
})

test('neither a help call nor one long ago nor an unknown place makes a repeat', () => {
  const within20Days = { ...thresholds, repeatDays: 20 }
  const repeats = (...incidents: ReturnType<typeof anIncident>[]) =>
    reasonsOf(aGrid({ incidents }), within20Days, asOf).filter(({ rule }) => rule === 'repeat')
  const place = '府苑小区'
  const help = anIncident({ place, category: categories.help, occurredOn: ago(5) })
  expect(repeats(help, anIncident({ place }))).toEqual([])
  expect(repeats(anIncident({ place, occurredOn: ago(21) }), anIncident({ place }))).toEqual([])
  expect(repeats(anIncident({ place, occurredOn: ago(20) }), anIncident({ place }))).toHaveLength(1)
  expect(
    repeats(...[30, 15, 0].map((days) => anIncident({ place, occurredOn: ago(days) }))),
  ).toHaveLength(2)
  expect(repeats(anIncident({ place: '' }), anIncident({ place: '' }))).toEqual([])
})

test('open disputes weigh by difficulty, overdue steps whatever the households', () => {
  const openDisputes = [
    { dispute: 'D1', difficulty: 'simple', overdueSteps: 0 },
    { dispute: 'D2', difficulty: 'difficult', overdueSteps: 3 },
  ] as const
  expect(pointsOf({ openDisputes, households: 600 })).toEqual([
    ['overdue', 6],
    ['openDispute', 2.5],
    ['openDispute', 0.5],
  ])
})

test('a line says all that is needed to compute its points again', () => {
  const incident = anIncident({ incident: 'J1', scaleCode: '02', occurredOn: ago(30) })
  expect(reasonsOf(aGrid({ incidents: [incident] }), thresholds, asOf)).toEqual([
    {
      rule: 'incident',
      incident: 'J1',
      category: '03',
      on: '2025-03-01',
      weight: 2,
      scaleFactor: 3,
      ageDays: 30,
      points: 4,
    },
  ])
})

test('lines come heaviest first, then by number', () => {
  const incidents = ['J3', 'J1', 'J2'].map((incident) => anIncident({ incident }))
  incidents.push(anIncident({ incident: 'J4', category: categories.crime }))
  const order = reasonsOf(aGrid({ incidents }), thresholds, asOf).map(({ incident }) => incident)
  expect(order).toEqual(['J4', 'J1', 'J2', 'J3'])
})

test('the printed points of any grid add up to its printed score', () => {
  fc.assert(
    fc.property(someGrid, (facts) => {
      const reasons = reasonsOf(facts, thresholds, asOf)
      const inUnits = reasons.map(({ points }) => BigInt(points.toFixed(4).replace('.', '')))
      const sum = inUnits.reduce((total, units) => total + units, 0n)
      expect(BigInt(scoreOf(reasons).toFixed(4).replace('.', ''))).toBe(sum)
      for (const { points } of reasons) expect(Number(points.toFixed(4))).toBe(points)
    }),
    { numRuns: 200 },
  )
})

test('anybody can compute the points of a line again by hand', () => {
  fc.assert(
    fc.property(someGrid, (facts) => {
      for (const line of reasonsOf(facts, thresholds, asOf)) {
        if (line.rule === 'redLine') continue
        const { weight, scaleFactor = 1, ageDays = 0, steps } = line
        const divisor = Math.max(1, (facts.households ?? 0) / 300)
        const byHand =
          steps === undefined
            ? (weight * scaleFactor * (90 - ageDays)) / 90 / divisor
            : weight * steps
        expect(Math.abs(line.points - byHand)).toBeLessThanOrEqual(0.00005000001)
      }
    }),
    { numRuns: 200 },
  )
})
