import { expect, test } from 'vitest'
import { findArea, listAreas } from '#db/areas.ts'
import type { Database } from '#db/connect.ts'
import { undoImport } from '~/services/imports.server.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { batchOf, importAreaLines, importStripes, outcomeOf } from '../support/import-files.ts'
import { deskOn } from '../support/town.ts'

const desk = (db: Database) => deskOn(db, '2026-11-22')

const tree = `code,name,parent
320102001,东村,320102
320101001001,一村,320101001
320101001,一镇,320101
320101,甲县,3201
320102,乙县,3201
3201,某市,
`

const pathsOf = async (db: Database) =>
  (await listAreas(db)).map(({ path, level }) => [path, level])

onEachDatabase('an import of areas', (db) => {
  test('takes parents in any order and derives levels and paths of both counties', async () => {
    const outcome = outcomeOf(await importAreaLines(desk(db()), tree), 'areas')
    expect(outcome).toMatchObject({ records: 6, added: 6, skipped: 0, problemTotal: 0 })
    expect(await pathsOf(db())).toEqual([
      ['/3201/', 'prefecture'],
      ['/3201/320101/', 'county'],
      ['/3201/320101/320101001/', 'township'],
      ['/3201/320101/320101001/320101001001/', 'village'],
      ['/3201/320102/', 'county'],
      ['/3201/320102/320102001/', 'township'],
    ])
    const again = await importAreaLines(desk(db()), tree)
    expect(again).toMatchObject({ batchId: null, outcome: { added: 0, unchanged: 6 } })
  })

  test('refuses by line what has no place in the tree, and what hangs on it', async () => {
    const text = `code,name,parent
3201,某市,
,无码,3201
A,,3201
3201,又一次,
B,孤儿,X
C,圈一,D
D,圈二,C
E,孤儿的孩子,B
L2,县,3201
L3,镇,L2
L4,村,L3
L5,组,L4
P/Q,斜杠,3201
`
    const outcome = outcomeOf(await importAreaLines(desk(db()), text), 'areas')
    expect(outcome.problems.map(({ line, kind }) => [line, kind])).toEqual([
      [3, 'missingCode'],
      [4, 'missingName'],
      [5, 'repeatedCode'],
      [6, 'unknownParent'],
      [7, 'circularParent'],
      [8, 'unknownParent'],
      [9, 'unknownParent'],
      [13, 'tooDeep'],
      [14, 'unusableCode'],
    ])
    expect(outcome).toMatchObject({ added: 4, skipped: 9 })
    expect((await findArea(db(), '3201'))?.name).toBe('某市')
  })

  test('renames what it knows, and never moves it under another parent', async () => {
    await importAreaLines(desk(db()), tree)
    const text =
      'code,name,parent\n320101,甲区,3201\n320101001,一镇,320102\n320102009,新镇,320102\n'
    const imported = await importAreaLines(desk(db()), text)
    expect(outcomeOf(imported, 'areas')).toMatchObject({
      added: 1,
      renamed: 1,
      problems: [{ line: 3, kind: 'movedArea', value: '320102' }],
    })
    expect(await findArea(db(), '320101')).toMatchObject({ name: '甲区' })
    expect((await findArea(db(), '320101001'))?.path).toBe('/3201/320101/320101001/')
    expect(await undoImport(desk(db()), batchOf(imported))).toEqual({ ok: true })
    expect(await findArea(db(), '320101')).toMatchObject({ name: '甲县' })
    expect(await findArea(db(), '320102009')).toBeUndefined()
  })

  test('cannot be undone once a grid lies in one of its areas', async () => {
    const batchId = batchOf(await importAreaLines(desk(db()), tree))
    await importStripes(desk(db()), 'governance', [{ code: 'G', from: 0, to: 1, area: '320101' }])
    expect(await undoImport(desk(db()), batchId)).toEqual({
      ok: false,
      reason: 'inUse',
      codes: ['320101'],
    })
    expect(await listAreas(db())).toHaveLength(6)
  })
})
