import type { ImportRefusal } from '../domain/import-problems.ts'
import type { TextSource } from './imports-text.server.ts'

/** A record of a CSV file with the number of the line it starts on, counted from 1. */
export interface CsvRecord {
  line: number
  fields: string[]
}

/** A quoted field that does not end: what follows cannot be told apart. */
export class UnclosedQuote extends Error {
  readonly line: number

  constructor(line: number) {
    super(`The record on line ${line} has a quote that does not end.`)
    this.line = line
  }
}

/** No record of a real file is longer; a stray quote would otherwise swallow the rest of it. */
const longestRecord = 16_000_000

/**
 * Reads CSV (RFC 4180; LF or CR LF; a quoted field may hold line breaks) record by record, some
 * thousand at a time, and holds no more than that. The delimiter is the one of comma, semicolon and
 * tab that the first line has most of. Empty lines are passed over. Throws UnclosedQuote.
 */
export async function* csvRecords(source: TextSource): AsyncGenerator<CsvRecord[]> {
  let rest = ''
  let line = 1
  let delimiter = ''
  for await (const piece of withLineEnd(source)) {
    rest += piece
    const records: CsvRecord[] = []
    let start = 0
    for (let end = 0; ; start = end + 1) {
      if (delimiter === '' && rest.includes('\n')) delimiter = delimiterOf(rest)
      end = endOfRecord(rest, start, delimiter)
      if (end < 0) break
      const text = rest.slice(start, rest.charCodeAt(end - 1) === carriageReturn ? end - 1 : end)
      if (text !== '') records.push({ line, fields: fieldsOf(text, delimiter) })
      line += linesIn(text)
    }
    rest = rest.slice(start)
    if (rest.length > longestRecord) throw new UnclosedQuote(line)
    if (records.length > 0) yield records
  }
  if (rest !== '') throw new UnclosedQuote(line)
}

/** A record read by the names that the import knows its fields under. */
export interface TableRow<Name extends string> {
  line: number
  /** Without the blanks around it; empty when the record is too short or no field is named. */
  value(name: Name): string
}

type Table<Name extends string> =
  | { ok: true; rows: () => AsyncGenerator<TableRow<Name>[]> }
  | { ok: false; refusal: ImportRefusal }

/** Opens a CSV file whose first record names the fields; every field named has to be there. */
export async function openTable<Name extends string>(
  source: TextSource,
  fields: Readonly<Partial<Record<Name, string | undefined>>>,
): Promise<Table<Name>> {
  const pages = csvRecords(source)
  const first = await pages.next()
  if (first.done) return { ok: false, refusal: { reason: 'emptyFile' } }
  const [header, ...records] = first.value
  const names = (header?.fields ?? []).map((name) => name.trim())
  const columns = new Map<string, number>()
  for (const [name, field] of Object.entries<string | undefined>(fields)) {
    if (field === undefined) continue
    const column = names.indexOf(field)
    if (column < 0) return { ok: false, refusal: { reason: 'unknownField', field, fields: names } }
    columns.set(name, column)
  }
  const rowOf = ({ line, fields }: CsvRecord): TableRow<Name> => ({
    line,
    value: (name) => fields[columns.get(name) ?? -1]?.trim() ?? '',
  })
  return {
    ok: true,
    rows: async function* () {
      yield records.map(rowOf)
      for await (const page of pages) yield page.map(rowOf)
    },
  }
}

const carriageReturn = 13
const quote = '"'

/** A last line without an end gets one, so that every record ends alike. */
async function* withLineEnd(source: TextSource): AsyncGenerator<string> {
  let last = '\n'
  for await (const piece of source()) {
    if (piece === '') continue
    yield piece
    last = piece
  }
  if (!last.endsWith('\n')) yield '\n'
}

function delimiterOf(text: string): string {
  const header = text.slice(0, text.indexOf('\n') + 1)
  const count = (delimiter: string) => header.split(delimiter).length
  return [',', ';', '\t'].reduce((best, other) => (count(other) > count(best) ? other : best))
}

/** The line feed that ends the record at `start`, outside quoted fields; −1 when it is not there. */
function endOfRecord(text: string, start: number, delimiter: string): number {
  let end = text.indexOf('\n', start)
  let fieldStart = start
  for (;;) {
    const quoted = text.indexOf(quote, fieldStart)
    if (quoted < 0 || quoted > end) return end
    const opens = quoted === start || text[quoted - 1] === delimiter
    if (!opens) {
      fieldStart = quoted + 1
      continue
    }
    const closed = endOfQuoted(text, quoted + 1)
    if (closed < 0) return -1
    fieldStart = closed + 1
    if (closed > end) end = text.indexOf('\n', closed)
  }
}

/** The quote that ends a quoted field: the first one that is not doubled. */
function endOfQuoted(text: string, start: number): number {
  let at = text.indexOf(quote, start)
  while (at >= 0 && text[at + 1] === quote) at = text.indexOf(quote, at + 2)
  return at
}

function fieldsOf(record: string, delimiter: string): string[] {
  if (!record.includes(quote)) return record.split(delimiter)
  const fields: string[] = []
  let field = ''
  let quoted = false
  for (let i = 0; i < record.length; i++) {
    const character = record[i] ?? ''
    if (quoted && character === quote && record[i + 1] === quote) {
      field += quote
      i++
    } else if (character === quote && (quoted || field === '')) {
      quoted = !quoted
    } else if (character === delimiter && !quoted) {
      fields.push(field)
      field = ''
    } else {
      field += character
    }
  }
  fields.push(field)
  return fields
}

function linesIn(record: string): number {
  let lines = 1
  for (let at = record.indexOf('\n'); at >= 0; at = record.indexOf('\n', at + 1)) lines++
  return lines
}
