import { beforeAll, expect, test } from 'vitest'
import type { Crs } from '#geo/coordinates.ts'
import { toCgcs2000 } from '#geo/coordinates.ts'
import { crsConverter } from '#geo/reading/crs-converter.ts'
import { type DeclaredCrs, declaredIn } from '#geo/reading/declared-crs.ts'
import { loadProjections, type Projections } from '#geo/reading/projections.ts'

/** A centimetre in degrees, and a little less of longitude. */
const centimetre = 1e-7

let projections: Projections
beforeAll(async () => {
  projections = await loadProjections()
})

const geographic =
  'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
const beijing = geographic
  .replace('D_China_2000', 'D_Beijing_1954')
  .replace('"CGCS2000",6378137.0,298.257222101', '"Krasovsky_1940",6378245.0,298.3')
const gaussKruger = (datum: string, easting: number) =>
  `PROJCS["Some_GK_Zone",${datum},PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",${easting}],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",117.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`
const zone39: DeclaredCrs = { name: 'Some_GK_Zone', wkt: gaussKruger(geographic, 39_500_000) }
const newJersey: DeclaredCrs = {
  name: 'NAD_1983_StatePlane_New_Jersey_FIPS_2900_Feet',
  wkt: 'PROJCS["NAD_1983_StatePlane_New_Jersey_FIPS_2900_Feet",GEOGCS["GCS_North_American_1983",DATUM["D_North_American_1983",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",492125.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",-74.5],PARAMETER["Scale_Factor",0.9999],PARAMETER["Latitude_Of_Origin",38.83333333333334],UNIT["Foot_US",0.3048006096012192]]',
}

/** What EPSG 4527 makes of 118.3, 33.9. */
const inZone39 = [39_620_244.704171166, 3_753_330.21054458] as const

function converted(
  crs: Crs,
  [x, y]: readonly [number, number],
  declared: DeclaredCrs | null = null,
) {
  const found = crsConverter(crs, { declared, sample: [x, y] }, projections)
  if (!found.ok) throw new Error(found.reason)
  return { place: found.convert(x, y), notes: found.notes.map(({ kind }) => kind) }
}

const refusal = (crs: Crs, sample: readonly [number, number], declared: DeclaredCrs | null) =>
  crsConverter(crs, { declared, sample }, projections)

function expectPlace([lon, lat]: readonly [number, number], expected: readonly [number, number]) {
  expect(Math.abs(lon - expected[0])).toBeLessThan(centimetre)
  expect(Math.abs(lat - expected[1])).toBeLessThan(centimetre)
}

// The expected degrees are those of PROJ 9 (gdaltransform of GDAL 3.6).
test.each([
  ['epsg:4527', inZone39, [118.3, 33.9]],
  ['epsg:4548', [620_244.704171166, 3_753_330.21054458], [118.3, 33.9]],
  ['epsg:4509', [620_244.7, 3_753_330.2], [118.299999953472, 33.8999999054362]],
  ['epsg:4497', [19_620_244.7, 3_753_330.2], [112.299999953472, 33.8999999054362]],
  ['epsg:2260', [600_000, 500_000], [-74.1137580340966, 40.2054875083726]],
  ['epsg:2227', [6_012_009.295321196, 2_082_927.8866833623], [-122.4, 37.7]],
  ['epsg:3857', [13_168_895.5, 4_012_345.6], [118.298201026228, 33.8773545244941]],
  ['epsg:32650', [620_000, 3_753_000], [118.298034123348, 33.9105821142663]],
  ['epsg:2384', [620_244.7, 3_753_330.2], [118.299999101771, 33.8999841420127]],
] as const)('%s becomes degrees as PROJ has them', (crs, [x, y], expected) => {
  expectPlace(converted(crs, [x, y]).place, expected)
})

test('a zone of CGCS2000 and a state plane in feet are read by their .prj', () => {
  expectPlace(converted('file', inZone39, zone39).place, [118.3, 33.9])
  expectPlace(
    converted('file', [500_000, 500_000], newJersey).place,
    [-74.471803587504, 40.2061284417555],
  )
})

test('CGCS2000 and WGS 84 by number are the degrees themselves, longitude first', () => {
  expect(converted('epsg:4490', [118.2752, 33.963]).place).toEqual([118.2752, 33.963])
  expect(converted('epsg:4326', [118.2752, 33.963]).place).toEqual([118.2752, 33.963])
})

test('GCJ-02 beside a projected declaration is shifted after un-projecting', () => {
  const { place, notes } = converted('gcj02', inZone39, zone39)
  expectPlace(place, toCgcs2000(118.3, 33.9, 'gcj02'))
  expect(notes).toEqual(['crsUnconfirmed'])
  expect(converted('cgcs2000', inZone39, zone39).notes).toEqual([])
})

test('a stated number wins over the declaration, and only a contradiction is noted', () => {
  expect(converted('epsg:4527', inZone39, zone39)).toMatchObject({ notes: [] })
  const { place, notes } = converted('epsg:4528', [40_500_000, 3_753_330], {
    name: 'urn:ogc:def:crs:EPSG::4549',
  })
  expectPlace(place, converted('epsg:4528', [40_500_000, 3_753_330]).place)
  expect(notes).toEqual(['crsUnconfirmed'])
})

