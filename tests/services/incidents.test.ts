import { expect, test } from 'vitest'
import { insertAreas } from '#db/areas.ts'
import type { Database } from '#db/connect.ts'
import { saveGrading } from '#db/gradings.ts'
import { countIncidents, findIncident, type Incident, listIncidentEvents } from '#db/incidents.ts'
import { insertMissingDisputeTypes } from '#db/reference.ts'
import { fromE7 } from '#geo/coordinates.ts'
import { disputeTypes } from '#seeds/vocabularies/dispute-types.ts'
import type { Layer } from '~/domain/areas.ts'
import type { IncidentFacts } from '~/domain/incident-form.ts'
import type { Desk } from '~/services/desk.server.ts'
import { findLikelyDuplicates } from '~/services/incident-duplicates.server.ts'
import { makeDispute, voidIncident } from '~/services/incident-validity.server.ts'
import { correctIncident, logIncident } from '~/services/incidents.server.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { deskOf, openTown, today } from '../support/incident-town.ts'
import {
  anIncident,
  aRuleset,
  eastVillage,
  inSquare,
  logIncidents,
  townPath,
  westVillage,
} from '../support/town.ts'

let keys = 0

/** A neighbours' quarrel in the first governance square, today, unless it says otherwise. */
const aReport = (fields: Partial<IncidentFacts> = {}) => ({
  categoryCode: '03',
  finerCode: null,
  scaleCode: '01' as const,
  deaths: 0,
  occurredOn: today,
  occurredTime: null,
  addressText: null,
  summary: null,
  keptText: null,
  sourceChannel: 'gridWorker' as const,
  ...nowhere,
  ...pointIn(0),
  key: `form-key-${++keys}`,
  ...fields,
})

const nowhere = {
  lon: null,
  lat: null,
  crs: 'cgcs2000' as const,
  governanceCode: null,
  policeCode: null,
  villageCode: null,
  confirmed: false,
}

const pointIn = (square: number, metresEast = 0) => {
  const { lonE7, latE7 } = inSquare(square)
  return { lon: fromE7(lonE7) + metresEast / 92_400, lat: fromE7(latE7) }
}

/** A little under six metres west of the border between G2 and G3, which P1 and P2 share. */
const nearTheMiddle = { ...pointIn(1), lon: 118.22 - 5.5 / 92_400 }

async function logged(desk: Desk, fields: Partial<IncidentFacts> = {}): Promise<Incident> {
  const answer = await logIncident(desk, aReport(fields))
  if (!answer.ok) throw new Error(answer.reason)
  return stored(desk.db, answer.incidentId)
}

async function stored(db: Database, id: number): Promise<Incident> {
  const incident = await findIncident(db, id)
  if (!incident) throw new Error(`no incident ${id}`)
  return incident
}

const valid = (db: Database, layer: Layer, code: string) =>
  countIncidents(db, { paths: ['/'], grid: { layer, code }, validity: 'valid' })

async function lastChanges(db: Database, id: number): Promise<Record<string, unknown>> {
  const last = (await listIncidentEvents(db, id)).at(-1)
  return JSON.parse(last?.changes ?? '{}') as Record<string, unknown>
}

