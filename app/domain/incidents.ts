/**
 * What an incident (警情/事件) counts as. `invalid` is 无效警情; `withdrawn` was logged by mistake;
 * `merged` is a duplicate whose facts live on in another incident. Only `valid` ones are counted.
 */
export const validities = ['valid', 'invalid', 'withdrawn', 'merged'] as const
export type Validity = (typeof validities)[number]

/**
 * How the grid was found. `exact` from the point; `confirmed` chosen by the reporter among the
 * grids near a border; `manual` chosen without a point or against it; `outside` in no grid.
 */
export const locatedHows = ['exact', 'confirmed', 'manual', 'outside'] as const
export type LocatedHow = (typeof locatedHows)[number]

/** Within this distance of a border the form asks which grid, and `locate` lists candidates. */
export const borderDistanceMetres = 20

/** 坐标系: what a report or a file must state; silence is an error, GCJ-02 is off by half a kilometre. */
export const coordinateSystems = ['wgs84', 'cgcs2000', 'gcj02', 'bd09'] as const
export type CoordinateSystem = (typeof coordinateSystems)[number]

/** What can happen to a logged incident; each is a row of its trace. */
export const incidentActs = [
  'logged',
  'imported',
  'corrected',
  'withdrawn',
  'markedInvalid',
  'markedValid',
  'merged',
  'madeDispute',
  'relocated',
] as const
export type IncidentAct = (typeof incidentActs)[number]

/**
 * What each act makes of an incident, by what it counted as before; an act that is not named cannot
 * be done. Withdrawing, marking 无效 and merging are taken back by the same act: valid again.
 */
export const validityAfter: Record<Validity, Partial<Record<IncidentAct, Validity>>> = {
  valid: {
    corrected: 'valid',
    withdrawn: 'withdrawn',
    markedInvalid: 'invalid',
    merged: 'merged',
    madeDispute: 'valid',
    relocated: 'valid',
  },
  invalid: { corrected: 'invalid', markedValid: 'valid', relocated: 'invalid' },
  withdrawn: { markedValid: 'valid', relocated: 'withdrawn' },
  merged: { markedValid: 'valid', relocated: 'merged' },
}

/** Whether the act can be done now; an incident becomes a dispute once. */
export const isLegalAct = (
  incident: { validity: Validity; disputeId: number | null },
  act: IncidentAct,
): boolean =>
  validityAfter[incident.validity][act] !== undefined &&
  (act !== 'madeDispute' || incident.disputeId === null)

/** What a corrected category makes of an incident: 无效警情 never counts, any other does again. */
export const validityAfterCorrection = (
  before: Validity,
  category: { was: boolean; is: boolean },
): Validity => (category.was === category.is ? before : category.is ? 'valid' : 'invalid')

/** The eight kinds a grid worker meets most, as tiles in this order; the others stand below. */
export const quickCategoryCodes = ['03', '06', '07', '02', '01', '04', '05', '08'] as const

/** Where a report came from (来源渠道). */
export const sourceChannels = [
  'gridWorker',
  'call110',
  'hotline12345',
  'visit',
  'petition',
  'import',
  'other',
] as const
export type SourceChannel = (typeof sourceChannels)[number]

/** 涉及规模, GB/T 31000-2015 事件规模. */
export const scaleCodes = ['01', '02', '03'] as const
export type ScaleCode = (typeof scaleCodes)[number]

export type RedLine = 'never' | 'always' | 'fromScale02'

export interface IncidentCategory {
  code: string
  label: string
  parentCode: string | null
  weight: number
  fatalWeight: number | null
  redLine: RedLine
  /** 无效警情 is logged, and never counted. */
  valid: boolean
}
