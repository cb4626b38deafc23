import { sql } from 'kysely'
import { addDayCounts } from '#db/day-counts.ts'
import { DayTally } from '#db/day-tally.ts'
import { insertDelivery } from '#db/deliveries.ts'
import { insertIncidents } from '#db/incident-places.ts'
import type { NewRow } from '#db/schema.ts'
import type { Day } from '~/domain/day.ts'
import type { IncidentsOutcome } from '~/domain/import-outcomes.ts'
import type { UnattendedDesk } from '~/services/desk.server.ts'
import { type Boundaries, locateIncident, openBoundaries } from '~/services/locating.server.ts'
import { closeBatch, flawless, openBatch } from './load-batches.ts'
import type { Staff } from './load-workers.ts'
import { generateIncidents, type SeedIncident } from './prefecture/incidents.ts'
import type { Prefecture } from './prefecture/prefecture.ts'

const rowsPerRound = 20_000

/**
 * Loads the incidents a round at a time, each located by the boundaries in force. What a grid
 * worker reported stands logged by whoever is on duty there; the rest comes with one batch, whose
 * delivery covers every day of the span, so that no grid is without data.
 */
export async function loadIncidents(
  desk: UnattendedDesk,
  prefecture: Prefecture,
  staff: Staff,
  span: { from: Day; to: Day; count: number },
  say: (line: string) => void,
): Promise<void> {
  const file = { layer: null, fileName: '演示警情.csv', crs: 'wgs84' }
  const batchId = await openBatch(desk, { kind: 'incidents', ...file })
  const rowOf = rowMaker(await openBoundaries(desk.db), staff, batchId)
  const tally = { added: 0, invalid: 0, outsidePolice: 0, outsideGovernance: 0 }
  const counts = new DayTally()
  let loaded = 0
  for (const round of roundsOf(generateIncidents(prefecture, span))) {
    const rows: NewRow<'incidents'>[] = []
    for (const incident of round) rows.push(await rowOf(incident))
    await insertIncidents(desk.db, rows, counts)
    for (const row of rows) if (row.batchId !== null) count(row, tally)
    loaded += rows.length
    say(`已载入 ${loaded} / ${span.count} 起警情`)
  }
  await addDayCounts(desk.db, counts)
  await recordLogging(desk)
  const { from, to } = span
  const source = 'import'
  await insertDelivery(desk.db, { source, areaCode: null, fromOn: from, toOn: to, batchId })
  const outcome: IncidentsOutcome = {
    ...flawless(tally.added),
    kind: 'incidents',
    ...tally,
    known: 0,
    from,
    to,
  }
  await closeBatch(desk, batchId, outcome, null)
}

function* roundsOf(incidents: Iterable<SeedIncident>): Generator<SeedIncident[]> {
  let round: SeedIncident[] = []
  for (const incident of incidents) {
    if (round.push(incident) < rowsPerRound) continue
    yield round
    round = []
  }
  if (round.length > 0) yield round
}

function rowMaker(boundaries: Boundaries, staff: Staff, batchId: number) {
  return async (seed: SeedIncident): Promise<NewRow<'incidents'>> => {
    const { valid, ...incident } = seed
    const place = { policeCode: null, governanceCode: null, locatedHow: 'exact' as const }
    const counted = await locateIncident(boundaries, { ...incident, ...place })
    const reporterId = reporterOf(seed, counted.governanceCode, staff)
    return {
      ...incident,
      ...counted,
      sourceCrs: 'wgs84',
      validity: valid ? 'valid' : 'invalid',
      mergedIntoId: null,
      disputeId: null,
      reporterId,
      batchId: reporterId === null ? batchId : null,
      version: 1,
    }
  }
}

function reporterOf(
  { sourceChannel }: SeedIncident,
  governanceCode: string | null,
  staff: Staff,
): number | null {
  if (sourceChannel !== 'gridWorker' || governanceCode === null) return null
  return staff.onDuty('governance', governanceCode)[0] ?? null
}

function count(
  { validity, policeCode, governanceCode }: NewRow<'incidents'>,
  tally: Pick<IncidentsOutcome, 'added' | 'invalid' | 'outsidePolice' | 'outsideGovernance'>,
): void {
  tally.added++
  if (validity !== 'valid') tally.invalid++
  if (policeCode === null) tally.outsidePolice++
  if (governanceCode === null) tally.outsideGovernance++
}

/** The first line of the trace of everything that somebody logged. */
const recordLogging = (desk: UnattendedDesk) =>
  sql`
    insert into incident_events (incident_id, act, at, worker_id, reason, changes)
    select id, 'logged', reported_at, reporter_id, null, '{}'
    from incidents where reporter_id is not null order by id`.execute(desk.db)