onEachDatabase('an incident', (db) => {
  test('finds both its grids and its village from the point, and counts there', async () => {
    await openTown(db())
    const desk = await deskOf(db(), 'gridWorker')
    const incident = await logged(desk)
    expect(incident).toMatchObject({
      number: 'SJ20261122-0001',
      governanceCode: 'G1',
      policeCode: 'P1',
      areaCode: eastVillage,
      locatedHow: 'exact',
      validity: 'valid',
      sourceCrs: 'cgcs2000',
      reporterId: desk.worker.id,
    })
    expect(await lastChanges(db(), incident.id)).toEqual({
      'count/governance/G1/2026-11': [0, 1],
      'count/police/P1/2026-11': [0, 1],
    })
    expect((await logged(desk)).number).toBe('SJ20261122-0002')
  })

  test('is made once by a form that is sent twice', async () => {
    await openTown(db())
    const desk = await deskOf(db(), 'gridWorker')
    const report = aReport()
    const [first, second] = await Promise.all([
      logIncident(desk, report),
      logIncident(desk, report),
    ])
    expect(first).toMatchObject({ ok: true })
    expect({ ...second, again: false }).toEqual({ ...first, again: false })
    expect(await valid(db(), 'governance', 'G1')).toBe(1)
  })

  test('near a border is asked about, and counts where the worker says', async () => {
    await openTown(db())
    const desk = await deskOf(db())
    const asked = await logIncident(desk, aReport(nearTheMiddle))
    expect(asked).toMatchObject({
      ok: false,
      reason: 'whichGrid',
      question: {
        layer: 'governance',
        candidates: [
          { code: 'G2', metres: 0 },
          { code: 'G3', metres: expect.closeTo(5.5, 1) },
        ],
      },
    })
    expect(await valid(db(), 'governance', 'G2')).toBe(0)
    const chosen = { ...nearTheMiddle, governanceCode: 'G3' }
    expect(await logIncident(desk, aReport(chosen))).toMatchObject({ reason: 'whichGrid' })
    const incident = await logged(desk, { ...chosen, confirmed: true })
    expect(incident).toMatchObject({
      governanceCode: 'G3',
      policeCode: 'P2',
      areaCode: eastVillage,
      locatedHow: 'confirmed',
    })
    const faraway = { ...chosen, governanceCode: 'G4', confirmed: true }
    expect(await logIncident(desk, aReport(faraway))).toMatchObject({ reason: 'whichGrid' })
  })

  test('without a point stands in the grid chosen, and under the police grid above it', async () => {
    await openTown(db())
    const desk = await deskOf(db())
    const chosen = { ...nowhere, governanceCode: 'G4' }
    expect(await logged(desk, chosen)).toMatchObject({
      governanceCode: 'G4',
      policeCode: 'P2',
      areaCode: westVillage,
      locatedHow: 'manual',
      lonE7: null,
      sourceCrs: null,
    })
    const unknown = { ...nowhere, governanceCode: 'G9' }
    expect(await logIncident(desk, aReport(unknown))).toEqual({
      ok: false,
      reason: 'gridNotInForce',
    })
  })

  test('in a village of several grids is asked about; another village comes before a grid', async () => {
    await openTown(db())
    const desk = await deskOf(db())
    const village = { ...nowhere, villageCode: westVillage, governanceCode: 'G1' }
    expect(await logIncident(desk, aReport(village))).toMatchObject({
      reason: 'whichGrid',
      question: { candidates: [{ code: 'G2' }, { code: 'G4' }] },
    })
    const answered = { ...village, governanceCode: 'G2', confirmed: true }
    expect(await logged(desk, answered)).toMatchObject({ governanceCode: 'G2', policeCode: 'P1' })
  })

  test('is refused outside the area of whoever logs it', async () => {
    await openTown(db())
    const eastOnly = await deskOf(db(), 'gridWorker', `${townPath}${eastVillage}/`)
    const outOfArea = { ok: false, reason: 'outOfArea' }
    expect(await logIncident(eastOnly, aReport(pointIn(1)))).toEqual(outOfArea)
    expect(await logIncident(eastOnly, aReport(pointIn(40)))).toEqual(outOfArea)
    const everywhere = await deskOf(db(), 'townshipStaff', '/')
    expect(await logged(everywhere, pointIn(40))).toMatchObject({
      governanceCode: null,
      policeCode: null,
      areaCode: null,
      locatedHow: 'outside',
    })
  })

  test('of a finer kind belongs to its class; an invalid call is kept and never counted', async () => {
    await openTown(db())
    const desk = await deskOf(db())
    expect(await logged(desk, { finerCode: '0301' })).toMatchObject({ categoryCode: '0301' })
    expect(await logIncident(desk, aReport({ finerCode: '0201' }))).toEqual({
      ok: false,
      reason: 'finerElsewhere',
    })
    expect(await logIncident(desk, aReport({ categoryCode: '77' }))).toEqual({
      ok: false,
      reason: 'unknownCategory',
    })
    expect(await logged(desk, { categoryCode: '90' })).toMatchObject({ validity: 'invalid' })
    expect(await valid(db(), 'governance', 'G1')).toBe(1)
  })

  test('happened by now, told in Beijing time', async () => {
    await openTown(db())
    const desk = await deskOf(db())
    expect((await logged(desk, { occurredTime: '12:00' })).occurredAt).toBe(desk.now)
    expect(await logIncident(desk, aReport({ occurredTime: '12:01' }))).toEqual({
      ok: false,
      reason: 'inFuture',
    })
  })
})

