import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '~/domain/day.ts'
import { type Colour, colours, type GridFacts, gradeGrids, type Ruleset } from '~/domain/grading.ts'
import { scoreOf } from '~/domain/grading-points.ts'
import { someGrid, someIncident, someLayer } from './grading-arbitraries.ts'
import { aGrid, anIncident, asOf, categories, quota, thresholds } from './grading-facts.ts'

function gradeOf(facts: Partial<GridFacts>, ruleset: Ruleset = thresholds) {
  const [grade] = gradeGrids([aGrid(facts)], ruleset, asOf).grades
  if (!grade) throw new Error('a grid has a grade')
  return grade
}

/** So many quarrels of 2 points on the day of grading. */
const quarrels = (count: number) => Array.from({ length: count }, () => anIncident())

const coloursBy = (grids: GridFacts[], ruleset: Ruleset) =>
  Object.fromEntries(
    gradeGrids(grids, ruleset, asOf).grades.map(({ code, colour }) => [code, colour]),
  )

test('without history the score alone decides, from the threshold on', () => {
  expect(gradeOf({}).colour).toBe('green')
  expect(gradeOf({ incidents: quarrels(4) })).toMatchObject({ score: 8, colour: 'green' })
  expect(gradeOf({ incidents: quarrels(5) })).toMatchObject({ score: 10, colour: 'yellow' })
  expect(gradeOf({ incidents: quarrels(9) })).toMatchObject({ score: 18, colour: 'yellow' })
  expect(gradeOf({ incidents: quarrels(10) })).toMatchObject({ score: 20, colour: 'red' })
})

test('a grid that nobody reported for is grey, red line or not, and has no rank', () => {
  const incidents = [anIncident({ category: categories.murder }), ...quarrels(10)]
  expect(gradeOf({ covered: false, incidents })).toMatchObject({ colour: 'grey', quietPeriods: 0 })
  expect(gradeOf({ covered: false, incidents }, quota(1, 0))).toMatchObject({
    colour: 'grey',
    rank: null,
  })
})

test('no incidents under coverage is green', () => {
  expect(gradeOf({})).toEqual({
    code: 'SQ-001',
    colour: 'green',
    score: 0,
    reasons: [],
    incidents: 0,
    quietPeriods: 0,
    rank: null,
  })
})

test('incidents of no weight are counted, invalid and old ones are not', () => {
  const incidents = [
    anIncident({ category: categories.help }),
    anIncident(),
    anIncident({ category: categories.invalid }),
    anIncident({ occurredOn: addDays(asOf, -90) }),
    anIncident({ occurredOn: addDays(asOf, 1) }),
  ]
  expect(gradeOf({ incidents }).incidents).toBe(2)
})

test('a red line is red at once', () => {
  const previous = { colour: 'green', quietPeriods: 0 } as const
  const incidents = [anIncident({ category: categories.crowd, scaleCode: '02' })]
  expect(gradeOf({ previous, incidents }).colour).toBe('red')
})

test('a worse colour holds at once', () => {
  const previous = { colour: 'green', quietPeriods: 0 } as const
  expect(gradeOf({ previous, incidents: quarrels(5) }).colour).toBe('yellow')
  expect(gradeOf({ previous, incidents: quarrels(10) }).colour).toBe('red')
})

test('a red grid recovers one colour at a time, after two quiet periods each', () => {
  let previous: GridFacts['previous'] = { colour: 'red', quietPeriods: 0 }
  const seen: [Colour, number][] = []
  for (let month = 0; month < 5; month++) {
    const { colour, quietPeriods } = gradeOf({ previous })
    seen.push([colour, quietPeriods])
    previous = { colour, quietPeriods }
  }
  expect(seen).toEqual([
    ['red', 1],
    ['yellow', 0],
    ['yellow', 1],
    ['green', 0],
    ['green', 0],
  ])
})

