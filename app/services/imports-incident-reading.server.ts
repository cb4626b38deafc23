import { setImmediate } from 'node:timers/promises'
import type { CrsConverter } from '#geo/reading/crs-converter.ts'
import type { Day, Instant } from '../domain/day.ts'
import type { ImportProblem } from '../domain/import-problems.ts'
import { CodedColumn } from './imports-coded-column.server.ts'
import type { TablePage } from './imports-csv.server.ts'
import type { Position } from './imports-csv-scanner.server.ts'
import { type IncidentPart, rowsPerPart } from './imports-incident-part.server.ts'
import {
  type IncidentField,
  type IncidentsRequest,
  readIncidentRow,
} from './imports-incident-rows.server.ts'
import { skippedRecord } from './imports-problem-list.server.ts'

/** A part without the places of its rows. */
export type UnplacedPart = Omit<IncidentPart, 'places'>

/**
 * Reads pages of rows into parts, all of one number of rows but the last, which has fewer: the same
 * parts whatever the pieces in which the file comes.
 */
export async function* readParts(
  pages: AsyncIterable<TablePage<IncidentField>>,
  request: IncidentsRequest,
  convert: CrsConverter['convert'],
  start: Position,
): AsyncGenerator<UnplacedPart> {
  let part = new PartReader(start)
  for await (const page of pages) {
    for (const row of page.rows) part.read(row, request, convert)
    part.next = page.next
    // Others have their turn between two pages.
    await setImmediate()
    if (part.records < rowsPerPart) continue
    yield part.done(false)
    part = new PartReader(page.next)
  }
  yield part.done(true)
}

class PartReader {
  records = 0
  next: Position
  readonly #skipped: ImportProblem[] = []
  readonly #lines: number[] = []
  readonly #numbers: string[] = []
  readonly #lonE7: number[] = []
  readonly #latE7: number[] = []
  readonly #on = new CodedColumn<Day>()
  readonly #at: (Instant | '')[] = []
  readonly #category = new CodedColumn<string>()

  constructor(start: Position) {
    this.next = start
  }

  read(
    row: TablePage<IncidentField>['rows'][number],
    request: IncidentsRequest,
    convert: CrsConverter['convert'],
  ): void {
    this.records++
    const read = readIncidentRow(row, request, convert)
    if (!read.ok) {
      this.#skipped.push(skippedRecord(row.line, read.kind, read.field, read.value))
      return
    }
    const { line, number, lonE7, latE7, moment, categoryCode } = read.row
    this.#lines.push(line)
    this.#numbers.push(number)
    this.#lonE7.push(lonE7)
    this.#latE7.push(latE7)
    this.#on.push(moment.on)
    this.#at.push(moment.at ?? '')
    this.#category.push(categoryCode)
  }

  done(isLast: boolean): UnplacedPart {
    return {
      records: this.records,
      skipped: this.#skipped,
      next: this.next,
      isLast,
      lines: Uint32Array.from(this.#lines),
      numbers: this.#numbers,
      lonE7: Int32Array.from(this.#lonE7),
      latE7: Int32Array.from(this.#latE7),
      on: this.#on.coded(),
      at: this.#at,
      category: this.#category.coded(),
    }
  }
}
