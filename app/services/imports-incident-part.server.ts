import { deserialize, serialize } from 'node:v8'
import type { Day, Instant } from '../domain/day.ts'
import type { ImportProblem } from '../domain/import-problems.ts'
import type { Position } from './imports-csv-scanner.server.ts'

/** Rows of a part of a file; fewer in the last part. At most 65,536, so that places fit 16 bits. */
export const rowsPerPart = 10_000

/** A column of few different values: the values, and for each row which of them it has. */
export interface Coded<Value> {
  values: Value[]
  of: Uint16Array
}

/** Where the rows are counted, by the boundaries that had this mark. */
export interface PartPlaces {
  mark: string
  police: Coded<string | null>
  governance: Coded<string | null>
  area: Coded<string | null>
}

/** Some rows of a file of incidents, read and located: what is usable, column by column. */
export interface IncidentPart {
  /** Rows of the file, usable or not. */
  records: number
  /** Rows that are left out, and why. */
  skipped: ImportProblem[]
  /** Where the part after this one begins. */
  next: Position
  isLast: boolean
  lines: Uint32Array
  numbers: string[]
  /** CGCS2000 degrees × 10⁷. */
  lonE7: Int32Array
  latE7: Int32Array
  on: Coded<Day>
  /** Empty where only the day is known. */
  at: (Instant | '')[]
  category: Coded<string>
  places: PartPlaces
}

/** The layout of a packed part; parts that an older program left are not gone on from. */
export const partLayout = 1

/** A part as it is kept: readable by `unpackPart` of the same layout. */
export const packPart = (part: IncidentPart): Uint8Array =>
  serialize({ ...part, numbers: packTexts(part.numbers), at: packTexts(part.at) })

export function unpackPart(body: Uint8Array): IncidentPart {
  const { numbers, at, ...part } = deserialize(body)
  return { ...part, numbers: unpackTexts(numbers), at: unpackTexts(at) }
}

/** Thousands of short texts cost less as one. */
function packTexts(texts: readonly string[]) {
  const ends = new Uint32Array(texts.length)
  let end = 0
  for (const [at, { length }] of texts.entries()) ends[at] = end += length
  return { joined: texts.join(''), ends }
}

function unpackTexts({ joined, ends }: ReturnType<typeof packTexts>): string[] {
  const texts: string[] = []
  let start = 0
  for (const end of ends) {
    texts.push(joined.slice(start, end))
    start = end
  }
  return texts
}
