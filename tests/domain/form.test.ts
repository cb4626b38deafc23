import * as v from 'valibot'
import { expect, test } from 'vitest'
import { parseForm } from '~/domain/form.ts'
import { optionalId, optionalText, requiredText, rowId, tick } from '~/domain/form-fields.ts'
import { rowIdOf } from '~/domain/row-id.ts'

const form = v.object({
  title: requiredText('名称', 5),
  note: optionalText(20),
  agreed: tick,
  rows: v.optional(v.array(v.object({ name: requiredText('姓名', 5) })), []),
})

function sent(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, text] of Object.entries(fields)) data.append(name, text)
  return data
}

test('a form is read alike from FormData and from a record', () => {
  const fields = {
    title: ' 争吵 ',
    note: '',
    agreed: 'on',
    'rows.0.name': '甲',
    'rows.1.name': '乙',
  }
  const value = { title: '争吵', note: null, agreed: true, rows: [{ name: '甲' }, { name: '乙' }] }
  expect(parseForm(form, sent(fields))).toEqual({ ok: true, value })
  expect(parseForm(form, fields)).toEqual({ ok: true, value })
})

test('problems and what was typed come back under the names of the fields', () => {
  const fields = { title: '一二三四五六', note: '保留', 'rows.0.name': '甲', 'rows.1.name': ' ' }
  expect(parseForm(form, sent(fields))).toEqual({
    ok: false,
    problems: { title: '最多5个字，请删短一些', 'rows.1.name': '请填写姓名' },
    values: fields,
  })
})

test('absent fields are empty ones', () => {
  expect(parseForm(form, new FormData())).toEqual({
    ok: false,
    problems: { title: '请填写名称' },
    values: {},
  })
})

test('files are left out', () => {
  const data = sent({ title: '争吵' })
  data.append('note', new File(['x'], 'x.csv'))
  expect(parseForm(form, data)).toMatchObject({ ok: true, value: { note: null } })
})

test('line breaks are kept, other control characters are not', () => {
  const parsed = parseForm(form, { title: 'a\u0000b', note: '一\r\n二\u0007\t三' })
  expect(parsed).toMatchObject({ ok: true, value: { title: 'ab', note: '一\n二\t三' } })
})

test.each([
  { 'title.0': '争吵' },
  { title: '争吵', 'rows.999999999.name': '甲' },
  { title: '争吵', rows: '甲' },
  { title: '争吵', 'rows.0': '甲' },
])('names that do not fit are problems, not errors: %j', (fields) => {
  expect(parseForm(form, fields)).toMatchObject({ ok: false })
})

test('a text counts before the names below it', () => {
  for (const fields of [
    { title: '争吵', 'title.x': '吵' },
    { 'title.x': '吵', title: '争吵' },
  ]) {
    expect(parseForm(form, fields)).toMatchObject({ ok: true, value: { title: '争吵' } })
  }
})

test('no name reaches the prototype of anything', () => {
  parseForm(form, { title: '争吵', '__proto__.agreed': 'on', 'constructor.prototype.x': 'y' })
  expect(({} as Record<string, unknown>).agreed).toBeUndefined()
  expect(({} as Record<string, unknown>).x).toBeUndefined()
})

test('a name with more parts than any form has is no field, however long it is', () => {
  const deep = `${'a.'.repeat(100_000)}b`
  expect(parseForm(form, { title: '争吵', [deep]: 'x', [`rows.0.${deep}`]: 'x' })).toMatchObject({
    ok: true,
    value: { title: '争吵', rows: [] },
  })
})

test('a hundred thousand names with one beginning are read in the time a test has', () => {
  const many = Object.fromEntries(
    Array.from({ length: 100_000 }, (_, row) => [`other.x${row}`, '']),
  )
  expect(parseForm(form, { title: '争吵', ...many })).toMatchObject({ ok: true })
})

test.each(['0', '2147483648', '99999999999', '1e3', '__proto__'])(
  'the row %s cannot be chosen',
  (text) => {
    const row = v.object({ rowId, otherId: optionalId })
    const refused = { rowId: '请重新选择', otherId: '请重新选择' }
    expect(parseForm(row, { rowId: text, otherId: text })).toMatchObject({ problems: refused })
    expect(rowIdOf(text)).toBe(0)
    expect(parseForm(row, { rowId: '2147483647' })).toMatchObject({ ok: true })
  },
)
