import type { Generated, Insertable, Selectable, Updateable } from 'kysely'
import type { AreaLevel, AreaPath, Layer } from '../app/domain/areas.ts'
import type { Day, Instant, Month } from '../app/domain/day.ts'
import type { LimitUnit } from '../app/domain/deadlines.ts'
import type { Colour } from '../app/domain/grading.ts'
import type { BatchKind, BatchStatus } from '../app/domain/import-batches.ts'
import type {
  IncidentAct,
  LocatedHow,
  RedLine,
  ScaleCode,
  SourceChannel,
  Validity,
} from '../app/domain/incidents.ts'
import type {
  Difficulty,
  Method,
  PanelSeat,
  Stage,
  Status,
  VisitStatus,
} from '../app/domain/mediation.ts'
import type { Role } from '../app/domain/permissions.ts'

/** 0 or 1: the only form of a truth value that both databases bind and compare alike. */
export type Flag = 0 | 1
/** A JSON document as text, written by JSON.stringify. */
export type JsonText = string

export interface AreasTable {
  code: string
  name: string
  level: AreaLevel
  parentCode: string | null
  path: AreaPath
  batchId: number | null
}

/** One grid between two boundary changes: in force on days validFrom ≤ day < validTo. */
export interface GridVersionsTable {
  id: Generated<number>
  layer: Layer
  code: string
  name: string
  kind: string | null
  areaCode: string | null
  /** The file stated the area (1), or it is the one that holds the largest share (0). */
  areaStated: Flag
  /** GeoJSON MultiPolygon, CGCS2000. */
  geometry: JsonText
  areaM2: number
  labelLon: number
  labelLat: number
  households: number | null
  population: number | null
  validFrom: Day
  validTo: Day | null
  batchId: number | null
}

/** A compiled layer, kept with its boundaries: `identity` names the very versions it was made from. */
export interface GridMapsTable {
  identity: string
  body: Uint8Array
}

/** Outlines for the browser's map as they are sent, compressed once. */
export interface OutlinePacksTable {
  identity: string
  /** gzip. */
  body: Uint8Array
}

/** Valid incidents of a layer on a day, by the grid they are stored under: `{ code: count }`. */
export interface DayCountsTable {
  layer: Layer
  dayOn: Day
  /** Renewed with every write, so that copies in memory know that they are old. */
  mark: string
  /** `''` is outside every grid. */
  counts: JsonText
}

/** What single incidents have added to or taken from a day's counts since these were written. */
export interface DayCountChangesTable {
  id: Generated<number>
  layer: Layer
  dayOn: Day
  code: string | null
  change: number
}

export interface IncidentCategoriesTable {
  code: string
  label: string
  parentCode: string | null
  weight: number
  fatalWeight: number | null
  redLine: RedLine
  valid: Flag
  /** Feeds 零案件村: 刑事 and 治安 cases. */
  countsAsCase: Flag
  sortOrder: number
}

export interface IncidentsTable {
  id: Generated<number>
  number: string
  categoryCode: string
  scaleCode: ScaleCode
  deaths: number
  occurredOn: Day
  occurredAt: Instant | null
  reportedAt: Instant
  /** CGCS2000 degrees × 10⁷; null when only a grid is known. */
  lonE7: number | null
  latE7: number | null
  sourceCrs: string | null
  addressText: string | null
  summary: string | null
  policeCode: string | null
  governanceCode: string | null
  /** The village (or the finest area) of its governance grid, else of its police grid. */
  areaCode: string | null
  locatedHow: LocatedHow
  validity: Validity
  sourceChannel: SourceChannel
  mergedIntoId: number | null
  disputeId: number | null
  reporterId: number | null
  batchId: number | null
  version: number
}

/** The trace: who changed what in an incident, when and why. */
export interface IncidentEventsTable {
  id: Generated<number>
  incidentId: number
  act: IncidentAct
  at: Instant
  workerId: number | null
  reason: string | null
  /** `{ field: [before, after] }`. */
  changes: JsonText
}