test('a period is quiet only below eight tenths of the present threshold', () => {
  const red = { colour: 'red', quietPeriods: 1 } as const
  expect(gradeOf({ previous: red, incidents: quarrels(8) })).toMatchObject({
    score: 16,
    colour: 'red',
    quietPeriods: 0,
  })
  expect(gradeOf({ previous: red, incidents: quarrels(7) })).toMatchObject({
    score: 14,
    colour: 'yellow',
  })
  const yellow = { colour: 'yellow', quietPeriods: 1 } as const
  expect(gradeOf({ previous: yellow, incidents: quarrels(4) }).colour).toBe('yellow')
  expect(gradeOf({ previous: yellow, incidents: quarrels(3) }).colour).toBe('green')
})

test('a grid that was grey starts afresh', () => {
  const previous = { colour: 'grey', quietPeriods: 0 } as const
  expect(gradeOf({ previous }).colour).toBe('green')
  expect(gradeOf({ previous, incidents: quarrels(5) }).colour).toBe('yellow')
})

test('a colour worse than the score gives says so in its last line', () => {
  const red = { colour: 'red', quietPeriods: 0 } as const
  const redNearly = { colour: 'red', quietPeriods: 1 } as const
  const yellow = { colour: 'yellow', quietPeriods: 0 } as const
  const cases = [
    // Nothing happened: red by the month before alone.
    [red, 0, 'red', { previous: 'red', byScore: 'green', quietPeriods: 1 }],
    // 16 points are yellow, and not quiet for red.
    [redNearly, 8, 'red', { previous: 'red', byScore: 'yellow', quietPeriods: 0 }],
    // One colour at a time: yellow, and still not the green of the score.
    [redNearly, 0, 'yellow', { previous: 'red', byScore: 'green', quietPeriods: 0 }],
    [yellow, 2, 'yellow', { previous: 'yellow', byScore: 'green', quietPeriods: 1 }],
  ] as const
  for (const [previous, count, colour, held] of cases) {
    const grade = gradeOf({ previous, incidents: quarrels(count) })
    expect(grade).toMatchObject({ colour, score: 2 * count })
    expect(grade.reasons).toHaveLength(count + 1)
    expect(grade.reasons.at(-1)).toEqual({
      rule: 'held',
      incident: null,
      weight: 0,
      points: 0,
      ...held,
    })
  }
})

test('a colour that its score, its red line, its quota or grey explains is not held', () => {
  const red = { colour: 'red', quietPeriods: 0 } as const
  const redNearly = { colour: 'red', quietPeriods: 1 } as const
  const murder = anIncident({ category: categories.murder })
  const rulesOf = (facts: Partial<GridFacts>, ruleset?: Ruleset) =>
    gradeOf(facts, ruleset).reasons.map(({ rule }) => rule)
  expect(rulesOf({ previous: red, incidents: [murder] })).toEqual(['incident', 'redLine'])
  expect(rulesOf({ previous: red, incidents: quarrels(10) })).not.toContain('held')
  // 14 points: yellow by the score, and quiet for red.
  const quiet = { previous: redNearly, incidents: quarrels(7) }
  expect(gradeOf(quiet).colour).toBe('yellow')
  expect(rulesOf(quiet)).not.toContain('held')
  expect(rulesOf({ previous: red, covered: false })).toEqual([])
  expect(rulesOf({ previous: { colour: 'grey', quietPeriods: 0 } })).toEqual([])
  expect(rulesOf({ previous: red }, quota(1, 0))).toEqual([])
})

test('by thresholds every red or yellow grid has a reason, and the points are its score', () => {
  fc.assert(
    fc.property(someGrid, (facts) => {
      const { colour, score, reasons } = gradeOf(facts)
      if (colour === 'red' || colour === 'yellow') expect(reasons).not.toEqual([])
      expect(scoreOf(reasons)).toBe(score)
      const held = reasons.findIndex(({ rule }) => rule === 'held')
      if (held >= 0) expect(held).toBe(reasons.length - 1)
    }),
    { numRuns: 300 },
  )
})

