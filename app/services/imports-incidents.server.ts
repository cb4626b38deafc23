import { deleteDeliveriesOf, insertDelivery } from '#db/deliveries.ts'
import { markGradingsDirty } from '#db/gradings.ts'
import { listIncidentCategories } from '#db/incident-categories.ts'
import {
  deleteIncidentsOf,
  insertIncidents,
  listNumbersTaken,
  listTouchedSince,
} from '#db/incident-places.ts'
import type { NewRow } from '#db/schema.ts'
import type { CrsConverter } from '#geo/crs-converter.ts'
import type { Day, Instant } from '../domain/day.ts'
import { type IncidentsOutcome, sampleSize } from '../domain/import-outcomes.ts'
import type { ImportProblem } from '../domain/import-problems.ts'
import type { UnattendedDesk } from './desk.server.ts'
import { tableConverter } from './imports-crs.server.ts'
import { openTable, type TableRow } from './imports-csv.server.ts'
import {
  type IncidentField,
  type IncidentRow,
  type IncidentsRequest,
  readIncidentRow,
} from './imports-incident-rows.server.ts'
import { ProblemList } from './imports-problem-list.server.ts'
import type { ImportRun, Undone } from './imports-run.server.ts'
import type { TextSource } from './imports-text.server.ts'
import { type Boundaries, locateIncident, openBoundaries } from './locating.server.ts'

const rowsPerRound = 5000

/**
 * Imports incidents from CSV, some thousand rows at a time. A row without a number, a usable place
 * or day is left out and listed by line; of a number that comes twice the first is kept, and one
 * that the database knows stays as it is there. The span of days counts as delivered everywhere.
 */
export async function importIncidents(
  desk: UnattendedDesk,
  batchId: number,
  request: IncidentsRequest,
  source: TextSource,
  onProgress: (records: number) => void,
): Promise<ImportRun<IncidentsOutcome>> {
  const table = await openTable(source, request.fields)
  if (!table.ok) return table
  const converter = await tableConverter(request.crs)
  if (!converter.ok) return converter
  const work = await openWork(desk, batchId, request, converter)
  let waiting: TableRow<IncidentField>[] = []
  for await (const rows of table.rows()) {
    waiting = waiting.concat(rows)
    if (waiting.length < rowsPerRound) continue
    await importRound(desk, work, waiting)
    waiting = []
    onProgress(work.outcome.records)
  }
  await importRound(desk, work, waiting)
  const outcome = { ...work.outcome, ...work.problems.summary() }
  if (outcome.from !== null && outcome.to !== null) {
    const { from: fromOn, to: toOn } = outcome
    await insertDelivery(desk.db, { source: 'import', areaCode: null, fromOn, toOn, batchId })
    await markGradingsDirty(desk.db, fromOn)
  }
  return { ok: true, outcome, undo: null }
}

/** Takes the batch's incidents and its delivery out again, unless somebody has changed one. */
export async function undoIncidents(
  desk: UnattendedDesk,
  batchId: number,
  outcome: IncidentsOutcome,
): Promise<Undone> {
  const numbers = await listTouchedSince(desk.db, batchId, sampleSize)
  if (numbers.length > 0) return { ok: false, reason: 'touched', numbers }
  await deleteDeliveriesOf(desk.db, batchId)
  await deleteIncidentsOf(desk.db, batchId)
  if (outcome.from !== null) await markGradingsDirty(desk.db, outcome.from)
  return { ok: true }
}

/** What is carried from round to round: figures and problems, never rows. */
interface Work {
  batchId: number
  request: IncidentsRequest
  convert: CrsConverter['convert']
  boundaries: Boundaries
  /** Known category codes, and whether incidents of them are counted. */
  counted: ReadonlyMap<string, boolean>
  unknownCategories: Map<string, ImportProblem>
  problems: ProblemList
  outcome: IncidentsOutcome
}

async function openWork(
  desk: UnattendedDesk,
  batchId: number,
  request: IncidentsRequest,
  { convert }: CrsConverter,
): Promise<Work> {
  const categories = await listIncidentCategories(desk.db)
  return {
    batchId,
    request,
    convert,
    boundaries: await openBoundaries(desk.db),
    counted: new Map(categories.map(({ code, valid }) => [code, valid === 1])),
    unknownCategories: new Map(),
    problems: new ProblemList(),
    outcome: {
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
      problems: [],
      problemTotal: 0,
      sample: [],
    },
  }
}

