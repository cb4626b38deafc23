import { expect, test } from 'vitest'
import { bulkInsert } from '#db/bulk-insert.ts'
import { dropIndexes } from '#db/table-indexes.ts'
import { onEachDatabase } from '../support/each-database.ts'

const same = {
  categoryCode: '02',
  scaleCode: '01' as const,
  reportedAt: '2026-03-01T00:00:00.000Z',
  locatedHow: 'exact' as const,
  validity: 'valid' as const,
  sourceChannel: 'import' as const,
  version: 1,
}

onEachDatabase('a bulk insert', (db) => {
  test('keeps the first of a number, and says which rows it left out', async () => {
    const first = await db()
      .transaction()
      .execute((db) =>
        bulkInsert(
          db,
          'incidents',
          { ...same, number: ['a', 'b'], occurredOn: '2026-03-01' },
          'number',
        ),
      )
    expect(first).toEqual([])
    const awkward = `'"\\{},NULL\n格`
    const second = await db()
      .transaction()
      .execute((db) =>
        bulkInsert(
          db,
          'incidents',
          {
            ...same,
            number: ['c', 'b', 'NULL', 'c', awkward],
            occurredOn: ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'],
            lonE7: Int32Array.of(-1, 2, 2_147_483_647, 4, -2_147_483_648),
            policeCode: [null, 'b', '', 'd', awkward],
          },
          'number',
        ),
      )
    expect(second).toEqual([1, 3])
    const rows = await db()
      .selectFrom('incidents')
      .select(['number', 'occurredOn', 'lonE7', 'policeCode', 'deaths'])
      .orderBy('id')
      .execute()
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['a', '2026-03-01', null, null, 0],
      ['b', '2026-03-01', null, null, 0],
      ['c', '2026-03-02', -1, null, 0],
      ['NULL', '2026-03-04', 2_147_483_647, '', 0],
      [awkward, '2026-03-06', -2_147_483_648, awkward, 0],
    ])
  })

  test('is part of its transaction, and of no other', async () => {
    const columns = { ...same, number: ['a'], occurredOn: '2026-03-01' }
    const undone = db()
      .transaction()
      .execute(async (db) => {
        for (const build of await dropIndexes(db, 'incidents')) await build()
        await dropIndexes(db, 'incidents')
        await bulkInsert(db, 'incidents', columns, 'number')
        throw new Error('Taken back.')
      })
    await expect(undone).rejects.toThrow('Taken back.')
    expect(await db().selectFrom('incidents').select('id').execute()).toEqual([])
    const uneven = { ...columns, occurredOn: ['2026-03-01', '2026-03-02'] }
    await expect(bulkInsert(db(), 'incidents', uneven, 'number')).rejects.toThrow('one length')
  })
})
