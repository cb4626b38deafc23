import type { NewRow } from '#db/schema.ts'
import { type Calendar, nextWorkingDay } from '~/domain/calendar.ts'
import type { Day } from '~/domain/day.ts'
import type { Due, Limit } from '~/domain/deadlines.ts'
import {
  bookChange,
  type Difficulty,
  type Stage,
  type Status,
  stageOf,
} from '~/domain/mediation.ts'
import { dueAfterMove } from '~/domain/stage-due.ts'
import type { CountedIn } from '~/services/locating.server.ts'
import type { Sealer } from '~/services/sealing.server.ts'
import type { FoundOrigin, Origin } from './load-origins.ts'
import type { SeedDispute } from './prefecture/disputes.ts'

/** Who has to do with a dispute, by id. */
export interface Handlers {
  reporterId: number
  /** Until it is assigned. */
  firstOwnerId: number
  ownerId: number
  /** Who makes the visits, in turn. */
  visitorIds: readonly number[]
  officerId: number
  householdHead: string
  legalAdviser: string | null
}

/** What the rows of every dispute are made with. */
export interface DisputeRules {
  limitOf(stage: Stage, difficulty: Difficulty): Limit | undefined
  calendar: Calendar
  sealer: Sealer
}

export interface DisputeRows {
  dispute: NewRow<'disputes'>
  origin: Origin | null
  events: Omit<NewRow<'disputeEvents'>, 'disputeId'>[]
  parties: Omit<NewRow<'parties'>, 'disputeId'>[]
  seats: Omit<NewRow<'panelSeats'>, 'disputeId'>[]
  methods: Omit<NewRow<'disputeMethods'>, 'disputeId'>[]
  visits: Omit<NewRow<'visits'>, 'disputeId'>[]
}

/**
 * A dispute as its moves would have left it, with due days by the site's limits and calendar. One
 * that grew from an incident has the place of the incident.
 */
export function disputeRows(
  seed: SeedDispute,
  known: { counted: CountedIn; found: FoundOrigin | undefined; handlers: Handlers },
  rules: DisputeRules,
): DisputeRows {
  const { number, title, typeCode, mojCode, scaleCode, difficulty, sourceCode, summary } = seed
  const { moves, methods, visits, parties, peopleCount, openedOn } = seed
  const { counted, found, handlers } = known
  const { events, due, settledOn, closedOn } = eventsOf(seed, handlers, rules)
  const { lonE7, latE7, addressText, policeCode } = found ?? { ...seed, ...counted }
  return {
    dispute: {
      number,
      title,
      typeCode,
      mojCode,
      scaleCode,
      difficulty,
      sourceCode,
      summary,
      peopleCount,
      lonE7,
      latE7,
      addressText,
      policeCode,
      governanceCode: counted.governanceCode,
      areaCode: counted.areaCode,
      openedOn,
      status: seed.status,
      stage: stageOf[seed.status],
      ownerId: events.at(-1)?.ownerId ?? null,
      dueOn: due?.dueOn ?? null,
      yellowOn: due?.yellowOn ?? null,
      dueProvisional: due?.provisional ? 1 : 0,
      settledOn,
      closedOn,
      reporterId: handlers.reporterId,
      safetyNote: null,
      version: moves.length,
    },
    origin: found
      ? { incidentId: found.id, workerId: handlers.reporterId, at: moves[0]?.at ?? '' }
      : null,
    events,
    parties: parties.map(({ side, kind, name }) => ({
      side,
      kind,
      nameSealed: rules.sealer.seal(name),
      phoneSealed: null,
    })),
    seats: moves.some(({ to }) => to === 'mediating') ? seatsOf(seed, handlers) : [],
    methods: methods.map((method) => ({ ...method, note: null })),
    visits: visits.map(({ dueOn, doneOn, satisfied }, index) => ({
      dueOn: nextWorkingDay(dueOn, rules.calendar).dueOn,
      workerId: handlers.visitorIds[index % handlers.visitorIds.length] ?? null,
      status: doneOn === null ? 'planned' : 'done',
      doneOn,
      outcome: doneOn === null ? null : satisfied ? visitOutcomes.good : visitOutcomes.poor,
      satisfied: satisfied === null ? null : satisfied ? 1 : 0,
      reason: null,
    })),
  }
}

const visitOutcomes = {
  good: '协议已履行，双方未再发生矛盾。',
  poor: '协议履行有拖延，已当面督促。',
}

function eventsOf({ moves, difficulty }: SeedDispute, handlers: Handlers, rules: DisputeRules) {
  const limitOf = (stage: Stage) => rules.limitOf(stage, difficulty)
  const events: DisputeRows['events'] = []
  let from: Status | null = null
  let due: Due | null = null
  let ownerId = handlers.firstOwnerId
  let settledOn: Day | null = null
  let closedOn: Day | null = null
  for (const { to, on, at } of moves) {
    due = dueAfterMove({ from, to, on }, due, limitOf, rules.calendar)
    if (to === 'assigned') ownerId = handlers.ownerId
    if (bookChange(from, to) === 'settled') settledOn = on
    if (to === 'closed') closedOn = on
    events.push({
      at,
      movedOn: on,
      workerId: from === null ? handlers.reporterId : ownerId,
      fromStatus: from,
      toStatus: to,
      fromStage: from === null ? null : stageOf[from],
      toStage: stageOf[to],
      opinion: opinions[to] ?? null,
      ownerId,
      dueOn: due?.dueOn ?? null,
    })
    from = to
  }
  return { events, due, settledOn, closedOn }
}

/** What a handler writes with a move, such as the rules ask of every end without an agreement. */
const opinions: Partial<Record<Status, string>> = {
  accepted: '符合受理条件，予以受理。',
  notAccepted: '不属于人民调解受理范围，已告知其他途径。',
  transferred: '不属本级办理，已移送有权单位。',
  assigned: '交由调解员办理。',
  investigating: '已分别联系双方了解情况。',
  mediating: '双方同意调解，约定到调解室面谈。',
  agreed: '双方自愿达成协议。',
  failed: '双方分歧较大，调解不成，已告知仲裁、诉讼途径。',
  withdrawn: '双方自行和解，申请人撤回。',
  performing: '按协议约定履行。',
  followUp: '协议已履行，转入回访。',
  closed: '回访完成，双方满意，予以结案。',
}

const seatsOf = ({ difficulty }: SeedDispute, handlers: Handlers): DisputeRows['seats'] => {
  const { officerId, ownerId, householdHead, legalAdviser } = handlers
  const empty = { workerId: null, name: null, waivedReason: null }
  return [
    { ...empty, seat: 'communityOfficer', workerId: officerId },
    { ...empty, seat: 'judicialMediator', workerId: ownerId },
    { ...empty, seat: 'householdHead', name: householdHead },
    legalAdviser === null && difficulty === 'simple'
      ? { ...empty, seat: 'legalAdviser', waivedReason: '案情简单，双方同意不请法律顾问。' }
      : { ...empty, seat: 'legalAdviser', name: legalAdviser ?? '法律服务所' },
  ]
}