/** A stretch of days over which a source delivered for an area and below (null: everywhere). */
export interface DeliveriesTable {
  id: Generated<number>
  source: string
  areaCode: string | null
  fromOn: Day
  toOn: Day
  batchId: number | null
}

export interface DisputeTypesTable {
  code: string
  label: string
  parentCode: string | null
  mojCode: string | null
  reportRow: number | null
  sortOrder: number
}

export interface DisputesTable {
  id: Generated<number>
  number: string
  title: string
  typeCode: string
  mojCode: string | null
  scaleCode: ScaleCode
  difficulty: Difficulty
  sourceCode: string
  summary: string
  addressText: string | null
  peopleCount: number
  lonE7: number | null
  latE7: number | null
  governanceCode: string | null
  policeCode: string | null
  areaCode: string | null
  status: Status
  stage: Stage
  ownerId: number | null
  openedOn: Day
  /** Due day of the present stage; its light is derived. */
  dueOn: Day | null
  yellowOn: Day | null
  dueProvisional: Flag
  /** 办结: the day it left the books by agreement, failure, withdrawal or transfer. */
  settledOn: Day | null
  closedOn: Day | null
  reporterId: number | null
  /** A handler's own note on the safety of those involved; never computed or counted. */
  safetyNote: string | null
  version: number
}

export interface DisputeEventsTable {
  id: Generated<number>
  disputeId: number
  at: Instant
  movedOn: Day
  workerId: number | null
  fromStatus: Status | null
  toStatus: Status
  fromStage: Stage | null
  toStage: Stage
  opinion: string | null
  ownerId: number | null
  dueOn: Day | null
}

/** Names and phones are sealed (AES-256-GCM); they exist inside a dispute alone. */
export interface PartiesTable {
  id: Generated<number>
  disputeId: number
  side: 'applicant' | 'respondent'
  kind: 'person' | 'organisation'
  nameSealed: string
  phoneSealed: string | null
}

export interface PanelSeatsTable {
  id: Generated<number>
  disputeId: number
  seat: PanelSeat
  /** The worker in the seat, or a name from outside the system. */
  workerId: number | null
  name: string | null
  waivedReason: string | null
}

export interface DisputeMethodsTable {
  disputeId: number
  method: Method
  note: string | null
  usedOn: Day
}

export interface VisitsTable {
  id: Generated<number>
  disputeId: number
  dueOn: Day
  workerId: number | null
  status: VisitStatus
  doneOn: Day | null
  outcome: string | null
  satisfied: Flag | null
  reason: string | null
}

export interface LimitsTable {
  stage: Stage
  difficulty: Difficulty
  yellowAfter: number
  redAfter: number
  unit: LimitUnit
  source: string
}

export interface RulesetsTable {
  id: Generated<number>
  name: string
  layer: Layer | 'both'
  body: JsonText
  reason: string
  createdAt: Instant
}

/** A graded month of a layer; dirty (1) once something under it has changed. */
export interface GradingsTable {
  id: Generated<number>
  layer: Layer
  month: Month
  rulesetId: number
  asOf: Day
  gradedAt: Instant
  dirty: Flag
}

export interface GradesTable {
  gradingId: number
  code: string
  colour: Colour
  score: number
  incidents: number
  quietPeriods: number
  rank: number | null
}

export interface WorkersTable {
  id: Generated<number>
  account: string
  name: string
  unit: string | null
  passwordHash: string
  mustChangePassword: Flag
  disabledAt: Instant | null
  createdAt: Instant
  /** Demo accounts exist on a demo database alone. */
  demo: Generated<Flag>
}

export interface WorkerRolesTable {
  id: Generated<number>
  workerId: number
  role: Role
  /** null: the whole site. */
  areaCode: string | null
  validFrom: Day
  validTo: Day | null
}

