import type { GridFacts, IncidentFact, Ruleset } from '~/domain/grading.ts'
import type { IncidentCategory } from '~/domain/incidents.ts'

const category = (code: string, facts: Partial<IncidentCategory> = {}): IncidentCategory => ({
  code,
  label: code,
  parentCode: null,
  weight: 1,
  fatalWeight: null,
  redLine: 'never',
  valid: true,
  ...facts,
})

export const categories = {
  crime: category('01', { weight: 5 }),
  murder: category('0101', { weight: 5, redLine: 'always' }),
  quarrel: category('03', { weight: 2 }),
  crash: category('04', { weight: 3, fatalWeight: 8 }),
  help: category('07', { weight: 0 }),
  crowd: category('09', { weight: 3, redLine: 'fromScale02' }),
  invalid: category('90', { weight: 5, redLine: 'always', valid: false }),
}

export const asOf = '2025-03-31'

let count = 0

/** A quarrel on the day of grading, at a place of its own, unless said otherwise. */
export const anIncident = (facts: Partial<IncidentFact> = {}): IncidentFact => {
  count += 1
  const incident = facts.incident ?? `J${String(count).padStart(6, '0')}`
  return {
    incident,
    category: categories.quarrel,
    scaleCode: '01',
    deaths: 0,
    occurredOn: asOf,
    place: incident,
    ...facts,
  }
}

/** A covered grid without history in which nothing happened. */
export const aGrid = (facts: Partial<GridFacts> = {}): GridFacts => ({
  code: 'SQ-001',
  households: null,
  covered: true,
  incidents: [],
  openDisputes: [],
  previous: null,
  ...facts,
})

export const thresholds: Ruleset = {
  name: 'thresholds',
  layer: 'both',
  mode: 'thresholds',
  windowDays: 90,
  perHouseholds: 300,
  scaleFactors: { '01': 1, '02': 3, '03': 10 },
  openDispute: { simple: 1, ordinary: 2, major: 5, difficult: 5 },
  overduePoints: 2,
  repeatPoints: 2,
  repeatDays: 90,
  red: 20,
  yellow: 10,
  downgradeFactor: 0.8,
  quietPeriods: 2,
}

export const quota = (red: number, yellow: number): Ruleset => ({
  ...thresholds,
  name: 'quota',
  mode: 'quota',
  perHouseholds: null,
  red,
  yellow,
})