const asCorrection = (incident: Incident, fields: Partial<IncidentFacts>) => ({
  ...aReport(fields),
  reason: '核实后更正',
  version: incident.version,
})

onEachDatabase('correcting an incident', (db) => {
  test('moves its counts with its point in one act, and leaves a trace', async () => {
    await openTown(db())
    const desk = await deskOf(db())
    const incident = await logged(desk)
    const moved = asCorrection(incident, { ...pointIn(3), occurredOn: '2026-10-31' })
    expect(await correctIncident(desk, incident.id, moved)).toEqual({ ok: true })
    expect(await stored(db(), incident.id)).toMatchObject({
      governanceCode: 'G4',
      policeCode: 'P2',
      areaCode: westVillage,
      occurredOn: '2026-10-31',
      version: 2,
    })
    expect(await lastChanges(db(), incident.id)).toMatchObject({
      occurredOn: [today, '2026-10-31'],
      governanceCode: ['G1', 'G4'],
      'count/governance/G1/2026-11': [1, 0],
      'count/governance/G4/2026-10': [0, 1],
      'count/police/P1/2026-11': [1, 0],
      'count/police/P2/2026-10': [0, 1],
    })
    const trace = await listIncidentEvents(db(), incident.id)
    expect(trace.map(({ act, reason }) => [act, reason])).toEqual([
      ['logged', null],
      ['corrected', '核实后更正'],
    ])
  })

  test('is refused when a colleague was first, and when nothing was changed', async () => {
    await openTown(db())
    const desk = await deskOf(db())
    const incident = await logged(desk)
    const change = asCorrection(incident, { deaths: 1 })
    expect(await correctIncident(desk, incident.id, change)).toEqual({ ok: true })
    expect(await correctIncident(desk, incident.id, change)).toEqual({ ok: false, reason: 'stale' })
    const same = { ...change, version: 2 }
    expect(await correctIncident(desk, incident.id, same)).toEqual({
      ok: false,
      reason: 'unchanged',
    })
    expect((await stored(db(), incident.id)).version).toBe(2)
  })

  test('near a border asks before anything is written', async () => {
    await openTown(db())
    const desk = await deskOf(db())
    const incident = await logged(desk)
    const change = asCorrection(incident, nearTheMiddle)
    expect(await correctIncident(desk, incident.id, change)).toMatchObject({ reason: 'whichGrid' })
    expect(await stored(db(), incident.id)).toEqual(incident)
  })

  test('keeps the CRS a point came in while the point stays', async () => {
    await openTown(db())
    const desk = await deskOf(db())
    const incident = await logged(desk, { crs: 'wgs84' })
    const change = asCorrection(incident, { crs: 'cgcs2000', deaths: 1 })
    await correctIncident(desk, incident.id, change)
    expect((await stored(db(), incident.id)).sourceCrs).toBe('wgs84')
  })

  test('to an invalid call takes it out of the counts, and back brings it in again', async () => {
    await openTown(db())
    const desk = await deskOf(db())
    const incident = await logged(desk)
    await correctIncident(desk, incident.id, asCorrection(incident, { categoryCode: '90' }))
    expect(await valid(db(), 'police', 'P1')).toBe(0)
    const invalid = await stored(db(), incident.id)
    await correctIncident(desk, incident.id, asCorrection(invalid, { categoryCode: '03' }))
    expect(await valid(db(), 'police', 'P1')).toBe(1)
  })
})

