import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLines } from '~/cli/csv.ts'
import { csvRecords, UnclosedQuote } from '~/services/imports-csv.server.ts'

async function read(text: string, pieceLength = text.length || 1) {
  const records = []
  const pieces = async function* () {
    for (let at = 0; at < text.length; at += pieceLength) yield text.slice(at, at + pieceLength)
  }
  for await (const page of csvRecords(pieces)) records.push(...page)
  return records
}

test('records carry the line they start on, past empty lines and quoted line breaks', async () => {
  const text = 'a,b\r\n\r\n"1\n2",3\n\n"say ""no""",5\' 6" pipe\n,'
  for (const pieceLength of [1, 2, 3, 7, 100]) {
    expect(await read(text, pieceLength)).toEqual([
      { line: 1, fields: ['a', 'b'] },
      { line: 3, fields: ['1\n2', '3'] },
      { line: 6, fields: ['say "no"', '5\' 6" pipe'] },
      { line: 7, fields: ['', ''] },
    ])
  }
})

test('semicolons and tabs are known from the first line', async () => {
  expect((await read('a;b;c,d\n1;2;3\n'))[1]?.fields).toEqual(['1', '2', '3'])
  expect((await read('a\tb\n1\t2,5\n'))[1]?.fields).toEqual(['1', '2,5'])
})

test('a quote that does not end is named by its line, however far the file goes on', async () => {
  for (const text of ['a\n"b\nc\n', `a\n1\n"${'x,y\n'.repeat(400_000)}`]) {
    await expect(read(text, 1 << 16)).rejects.toThrow(UnclosedQuote)
  }
  await expect(read('a\n1\n"2')).rejects.toMatchObject({ line: 3 })
})

test('whatever is written as CSV is read back, in pieces of any length', async () => {
  const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '网', '1') })
  const row = fc.tuple(field, field, field)
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 20 }),
      fc.integer({ min: 1, max: 50 }),
      async (rows, pieceLength) => {
        const table = [['x', 'y', 'z'], ...rows]
        const records = await read(csvLines(table), pieceLength)
        expect(records.map(({ fields }) => fields)).toEqual(table)
      },
    ),
    { seed: 7 },
  )
})
