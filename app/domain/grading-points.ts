import { type Day, daysBetween } from './day.ts'
import type { GridFacts, IncidentFact, Reason, Ruleset } from './grading.ts'

/**
 * Every line of a grid's score on a day, the heaviest first, then by number, then by rule; lines
 * worth nothing are left out, a red line (0 points of its own) is not.
 *
 * points = weight × scale factor × (windowDays − age) ÷ windowDays ÷ max(1, households ÷ perHouseholds)
 *
 * each rounded half up to 0.0001 in whole numbers. Incidents count from the day they happen until
 * they are windowDays old. A repeat ages with the later incident and has no scale factor; open
 * disputes do not age; overdue steps are the office's own and are not divided by households.
 */
export function reasonsOf(facts: GridFacts, ruleset: Ruleset, asOf: Day): Reason[] {
  const counted = countedIncidents(facts, ruleset, asOf)
  const divided = (weight: number, factor: number, ageDays: number) =>
    pointsOf(weight, factor, ageDays, facts.households, ruleset)

  const incidents = counted.map((fact): Reason => {
    const ageDays = daysBetween(fact.occurredOn, asOf)
    const weight = weightOf(fact)
    const scaleFactor = ruleset.scaleFactors[fact.scaleCode]
    const points = divided(weight, scaleFactor, ageDays)
    return { ...lineOf('incident', fact), weight, scaleFactor, ageDays, points }
  })
  const repeats = repeatsAmong(counted, ruleset.repeatDays).map((fact): Reason => {
    const ageDays = daysBetween(fact.occurredOn, asOf)
    const weight = ruleset.repeatPoints
    return { ...lineOf('repeat', fact), weight, ageDays, points: divided(weight, 1, ageDays) }
  })
  const redLines = counted
    .filter(crossesRedLine)
    .map((fact): Reason => ({ ...lineOf('redLine', fact), weight: 0, points: 0 }))
  const disputes = facts.openDisputes.map(({ dispute, difficulty }): Reason => {
    const weight = ruleset.openDispute[difficulty]
    return { rule: 'openDispute', incident: null, dispute, weight, points: divided(weight, 1, 0) }
  })
  const overdue = facts.openDisputes.map(({ dispute, overdueSteps: steps }): Reason => {
    const weight = ruleset.overduePoints
    const points = (toTenThousandths(weight) * steps) / 10_000
    return { rule: 'overdue', incident: null, dispute, weight, steps, points }
  })
  return [...incidents, ...repeats, ...redLines, ...disputes, ...overdue]
    .filter(({ rule, points }) => rule === 'redLine' || points !== 0)
    .sort(heaviestFirst)
}

/** The printed points added up exactly. */
export const scoreOf = (reasons: readonly Reason[]): number =>
  reasons.reduce((sum, { points }) => sum + toTenThousandths(points), 0) / 10_000

/** The valid incidents of the window, those of no weight included. */
export const countedIncidents = (
  { incidents }: GridFacts,
  { windowDays }: Ruleset,
  asOf: Day,
): IncidentFact[] =>
  incidents.filter(({ category, occurredOn }) => {
    const ageDays = daysBetween(occurredOn, asOf)
    return category.valid && ageDays >= 0 && ageDays < windowDays
  })

/** A decimal of up to four places as a whole number of 0.0001. */
export const toTenThousandths = (value: number): number => Math.round(value * 10_000)

const lineOf = (rule: Reason['rule'], { incident, category, occurredOn }: IncidentFact) => ({
  rule,
  incident,
  category: category.code,
  on: occurredOn,
})

const isFatal = ({ deaths, category }: IncidentFact): boolean =>
  deaths > 0 && category.fatalWeight !== null

const weightOf = (fact: IncidentFact): number =>
  isFatal(fact) ? (fact.category.fatalWeight ?? 0) : fact.category.weight

/** 命案, 群体性事件 from scale 02 on, a fatal accident: red whatever the score. */
const crossesRedLine = (fact: IncidentFact): boolean =>
  isFatal(fact) ||
  fact.category.redLine === 'always' ||
  (fact.category.redLine === 'fromScale02' && fact.scaleCode !== '01')

/** Every weighing incident that follows another at its place within `repeatDays`. */
function repeatsAmong(counted: readonly IncidentFact[], repeatDays: number): IncidentFact[] {
  const inOrder = counted
    .filter((fact) => weightOf(fact) > 0 && fact.place !== '')
    .sort((a, b) => compare(a.occurredOn, b.occurredOn) || compare(a.incident, b.incident))
  const lastAt = new Map<string, Day>()
  return inOrder.filter(({ place, occurredOn }) => {
    const last = lastAt.get(place)
    lastAt.set(place, occurredOn)
    return last !== undefined && daysBetween(last, occurredOn) <= repeatDays
  })
}

function pointsOf(
  weight: number,
  factor: number,
  ageDays: number,
  households: number | null,
  { windowDays, perHouseholds }: Ruleset,
): number {
  const share = perHouseholds !== null && households !== null && households > perHouseholds
  const above = [
    toTenThousandths(weight),
    toTenThousandths(factor),
    windowDays - ageDays,
    share ? perHouseholds : 1,
  ] as const
  return roundedShare(above, [10_000, windowDays, share ? households : 1]) / 10_000
}

type Factors = readonly [number, number, number, number?]

/** A product divided by a product, half up; in big integers where doubles would not be exact. */
function roundedShare(above: Factors, below: Factors): number {
  const dividend = 2 * product(above) + product(below)
  const divisor = 2 * product(below)
  if (dividend <= Number.MAX_SAFE_INTEGER && divisor <= Number.MAX_SAFE_INTEGER) {
    return (dividend - (dividend % divisor)) / divisor
  }
  return Number((2n * bigProduct(above) + bigProduct(below)) / (2n * bigProduct(below)))
}

const product = ([a, b, c, d = 1]: Factors): number => a * b * c * d

const bigProduct = ([a, b, c, d = 1]: Factors): bigint =>
  BigInt(a) * BigInt(b) * BigInt(c) * BigInt(d)

const heaviestFirst = (a: Reason, b: Reason): number =>
  b.points - a.points ||
  compare(a.incident ?? a.dispute ?? '', b.incident ?? b.dispute ?? '') ||
  compare(a.rule, b.rule)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
