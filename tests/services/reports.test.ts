import { expect, test } from 'vitest'
import { insertDelivery } from '#db/deliveries.ts'
import { saveDisputeMethod } from '#db/dispute-methods.ts'
import { saveSetting } from '#db/settings.ts'
import { insertVisits } from '#db/visits.ts'
import { layers } from '~/domain/areas.ts'
import { gradesOf } from '~/services/grading.server.ts'
import { reportSheet } from '~/services/reports.server.ts'
import { township } from '../support/dispute-town.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { aDisputeMoved, layReportTown } from '../support/report-town.ts'
import { anIncident, deskOn, eastVillage, logIncidents, westVillage } from '../support/town.ts'

onEachDatabase('the month report', (db) => {
  async function sheetOf(areaCode: string, month = '2026-10', today = '2026-11-10') {
    const answer = await reportSheet(deskOn(db(), today), { areaCode, month })
    if (!answer.ok) throw new Error(answer.reason)
    return answer.sheet
  }
  const reportOf = async (areaCode: string, month?: string, today?: string) =>
    (await sheetOf(areaCode, month, today)).report

  const inEast = { areaCode: eastVillage, governanceCode: 'G1', policeCode: 'P1' }
  const inWest = { areaCode: westVillage, governanceCode: 'G2', policeCode: 'P2' }

  test('counts the incidents of an area by the day they occurred, under their first-level category', async () => {
    await layReportTown(db())
    await logIncidents(db(), [
      anIncident({ ...inEast, categoryCode: '0201', occurredOn: '2026-10-01' }),
      anIncident({ ...inEast, categoryCode: '02', occurredOn: '2026-10-31' }),
      anIncident({ ...inWest, categoryCode: '8888' }),
      anIncident({ ...inWest, categoryCode: '03', validity: 'invalid' }),
      anIncident({ ...inWest, validity: 'withdrawn' }),
      anIncident({ ...inWest, validity: 'merged' }),
      anIncident({ ...inEast, occurredOn: '2026-09-30' }),
      anIncident({ ...inEast, occurredOn: '2026-11-01' }),
      anIncident({ ...inWest, occurredOn: '2025-10-15' }),
      anIncident({ ...inWest, occurredOn: '2025-10-16' }),
      anIncident({ locatedHow: 'outside' }),
      anIncident({ locatedHow: 'outside', validity: 'invalid' }),
    ])
    expect((await reportOf(township)).incidents).toEqual({
      total: 4,
      valid: 3,
      byCategory: { '02': 2, '99': 1 },
      yoy: { current: 3, previous: 2, numerator: 1, denominator: 2, rate: '0.5000' },
      mom: { current: 3, previous: 1, numerator: 2, denominator: 1, rate: '2.0000' },
      outside: 0,
    })
    expect((await reportOf(eastVillage)).incidents).toMatchObject({ total: 2, valid: 2 })
    // In no grid: of no area, told beside the prefecture's own.
    expect((await reportOf('321300')).incidents).toMatchObject({ total: 4, valid: 3, outside: 1 })
  })

  test('follows the site’s own statistic month', async () => {
    await layReportTown(db())
    await saveSetting(db(), 'monthStartDay', '26')
    await logIncidents(
      db(),
      ['2026-09-25', '2026-09-26', '2026-10-25', '2026-10-26'].map((occurredOn) =>
        anIncident({ ...inEast, occurredOn }),
      ),
    )
    const sheet = await sheetOf(township)
    expect(sheet.report).toMatchObject({ from: '2026-09-26', to: '2026-10-25' })
    expect(sheet.report.incidents).toMatchObject({ valid: 2, mom: { previous: 1 } })
    expect(sheet.months).toHaveLength(13)
    expect(sheet.months.slice(-2)).toEqual([
      { month: '2026-09', incidents: 1 },
      { month: '2026-10', incidents: 2 },
    ])
  })

  test('a village without a criminal or public-order case is one that somebody reported for', async () => {
    await layReportTown(db())
    await db().deleteFrom('deliveries').execute()
    await logIncidents(db(), [
      anIncident({ ...inEast, categoryCode: '03' }),
      anIncident({ ...inWest, categoryCode: '0102', occurredOn: '2026-10-05' }),
    ])
    const zeroOf = async () => (await reportOf(township)).zeroIncidentVillages
    expect(await zeroOf()).toEqual({ numerator: 0, denominator: 2, rate: '0.0000' })
    const delivery = { source: '110', fromOn: '2026-10-31', toOn: '2026-11-30', batchId: null }
    await insertDelivery(db(), { ...delivery, areaCode: westVillage })
    expect(await zeroOf()).toMatchObject({ numerator: 0, denominator: 2 })
    await insertDelivery(db(), { ...delivery, areaCode: township })
    expect(await zeroOf()).toEqual({ numerator: 1, denominator: 2, rate: '0.5000' })
    const { units } = await sheetOf(township)
    expect(units.map(({ zeroIncidentVillages }) => zeroIncidentVillages.numerator)).toEqual([1, 0])
    expect(await reportOf(township, '2026-09')).toMatchObject({
      zeroIncidentVillages: { numerator: 0, denominator: 2 },
    })
  })

  test('has the very colours of the graded month, and what changed since the month before', async () => {
    await layReportTown(db())
    await logIncidents(db(), [
      anIncident({ ...inEast, occurredOn: '2026-09-10' }),
      anIncident({ ...inWest, categoryCode: '01', occurredOn: '2026-10-10' }),
    ])
    const { grids } = await reportOf(township)
    for (const layer of layers) {
      const found = await gradesOf(deskOn(db(), '2026-11-10'), { layer, month: '2026-10' })
      const colours = found.ok ? found.graded.grades.map(({ colour }) => colour) : []
      const count = (colour: string) => colours.filter((other) => other === colour).length
      expect(grids.layers[layer].byColour).toEqual({
        red: count('red'),
        yellow: count('yellow'),
        green: count('green'),
        grey: count('grey'),
      })
    }
    // One red place: the east grid's in September, the west grid's in October.
    expect(grids.changed).toEqual([
      { code: 'P1', name: 'P1格', from: 'red', to: 'yellow' },
      { code: 'P2', name: 'P2格', from: 'yellow', to: 'red' },
    ])
    expect((await reportOf(eastVillage)).grids.changed.map(({ code }) => code)).toEqual(['P1'])
    // August is the first month anybody reported in: nothing has changed since.
    expect((await reportOf(township, '2026-08')).grids.changed).toEqual([])
  })

  test('counts methods and visits of the area’s disputes in the month', async () => {
    await layReportTown(db())
    const east = await aDisputeMoved(db(), eastVillage, [['2026-10-01', 'registered']])
    const west = await aDisputeMoved(db(), westVillage, [['2026-10-01', 'registered']])
    await aDisputeMoved(db(), null, [['2026-10-01', 'registered']])
    const used = { disputeId: east, note: null, usedOn: '2026-10-31' }
    await saveDisputeMethod(db(), { ...used, method: 'oneStop' })
    await saveDisputeMethod(db(), { ...used, method: 'tracked', usedOn: '2026-11-01' })
    await saveDisputeMethod(db(), { ...used, disputeId: west, method: 'oneStop' })
    const visit = {
      disputeId: east,
      workerId: null,
      doneOn: null,
      outcome: null,
      satisfied: null,
      reason: null,
    }
    await insertVisits(db(), [
      { ...visit, dueOn: '2026-10-01', status: 'done', doneOn: '2026-10-02' },
      { ...visit, dueOn: '2026-10-15', status: 'planned' },
      { ...visit, dueOn: '2026-10-31', status: 'planned' },
      { ...visit, dueOn: '2026-10-20', status: 'cancelled' },
      { ...visit, dueOn: '2026-11-01', status: 'planned' },
      { ...visit, disputeId: west, dueOn: '2026-10-20', status: 'done', doneOn: '2026-11-02' },
    ])
    const report = await reportOf(township)
    expect(report.disputes.byMethod).toEqual({ cautionary: 0, oneStop: 2, tailored: 0, tracked: 0 })
    expect(report.visits).toEqual({ planned: 4, done: 1, overdue: 2 })
    expect((await reportOf(eastVillage)).visits).toEqual({ planned: 3, done: 1, overdue: 1 })
    expect(report.disputes).toMatchObject({ opened: 2, pending: 2, byType: { '02': 2 } })
  })

  test('a running month says so; a future month, an unknown area or a site without rules has none', async () => {
    await layReportTown(db())
    expect(await sheetOf(township, '2026-11')).toMatchObject({ running: true, asOf: '2026-11-10' })
    expect(await sheetOf(township, '2026-11', '2026-11-30')).toMatchObject({ running: true })
    expect(await sheetOf(township, '2026-11', '2026-12-01')).toMatchObject({
      running: false,
      asOf: '2026-11-30',
    })
    const refused = async (query: { areaCode: string; month: string }) =>
      await reportSheet(deskOn(db(), '2026-11-10'), query)
    expect(await refused({ areaCode: township, month: '2026-12' })).toEqual({
      ok: false,
      reason: 'futureMonth',
    })
    expect(await refused({ areaCode: '999', month: '2026-10' })).toEqual({
      ok: false,
      reason: 'noSuchArea',
    })
    await saveSetting(db(), 'ruleset.governance', 'none')
    expect(await refused({ areaCode: township, month: '2026-10' })).toEqual({
      ok: false,
      reason: 'noSuchRuleset',
    })
  })

  test('an area without grids, incidents and disputes has a report of noughts', async () => {
    await layReportTown(db())
    await db().deleteFrom('gridVersions').execute()
    const sheet = await sheetOf('321399')
    expect(sheet.report).toMatchObject({
      incidents: { total: 0, valid: 0, byCategory: {}, yoy: { rate: null }, mom: { rate: null } },
      grids: { byColour: { red: 0, yellow: 0, green: 0, grey: 0 }, changed: [] },
      disputes: { carriedOver: 0, opened: 0, closed: 0, pending: 0 },
      zeroIncidentVillages: { numerator: 0, denominator: 0, rate: null },
    })
    expect(sheet.units).toEqual([])
  })
})