const voiding = (
  incident: Incident,
  act: 'withdrawn' | 'markedInvalid' | 'markedValid' | 'merged',
  targetNumber: string | null = null,
) => ({ act, reason: '核实', targetNumber, version: incident.version })

onEachDatabase('taking an incident out of the counts', (db) => {
  test('changes the counts of both layers at once, and valid again undoes it', async () => {
    await openTown(db())
    const desk = await deskOf(db())
    await logged(desk)
    for (const act of ['withdrawn', 'markedInvalid'] as const) {
      const incident = await logged(desk)
      expect(await voidIncident(desk, incident.id, voiding(incident, act))).toEqual({ ok: true })
      expect(await lastChanges(db(), incident.id)).toMatchObject({
        'count/governance/G1/2026-11': [2, 1],
        'count/police/P1/2026-11': [2, 1],
      })
      const voided = await stored(db(), incident.id)
      expect(await voidIncident(desk, incident.id, voiding(voided, act))).toEqual({
        ok: false,
        reason: 'notLegal',
      })
      await voidIncident(desk, incident.id, voiding(voided, 'markedValid'))
      expect(await valid(db(), 'governance', 'G1')).toBe(2)
      const back = await stored(db(), incident.id)
      await voidIncident(desk, incident.id, voiding(back, 'withdrawn'))
    }
  })

  test('marks the graded months that reach its day for grading anew, and no others', async () => {
    await openTown(db())
    const desk = await deskOf(db())
    const incident = await logged(desk, { occurredOn: '2026-10-15' })
    await aRuleset(db())
    for (const month of ['2026-09', '2026-10', '2026-11']) {
      const grading = { layer: 'police' as const, month, rulesetId: 1, asOf: `${month}-30` }
      await saveGrading(db(), { ...grading, gradedAt: desk.now, dirty: 0 }, [])
    }
    await voidIncident(desk, incident.id, voiding(incident, 'withdrawn'))
    const months = await db().selectFrom('gradings').select(['month', 'dirty']).execute()
    expect(Object.fromEntries(months.map(({ month, dirty }) => [month, dirty]))).toEqual({
      '2026-09': 0,
      '2026-10': 1,
      '2026-11': 1,
    })
  })

  test('by merging points to the incident it repeats, which has to be valid and another', async () => {
    await openTown(db())
    const desk = await deskOf(db())
    const [first, second] = [await logged(desk), await logged(desk)]
    const into = (number: string) =>
      voidIncident(desk, second.id, voiding(second, 'merged', number))
    expect(await into('SJ0')).toEqual({ ok: false, reason: 'targetMissing' })
    expect(await into(second.number)).toEqual({ ok: false, reason: 'targetItself' })
    expect(await into(first.number)).toEqual({ ok: true })
    const merged = await stored(db(), second.id)
    expect(merged).toMatchObject({ validity: 'merged', mergedIntoId: first.id })
    expect(await valid(db(), 'governance', 'G1')).toBe(1)
    expect(await voidIncident(desk, first.id, voiding(first, 'merged', second.number))).toEqual({
      ok: false,
      reason: 'targetNotValid',
    })
    await voidIncident(desk, second.id, voiding(merged, 'markedValid'))
    expect(await stored(db(), second.id)).toMatchObject({ validity: 'valid', mergedIntoId: null })
  })

  test('never makes an invalid call count', async () => {
    await openTown(db())
    const desk = await deskOf(db())
    const incident = await logged(desk, { categoryCode: '90' })
    expect(await voidIncident(desk, incident.id, voiding(incident, 'markedValid'))).toEqual({
      ok: false,
      reason: 'categoryNeverCounts',
    })
  })

  test('cannot merge into what the worker may not see', async () => {
    await openTown(db())
    await insertAreas(db(), [
      {
        code: '321311',
        name: '宿豫区',
        level: 'county',
        parentCode: '321300',
        path: '/321300/321311/',
        batchId: null,
      },
    ])
    await logIncidents(db(), [anIncident({ number: 'ELSEWHERE', areaCode: '321311' })])
    const desk = await deskOf(db())
    const incident = await logged(desk)
    expect(await voidIncident(desk, incident.id, voiding(incident, 'merged', 'ELSEWHERE'))).toEqual(
      { ok: false, reason: 'targetMissing' },
    )
  })
})

