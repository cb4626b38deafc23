import { findOnDuty } from '#db/dispute-owners.ts'
import { insertDispute, linkIncident } from '#db/disputes.ts'
import { markGradingsDirty } from '#db/gradings.ts'
import { allotNumber } from '#db/numbers.ts'
import { insertParties } from '#db/parties.ts'
import { findDisputeType } from '#db/reference.ts'
import { yearOf } from '../domain/day.ts'
import type { DisputeInput } from '../domain/dispute-form.ts'
import { stageOf } from '../domain/mediation.ts'
import { audit } from './audit.server.ts'
import { type Desk, inTransaction } from './desk.server.ts'
import { dueColumns, dueOf, handlingRoles, recordEvent } from './dispute-stage.server.ts'
import { submitOnce } from './submissions.server.ts'

/** A dispute as it comes in, with its place found; parties may still be unknown. */
export interface NewDispute
  extends Pick<
    DisputeInput,
    | 'typeCode'
    | 'summary'
    | 'difficulty'
    | 'scaleCode'
    | 'sourceCode'
    | 'peopleCount'
    | 'addressText'
    | 'parties'
  > {
  title: string
  /** CGCS2000 degrees × 10⁷; null when only a grid or a village is known. */
  lonE7: number | null
  latE7: number | null
  governanceCode: string | null
  policeCode: string | null
  areaCode: string | null
  /** The incident it grew from; its `disputeId` is set here, its trace is the caller's to write. */
  incidentId?: number
  /** The form's key: sent twice, it makes one dispute. */
  key?: string
}

export type OpenedDispute =
  | { ok: true; disputeId: number; again: boolean }
  | { ok: false; reason: 'unknownType' }

/**
 * Registers a dispute (源头受理): number, first event, due day of the first stage. Whoever reports it
 * and may handle disputes owns it, else the officer on duty in its police grid, else nobody yet.
 */
export async function openDispute(desk: Desk, facts: NewDispute): Promise<OpenedDispute> {
  const type = await findDisputeType(desk.db, facts.typeCode)
  if (!type) return { ok: false, reason: 'unknownType' }
  const write = (desk: Desk) => register(desk, facts, type.mojCode)
  if (facts.key === undefined) {
    return { ok: true, disputeId: await inTransaction(desk, write), again: false }
  }
  const form = { key: facts.key, subject: 'dispute' }
  const { subjectId, again } = await submitOnce(desk, form, write)
  return { ok: true, disputeId: subjectId, again }
}

async function register(desk: Desk, facts: NewDispute, mojCode: string | null): Promise<number> {
  const { parties, incidentId } = facts
  const ownerId = await firstOwner(desk, facts.policeCode)
  const due = await dueOf(desk, { from: null, to: 'registered' }, facts.difficulty, null)
  const disputeId = await insertDispute(desk.db, {
    title: facts.title,
    typeCode: facts.typeCode,
    summary: facts.summary,
    difficulty: facts.difficulty,
    scaleCode: facts.scaleCode,
    sourceCode: facts.sourceCode,
    peopleCount: facts.peopleCount,
    addressText: facts.addressText,
    lonE7: facts.lonE7,
    latE7: facts.latE7,
    governanceCode: facts.governanceCode,
    policeCode: facts.policeCode,
    areaCode: facts.areaCode,
    number: await nextNumber(desk),
    mojCode,
    status: 'registered',
    stage: stageOf.registered,
    ownerId,
    openedOn: desk.today,
    ...dueColumns(due),
    settledOn: null,
    closedOn: null,
    reporterId: desk.worker.id,
    safetyNote: null,
    version: 1,
  })
  await insertParties(
    desk.db,
    parties.map(({ side, kind, name, phone }) => ({
      disputeId,
      side,
      kind,
      nameSealed: desk.sealer.seal(name),
      phoneSealed: phone === null ? null : desk.sealer.seal(phone),
    })),
  )
  await recordEvent(desk, { disputeId, from: null, to: 'registered', opinion: null, ownerId, due })
  if (incidentId !== undefined) await linkIncident(desk.db, incidentId, disputeId)
  await markGradingsDirty(desk.db, desk.today)
  await audit(desk, 'dispute.opened', 'dispute', disputeId, {
    typeCode: facts.typeCode,
    ...(incidentId !== undefined && { incidentId }),
  })
  return disputeId
}

/** JF2026-00001: a running number per year of registration. */
async function nextNumber(desk: Desk): Promise<string> {
  const prefix = `JF${yearOf(desk.today)}`
  return `${prefix}-${String(await allotNumber(desk.db, prefix)).padStart(5, '0')}`
}

async function firstOwner(desk: Desk, policeCode: string | null): Promise<number | null> {
  if (desk.worker.scopes.some(({ role }) => handlingRoles.includes(role))) return desk.worker.id
  if (policeCode === null) return null
  const query = { roles: handlingRoles, policeCode, on: desk.today }
  return (await findOnDuty(desk.db, query))?.id ?? null
}
