import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLines } from '~/cli/csv.ts'
import { openTable, type TablePage } from '~/services/imports-csv.server.ts'
import type { Position } from '~/services/imports-csv-scanner.server.ts'
import { textSource } from '~/services/imports-text.server.ts'

async function open<Name extends string>(text: string, fields: Record<Name, string | undefined>) {
  const table = await openTable(textSource(text), fields)
  if (!table.ok) throw new Error(JSON.stringify(table))
  return table
}

async function pagesOf<Name extends string>(
  text: string,
  fields: Record<Name, string | undefined>,
  from?: Position,
) {
  const pages: TablePage<Name>[] = []
  for await (const page of (await open(text, fields)).pages(from)) pages.push(page)
  return pages
}

test('fields are read by their names, wherever they stand, without the blanks around them', async () => {
  const text = 'x, b ,a\n1,2,3\n"1,","2\n", 3 \n1\n'
  const [page] = await pagesOf(text, { one: 'a', two: 'b', none: undefined, again: 'a' })
  const values = page?.rows.map((row) => [
    row.line,
    row.value('one'),
    row.value('two'),
    row.value('none'),
    row.value('again'),
  ])
  expect(values).toEqual([
    [2, '3', '2', '', '3'],
    [3, '3', '2', '', '3'],
    [5, '', '', '', ''],
  ])
})

test('a field that several columns are named after is refused, when it is used', async () => {
  const source = textSource('a,b,a\n1,2,3\n')
  expect(await openTable(source, { id: 'a' })).toEqual({
    ok: false,
    refusal: { reason: 'repeatedField', field: 'a' },
  })
  expect(await openTable(source, { id: 'b' })).toMatchObject({ ok: true })
})

test('a file is read on from the end of any page, as if it had never been left', async () => {
  const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '网', '1') })
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(field, field), { minLength: 1, maxLength: 8 }),
      async (rows) => {
        const many = Array.from({ length: 11_000 }, (_, at) => rows[at % rows.length] ?? [])
        const text = csvLines([['x', 'y'], ...many])
        const fields = { one: 'x', two: 'y' }
        const whole = await pagesOf(text, fields)
        expect(whole.map((page) => page.rows.length)).toEqual([5000, 5000, 1000])
        const values = (pages: typeof whole) =>
          pages.flatMap((page) =>
            page.rows.map((row) => [row.line, row.value('one'), row.value('two')]),
          )
        expect(values(whole).map(([, ...texts]) => texts)).toEqual(
          many.map((texts) => texts.map((value) => value.trim())),
        )
        for (const at of [0, 1, 2]) {
          const rest = await pagesOf(text, fields, whole[at]?.next)
          expect(values(rest)).toEqual(values(whole.slice(at + 1)))
        }
      },
    ),
    { seed: 3, numRuns: 10 },
  )
})