test('eastings with or without the number of their zone are taken alike, and it is noted', () => {
  const bare = [620_244.704171166, 3_753_330.21054458] as const
  expect(converted('epsg:4527', bare)).toMatchObject({ notes: ['zonePrefix'] })
  expectPlace(converted('epsg:4527', bare).place, [118.3, 33.9])
  expect(converted('epsg:4548', inZone39)).toMatchObject({ notes: ['zonePrefix'] })
  expectPlace(converted('epsg:4548', inZone39).place, [118.3, 33.9])
  // Zone 20 of the six-degree zones has the same meridian as zone 39 of the three-degree ones.
  expectPlace(converted('epsg:4509', [20_620_244.7, 3_753_330.2]).place, [118.3, 33.9])
})

test('the number of another zone is not taken for that of the stated one', () => {
  const nowhere = { place: [Number.NaN, Number.NaN], notes: [] }
  expect(converted('epsg:4548', [40_620_244, 3_753_330])).toEqual(nowhere)
  expect(converted('epsg:4528', inZone39)).toEqual(nowhere)
  expect(converted('epsg:4527', [40_342_806, 3_753_330])).toEqual(nowhere)
  expect(converted('file', [40_342_806, 3_753_330], zone39)).toEqual(nowhere)
  // Four degrees beyond its edge a zone is still itself.
  expectPlace(converted('epsg:4527', [40_013_640.96041, 3_766_470.48002]).place, [122.55, 33.9])
})

test('degrees of Beijing 1954 are its own when a datum is stated, and shifted when it is meant', () => {
  const declared = { name: 'Some_GK_Zone', wkt: gaussKruger(beijing, 500_000) }
  const at = [620_244.7, 3_753_330.2] as const
  // EPSG 4214 by PROJ, which knows no shift.
  expectPlace(converted('cgcs2000', at, declared).place, [118.299969031113, 33.8993999879264])
  expect(converted('cgcs2000', at, declared).notes).toEqual(['crsUnconfirmed'])
  const meant = converted('file', at, declared)
  expect(meant.notes).toEqual(['datumApproximate'])
  expectPlace(meant.place, converted('epsg:2436', at).place)
  expect(Math.abs(meant.place[0] - 118.299969031113) * 92_400).toBeGreaterThan(40) // metres
})

test('declarations of degrees agree with degrees, but cannot confirm GCJ-02', () => {
  const crs84 = { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' }
  const prj = { name: 'GCS_China_Geodetic_Coordinate_System_2000', wkt: geographic }
  for (const declared of [crs84, prj]) {
    expect(converted('wgs84', [118.3, 33.9], declared).notes).toEqual([])
    expect(converted('file', [118.3, 33.9], declared).place).toEqual([118.3, 33.9])
    expect(converted('gcj02', [118.3, 33.9], declared).notes).toEqual(['crsUnconfirmed'])
  }
})

test('what cannot be known is refused by name', () => {
  const degrees = [118.3, 33.9] as const
  expect(refusal('file', degrees, null)).toMatchObject({ reason: 'crsNotDeclared' })
  expect(refusal('epsg:999999', degrees, null)).toMatchObject({
    reason: 'unknownCrs',
    detail: 'EPSG:999999',
  })
  expect(refusal('file', degrees, { name: '宿迁独立坐标系' })).toMatchObject({
    reason: 'crsUnreadable',
    detail: '宿迁独立坐标系',
  })
  expect(refusal('wgs84', inZone39, { name: 'Local' })).toMatchObject({ reason: 'crsUnreadable' })
  expect(refusal('epsg:4527', degrees, null)).toMatchObject({ reason: 'crsImplausible' })
  expect(refusal('file', degrees, zone39)).toMatchObject({ reason: 'crsImplausible' })
  expect(refusal('wgs84', degrees, zone39)).toMatchObject({ reason: 'crsContradicts' })
})

test('hostile definitions are refused at once', () => {
  const hostile = ['PROJCS['.repeat(20_000), 'GEOGCS["a",'.repeat(1500), 'PROJCS["x"', 'GEOGCS[]']
  const before = performance.now()
  for (const wkt of hostile)
    expect(refusal('file', [1, 1], { name: 'x', wkt })).toMatchObject({ reason: 'crsUnreadable' })
  expect(performance.now() - before).toBeLessThan(1000)
})

test('no number, however strange, makes a converter throw or a place of nothing', () => {
  const strange = [Number.NaN, Infinity, -Infinity, 0, 1e300, -39e6, 1e-300]
  for (const crs of ['epsg:4527', 'epsg:32650', 'epsg:3857', 'epsg:2227', 'file'] as const) {
    const found = crsConverter(crs, { declared: zone39 }, projections)
    if (!found.ok) throw new Error(found.reason)
    for (const x of strange) {
      for (const y of strange) {
        const place = found.convert(x, y)
        expect(place).toHaveLength(2)
        if (Number.isNaN(x) || Number.isNaN(y)) expect(place).toEqual([Number.NaN, Number.NaN])
      }
    }
  }
})

test('the declaration of a GeoJSON is its crs member', () => {
  const member = { type: 'name', properties: { name: 'EPSG:4527', wkt: 'PROJCS[]' } }
  expect(declaredIn({ crs: member })).toEqual({ name: 'EPSG:4527', wkt: 'PROJCS[]' })
  expect(declaredIn({ crs: { type: 'name', properties: {} } })).toBeNull()
  expect(declaredIn([])).toBeNull()
})

test('EPSG numbers are known in every spelling, and swapped axes in none', () => {
  for (const name of [
    'EPSG:4527',
    'urn:ogc:def:crs:EPSG::4527',
    'urn:ogc:def:crs:EPSG:9.9:4527',
    'http://www.opengis.net/def/crs/EPSG/0/4527',
  ])
    expectPlace(converted('file', inZone39, { name }).place, [118.3, 33.9])
})
