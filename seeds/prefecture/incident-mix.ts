import type { SourceChannel } from '~/domain/incidents.ts'

/** How often a class of incidents happens, when, and through which channel it is heard of. */
export interface IncidentClass {
  code: string
  /** Share of all incidents; the shares of all classes sum to 1. */
  share: number
  /** Change per year, as a share. */
  trend: number
  /** Monthly factors, January first. */
  season: readonly number[]
  /** Weekend factor against weekdays. */
  weekend: number
  /** Relative frequency of three-hour spans from midnight, Asia/Shanghai. */
  hours: readonly number[]
  channels: Partial<Record<SourceChannel, number>>
  /** Share of incidents in which someone died. */
  fatal: number
}

const even = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
const summer = [0.8, 0.75, 0.9, 1, 1.1, 1.2, 1.3, 1.25, 1.1, 1, 0.85, 0.8]
const homecoming = [1.3, 1.4, 0.95, 0.9, 0.95, 1, 1, 1, 0.95, 0.9, 0.95, 1.1]
const dry = [1.5, 1.4, 1.1, 0.9, 0.7, 1.1, 0.7, 0.7, 0.8, 1.1, 1, 1.2]

const night = [9, 4, 3, 8, 11, 13, 18, 20]
const commute = [3, 2, 14, 16, 13, 16, 20, 9]
const office = [0.5, 0.3, 6, 24, 16, 24, 12, 4]
const evening = [4, 1.5, 5, 14, 14, 16, 22, 16]

const police = { call110: 90, gridWorker: 6, hotline12345: 2, other: 2 }
const foot = { gridWorker: 60, visit: 32, hotline12345: 6, other: 2 }

/** A plausible mix: a quarter disputes, 8 % invalid calls. Invented for the demo, no site's figures. */
export const incidentClasses: readonly IncidentClass[] = [
  {
    code: '01',
    share: 0.06,
    trend: -0.12,
    season: even,
    weekend: 1,
    hours: night,
    channels: police,
    fatal: 0,
  },
  {
    code: '02',
    share: 0.13,
    trend: -0.08,
    season: summer,
    weekend: 1.15,
    hours: night,
    channels: police,
    fatal: 0,
  },
  {
    code: '03',
    share: 0.25,
    trend: -0.04,
    season: homecoming,
    weekend: 1.1,
    hours: evening,
    channels: { call110: 55, gridWorker: 28, hotline12345: 9, visit: 5, petition: 3 },
    fatal: 0,
  },
  {
    code: '04',
    share: 0.13,
    trend: 0.05,
    season: even,
    weekend: 0.9,
    hours: commute,
    channels: police,
    fatal: 0.004,
  },
  {
    code: '05',
    share: 0.025,
    trend: -0.05,
    season: dry,
    weekend: 1,
    hours: evening,
    channels: police,
    fatal: 0.005,
  },
  {
    code: '06',
    share: 0.08,
    trend: 0.1,
    season: even,
    weekend: 0.5,
    hours: office,
    channels: foot,
    fatal: 0,
  },
  {
    code: '07',
    share: 0.16,
    trend: 0.08,
    season: summer,
    weekend: 0.9,
    hours: office,
    channels: { hotline12345: 48, call110: 30, gridWorker: 20, petition: 2 },
    fatal: 0,
  },
  {
    code: '08',
    share: 0.05,
    trend: 0.03,
    season: even,
    weekend: 0.4,
    hours: office,
    channels: foot,
    fatal: 0,
  },
  {
    code: '09',
    share: 0.0015,
    trend: -0.1,
    season: homecoming,
    weekend: 0.6,
    hours: office,
    channels: police,
    fatal: 0,
  },
  {
    code: '90',
    share: 0.08,
    trend: -0.02,
    season: even,
    weekend: 1,
    hours: night,
    channels: { call110: 100 },
    fatal: 0,
  },
  {
    code: '99',
    share: 0.0335,
    trend: 0,
    season: even,
    weekend: 1,
    hours: evening,
    channels: police,
    fatal: 0,
  },
]

/** Finer codes that are rarer than their place in the list says, as shares of their class. */
export const rareCodes: Readonly<Record<string, number>> = {
  '0101': 0.0006,
  '0107': 0.02,
  '0104': 0.01,
  '0207': 0.01,
  '0309': 0.01,
  '0504': 0.04,
}

/** Shares of 事件规模 01, 02, 03 among group incidents; elsewhere only one dispute in 500 is 02. */
export const groupScales = { '01': 0.62, '02': 0.34, '03': 0.04 } as const
