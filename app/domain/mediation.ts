import { type Calendar, nextWorkingDay } from './calendar.ts'
import { addDays, type Day } from './day.ts'

/** 四个阶段: 源头受理 → 台账管理 → 研判梳理 → 隐患清理. */
export const stages = ['intake', 'ledger', 'assessment', 'clearance'] as const
export type Stage = (typeof stages)[number]

export const statuses = [
  'registered',
  'notAccepted',
  'transferred',
  'accepted',
  'assigned',
  'investigating',
  'mediating',
  'agreed',
  'failed',
  'terminated',
  'withdrawn',
  'confirming',
  'performing',
  'defaulted',
  'followUp',
  'closed',
  'archived',
] as const
export type Status = (typeof statuses)[number]

/** 案件难度级别: 1 简单 2 一般 3 重大 4 疑难. */
export const difficulties = ['simple', 'ordinary', 'major', 'difficult'] as const
export type Difficulty = (typeof difficulties)[number]

/** 四位一体: 社区民警, 司法调解员, 治安户长, 法律顾问. Seats are not roles. */
export const panelSeats = [
  'communityOfficer',
  'judicialMediator',
  'householdHead',
  'legalAdviser',
] as const
export type PanelSeat = (typeof panelSeats)[number]

/** 警示式, 一站式, 定单式, 跟踪式. */
export const methods = ['cautionary', 'oneStop', 'tailored', 'tracked'] as const
export type Method = (typeof methods)[number]

export const visitStatuses = ['planned', 'done', 'notExecutable', 'cancelled'] as const
export type VisitStatus = (typeof visitStatuses)[number]

export const partySides = ['applicant', 'respondent'] as const
export type PartySide = (typeof partySides)[number]

export const partyKinds = ['person', 'organisation'] as const
export type PartyKind = (typeof partyKinds)[number]

export const stageOf: Record<Status, Stage> = {
  registered: 'intake',
  notAccepted: 'intake',
  transferred: 'intake',
  accepted: 'ledger',
  assigned: 'ledger',
  investigating: 'assessment',
  mediating: 'clearance',
  agreed: 'clearance',
  failed: 'clearance',
  terminated: 'clearance',
  withdrawn: 'clearance',
  confirming: 'clearance',
  performing: 'clearance',
  defaulted: 'clearance',
  followUp: 'clearance',
  closed: 'clearance',
  archived: 'clearance',
}

/**
 * The legal moves. Until mediation begins a dispute may be transferred; until an agreement stands
 * the applicant may withdraw (人民调解法 art. 23) and a party's refusal ends it (art. 17, 26). An
 * agreement that the court does not confirm may be mediated again (art. 33).
 */
export const nextStatuses: Record<Status, readonly Status[]> = {
  registered: ['accepted', 'notAccepted', 'transferred', 'withdrawn'],
  notAccepted: [],
  transferred: [],
  accepted: ['assigned', 'transferred', 'terminated', 'withdrawn'],
  assigned: ['investigating', 'transferred', 'terminated', 'withdrawn'],
  investigating: ['mediating', 'transferred', 'terminated', 'withdrawn'],
  mediating: ['agreed', 'failed', 'terminated', 'withdrawn'],
  agreed: ['confirming', 'performing', 'followUp'],
  failed: ['archived'],
  terminated: ['archived'],
  withdrawn: ['archived'],
  confirming: ['performing', 'mediating'],
  performing: ['followUp', 'defaulted'],
  defaulted: ['performing', 'followUp'],
  followUp: ['closed', 'mediating'],
  closed: ['archived', 'mediating'],
  archived: [],
}

export const mayMove = (from: Status, to: Status): boolean => nextStatuses[from].includes(to)

/** Back to the table after an agreement: not confirmed, or 重开. */
export const isReopening = (from: Status, to: Status): boolean =>
  to === 'mediating' && from !== 'investigating'

/**
 * On the books (在办). A case leaves them when nothing more is to be done about it: not accepted,
 * transferred, failed, terminated, withdrawn or closed. An agreement that is still confirmed,
 * performed or followed up stays on them until it is closed.
 */
export const isOpen = (status: Status): boolean => !settledStatuses.has(status)

export const isSettled = (status: Status): boolean => settledStatuses.has(status)

const settledStatuses: ReadonlySet<Status> = new Set([
  'notAccepted',
  'transferred',
  'failed',
  'terminated',
  'withdrawn',
  'closed',
  'archived',
])

/**
 * What a move does to the month's books: 新增 when a case comes onto them (registered, `from` null,
 * or reopened after it was closed), 办结 when it leaves them, null when neither. A case reopened
 * from follow-up never left, so it is not counted twice.
 */
export function bookChange(from: Status | null, to: Status): 'opened' | 'settled' | null {
  const wasOpen = from !== null && isOpen(from)
  if (wasOpen === isOpen(to)) return null
  return wasOpen ? 'settled' : 'opened'
}

export interface Seat {
  seat: PanelSeat
  workerId: number | null
  name: string | null
  waivedReason: string | null
}

/** The seats that are neither filled nor waived with a reason; mediation waits for them. */
export const openSeats = (panel: readonly Seat[]): PanelSeat[] =>
  panelSeats.filter(
    (seat) =>
      !panel.some(
        (row) => row.seat === seat && Boolean(row.workerId ?? (row.name || row.waivedReason)),
      ),
  )

export type MoveProblem =
  | 'illegalMove'
  | 'opinionMissing'
  | 'ownerMissing'
  | 'panelIncomplete'
  | 'visitsOpen'

export interface MoveFacts {
  status: Status
  opinion: string | null
  /** Who will have it after the move. */
  ownerId: number | null
  panel: readonly Seat[]
  plannedVisits: number
}

/** Why a dispute may not move there; null when it may. The first thing to see to comes first. */
export function moveProblem(dispute: MoveFacts, to: Status): MoveProblem | null {
  if (!mayMove(dispute.status, to)) return 'illegalMove'
  if (needsOpinion(dispute.status, to) && !dispute.opinion?.trim()) return 'opinionMissing'
  if (to === 'assigned' && dispute.ownerId === null) return 'ownerMissing'
  if (to === 'mediating' && openSeats(dispute.panel).length > 0) return 'panelIncomplete'
  if (to === 'closed' && dispute.plannedVisits > 0) return 'visitsOpen'
  return null
}

/** Whether a move has to say why: every end without an agreement, a default, and a reopening. */
export const needsOpinion = (from: Status, to: Status): boolean =>
  endsToExplain.has(to) || isReopening(from, to)

const endsToExplain: ReadonlySet<Status> = new Set([
  'notAccepted',
  'transferred',
  'failed',
  'terminated',
  'withdrawn',
  'defaulted',
])

/** 回访 in days after the agreement; the law says only 适时, so these are a site's usual plan. */
const visitsAfter: Record<Difficulty, readonly number[]> = {
  simple: [7, 30],
  ordinary: [7, 30],
  major: [7, 30, 90],
  difficult: [7, 30, 90],
}

/** The days of the planned visits; one that falls on a holiday moves to the next working day. */
export const planVisits = (difficulty: Difficulty, from: Day, calendar: Calendar): Day[] =>
  visitsAfter[difficulty].map((days) => nextWorkingDay(addDays(from, days), calendar).dueOn)
