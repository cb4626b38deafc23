import { expect, test } from 'vitest'
import { insertDelivery } from '#db/deliveries.ts'
import { markGradingsDirty } from '#db/gradings.ts'
import { insertMissingDisputeTypes } from '#db/reference.ts'
import { insertWorker } from '#db/workers.ts'
import type { Layer } from '~/domain/areas.ts'
import { explainGrade, gradeInFull, gradesOf } from '~/services/grading.server.ts'
import { onEachDatabase } from '../support/each-database.ts'
import {
  anIncident,
  aRuleset,
  deskOn,
  inSquare,
  layGrids,
  layTown,
  logIncidents,
  westVillage,
} from '../support/town.ts'

onEachDatabase('grading a month', (db) => {
  const everywhere = () =>
    insertDelivery(db(), {
      source: '110',
      areaCode: null,
      fromOn: '2026-08-01',
      toOn: '2026-12-31',
      batchId: null,
    })

  async function graded(month: string, today: string, layer: Layer = 'police') {
    const found = await gradesOf(deskOn(db(), today), { layer, month, rulesetName: 'test' })
    if (!found.ok) throw new Error(found.reason)
    return found.graded
  }

  const coloursIn = async (month: string, today: string) =>
    (await graded(month, today)).grades.map(({ colour }) => colour)

  async function aDispute(fields: { openedOn: string; settledOn?: string; dueOn?: string }) {
    const { openedOn, settledOn = null, dueOn = null } = fields
    await insertMissingDisputeTypes(db(), [
      {
        code: '02',
        label: '邻里纠纷',
        parentCode: null,
        mojCode: null,
        reportRow: null,
        sortOrder: 1,
      },
    ])
    const { id } = await db()
      .insertInto('disputes')
      .values({
        number: 'D1',
        title: '邻里纠纷',
        typeCode: '02',
        mojCode: null,
        scaleCode: '01',
        difficulty: 'ordinary',
        sourceCode: '1',
        summary: '…',
        addressText: null,
        peopleCount: 2,
        lonE7: null,
        latE7: null,
        governanceCode: null,
        policeCode: 'P3',
        areaCode: null,
        status: settledOn ? 'failed' : 'registered',
        stage: 'intake',
        ownerId: null,
        openedOn,
        dueOn,
        yellowOn: null,
        dueProvisional: 0,
        settledOn,
        closedOn: null,
        reporterId: null,
        safetyNote: null,
        version: 1,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const move = {
      disputeId: id,
      workerId: null,
      fromStage: null,
      toStage: 'intake',
      opinion: null,
      ownerId: null,
      dueOn,
    } as const
    await db()
      .insertInto('disputeEvents')
      .values({
        ...move,
        at: `${openedOn}T01:00:00.000Z`,
        movedOn: openedOn,
        fromStatus: null,
        toStatus: 'registered',
      })
      .execute()
    if (!settledOn) return
    await db()
      .insertInto('disputeEvents')
      .values({
        ...move,
        dueOn: null,
        at: `${settledOn}T01:00:00.000Z`,
        movedOn: settledOn,
        fromStatus: 'registered',
        toStatus: 'failed',
      })
      .execute()
  }

  async function threeGrids() {
    await layTown(db())
    await layGrids(db(), 'police', ['P1', 'P2', 'P3'])
  }

  test('months before anybody reported are grey, and asking for them keeps nothing', async () => {
    await threeGrids()
    await aRuleset(db())
    await everywhere()
    expect(new Set(await coloursIn('0001-01', '2026-11-22'))).toEqual(new Set(['grey']))
    expect(await db().selectFrom('gradings').selectAll().execute()).toEqual([])
  })

  test('fills the quota by score, and keeps what it found', async () => {
    await threeGrids()
    await everywhere()
    await aRuleset(db())
    await logIncidents(db(), [
      anIncident({ policeCode: 'P2' }),
      anIncident({ policeCode: 'P2', categoryCode: '07' }),
      anIncident({ policeCode: 'P1', occurredOn: '2026-09-01' }),
      anIncident({ policeCode: 'P3', validity: 'withdrawn' }),
      anIncident({ policeCode: 'P3', occurredOn: '2026-11-01' }),
      anIncident({ policeCode: 'P3', occurredOn: '2026-08-02' }),
      anIncident({ policeCode: null }),
    ])
    const october = await graded('2026-10', '2026-11-10')
    expect(october.asOf).toBe('2026-10-31')
    expect(october.grades).toEqual([
      // 60 days old: 3 × 30/90.
      { code: 'P1', colour: 'yellow', score: 1, incidents: 1, quietPeriods: 0, rank: 2 },
      { code: 'P2', colour: 'red', score: 3, incidents: 2, quietPeriods: 0, rank: 1 },
      { code: 'P3', colour: 'green', score: 0, incidents: 0, quietPeriods: 0, rank: 3 },
    ])
    await logIncidents(db(), [anIncident({ policeCode: 'P3', categoryCode: '01' })])
    expect(await coloursIn('2026-10', '2026-11-11')).toEqual(['yellow', 'red', 'green'])
    await markGradingsDirty(db(), '2026-11-01')
    expect(await coloursIn('2026-10', '2026-11-11')).toEqual(['yellow', 'red', 'green'])
    await markGradingsDirty(db(), '2026-10-31')
    expect(await coloursIn('2026-10', '2026-11-11')).toEqual(['green', 'yellow', 'red'])
  })

  test('goes on by the day while the month runs', async () => {
    await threeGrids()
    await everywhere()
    await aRuleset(db())
    await logIncidents(db(), [anIncident({ policeCode: 'P1', occurredOn: '2026-11-01' })])
    expect((await graded('2026-11', '2026-11-01')).grades[0]?.score).toBe(3)
    const later = await graded('2026-11', '2026-11-10')
    expect(later.asOf).toBe('2026-11-10')
    expect(later.grades[0]?.score).toBe(2.7)
  })

  test('remembers the months before under thresholds, and forgets a corrected one', async () => {
    await threeGrids()
    await everywhere()
    await aRuleset(db(), { mode: 'thresholds', red: 6, yellow: 3, windowDays: 30 })
    const august = anIncident({ policeCode: 'P1', occurredOn: '2026-08-31', scaleCode: '02' })
    await logIncidents(db(), [august])
    // Two quiet months in a row for each step down; the first month ever is August.
    const colourOf = async (month: string) => (await coloursIn(month, '2027-01-10'))[0]
    expect(await colourOf('2026-12')).toBe('green')
    expect(await colourOf('2026-10')).toBe('yellow')
    expect(await colourOf('2026-09')).toBe('red')
    await db()
      .updateTable('incidents')
      .set({ validity: 'invalid' })
      .where('number', '=', august.number)
      .execute()
    await markGradingsDirty(db(), '2026-08-31')
    expect(await colourOf('2026-10')).toBe('green')
    const explained = await explainGrade(deskOn(db(), '2027-01-10'), {
      graded: await graded('2026-10', '2027-01-10'),
      code: 'P1',
    })
    expect(explained?.facts.previous?.colour).toBe('green')
  })

  test('is grey where nobody reported: no duty in the grid, no delivery for its area', async () => {
    await threeGrids()
    await aRuleset(db())
    await logIncidents(db(), [anIncident({ policeCode: 'P1' })])
    expect(await coloursIn('2026-10', '2026-11-10')).toEqual(['grey', 'grey', 'grey'])
    await insertDelivery(db(), {
      source: '110',
      areaCode: westVillage,
      fromOn: '2026-10-31',
      toOn: '2026-11-30',
      batchId: null,
    })
    await markGradingsDirty(db(), '2026-10-31')
    expect(await coloursIn('2026-10', '2026-11-10')).toEqual(['grey', 'red', 'grey'])
    const workerId = await insertWorker(db(), {
      account: 'li',
      name: '李某',
      unit: null,
      passwordHash: '',
      mustChangePassword: 0,
      disabledAt: null,
      demo: 0,
      createdAt: '2026-01-01T00:00:00.000Z',
    })
    const duty = { workerId, layer: 'police', validFrom: '2026-01-01' } as const
    await db()
      .insertInto('duties')
      .values([
        { ...duty, gridCode: 'P1', validTo: '2026-10-01' },
        { ...duty, gridCode: 'P3', validTo: '2026-10-02' },
      ])
      .execute()
    await markGradingsDirty(db(), '2026-10-01')
    expect(await coloursIn('2026-10', '2026-11-10')).toEqual(['grey', 'red', 'yellow'])
  })

  test('counts by the boundaries of the last day when they changed inside the window', async () => {
    await layTown(db())
    await everywhere()
    await aRuleset(db())
    await layGrids(db(), 'police', ['P1', 'P2', 'P9'], { validTo: '2026-10-10' })
    await layGrids(db(), 'police', ['P1', 'P2'], { validFrom: '2026-10-10', widths: [1, 2] })
    const before = { occurredOn: '2026-10-09' }
    await logIncidents(db(), [
      anIncident({ ...before, ...inSquare(2), policeCode: 'P9' }),
      anIncident({ ...before, ...inSquare(1), policeCode: 'P1', locatedHow: 'confirmed' }),
      anIncident({ ...before, ...inSquare(0), policeCode: 'P9', locatedHow: 'manual' }),
      anIncident({ occurredOn: '2026-10-10', ...inSquare(0), policeCode: 'P2' }),
    ])
    const september = await graded('2026-09', '2026-11-10')
    expect(september.grades.map(({ code }) => code)).toEqual(['P1', 'P2', 'P9'])
    const october = await graded('2026-10', '2026-11-10')
    // P9's own goes to P2; a chosen P1 stays; a chosen P9 is gone, so its point decides; what
    // happened since the change is counted where it was.
    expect(october.grades.map(({ code, incidents }) => [code, incidents])).toEqual([
      ['P1', 2],
      ['P2', 2],
    ])
    const explained = await explainGrade(deskOn(db(), '2026-11-10'), {
      graded: october,
      code: 'P2',
    })
    expect(explained?.grade.reasons).toHaveLength(2)
  })

  test('counts a dispute while it was open, and its overdue step', async () => {
    await threeGrids()
    await everywhere()
    await aRuleset(db())
    await aDispute({ openedOn: '2026-09-20', settledOn: '2026-10-15', dueOn: '2026-09-29' })
    const september = await graded('2026-09', '2026-11-10')
    expect(september.grades[2]).toMatchObject({ code: 'P3', score: 4, colour: 'red' })
    const october = await graded('2026-10', '2026-11-10')
    expect(october.grades[2]).toMatchObject({ code: 'P3', score: 0, colour: 'green' })
  })

  test('explains every grade by reasons that add up to what was kept', async () => {
    await threeGrids()
    await everywhere()
    await aRuleset(db())
    await logIncidents(db(), [
      anIncident({ policeCode: 'P1', occurredOn: '2026-10-12', ...inSquare(0) }),
      anIncident({ policeCode: 'P1', occurredOn: '2026-10-17', ...inSquare(0) }),
      anIncident({ policeCode: 'P2', occurredOn: '2026-09-17', categoryCode: '0101' }),
      anIncident({ policeCode: 'P3', categoryCode: 'unknown' }),
    ])
    const desk = deskOn(db(), '2026-11-10')
    const october = await graded('2026-10', '2026-11-10')
    const inFull = await gradeInFull(desk, october)
    expect(inFull.grades.map(({ reasons: _, ...grade }) => grade)).toEqual(october.grades)
    for (const { code, reasons, score } of inFull.grades) {
      const explained = await explainGrade(desk, { graded: october, code })
      expect(explained?.grade).toEqual(inFull.grades.find((grade) => grade.code === code))
      const sum = reasons.reduce((sum, { points }) => sum + Math.round(points * 10_000), 0)
      expect(sum).toBe(Math.round(score * 10_000))
    }
    expect(inFull.grades[1]).toMatchObject({ code: 'P2', colour: 'red', rank: 1 })
    expect(inFull.grades[2]?.reasons[0]).toMatchObject({ category: '99', weight: 1 })
    expect(await explainGrade(desk, { graded: october, code: 'P7' })).toBeNull()
  })

  test('grades what a colleague is still writing only once it is written', async () => {
    await threeGrids()
    await everywhere()
    await aRuleset(db())
    let begun = () => {}
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve
    })
    const writing = db()
      .transaction()
      .execute(async (db) => {
        await logIncidents(db, [anIncident({ policeCode: 'P2' })])
        await markGradingsDirty(db, '2026-10-31')
        begun()
        await new Promise((resolve) => setTimeout(resolve, 200))
      })
    await hasBegun
    expect(await coloursIn('2026-10', '2026-11-10')).toEqual(['yellow', 'red', 'green'])
    await writing
  })

  test('refuses an unknown ruleset, one of the other layer, and a month to come', async () => {
    await threeGrids()
    await aRuleset(db(), { layer: 'governance' })
    const desk = deskOn(db(), '2026-11-10')
    const month = '2026-10'
    const problem = { ok: false, reason: 'noSuchRuleset' }
    expect(await gradesOf(desk, { layer: 'police', month, rulesetName: 'none' })).toEqual(problem)
    expect(await gradesOf(desk, { layer: 'police', month, rulesetName: 'test' })).toEqual(problem)
    expect(
      await gradesOf(desk, { layer: 'governance', month: '2026-12', rulesetName: 'test' }),
    ).toEqual({ ok: false, reason: 'futureMonth' })
  })
})
