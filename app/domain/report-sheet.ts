import type { AreaLevel, Layer } from './areas.ts'
import type { Books } from './books.ts'
import type { Day, Month } from './day.ts'
import type { Colour } from './grading.ts'
import type { MapDrawing } from './map-drawing.ts'
import type { MonthReport } from './report.ts'

/** The month report as it is read and printed: its figures, and the lists behind them. */
export interface ReportSheet {
  report: MonthReport
  level: AreaLevel
  /** The root of the tree, which alone says what lies in no grid. */
  isRoot: boolean
  /** The last day that counts: the end of the month, or today while it runs. */
  asOf: Day
  running: boolean
  /** The rulesets the layers were graded by, in words. */
  rulesets: Record<Layer, string>
  /** Every first-level category, in the order of the table. */
  categories: { code: string; label: string; count: number; previous: number }[]
  /** The first-level types that have anything on the books, in the order of the table. */
  types: ({ code: string; label: string } & BookFigures)[]
  /** Valid incidents in thirteen months, the last one the report's. */
  months: { month: Month; incidents: number }[]
  /** The villages of the area; of a prefecture its townships. */
  units: ReportUnit[]
  unitLevel: AreaLevel
  /** What lies in the area and in none of its units; null when nothing does. */
  rest: ReportUnit | null
}

export type BookFigures = Pick<Books, 'carriedOver' | 'opened' | 'closed' | 'pending'>

/** A line of the annex. The lines and the rest sum to the report. */
export interface ReportUnit {
  code: string
  name: string
  incidents: number
  /** Valid incidents of the month before. */
  previous: number
  /** Of `incidents`, those that count against 零案件村. */
  cases: number
  disputes: BookFigures
  colours: Record<Layer, Record<Colour, number>>
  zeroIncidentVillages: { numerator: number; denominator: number }
}

/** What the annex of an area lists. */
export const unitLevelOf: Record<AreaLevel, AreaLevel> = {
  prefecture: 'township',
  county: 'village',
  township: 'village',
  village: 'village',
}

/** The coloured map of an area with the names of those below it. */
export interface ReportMap extends MapDrawing {
  /** Their lettering is `labelSize` high. */
  labels: { name: string; x: number; y: number }[]
  labelSize: number
}
