import { expect, test } from 'vitest'
import {
  findGrading,
  listGrades,
  listGradesOfGrid,
  markGradingsDirty,
  saveGrading,
} from '#db/gradings.ts'
import { findRuleset } from '#db/rulesets.ts'
import type { Colour } from '~/domain/grading.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { aRuleset } from '../support/town.ts'

onEachDatabase('a kept grading', (db) => {
  async function keep(month: string, colours: readonly Colour[]) {
    const rulesetId = (await findRuleset(db(), 'test'))?.id ?? 0
    const asOf = `${month}-28`
    const gradedAt = '2026-11-02T01:00:00.000Z'
    const grading = { layer: 'police', month, rulesetId, asOf, gradedAt, dirty: 0 } as const
    const grades = colours.map((colour, index) => ({
      code: `P${index}`,
      colour,
      score: 1.2345,
      incidents: 2,
      quietPeriods: 0,
      rank: null,
    }))
    await saveGrading(db(), grading, grades)
    return { layer: 'police', month, rulesetId } as const
  }

  test('takes the place of the one before, whole', async () => {
    await aRuleset(db())
    await keep('2026-10', ['red', 'green', 'grey'])
    const key = await keep('2026-10', ['yellow'])
    const grading = await findGrading(db(), key)
    expect(await listGrades(db(), grading?.id ?? 0)).toEqual([
      { code: 'P0', colour: 'yellow', score: 1.2345, incidents: 2, quietPeriods: 0, rank: null },
    ])
  })

  test('is out of date once something happened on its last day or before', async () => {
    await aRuleset(db())
    const september = await keep('2026-09', ['red'])
    const october = await keep('2026-10', ['yellow'])
    await markGradingsDirty(db(), '2026-09-29')
    expect((await findGrading(db(), september))?.dirty).toBe(0)
    expect((await findGrading(db(), october))?.dirty).toBe(1)
    const range = { from: '2026-08', to: '2026-12' }
    const history = await listGradesOfGrid(db(), { ...september, code: 'P0', ...range })
    expect(history.map(({ month, colour }) => [month, colour])).toEqual([['2026-09', 'red']])
  })
})