async function importRound(
  desk: UnattendedDesk,
  work: Work,
  rows: readonly TableRow<IncidentField>[],
): Promise<void> {
  const usable = usableRows(work, rows)
  const fresh = await firstOfTheirNumber(desk, work, usable)
  const incidents: NewRow<'incidents'>[] = []
  for (const row of fresh) incidents.push(await newIncident(work, row))
  await insertIncidents(desk.db, incidents)
  for (const incident of incidents) count(work.outcome, incident)
}

function usableRows(work: Work, rows: readonly TableRow<IncidentField>[]): IncidentRow[] {
  const usable: IncidentRow[] = []
  work.outcome.records += rows.length
  for (const row of rows) {
    const read = readIncidentRow(row, work.request, work.convert)
    if (read.ok) usable.push(read.row)
    else skip(work, row.line, read)
  }
  return usable
}

/** Leaves out numbers that the file or the database has had before. */
async function firstOfTheirNumber(
  desk: UnattendedDesk,
  work: Work,
  rows: readonly IncidentRow[],
): Promise<IncidentRow[]> {
  const numbers = new Set(rows.map(({ number }) => number))
  const taken = await listNumbersTaken(desk.db, [...numbers])
  const fresh: IncidentRow[] = []
  for (const row of rows) {
    const batchOfTaken = taken.get(row.number)
    if (batchOfTaken === undefined) {
      taken.set(row.number, work.batchId)
      fresh.push(row)
    } else if (batchOfTaken === work.batchId) {
      skip(work, row.line, { kind: 'repeatedId', field: work.request.fields.id, value: row.number })
    } else {
      work.outcome.known++
    }
    stretch(work.outcome, row.moment.on)
  }
  return fresh
}

async function newIncident(work: Work, row: IncidentRow): Promise<NewRow<'incidents'>> {
  const { number, lonE7, latE7, moment, categoryCode } = row
  const place = await locateIncident(work.boundaries, {
    occurredOn: moment.on,
    lonE7,
    latE7,
    policeCode: null,
    governanceCode: null,
    locatedHow: 'exact',
  })
  return {
    number,
    categoryCode,
    scaleCode: '01',
    deaths: 0,
    occurredOn: moment.on,
    occurredAt: moment.at,
    reportedAt: moment.at ?? startOf(moment.on),
    lonE7,
    latE7,
    sourceCrs: work.request.crs,
    addressText: null,
    summary: null,
    ...place,
    validity: isCounted(work, row) ? 'valid' : 'invalid',
    sourceChannel: 'import',
    mergedIntoId: null,
    disputeId: null,
    reporterId: null,
    batchId: work.batchId,
    version: 1,
  }
}

/** An unknown code is stored as it is and counts; it is listed once, with the number of its rows. */
function isCounted(work: Work, { line, categoryCode }: IncidentRow): boolean {
  const counted = work.counted.get(categoryCode)
  if (counted !== undefined) return counted
  const known = work.unknownCategories.get(categoryCode)
  if (known) {
    known.count = (known.count ?? 1) + 1
  } else {
    const field = work.request.fields.category
    const problem = work.problems.note(line, 'unknownCategory', field, categoryCode)
    work.unknownCategories.set(categoryCode, problem)
  }
  return true
}

function count(outcome: IncidentsOutcome, incident: NewRow<'incidents'>): void {
  const { number, occurredOn, categoryCode, policeCode, governanceCode } = incident
  outcome.added++
  if (incident.validity === 'invalid') outcome.invalid++
  if (policeCode === null) outcome.outsidePolice++
  if (governanceCode === null) outcome.outsideGovernance++
  if (outcome.sample.length === sampleSize) return
  outcome.sample.push({
    number,
    occurredOn,
    categoryCode,
    policeCode: policeCode ?? null,
    governanceCode: governanceCode ?? null,
  })
}

function skip(
  work: Work,
  line: number,
  problem: { kind: ImportProblem['kind']; field: string; value: string },
): void {
  work.outcome.skipped++
  work.problems.skip(line, problem.kind, problem.field, problem.value)
}

function stretch(outcome: IncidentsOutcome, on: Day): void {
  if (outcome.from === null || on < outcome.from) outcome.from = on
  if (outcome.to === null || on > outcome.to) outcome.to = on
}

/** Midnight in Asia/Shanghai, for a row that states a day and no hour. */
const startOf = (day: Day): Instant => new Date(`${day}T00:00:00.000+08:00`).toISOString()
