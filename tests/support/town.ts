import { insertAreas } from '#db/areas.ts'
import type { Database } from '#db/connect.ts'
import { insertGridVersions, renewBoundaryMark } from '#db/grids.ts'
import { insertMissingIncidentCategories } from '#db/incident-categories.ts'
import { insertIncidents } from '#db/incident-places.ts'
import { insertRuleset } from '#db/rulesets.ts'
import type { NewRow } from '#db/schema.ts'
import { incidentCategories } from '#seeds/vocabularies/incident-categories.ts'
import type { Layer } from '~/domain/areas.ts'
import type { Ruleset } from '~/domain/grading.ts'
import type { UnattendedDesk } from '~/services/desk.server.ts'
import { sealerOf } from '~/services/sealing.server.ts'

/** 宿迁市 › 宿城区 › 双庄街道 › two villages. */
export const townPath = '/321300/321302/321302001/'
export const eastVillage = '321302001201'
export const westVillage = '321302001202'

/** Where the first square of a row of grids begins; each is a hundredth of a degree wide. */
const west = 118.2
const south = 33.9

/** The administrative tree and the incident categories. */
export async function layTown(db: Database): Promise<void> {
  await insertMissingIncidentCategories(
    db,
    incidentCategories.map(({ valid, countsAsCase, ...category }) => ({
      ...category,
      valid: valid ? 1 : 0,
      countsAsCase: countsAsCase ? 1 : 0,
    })),
  )
  const tree = [
    ['321300', '宿迁市', 'prefecture', null],
    ['321302', '宿城区', 'county', '321300'],
    ['321302001', '双庄街道', 'township', '321302'],
    [eastVillage, '东村', 'village', '321302001'],
    [westVillage, '西村', 'village', '321302001'],
  ] as const
  let path = '/'
  await insertAreas(
    db,
    tree.map(([code, name, level, parentCode]) => {
      path = level === 'village' ? `${townPath}${code}/` : `${path}${code}/`
      return { code, name, level, parentCode, path, batchId: null }
    }),
  )
}

/** Grids side by side from west to east, of one square each unless `widths` says otherwise. */
export async function layGrids(
  db: Database,
  layer: Layer,
  codes: readonly string[],
  version: { validFrom?: string; validTo?: string | null; widths?: readonly number[] } = {},
): Promise<void> {
  let start = 0
  await renewBoundaryMark(db)
  await insertGridVersions(
    db,
    codes.map((code, index) => {
      const from = west + start * 0.01
      start += version.widths?.[index] ?? 1
      const to = west + start * 0.01
      const ring = [
        [from, south],
        [to, south],
        [to, south + 0.01],
        [from, south + 0.01],
        [from, south],
      ]
      return {
        layer,
        code,
        name: `${code}格`,
        kind: null,
        areaCode: index % 2 === 0 ? eastVillage : westVillage,
        areaStated: 1,
        geometry: JSON.stringify({ type: 'MultiPolygon', coordinates: [[ring]] }),
        areaM2: 1_000_000,
        labelLon: (from + to) / 2,
        labelLat: south + 0.005,
        households: 300,
        population: 900,
        validFrom: version.validFrom ?? '0001-01-01',
        validTo: version.validTo ?? null,
        batchId: null,
      }
    }),
  )
}

/** The middle of the nth square of the row. */
export const inSquare = (index: number) => ({
  lonE7: Math.round((west + (index + 0.5) * 0.01) * 1e7),
  latE7: Math.round((south + 0.005) * 1e7),
})

let numbers = 0

/** A valid 治安警情 that weighs 3, unless it says otherwise. */
export const anIncident = (fields: Partial<NewRow<'incidents'>> = {}): NewRow<'incidents'> => ({
  number: `T${String(++numbers).padStart(6, '0')}`,
  categoryCode: '02',
  scaleCode: '01',
  deaths: 0,
  occurredOn: '2026-10-31',
  occurredAt: null,
  reportedAt: '2026-10-31T01:00:00.000Z',
  lonE7: null,
  latE7: null,
  sourceCrs: null,
  addressText: null,
  summary: null,
  policeCode: null,
  governanceCode: null,
  areaCode: null,
  locatedHow: 'exact',
  validity: 'valid',
  sourceChannel: 'call110',
  mergedIntoId: null,
  disputeId: null,
  reporterId: null,
  batchId: null,
  version: 1,
  ...fields,
})

export const logIncidents = (db: Database, incidents: readonly NewRow<'incidents'>[]) =>
  insertIncidents(db, incidents)

/** No households, ninety days, and whatever the test is about. */
export async function aRuleset(db: Database, fields: Partial<Ruleset> = {}): Promise<Ruleset> {
  const ruleset: Ruleset = {
    name: 'test',
    layer: 'both',
    mode: 'quota',
    windowDays: 90,
    perHouseholds: null,
    scaleFactors: { '01': 1, '02': 3, '03': 10 },
    openDispute: { simple: 1, ordinary: 2, major: 5, difficult: 5 },
    overduePoints: 2,
    repeatPoints: 2,
    repeatDays: 90,
    red: 1,
    yellow: 1,
    downgradeFactor: 0.8,
    quietPeriods: 2,
    ...fields,
  }
  await insertRuleset(db, ruleset, { reason: 'test', createdAt: '2026-01-01T00:00:00.000Z' })
  return ruleset
}

/** A desk nobody sits at, on a day. */
export const deskOn = (db: Database, today: string): UnattendedDesk => ({
  db,
  sealer: sealerOf(Buffer.alloc(32, 1)),
  worker: null,
  today,
  now: `${today}T04:00:00.000Z`,
})
