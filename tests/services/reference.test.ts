import { expect, test } from 'vitest'
import { listCalendarDays, listCalendarYears } from '#db/calendars.ts'
import { findIncidentCategory, listIncidentCategories } from '#db/incident-categories.ts'
import { listDisputeTypes, listLimits } from '#db/reference.ts'
import { findRuleset, listRulesets } from '#db/rulesets.ts'
import { reference } from '#seeds/reference.ts'
import { loadReference } from '~/services/reference.server.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { deskOn } from '../support/town.ts'

const today = '2026-11-22'

onEachDatabase('the reference tables', (db) => {
  test('are loaded whole, and not a second time', async () => {
    const desk = deskOn(db(), today)
    await loadReference(desk, reference)
    expect(await listIncidentCategories(db())).toHaveLength(reference.incidentCategories.length)
    expect(await findIncidentCategory(db(), '0101')).toMatchObject({
      label: '命案',
      redLine: 'always',
      parentCode: '01',
    })
    expect(await listDisputeTypes(db())).toHaveLength(reference.disputeTypes.length)
    expect(await listLimits(db())).toHaveLength(reference.limits.length)
    expect((await listRulesets(db())).map(({ ruleset }) => ruleset)).toEqual(reference.rulesets)
    expect((await listCalendarYears(db())).map(({ year }) => year)).toEqual([2024, 2025, 2026])
    const audited = await db().selectFrom('auditEntries').selectAll().execute()
    expect(await loadReference(desk, reference)).toEqual({
      incidentCategories: 0,
      disputeTypes: 0,
      limits: 0,
      rulesets: 0,
      calendars: 0,
    })
    expect(await db().selectFrom('auditEntries').selectAll().execute()).toEqual(audited)
  })

  test("leave a site's own edits alone, and bring back what is missing", async () => {
    const desk = deskOn(db(), today)
    await loadReference(desk, reference)
    await db()
      .updateTable('incidentCategories')
      .set({ label: '入室盗窃', weight: 7 })
      .where('code', '=', '0102')
      .execute()
    await db().deleteFrom('incidentCategories').where('code', '=', '0103').execute()
    expect(await loadReference(desk, reference)).toMatchObject({ incidentCategories: 1 })
    expect(await findIncidentCategory(db(), '0102')).toMatchObject({ label: '入室盗窃', weight: 7 })
    expect((await findIncidentCategory(db(), '0103'))?.label).toBe('诈骗')
  })

  test('replace a year of the calendar by what the notice says', async () => {
    const desk = deskOn(db(), today)
    await loadReference(desk, reference)
    const announced = await listCalendarDays(db())
    await db().deleteFrom('calendarDays').where('day', '=', '2025-01-26').execute()
    await db()
      .insertInto('calendarDays')
      .values({ day: '2025-06-18', kind: 'holiday', name: '误录', year: 2025 })
      .execute()
    expect(await loadReference(desk, reference)).toMatchObject({ calendars: 1 })
    expect(await listCalendarDays(db())).toEqual(announced)
  })

  test('never change a ruleset that is there', async () => {
    const desk = deskOn(db(), today)
    await loadReference(desk, reference)
    const [first] = reference.rulesets
    if (!first) throw new Error('no ruleset to change')
    await loadReference(desk, { ...reference, rulesets: [{ ...first, red: first.red + 1 }] })
    expect((await findRuleset(db(), first.name))?.ruleset.red).toBe(first.red)
  })
})
