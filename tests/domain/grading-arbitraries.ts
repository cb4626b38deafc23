import fc from 'fast-check'
import { addDays } from '~/domain/day.ts'
import type { GridFacts } from '~/domain/grading.ts'
import { scaleCodes } from '~/domain/incidents.ts'
import { difficulties } from '~/domain/mediation.ts'
import { asOf, categories } from './grading-facts.ts'

export const someIncident = fc.record({
  incident: fc.nat(999_999).map((number) => `J${number}`),
  category: fc.constantFrom(...Object.values(categories)),
  scaleCode: fc.constantFrom(...scaleCodes),
  deaths: fc.constantFrom(0, 0, 0, 1),
  occurredOn: fc.integer({ min: -5, max: 100 }).map((days) => addDays(asOf, -days)),
  place: fc.constantFrom('', '甲', '乙', '丙'),
})

const someHistory = fc.oneof(
  fc.constant(null),
  fc.record({
    colour: fc.constantFrom('red', 'yellow', 'green', 'grey'),
    quietPeriods: fc.nat(2),
  }),
)

export const someGrid: fc.Arbitrary<GridFacts> = fc.record({
  code: fc.nat(9999).map((number) => `SQ-${number}`),
  households: fc.oneof(fc.constant(null), fc.nat(2000)),
  covered: fc.constantFrom(true, true, true, false),
  incidents: fc.uniqueArray(someIncident, { selector: ({ incident }) => incident, maxLength: 12 }),
  openDisputes: fc.uniqueArray(
    fc.record({
      dispute: fc.nat(999).map((number) => `D${number}`),
      difficulty: fc.constantFrom(...difficulties),
      overdueSteps: fc.nat(3),
    }),
    { selector: ({ dispute }) => dispute, maxLength: 4 },
  ),
  previous: someHistory,
})

export const someLayer = fc.uniqueArray(someGrid, { selector: ({ code }) => code, maxLength: 30 })
