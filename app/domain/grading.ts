import type { Layer } from './areas.ts'
import type { Day } from './day.ts'
import type { IncidentCategory, ScaleCode } from './incidents.ts'
import type { Difficulty } from './mediation.ts'

/** 红 黄 绿, and grey for 无数据: no reporting coverage in the period. */
export const colours = ['red', 'yellow', 'green', 'grey'] as const
export type Colour = (typeof colours)[number]

export interface Ruleset {
  name: string
  layer: Layer | 'both'
  mode: 'quota' | 'thresholds'
  windowDays: number
  /** Points are divided by max(1, households / perHouseholds); null grades the bare sum. */
  perHouseholds: number | null
  scaleFactors: Record<ScaleCode, number>
  openDispute: Record<Difficulty, number>
  overduePoints: number
  repeatPoints: number
  repeatDays: number
  /** Quota: how many grids. Thresholds: the score from which the colour holds. */
  red: number
  yellow: number
  downgradeFactor: number
  quietPeriods: number
}

export interface IncidentFact {
  /** The incident's number, as printed in the reasons. */
  incident: string
  category: IncidentCategory
  scaleCode: ScaleCode
  deaths: number
  occurredOn: Day
  /** Where it happened, to see repeats: the point rounded to 1e-4°, or the address. */
  place: string
}

export interface DisputeFact {
  dispute: string
  difficulty: Difficulty
  overdueSteps: number
}

export interface GridFacts {
  code: string
  households: number | null
  covered: boolean
  incidents: readonly IncidentFact[]
  openDisputes: readonly DisputeFact[]
  /** The colour of the period before and how many quiet periods preceded; null without history. */
  previous: { colour: Colour; quietPeriods: number } | null
}

/** One line of why: points are exact multiples of 0.0001 and sum to the score. */
export interface Reason {
  rule: 'incident' | 'repeat' | 'openDispute' | 'overdue' | 'redLine'
  incident: string | null
  dispute?: string
  category?: string
  on?: Day
  weight: number
  points: number
}

export interface Grade {
  code: string
  colour: Colour
  /** A multiple of 0.0001, half up. */
  score: number
  reasons: Reason[]
  incidents: number
  quietPeriods: number
  /** Place in the quota's order, from 1; null in thresholds mode and for grey. */
  rank: number | null
}
