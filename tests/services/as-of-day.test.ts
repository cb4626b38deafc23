import { expect, test } from 'vitest'
import { insertDelivery } from '#db/deliveries.ts'
import { saveSetting } from '#db/settings.ts'
import type { Ruleset } from '~/domain/grading.ts'
import { mapFilterOf } from '~/domain/map-filter.ts'
import { gradeInFull, gradesOf } from '~/services/grading.server.ts'
import { readGridCard } from '~/services/grid-card.server.ts'
import { readRiskMap } from '~/services/risk-map.server.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { importIncidentLines, importStripes, incidentsCsv } from '../support/import-files.ts'
import { deskOf } from '../support/incident-town.ts'
import { aRuleset, deskOn, eastVillage, layTown, westVillage } from '../support/town.ts'

const today = '2026-11-10'
const recutOn = '2026-07-01'

onEachDatabase('a month by the boundaries of another day', (db) => {
  /** A and B until the end of June, then the border moves east and C takes the rest. */
  async function layRecut(ruleset: Partial<Ruleset> = {}) {
    await layTown(db())
    const desk = deskOn(db(), today)
    await importStripes(desk, 'police', [
      { code: 'A', from: 0, to: 2, area: eastVillage },
      { code: 'B', from: 2, to: 4, area: westVillage },
    ])
    const after = [
      { code: 'A', from: 0, to: 3, area: eastVillage },
      { code: 'C', from: 3, to: 4, area: westVillage },
    ]
    await importStripes(desk, 'police', after, { validFrom: recutOn, wholeLayer: true })
    await importIncidentLines(
      desk,
      incidentsCsv([
        { id: 'east', x: 3.5, on: '2026-06-10' },
        { id: 'middle', x: 2.5, on: '2026-06-20' },
        { id: 'later', x: 2.5, on: '2026-07-20' },
      ]),
    )
    await insertDelivery(db(), {
      source: '110',
      areaCode: null,
      fromOn: '2026-05-01',
      toOn: '2026-11-30',
      batchId: null,
    })
    await aRuleset(db(), { red: 1, yellow: 1, windowDays: 30, ...ruleset })
    await saveSetting(db(), 'ruleset.police', 'test')
    return desk
  }

  async function graded(month: string, boundariesOn?: string) {
    const asked = boundariesOn === undefined ? {} : { boundariesOn }
    const found = await gradesOf(deskOn(db(), today), { layer: 'police', month, ...asked })
    if (!found.ok) throw new Error(found.reason)
    return found.graded
  }

  const incidentsOf = async (month: string, boundariesOn?: string) =>
    (await graded(month, boundariesOn)).grades
      .map(({ code, incidents }) => `${code}:${incidents}`)
      .join(' ')

  const kept = async () => ({
    gradings: await db().selectFrom('gradings').selectAll().orderBy('id').execute(),
    grades: await db()
      .selectFrom('grades')
      .selectAll()
      .orderBy('gradingId')
      .orderBy('code')
      .execute(),
  })

  test('counts every incident where it happened, earlier and later', async () => {
    await layRecut()
    expect(await incidentsOf('2026-06')).toBe('A:0 B:2')
    expect(await incidentsOf('2026-06', recutOn)).toBe('A:1 C:1')
    expect(await incidentsOf('2026-07')).toBe('A:1 C:0')
    expect(await incidentsOf('2026-07', '2026-06-30')).toBe('A:0 B:1')
    const anew = await graded('2026-06', today)
    expect(anew).toMatchObject({ asOf: '2026-06-30', boundariesOn: today })
    const { grades } = await gradeInFull(deskOn(db(), today), anew)
    expect(grades.map(({ code, reasons }) => [code, reasons.map((each) => each.incident)])).toEqual(
      [
        ['A', ['middle']],
        ['C', ['east']],
      ],
    )
  })

  test('is the kept one wherever the boundaries are the same', async () => {
    await layRecut()
    expect((await graded('2026-06', '2026-01-15')).grades).toEqual((await graded('2026-06')).grades)
    expect((await graded('2026-08', recutOn)).grades).toEqual((await graded('2026-08')).grades)
  })

  test('leaves what is kept alone, and the colours that later months remember', async () => {
    await layRecut({ mode: 'thresholds', red: 6, yellow: 3 })
    const months = ['2026-06', '2026-07', '2026-08', '2026-09']
    for (const month of months) await graded(month)
    const before = await kept()
    for (const month of months) {
      await graded(month, '2026-06-30')
      await graded(month, today)
    }
    expect(await kept()).toEqual(before)
  })

  test('takes the colours of the month before as they were kept', async () => {
    await layRecut({ mode: 'thresholds', red: 3, yellow: 1.5 })
    const colours = async (month: string, on?: string) =>
      (await graded(month, on)).grades.map(({ code, colour }) => `${code}:${colour}`).join(' ')
    expect(await colours('2026-06')).toBe('A:green B:red')
    // B was red in June and has one quiet month in July; by the boundaries of July there is no B.
    expect(await colours('2026-07', '2026-06-30')).toBe('A:green B:red')
    expect(await colours('2026-07')).toBe('A:yellow C:green')
  })

  test('shows on the map and on the card the grids of that day', async () => {
    await layRecut()
    const desk = { ...(await deskOf(db(), 'communityOfficer', '/')), today }
    const read = async (search: string) => {
      const found = await readRiskMap(desk, mapFilterOf(new URLSearchParams(search)), 50)
      if (!found.ok) throw new Error(found.reason)
      return found.map
    }
    const own = await read('layer=police&month=2026-06')
    expect(own.boundariesOn).toBe('2026-06-30')
    const asOf = await read(`layer=police&month=2026-06&on=${today}`)
    expect(asOf).toMatchObject({ asOf: '2026-06-30', boundariesOn: today })
    expect(asOf.outlines.since).toBe(recutOn)
    expect(asOf.outlines.version).not.toBe(own.outlines.version)
    expect(asOf.rows.map(({ code, incidents }) => `${code}:${incidents}`).sort()).toEqual([
      'A:1',
      'C:1',
    ])
    expect(asOf.colouring).toHaveLength(2)
    const grid = { layer: 'police', code: 'C', month: '2026-06' } as const
    expect(await readGridCard(desk, grid)).toBeNull()
    const card = await readGridCard(desk, { ...grid, boundariesOn: today })
    expect(card?.incidents.map(({ number }) => number)).toEqual(['east'])
    expect(card?.contributions.map(({ incident }) => incident)).toEqual(['east'])
    expect(card?.trend.at(-1)).toMatchObject({ month: '2026-06', incidents: 1 })
    expect(card?.around.map(({ code }) => code).sort()).toEqual(['A', 'C'])
    const quiet = await readGridCard(desk, { ...grid, month: '2026-05', boundariesOn: today })
    expect(quiet?.incidents).toEqual([])
  })
})
