import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '~/domain/day.ts'
import { type GridFacts, gradeGrids, type Ruleset } from '~/domain/grading.ts'
import { explain } from '~/domain/grading-explanation.ts'
import { someGrid } from './grading-arbitraries.ts'
import { aGrid, anIncident, asOf, categories, quota, thresholds } from './grading-facts.ts'

function explained(facts: GridFacts, ruleset: Ruleset, others: GridFacts[] = []) {
  const { grades } = gradeGrids([facts, ...others], ruleset, asOf)
  const grade = grades.find(({ code }) => code === facts.code)
  if (!grade) throw new Error('a grid has a grade')
  return explain(grade, ruleset, { facts, asOf, grades })
}

test('a yellow grid turns green when enough points go, or decay away', () => {
  const incidents = Array.from({ length: 6 }, () => anIncident())
  // 12 × (90 − age) ÷ 90 falls below 10 when more than 15 days have passed; at 15 it is exactly 10.
  expect(explained(aGrid({ incidents }), thresholds)).toEqual({
    mode: 'thresholds',
    greenBelow: 10,
    pointsToGo: 2.0001,
    redLines: [],
    decaysOn: addDays(asOf, 16),
    quietBelow: 8,
    quietPeriodsToGo: 2,
    quietPeriodsToNext: 2,
  })
})

test('a red line holds until its incident leaves the window', () => {
  const incidents = [
    anIncident({ incident: 'J1', category: categories.murder, occurredOn: addDays(asOf, -10) }),
  ]
  expect(explained(aGrid({ incidents }), thresholds)).toMatchObject({
    pointsToGo: 0,
    redLines: ['J1'],
    decaysOn: addDays(asOf, 80),
    quietBelow: 16,
    quietPeriodsToGo: 4,
    quietPeriodsToNext: 2,
  })
})

test('open disputes and overdue steps do not decay away', () => {
  const openDisputes = [{ dispute: 'D1', difficulty: 'major', overdueSteps: 3 }] as const
  expect(explained(aGrid({ openDisputes }), thresholds)).toMatchObject({
    pointsToGo: 1.0001,
    decaysOn: null,
  })
})

test('quiet periods already passed are taken off', () => {
  const previous = { colour: 'red', quietPeriods: 0 } as const
  expect(explained(aGrid({ previous }), thresholds)).toMatchObject({
    quietPeriodsToGo: 3,
    quietPeriodsToNext: 1,
  })
})

test('a green grid has nothing to do', () => {
  expect(explained(aGrid(), thresholds)).toMatchObject({
    pointsToGo: 0,
    decaysOn: asOf,
    quietBelow: null,
    quietPeriodsToGo: 0,
    quietPeriodsToNext: 0,
  })
})

test('a grid without data is not explained', () => {
  expect(explained(aGrid({ covered: false }), thresholds)).toBeNull()
})

test('losing the points to go is enough, and one unit less is not', () => {
  fc.assert(
    fc.property(someGrid, (facts) => {
      const { grades } = gradeGrids([facts], thresholds, asOf)
      const answer = explained(facts, thresholds)
      const score = grades[0]?.score ?? 0
      if (answer?.mode !== 'thresholds' || answer.pointsToGo === 0) return
      const units = Math.round(score * 10_000) - Math.round(answer.pointsToGo * 10_000)
      expect(units).toBe(99_999)
    }),
    { numRuns: 50 },
  )
})

test('nothing new happening, the score is below on the day named and not the day before', () => {
  fc.assert(
    fc.property(someGrid, (grid) => {
      const facts = { ...grid, covered: true, previous: null }
      const known = facts.incidents.filter(({ occurredOn }) => occurredOn <= asOf)
      const colourOn = (day: string) =>
        gradeGrids([{ ...facts, incidents: known }], thresholds, day).grades[0]?.colour
      const answer = explained(facts, thresholds)
      if (answer?.mode !== 'thresholds') throw new Error('thresholds explain by thresholds')
      if (answer.decaysOn === null) {
        expect(colourOn(addDays(asOf, 365))).not.toBe('green')
        return
      }
      expect(colourOn(answer.decaysOn)).toBe('green')
      if (answer.decaysOn > asOf) expect(colourOn(addDays(answer.decaysOn, -1))).not.toBe('green')
    }),
    { numRuns: 50 },
  )
})

test('by quota a grid has to fall below the first green one', () => {
  const grid = (code: string, count: number) =>
    aGrid({ code, incidents: Array.from({ length: count }, () => anIncident()) })
  const others = [grid('B', 4), grid('C', 3), grid('D', 1)]
  expect(explained(grid('A', 5), quota(1, 1), others)).toEqual({
    mode: 'quota',
    rank: 1,
    lastColouredRank: 2,
    greenBelow: 6,
    pointsToGo: 4.0001,
    redLines: [],
  })
  expect(explained(grid('D', 1), quota(1, 1), others.slice(0, 2))).toMatchObject({
    rank: 3,
    pointsToGo: 0,
  })
})

test('by quota nobody falls below a green grid at 0, nor out of places that are not all taken', () => {
  const grid = aGrid({ code: 'A', incidents: [anIncident()] })
  expect(explained(grid, quota(1, 0), [aGrid({ code: 'B' })])).toMatchObject({
    greenBelow: 0,
    pointsToGo: null,
  })
  expect(explained(grid, quota(1, 1))).toMatchObject({ greenBelow: null, pointsToGo: null })
})