onEachDatabase('a likely duplicate', (db) => {
  test('is of the same kind, within a week, and within 300 m or at the same address', async () => {
    await openTown(db())
    const desk = await deskOf(db())
    const incident = await logged(desk, { addressText: '三组桥头' })
    const similar = (number: string, fields: Parameters<typeof anIncident>[0]) =>
      anIncident({
        number,
        categoryCode: '03',
        occurredOn: today,
        governanceCode: 'G1',
        areaCode: eastVillage,
        ...fields,
      })
    const at = (metresEast: number) => {
      const { lonE7, latE7 } = inSquare(0)
      return { lonE7: lonE7 + Math.round((metresEast / 92_400) * 1e7), latE7 }
    }
    await logIncidents(db(), [
      similar('NEAR', at(290)),
      similar('FAR', at(310)),
      similar('WEEK', { ...at(0), occurredOn: '2026-11-15' }),
      similar('OLD', { ...at(0), occurredOn: '2026-11-14' }),
      similar('KIND', { ...at(0), categoryCode: '02' }),
      similar('VOID', { ...at(0), validity: 'withdrawn' }),
      similar('ADDRESS', { addressText: '三组桥头' }),
      similar('OTHER-GRID', { addressText: '三组桥头', governanceCode: 'G2' }),
    ])
    const found = await findLikelyDuplicates(desk, incident)
    expect(found.map(({ number }) => number)).toEqual(['ADDRESS', 'NEAR', 'WEEK'])
  })
})

onEachDatabase('an incident made a dispute', (db) => {
  test('hands on its facts and its place, once, and goes on counting', async () => {
    await openTown(db())
    await insertMissingDisputeTypes(
      db(),
      disputeTypes.map((type, sortOrder) => ({ ...type, sortOrder })),
    )
    const desk = await deskOf(db())
    const incident = await logged(desk, {
      finerCode: '0304',
      addressText: '工地',
      summary: '三名工人讨要工钱',
    })
    const made = await makeDispute(desk, incident.id)
    expect(made).toMatchObject({ ok: true })
    expect(await makeDispute(desk, incident.id)).toEqual(made)
    const [dispute, ...others] = await db().selectFrom('disputes').selectAll().execute()
    expect(others).toEqual([])
    expect(dispute).toMatchObject({
      title: '工地 劳资纠纷',
      typeCode: '0799',
      summary: '三名工人讨要工钱',
      governanceCode: 'G1',
      policeCode: 'P1',
      areaCode: eastVillage,
      lonE7: incident.lonE7,
    })
    const after = await stored(db(), incident.id)
    expect(after).toMatchObject({ disputeId: dispute?.id, validity: 'valid', version: 2 })
    expect(await lastChanges(db(), incident.id)).toEqual({ disputeId: [null, dispute?.id] })
  })

  test('has to be valid', async () => {
    await openTown(db())
    const desk = await deskOf(db())
    const incident = await logged(desk)
    await voidIncident(desk, incident.id, voiding(incident, 'withdrawn'))
    expect(await makeDispute(desk, incident.id)).toEqual({ ok: false, reason: 'notLegal' })
  })
})
