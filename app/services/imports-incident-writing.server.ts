import { bulkInsert } from '#db/bulk-insert.ts'
import type { Database } from '#db/connect.ts'
import { listIncidentCategories } from '#db/incident-categories.ts'
import { listNumbersTaken } from '#db/incident-places.ts'
import type { Day } from '../domain/day.ts'
import { type IncidentsOutcome, sampleSize } from '../domain/import-outcomes.ts'
import type { ImportProblem } from '../domain/import-problems.ts'
import { incidentColumns } from './imports-incident-columns.server.ts'
import type { IncidentPart } from './imports-incident-part.server.ts'
import type { IncidentsRequest } from './imports-incident-rows.server.ts'
import { IncidentTally } from './imports-incident-tally.server.ts'
import { ProblemList, skippedRecord } from './imports-problem-list.server.ts'

/** Writes the parts of a file in their order, and keeps figures and problems, never rows. */
export class IncidentWriter {
  readonly #db: Database
  readonly #batchId: number
  readonly #request: IncidentsRequest
  /** Known category codes, and whether incidents of them are counted. */
  readonly #counted: ReadonlyMap<string, boolean>
  readonly #unknownCategories = new Map<string, ImportProblem>()
  readonly #problems = new ProblemList()
  readonly #tally = new IncidentTally()
  readonly #outcome: Omit<IncidentsOutcome, 'problems' | 'problemTotal'> = {
    kind: 'incidents',
    records: 0,
    skipped: 0,
    added: 0,
    known: 0,
    invalid: 0,
    outsidePolice: 0,
    outsideGovernance: 0,
    from: null,
    to: null,
    sample: [],
  }

  private constructor(
    db: Database,
    batchId: number,
    request: IncidentsRequest,
    counted: ReadonlyMap<string, boolean>,
  ) {
    this.#db = db
    this.#batchId = batchId
    this.#request = request
    this.#counted = counted
  }

  /** Part of the transaction that the parts are written in. */
  static async open(
    db: Database,
    batchId: number,
    request: IncidentsRequest,
  ): Promise<IncidentWriter> {
    const categories = await listIncidentCategories(db)
    const counted = new Map(categories.map(({ code, valid }) => [code, valid === 1]))
    return new IncidentWriter(db, batchId, request, counted)
  }

  get records(): number {
    return this.#outcome.records
  }

  get added(): number {
    return this.#outcome.added
  }

  async write(part: IncidentPart): Promise<void> {
    this.#outcome.records += part.records
    for (const problem of part.skipped) this.#skip(problem)
    for (const day of part.on.values) this.#stretch(day)
    const batch = { id: this.#batchId, crs: this.#request.crs }
    // An unknown category is stored as it is and counts.
    const columns = incidentColumns(part, batch, (code) => this.#counted.get(code) ?? true)
    const leftOut = await bulkInsert(this.#db, 'incidents', columns, 'number')
    await this.#explain(part, leftOut)
    this.#count(part, columns, new Set(leftOut))
  }

  /** Writes the counts of the days too, and answers what became of the whole file. */
  async finish(): Promise<IncidentsOutcome> {
    await this.#tally.save(this.#db)
    return { ...this.#outcome, ...this.#problems.summary() }
  }

  /** A number that was left out comes twice in the file, or was known before. */
  async #explain({ numbers, lines }: IncidentPart, leftOut: readonly number[]): Promise<void> {
    if (leftOut.length === 0) return
    const numbersLeftOut = leftOut.map((row) => numbers[row] ?? '')
    const taken = await listNumbersTaken(this.#db, numbersLeftOut)
    const field = this.#request.fields.id
    for (const row of leftOut) {
      const number = numbers[row] ?? ''
      if (taken.get(number) !== this.#batchId) this.#outcome.known++
      else this.#skip(skippedRecord(lines[row] ?? 0, 'repeatedId', field, number))
    }
  }

  #count(
    { lines }: IncidentPart,
    columns: ReturnType<typeof incidentColumns>,
    leftOut: ReadonlySet<number>,
  ): void {
    const outcome = this.#outcome
    for (let row = 0; row < columns.number.length; row++) {
      if (leftOut.has(row)) continue
      const categoryCode = columns.categoryCode[row] ?? ''
      const occurredOn = columns.occurredOn[row] ?? ''
      const policeCode = columns.policeCode[row] ?? null
      const governanceCode = columns.governanceCode[row] ?? null
      outcome.added++
      if (columns.validity[row] === 'invalid') outcome.invalid++
      else this.#tally.add(occurredOn, policeCode, governanceCode)
      if (policeCode === null) outcome.outsidePolice++
      if (governanceCode === null) outcome.outsideGovernance++
      if (!this.#counted.has(categoryCode)) this.#noteUnknown(lines[row] ?? 0, categoryCode)
      if (outcome.sample.length === sampleSize) continue
      const number = columns.number[row] ?? ''
      outcome.sample.push({ number, occurredOn, categoryCode, policeCode, governanceCode })
    }
  }

  /** An unknown category is listed once, with the number of its rows. */
  #noteUnknown(line: number, categoryCode: string): void {
    const known = this.#unknownCategories.get(categoryCode)
    if (known) {
      known.count = (known.count ?? 1) + 1
      return
    }
    const field = this.#request.fields.category
    const problem = this.#problems.note(line, 'unknownCategory', field, categoryCode)
    this.#unknownCategories.set(categoryCode, problem)
  }

  #skip(problem: ImportProblem): void {
    this.#outcome.skipped++
    this.#problems.add(problem)
  }

  #stretch(on: Day): void {
    const { from, to } = this.#outcome
    if (from === null || on < from) this.#outcome.from = on
    if (to === null || on > to) this.#outcome.to = on
  }
}