test('adding an incident never improves a grid', () => {
  const worseOrEqual = (a: Colour, b: Colour) => colours.indexOf(a) <= colours.indexOf(b)
  fc.assert(
    fc.property(someGrid, someIncident, (facts, another) => {
      const grid = { ...facts, code: 'SQ-001' }
      const before = gradeOf(grid)
      const after = gradeOf({
        ...grid,
        incidents: [...grid.incidents, { ...another, incident: 'X' }],
      })
      expect(after.score).toBeGreaterThanOrEqual(before.score)
      expect(worseOrEqual(after.colour, before.colour)).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('宿迁: 1,065 police grids grade 60 red, 196 yellow and 809 green, whatever the data', () => {
  const grids = Array.from({ length: 1065 }, (_, index) =>
    aGrid({
      code: String(index),
      incidents: index % 3 ? [] : [anIncident({ occurredOn: addDays(asOf, -(index % 90)) })],
    }),
  )
  const count = (colour: Colour, of: GridFacts[]) =>
    gradeGrids(of, quota(60, 196), asOf).grades.filter((grade) => grade.colour === colour).length
  const nothing = grids.map((grid) => ({ ...grid, incidents: [] }))
  for (const of of [grids, nothing]) {
    expect([count('red', of), count('yellow', of), count('green', of)]).toEqual([60, 196, 809])
  }
})

test('quota: the higher score first, then more incidents, then the smaller code', () => {
  const help = () => anIncident({ category: categories.help })
  const grids = [
    aGrid({ code: 'C', incidents: [anIncident()] }),
    aGrid({ code: 'B', incidents: [anIncident()] }),
    aGrid({ code: 'D', incidents: [anIncident(), help()] }),
    aGrid({ code: 'E', incidents: quarrels(2) }),
    aGrid({ code: 'A' }),
  ]
  const ranks = gradeGrids(grids, quota(1, 2), asOf).grades
  expect(ranks.map(({ code, rank, colour }) => [code, rank, colour])).toEqual([
    ['A', 5, 'green'],
    ['B', 3, 'yellow'],
    ['C', 4, 'green'],
    ['D', 2, 'yellow'],
    ['E', 1, 'red'],
  ])
})

test('quota: red lines take the first red places and an excess is reported', () => {
  const murder = (code: string) =>
    aGrid({ code, incidents: [anIncident({ category: categories.murder })] })
  const grids = [aGrid({ code: 'A', incidents: quarrels(9) }), murder('B'), murder('C')]
  expect(coloursBy(grids, quota(2, 1))).toEqual({ A: 'yellow', B: 'red', C: 'red' })
  expect(gradeGrids(grids, quota(2, 1), asOf).redLineExcess).toEqual([])
  expect(coloursBy(grids, quota(1, 1))).toEqual({ A: 'green', B: 'red', C: 'yellow' })
  expect(gradeGrids(grids, quota(1, 1), asOf).redLineExcess).toEqual(['C'])
})

test('quota: history neither holds nor frees a colour', () => {
  const previous = { colour: 'red', quietPeriods: 0 } as const
  const grids = [aGrid({ code: 'A', incidents: quarrels(1) }), aGrid({ code: 'B', previous })]
  expect(coloursBy(grids, quota(1, 0))).toEqual({ A: 'red', B: 'green' })
})

test('quota: exactly as many as there are places, or as there are grids', () => {
  fc.assert(
    fc.property(someLayer, fc.nat(12), fc.nat(12), (layer, red, yellow) => {
      const { grades } = gradeGrids(layer, quota(red, yellow), asOf)
      const count = (colour: Colour) => grades.filter((grade) => grade.colour === colour).length
      const covered = layer.filter((grid) => grid.covered).length
      expect(count('red')).toBe(Math.min(red, covered))
      expect(count('yellow')).toBe(Math.min(yellow, covered - count('red')))
      expect(count('grey')).toBe(layer.length - covered)
    }),
  )
})

test('the order in which grids, incidents and disputes come changes nothing', () => {
  const reversed = (grid: GridFacts): GridFacts => ({
    ...grid,
    incidents: [...grid.incidents].reverse(),
    openDisputes: [...grid.openDisputes].reverse(),
  })
  fc.assert(
    fc.property(someLayer, fc.constantFrom(thresholds, quota(3, 5)), (layer, ruleset) => {
      const shuffled = [...layer].reverse().map(reversed)
      expect(gradeGrids(shuffled, ruleset, asOf)).toEqual(gradeGrids(layer, ruleset, asOf))
    }),
  )
})
