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