/** Who is on duty in a grid (网格员, 社区民警). */
export interface DutiesTable {
  id: Generated<number>
  workerId: number
  layer: Layer
  gridCode: string
  validFrom: Day
  validTo: Day | null
}

export interface SessionsTable {
  /** SHA-256 of the cookie's token. */
  id: string
  workerId: number
  createdAt: Instant
  seenAt: Instant
  expiresAt: Instant
}

/** Append-only and hash-chained: `hash` covers the entry and the hash before it. */
export interface AuditEntriesTable {
  id: Generated<number>
  at: Instant
  workerId: number | null
  act: string
  subject: string
  subjectId: string | null
  detail: JsonText
  previousHash: string
  hash: string
}

export interface CalendarYearsTable {
  year: number
  sourceTitle: string
  sourceUrl: string
}

export interface CalendarDaysTable {
  day: Day
  kind: 'holiday' | 'workday'
  name: string
  year: number
}

export interface ImportBatchesTable {
  id: Generated<number>
  kind: BatchKind
  layer: Layer | null
  fileName: string
  crs: string | null
  /** Field names and options as stated. */
  options: JsonText
  status: BatchStatus
  /** The decoded file, kept from preview to confirmation. */
  content: string | null
  /** Counts and problems as shown in the preview and after. */
  outcome: JsonText
  /** What an undo has to put back. */
  undo: JsonText | null
  /** SHA-256 of the file: the same one sent again goes on where it was broken off. */
  digest: string | null
  /** What is wrong with a layer of grids, place by place, and which mends were chosen. */
  examination: JsonText | null
  workerId: number | null
  createdAt: Instant
  importedAt: Instant | null
  undoneAt: Instant | null
}

/** Records of a file read and located, waiting to be stored in one transaction. */
export interface ImportPartsTable {
  batchId: number
  part: number
  body: Uint8Array
}

/** One form sent twice makes one record: the first answer is kept under the form's key. */
export interface SubmissionsTable {
  workerId: number
  key: string
  subject: string
  subjectId: number
  at: Instant
}

/** What someone had typed when their sign-in ran out, given back with the form once they return. */
export interface DraftsTable {
  workerId: number
  path: string
  fields: JsonText
  at: Instant
}

/** Running numbers (事件编号, 案号) per prefix, allotted inside the writing transaction. */
export interface NumbersTable {
  prefix: string
  last: number
}

/** The site's own words and switches: statistic month, ruleset in force per layer, demo mark. */
export interface SettingsTable {
  name: string
  value: string
}

export interface Schema {
  areas: AreasTable
  gridVersions: GridVersionsTable
  gridMaps: GridMapsTable
  outlinePacks: OutlinePacksTable
  dayCounts: DayCountsTable
  dayCountChanges: DayCountChangesTable
  incidentCategories: IncidentCategoriesTable
  incidents: IncidentsTable
  incidentEvents: IncidentEventsTable
  deliveries: DeliveriesTable
  disputeTypes: DisputeTypesTable
  disputes: DisputesTable
  disputeEvents: DisputeEventsTable
  parties: PartiesTable
  panelSeats: PanelSeatsTable
  disputeMethods: DisputeMethodsTable
  visits: VisitsTable
  limits: LimitsTable
  rulesets: RulesetsTable
  gradings: GradingsTable
  grades: GradesTable
  workers: WorkersTable
  workerRoles: WorkerRolesTable
  duties: DutiesTable
  sessions: SessionsTable
  auditEntries: AuditEntriesTable
  calendarYears: CalendarYearsTable
  calendarDays: CalendarDaysTable
  importBatches: ImportBatchesTable
  importParts: ImportPartsTable
  submissions: SubmissionsTable
  drafts: DraftsTable
  numbers: NumbersTable
  settings: SettingsTable
}

export type Row<Table extends keyof Schema> = Selectable<Schema[Table]>
export type NewRow<Table extends keyof Schema> = Insertable<Schema[Table]>
export type RowChange<Table extends keyof Schema> = Updateable<Schema[Table]>
