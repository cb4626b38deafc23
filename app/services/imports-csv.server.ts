import type { ImportRefusal } from '../domain/import-problems.ts'
import { CsvScanner, type Position } from './imports-csv-scanner.server.ts'
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
const recordsPerPage = 5000

/**
 * Reads CSV record by record, some thousand at a time, and holds no more than that. Throws
 * UnclosedQuote.
 */
export async function* csvRecords(source: TextSource): AsyncGenerator<CsvRecord[]> {
  const scanner = new CsvScanner()
  let records: CsvRecord[] = []
  for await (const _ of fillings(scanner, source)) {
    while (scanner.next()) {
      records.push({ line: scanner.line, fields: scanner.fields() })
      if (records.length < recordsPerPage) continue
      yield records
      records = []
    }
  }
  if (records.length > 0) yield records
}

/** A record read by the names that the import knows its fields under. */
export interface TableRow<Name extends string> {
  line: number
  /** Without the blanks around it; empty when the record is too short or no field is named. */
  value(name: Name): string
}

/** The same number of rows on every page but the last, whatever the pieces of the file. */
export interface TablePage<Name extends string> {
  rows: TableRow<Name>[]
  /** Where the page after this one begins. */
  next: Position
}

type Table<Name extends string> =
  | { ok: true; start: Position; pages: (from?: Position) => AsyncGenerator<TablePage<Name>> }
  | { ok: false; refusal: ImportRefusal }

/**
 * Opens a CSV file whose first record names the fields; every field named has to be there, once.
 * Its pages begin after that record, or where an earlier reading has come to.
 */
export async function openTable<Name extends string>(
  source: TextSource,
  fields: Readonly<Partial<Record<Name, string | undefined>>>,
): Promise<Table<Name>> {
  const header = new CsvScanner()
  const first = await readFirst(header, source)
  if (!first) return { ok: false, refusal: { reason: 'emptyFile' } }
  const names = first.map((name) => name.trim())
  const columns: [Name, number][] = []
  for (const [name, field] of Object.entries<string | undefined>(fields)) {
    if (field === undefined) continue
    const column = names.indexOf(field)
    if (column < 0) return { ok: false, refusal: { reason: 'unknownField', field, fields: names } }
    if (names.includes(field, column + 1)) {
      return { ok: false, refusal: { reason: 'repeatedField', field } }
    }
    columns.push([name as Name, column])
  }
  const { delimiter, position } = header
  return {
    ok: true,
    start: position,
    pages: (from = position) => tablePages(source, columns, from, delimiter),
  }
}

async function readFirst(scanner: CsvScanner, source: TextSource): Promise<string[] | null> {
  for await (const _ of fillings(scanner, source)) if (scanner.next()) return scanner.fields()
  return null
}

async function* tablePages<Name extends string>(
  source: TextSource,
  columns: readonly [Name, number][],
  from: Position,
  delimiter: string,
): AsyncGenerator<TablePage<Name>> {
  const scanner = new CsvScanner()
  scanner.resume(from, delimiter)
  const numbers = [...new Set(columns.map(([, column]) => column))].sort((a, b) => a - b)
  const placeOf = new Map(columns.map(([name, column]) => [name, numbers.indexOf(column)]))
  let rows: TableRow<Name>[] = []
  for await (const _ of fillings(scanner, source)) {
    while (scanner.next()) {
      rows.push(new Row(scanner.line, scanner.fieldsAt(numbers), placeOf))
      if (rows.length < recordsPerPage) continue
      yield { rows, next: scanner.position }
      rows = []
    }
  }
  if (rows.length > 0) yield { rows, next: scanner.position }
}

class Row<Name extends string> implements TableRow<Name> {
  readonly line: number
  readonly #fields: readonly string[]
  readonly #placeOf: ReadonlyMap<Name, number>

  constructor(line: number, fields: readonly string[], placeOf: ReadonlyMap<Name, number>) {
    this.line = line
    this.#fields = fields
    this.#placeOf = placeOf
  }

  value(name: Name): string {
    return this.#fields[this.#placeOf.get(name) ?? -1]?.trim() ?? ''
  }
}

/** Feeds the scanner piece by piece, from where it stands; between two it takes what it can. */
async function* fillings(scanner: CsvScanner, source: TextSource): AsyncGenerator<void> {
  let skip = scanner.position.offset
  for await (const piece of withLineEnd(source)) {
    if (skip >= piece.length) {
      skip -= piece.length
      continue
    }
    scanner.feed(skip === 0 ? piece : piece.slice(skip))
    skip = 0
    yield
    if (scanner.waiting > longestRecord) throw new UnclosedQuote(scanner.position.line)
  }
  if (scanner.waiting > 0) throw new UnclosedQuote(scanner.position.line)
}

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
