import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { isWithin } from '#seeds/prefecture/grid-points.ts'
import { generateIncidents } from '#seeds/prefecture/incidents.ts'
import { generatePrefecture } from '#seeds/prefecture/prefecture.ts'
import { incidentCategories } from '#seeds/vocabularies/incident-categories.ts'
import { dayOf } from '~/domain/day.ts'

const prefecture = generatePrefecture({ scale: 0.02 })
const span = { from: '2025-01-01', to: '2026-02-14' }
const incidents = [...generateIncidents(prefecture, { ...span, count: 20_000 })]
const share = (chosen: readonly unknown[]) => chosen.length / incidents.length

test('exactly as many incidents as asked for, the same each time', () => {
  expect(incidents).toHaveLength(20_000)
  expect([...generateIncidents(prefecture, { ...span, count: 20_000 })]).toEqual(incidents)
  const digest = createHash('sha256').update(JSON.stringify(incidents)).digest('hex')
  expect(digest).toBe('4ab91c025aaab38432ebe9f855b38cb28e6dded5d8cf86173497c259658d0834')
})

test('incidents come in the order of time with numbers of their own', () => {
  const times = incidents.map(({ occurredAt }) => occurredAt)
  expect(times.map((at) => at.slice(0, 16))).toEqual(times.map((at) => at.slice(0, 16)).sort())
  expect(new Set(incidents.map(({ number }) => number)).size).toBe(incidents.length)
  for (const { occurredOn, occurredAt, reportedAt } of incidents) {
    expect(occurredOn).toBe(dayOf(occurredAt))
    expect(reportedAt > occurredAt).toBe(true)
    expect(occurredOn >= span.from && occurredOn <= span.to).toBe(true)
  }
})

test('a quarter are disputes, 8 % invalid calls, and red lines are rare', () => {
  const ofClass = (code: string) =>
    share(incidents.filter(({ categoryCode }) => categoryCode.startsWith(code)))
  expect(ofClass('03')).toBeCloseTo(0.25, 1)
  expect(share(incidents.filter(({ valid }) => !valid))).toBe(ofClass('90'))
  expect(ofClass('90')).toBeCloseTo(0.08, 2)
  expect(share(incidents.filter(({ deaths }) => deaths > 0))).toBeLessThan(0.002)
  const known = new Set(incidentCategories.map(({ code }) => code))
  expect(incidents.filter(({ categoryCode }) => !known.has(categoryCode))).toEqual([])
})

test('1.7 % lie outside every grid, some exactly on corners, many at the same addresses', () => {
  const grids = prefecture.governance.flatMap(({ geometry }) => geometry.coordinates)
  const corners = new Set(
    grids.flat(2).map(([lon = 0, lat = 0]) => `${Math.round(lon * 1e7)} ${Math.round(lat * 1e7)}`),
  )
  const onCorner = incidents.filter(({ lonE7, latE7 }) => corners.has(`${lonE7} ${latE7}`))
  expect(share(onCorner)).toBeGreaterThan(0.002)
  expect(share(onCorner)).toBeLessThan(0.0045)
  const outside = incidents.filter(
    ({ lonE7, latE7 }) => !grids.some((rings) => isWithin(lonE7 / 1e7, latE7 / 1e7, rings)),
  )
  expect(share(outside)).toBeGreaterThan(0.014)
  expect(share(outside)).toBeLessThan(0.022)
  const places = new Map<string, number>()
  for (const { lonE7, latE7 } of incidents) {
    places.set(`${lonE7} ${latE7}`, (places.get(`${lonE7} ${latE7}`) ?? 0) + 1)
  }
  const repeats = incidents.filter(({ lonE7, latE7 }) => (places.get(`${lonE7} ${latE7}`) ?? 0) > 3)
  expect(share(repeats)).toBeCloseTo(0.2, 1)
})

test('summaries name nobody and carry no number that could be a phone', () => {
  for (const { summary } of incidents) {
    expect(summary).not.toMatch(/\d{5}|[{}]|undefined/)
  }
})

test('months differ, so that comparisons are not flat', () => {
  const ofMonth = (month: string) =>
    incidents.filter(({ occurredOn }) => occurredOn.startsWith(month)).length
  expect(ofMonth('2025-07')).toBeGreaterThan(1.05 * ofMonth('2025-04'))
  expect(ofMonth('2026-01')).not.toBe(ofMonth('2025-01'))
})
