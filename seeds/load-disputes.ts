import { insertParties } from '#db/parties.ts'
import { listLimits } from '#db/reference.ts'
import { insertVisits } from '#db/visits.ts'
import { type Day, yearOf } from '~/domain/day.ts'
import { audit } from '~/services/audit.server.ts'
import { openCalendar } from '~/services/calendar.server.ts'
import type { UnattendedDesk } from '~/services/desk.server.ts'
import { locateIncident, openBoundaries } from '~/services/locating.server.ts'
import { chunksOf } from './load-chunks.ts'
import { type DisputeRows, type DisputeRules, disputeRows } from './load-dispute-rows.ts'
import { handlersOf } from './load-handlers.ts'
import { findOrigin, linkOrigins } from './load-origins.ts'
import type { Staff } from './load-workers.ts'
import { type DemoDispute, generateDemoDisputes } from './prefecture/demo-disputes.ts'
import { generateDisputes, type SeedDispute } from './prefecture/disputes.ts'
import type { Prefecture } from './prefecture/prefecture.ts'

const disputesPerRound = 2000

/**
 * Loads the disputes with their moves, parties, panels, methods and visits: those on the demo
 * accounts' desks, which lie in the village `ownVillage`, among the many of the prefecture.
 */
export async function loadDisputes(
  desk: UnattendedDesk,
  prefecture: Prefecture,
  staff: Staff,
  span: { from: Day; to: Day; count: number; ownVillage: string },
  say: (line: string) => void,
): Promise<void> {
  const rowsFor = await rowMaker(desk, staff, prefecture.seed)
  const lasts = new Map<string, number>()
  let round: DisputeRows[] = []
  let loaded = 0
  const insertRound = async () => {
    await insertDisputes(desk, round)
    loaded += round.length
    say(`已载入 ${loaded} / ${span.count} 件矛盾纠纷`)
    round = []
  }
  for (const dispute of inOrder(prefecture, span)) {
    const numbered = { ...dispute, number: nextNumber(dispute.openedOn, lasts) }
    round.push(await rowsFor(numbered))
    if (round.length === disputesPerRound) await insertRound()
  }
  await insertRound()
  const numbers = [...lasts].map(([prefix, last]) => ({ prefix, last }))
  if (numbers.length > 0) await desk.db.insertInto('numbers').values(numbers).execute()
  await audit(desk, 'dispute.seeded', 'dispute', null, { disputes: loaded })
}

async function rulesOf(desk: UnattendedDesk): Promise<DisputeRules> {
  const limits = new Map(
    (await listLimits(desk.db)).map((limit) => [`${limit.stage} ${limit.difficulty}`, limit]),
  )
  return {
    limitOf: (stage, difficulty) => limits.get(`${stage} ${difficulty}`),
    calendar: await openCalendar(desk.db),
    sealer: desk.sealer,
  }
}

/** Both kinds in order of the day they were opened. */
function* inOrder(
  prefecture: Prefecture,
  { from, to, count, ownVillage }: { from: Day; to: Day; count: number; ownVillage: string },
): Generator<SeedDispute | DemoDispute> {
  const own = generateDemoDisputes(prefecture, { villageCode: ownVillage, until: to, most: count })
  let next = 0
  for (const dispute of generateDisputes(prefecture, { from, to, count: count - own.length })) {
    for (; own[next] && (own[next] as DemoDispute).openedOn < dispute.openedOn; next++) {
      yield own[next] as DemoDispute
    }
    yield dispute
  }
  yield* own.slice(next)
}

/** As registering allots them: JF2026-00001, a running number a year. */
function nextNumber(openedOn: Day, lasts: Map<string, number>): string {
  const prefix = `JF${yearOf(openedOn)}`
  const last = (lasts.get(prefix) ?? 0) + 1
  lasts.set(prefix, last)
  return `${prefix}-${String(last).padStart(5, '0')}`
}

async function rowMaker(desk: UnattendedDesk, staff: Staff, seed: number) {
  const rules = await rulesOf(desk)
  const boundaries = await openBoundaries(desk.db)
  const taken = new Set<number>()
  return async (dispute: SeedDispute | (DemoDispute & { number: string })) => {
    const place = { policeCode: null, governanceCode: null, locatedHow: 'exact' as const }
    const { lonE7, latE7, openedOn } = dispute
    const here = { occurredOn: openedOn, lonE7, latE7, ...place }
    const counted = await locateIncident(boundaries, here)
    const found = await findOrigin(desk, dispute, counted.governanceCode, taken)
    if (found) taken.add(found.id)
    const handlers = handlersOf(dispute, counted, staff, seed)
    return disputeRows(dispute, { counted, found, handlers }, rules)
  }
}

async function insertDisputes(desk: UnattendedDesk, round: readonly DisputeRows[]): Promise<void> {
  const { db } = desk
  const ids = new Map<string, number>()
  for (const chunk of chunksOf(round, 29)) {
    const rows = chunk.map(({ dispute }) => dispute)
    const insert = db.insertInto('disputes').values(rows).returning(['id', 'number'])
    for (const { id, number } of await insert.execute()) ids.set(number, id)
  }
  const owned = <Own extends object>(ownOf: (rows: DisputeRows) => readonly Own[]) =>
    round.flatMap((rows) => {
      const disputeId = ids.get(rows.dispute.number) ?? 0
      return ownOf(rows).map((own) => ({ ...own, disputeId }))
    })
  for (const chunk of chunksOf(
    owned(({ events }) => events),
    11,
  )) {
    await db.insertInto('disputeEvents').values(chunk).execute()
  }
  for (const chunk of chunksOf(
    owned(({ parties }) => parties),
    5,
  ))
    await insertParties(db, chunk)
  for (const chunk of chunksOf(
    owned(({ seats }) => seats),
    5,
  )) {
    await db.insertInto('panelSeats').values(chunk).execute()
  }
  for (const chunk of chunksOf(
    owned(({ methods }) => methods),
    4,
  )) {
    await db.insertInto('disputeMethods').values(chunk).execute()
  }
  for (const chunk of chunksOf(
    owned(({ visits }) => visits),
    8,
  ))
    await insertVisits(db, chunk)
  await linkOrigins(
    desk,
    owned(({ origin }) => (origin ? [origin] : [])),
  )
}
