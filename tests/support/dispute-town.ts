import { replaceCalendarYear } from '#db/calendars.ts'
import type { Database } from '#db/connect.ts'
import { findDispute } from '#db/disputes.ts'
import { insertMissingDisputeTypes, insertMissingLimits } from '#db/reference.ts'
import { insertWorker, insertWorkerRole, listScopes } from '#db/workers.ts'
import { reference } from '#seeds/reference.ts'
import type { Status } from '~/domain/mediation.ts'
import type { Role, Worker } from '~/domain/permissions.ts'
import type { RequestContext } from '~/server/context.server.ts'
import type { Desk } from '~/services/desk.server.ts'
import { seatPanel } from '~/services/dispute-file.server.ts'
import { advanceDispute } from '~/services/dispute-moves.server.ts'
import { type NewDispute, openDispute } from '~/services/disputes.server.ts'
import { sealerOf } from '~/services/sealing.server.ts'
import { eastVillage, layGrids, layTown } from './town.ts'

export const township = '321302001'
export const elsewhere = '321399'
/** A Monday; the next holiday is New Year's Day. */
export const monday = '2026-11-02'

/** The town with a grid per village on both layers, dispute types, limits and calendars. */
export async function layDisputeTown(db: Database): Promise<void> {
  await layTown(db)
  await layGrids(db, 'police', ['P1', 'P2'])
  await layGrids(db, 'governance', ['G1', 'G2'])
  await db
    .insertInto('areas')
    .values({
      code: elsewhere,
      name: '别处',
      level: 'county',
      parentCode: '321300',
      path: `/321300/${elsewhere}/`,
      batchId: null,
    })
    .execute()
  await insertMissingDisputeTypes(db, reference.disputeTypes)
  await insertMissingLimits(db, reference.limits)
  for (const year of reference.calendars) await replaceCalendarYear(db, year)
}

let workers = 0

/** A colleague with one role over the township, unless another area is named. */
export async function aWorker(
  db: Database,
  role: Role,
  areaCode: string | null = township,
): Promise<Worker> {
  const account = `${role}-${++workers}`
  const id = await insertWorker(db, {
    account,
    name: `${account}某`,
    unit: null,
    passwordHash: '',
    mustChangePassword: 0,
    createdAt: '2026-01-01T00:00:00.000Z',
    demo: 0,
  })
  await insertWorkerRole(db, { workerId: id, role, areaCode, validFrom: '2026-01-01' })
  const scopes = await listScopes(db, id, monday)
  return { id, account, name: `${account}某`, unit: null, mustChangePassword: false, scopes }
}

export const deskOf = (db: Database, worker: Worker, today = monday): Desk => ({
  db,
  sealer: sealerOf(Buffer.alloc(32, 7)),
  worker,
  today,
  now: `${today}T02:00:00.000Z`,
})

/** An ordinary quarrel between neighbours in the east village. */
export const aDispute = (fields: Partial<NewDispute> = {}): NewDispute => ({
  title: '东村排水纠纷',
  typeCode: '0201',
  summary: '两家因屋后排水沟走向争执。',
  difficulty: 'ordinary',
  scaleCode: '01',
  sourceCode: '1',
  peopleCount: 2,
  addressText: '三组东头',
  parties: [
    { side: 'applicant', kind: 'person', name: '欧阳明月', phone: '13812345678' },
    { side: 'respondent', kind: 'person', name: '司马青山', phone: null },
  ],
  lonE7: null,
  latE7: null,
  governanceCode: 'G1',
  policeCode: 'P1',
  areaCode: eastVillage,
  ...fields,
})

export async function opened(desk: Desk, fields: Partial<NewDispute> = {}): Promise<number> {
  const outcome = await openDispute(desk, aDispute(fields))
  if (!outcome.ok) throw new Error(outcome.reason)
  return outcome.disputeId
}

/** Moves a dispute through the statuses one by one, as it stands then; throws when one is refused. */
export async function walk(desk: Desk, disputeId: number, ...way: Status[]): Promise<void> {
  for (const to of way) {
    const outcome = await move(desk, disputeId, to)
    if (!outcome.ok) throw new Error(`${to}: ${outcome.reason}`)
  }
}

export async function move(desk: Desk, disputeId: number, to: Status, fields = {}) {
  const version = (await findDispute(desk.db, disputeId))?.version ?? 0
  const input = { to, opinion: '双方同意', ownerId: null, version, ...fields }
  return await advanceDispute(desk, disputeId, input)
}

const waived = { workerId: null, name: null, waivedReason: '本村未设' }

/** From its registration to mediation, the panel seated on the way. */
export async function bringToMediation(desk: Desk, disputeId: number): Promise<void> {
  await seatPanel(desk, disputeId, {
    communityOfficer: { workerId: desk.worker.id, name: null, waivedReason: null },
    judicialMediator: { workerId: null, name: '吴某', waivedReason: null },
    householdHead: waived,
    legalAdviser: waived,
  })
  await walk(desk, disputeId, 'accepted', 'assigned', 'investigating', 'mediating')
}

/** A request as the server hands it to a loader or an action, with a signed-in worker. */
export function requestOf(
  desk: Desk,
  path: string,
  options: { params?: Record<string, string>; form?: Record<string, string> } = {},
) {
  const context: RequestContext = {
    ...desk,
    nonce: 'nonce',
    sessionId: 'session',
    address: '127.0.0.1',
    tiandituKey: null,
    secureCookies: false,
  }
  const { form, params = {} } = options
  const request = new Request(
    `http://localhost${path}`,
    form && { method: 'POST', body: new URLSearchParams(form) },
  )
  return { request, params, context }
}
