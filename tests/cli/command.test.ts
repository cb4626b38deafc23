import { expect, test } from 'vitest'
import { type Command, command } from '~/cli/command.ts'
import { counts } from '~/cli/commands/counts.ts'
import { importIncidents } from '~/cli/commands/import-incidents.ts'
import { locate } from '~/cli/commands/locate.ts'
import { csvLines } from '~/cli/csv.ts'
import { Refusal } from '~/cli/refusal.ts'
import type { Terminal } from '~/cli/terminal.ts'

const noTerminal: Terminal = {
  databaseUrl: '',
  print: () => {},
  say: () => {},
  desk: () => Promise.reject(new Error('a refused line opened the database')),
  close: async () => {},
}

const refused = (of: Command, line: string) =>
  expect(Promise.resolve().then(() => of.run(line.split(' '), noTerminal))).rejects

const read: unknown[] = []
const sample = command({
  words: 'sample',
  summary: '',
  operands: ['FILE'],
  options: { lon: 'required', name: 'optional', strict: 'flag' },
  placeholders: { lon: 'X' },
  async run(line) {
    read.push(line)
  },
})

test('a line is read into operands, values and flags, in any order', async () => {
  await sample.run(['--strict', 'a.csv', '--lon', '-77.02'], noTerminal)
  await sample.run(['--lon=-1=x', '--name', '--odd', 'b.csv'], noTerminal)
  expect(read).toEqual([
    { operands: ['a.csv'], options: { lon: '-77.02', name: undefined, strict: true } },
    { operands: ['b.csv'], options: { lon: '-1=x', name: '--odd', strict: false } },
  ])
  expect(sample.usage).toBe('sample FILE --lon X [--name] [--strict]')
})

test('what is unknown, missing, repeated or too much is refused by name', async () => {
  for (const [line, reason] of [
    ['a.csv', /缺少 --lon/],
    ['a.csv --lon', /--lon 后面缺少值/],
    ['a.csv --lon=', /--lon 后面缺少值/],
    ['a.csv --lon 1 --lon 2', /--lon 写了两次/],
    ['a.csv --lon 1 --lat 2', /没有 --lat/],
    ['a.csv --lon 1 --constructor 2', /没有 --constructor/],
    ['a.csv --lon 1 --strict=yes', /--strict 不带值/],
    ['--lon 1', /用法：sample FILE/],
    ['a.csv b.csv --lon 1', /用法：sample FILE/],
  ] as const) {
    await refused(sample, line).toThrow(reason)
    await refused(sample, line).toBeInstanceOf(Refusal)
  }
})

test('values that mean nothing are refused before the database is opened', async () => {
  await refused(counts, '--layer fire').toThrow(/police 或 governance/)
  await refused(counts, '--layer police --from 2026-02-30').toThrow(/--from/)
  await refused(counts, '--layer police --from 2026-03-02 --to 2026-03-01').toThrow(/晚于/)
  await refused(locate, '--lon 118 --lat north').toThrow(/--lat/)
  await refused(locate, '--lon 33.9 --lat 118.2').toThrow(/无法使用/)
  const fields = '--id id --lon lon --lat lat --on on'
  const both = `x.csv ${fields} --crs wgs84 --category c --category-code 01`
  await refused(importIncidents, both).toThrow(/只能写一个/)
  await refused(importIncidents, `x.csv ${fields} --crs utm`).toThrow(/--crs/)
})

test('CSV is quoted only where it must be, and every line ends alike', () => {
  const lines = csvLines([
    ['code', 'count'],
    ['001', 2],
    ['a,b', 'say "no"'],
    ['two\nlines', ''],
  ])
  expect(lines).toBe('code,count\n001,2\n"a,b","say ""no"""\n"two\nlines",\n')
})
