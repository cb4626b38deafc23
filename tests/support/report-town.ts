import type { Database } from '#db/connect.ts'
import { insertDelivery } from '#db/deliveries.ts'
import { insertDisputeEvent } from '#db/dispute-events.ts'
import { insertDispute } from '#db/disputes.ts'
import { saveSetting } from '#db/settings.ts'
import type { Day } from '~/domain/day.ts'
import { type Status, stageOf } from '~/domain/mediation.ts'
import { layDisputeTown } from './dispute-town.ts'
import { aRuleset } from './town.ts'

/** The town with a ruleset in force on both layers, and a source that reported from August on. */
export async function layReportTown(db: Database): Promise<void> {
  await layDisputeTown(db)
  await aRuleset(db)
  for (const layer of ['police', 'governance'] as const) {
    await saveSetting(db, `ruleset.${layer}`, 'test')
  }
  await insertDelivery(db, {
    source: '110',
    areaCode: null,
    fromOn: '2026-08-01',
    toOn: '2026-12-31',
    batchId: null,
  })
}

let numbers = 0

/** A dispute with the moves of its history, as the services leave them; answers its id. */
export async function aDisputeMoved(
  db: Database,
  areaCode: string | null,
  moves: readonly (readonly [Day, Status])[],
  typeCode = '0201',
): Promise<number> {
  const [openedOn = '2026-01-01'] = moves[0] ?? []
  const [, status = 'registered'] = moves.at(-1) ?? []
  const id = await insertDispute(db, {
    number: `D${String(++numbers).padStart(6, '0')}`,
    title: '…',
    typeCode,
    mojCode: null,
    scaleCode: '01',
    difficulty: 'ordinary',
    sourceCode: '1',
    summary: '…',
    addressText: null,
    peopleCount: 2,
    lonE7: null,
    latE7: null,
    governanceCode: null,
    policeCode: null,
    areaCode,
    status,
    stage: stageOf[status],
    ownerId: null,
    openedOn,
    dueOn: null,
    yellowOn: null,
    dueProvisional: 0,
    settledOn: null,
    closedOn: null,
    reporterId: null,
    safetyNote: null,
    version: 1,
  })
  for (const [index, [movedOn, to]] of moves.entries()) {
    const from = moves[index - 1]?.[1] ?? null
    await insertDisputeEvent(db, {
      disputeId: id,
      at: `${movedOn}T01:00:00.000Z`,
      movedOn,
      workerId: null,
      fromStatus: from,
      toStatus: to,
      fromStage: from && stageOf[from],
      toStage: stageOf[to],
      opinion: null,
      ownerId: null,
      dueOn: null,
    })
  }
  return id
}
