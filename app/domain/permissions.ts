import { type AreaPath, isWithin } from './areas.ts'

export const roles = [
  'gridWorker',
  'communityOfficer',
  'mediator',
  'townshipStaff',
  'townshipLeader',
  'administrator',
  'auditor',
] as const
export type Role = (typeof roles)[number]

/** How a thing stands to a worker: theirs, in an area of theirs, or elsewhere. */
export type Relation = 'own' | 'within' | 'elsewhere'

/** A role held over an area and everything below it. */
export interface Scope {
  role: Role
  areaPath: AreaPath
}

/** What a worker may be asked to have the right to do; the nouns are the routes'. */
export const rights = [
  'map.read',
  'incident.read',
  'incident.log',
  'incident.correct',
  'incident.void',
  'dispute.read',
  'dispute.open',
  'dispute.handle',
  'dispute.reveal',
  'visit.record',
  'report.read',
  'import.run',
  'worker.manage',
  'audit.read',
  'toDo.read',
  'own.account',
] as const
export type Right = (typeof rights)[number]

type Reach = 'own' | 'within' | 'site'

/**
 * The one policy table: right × role → how far it reaches. A role not named may not at all.
 * `own` is what the worker reported, handles or sits on; `within` is every thing in their areas;
 * `site` is what cannot be parted by areas: for a role over the whole site alone.
 */
export const policy: Record<Right, Partial<Record<Role, Reach>>> = {
  'map.read': everyone('within'),
  'incident.read': everyone('within'),
  'incident.log': {
    gridWorker: 'within',
    communityOfficer: 'within',
    mediator: 'within',
    townshipStaff: 'within',
  },
  'incident.correct': { gridWorker: 'own', communityOfficer: 'within', townshipStaff: 'within' },
  'incident.void': { gridWorker: 'own', communityOfficer: 'within', townshipStaff: 'within' },
  'dispute.read': {
    gridWorker: 'own',
    communityOfficer: 'within',
    mediator: 'within',
    townshipStaff: 'within',
    townshipLeader: 'within',
    auditor: 'within',
  },
  'dispute.open': {
    gridWorker: 'within',
    communityOfficer: 'within',
    mediator: 'within',
    townshipStaff: 'within',
  },
  'dispute.handle': { communityOfficer: 'own', mediator: 'own', townshipStaff: 'within' },
  'dispute.reveal': { communityOfficer: 'own', mediator: 'own', townshipStaff: 'own' },
  'visit.record': {
    gridWorker: 'own',
    communityOfficer: 'own',
    mediator: 'own',
    townshipStaff: 'within',
  },
  'report.read': {
    communityOfficer: 'within',
    mediator: 'within',
    townshipStaff: 'within',
    townshipLeader: 'within',
    administrator: 'within',
    auditor: 'within',
  },
  'import.run': { administrator: 'site' },
  'worker.manage': { administrator: 'within' },
  'audit.read': { auditor: 'site', administrator: 'site' },
  'toDo.read': everyone('own'),
  'own.account': everyone('own'),
}

export interface Holder {
  scopes: readonly Scope[]
}

/** Whoever signed in: the account, the name shown to colleagues, the unit, what they may do where. */
export interface Worker extends Holder {
  id: number
  account: string
  name: string
  unit: string | null
  mustChangePassword: boolean
}

/**
 * May this worker do it anywhere at all? Decides menus and lets a request in; never the last word.
 */
export const mayAnywhere = (worker: Holder, right: Right): boolean =>
  worker.scopes.some((scope) => reachOf(right, scope) !== null)

/**
 * May this worker do it to a thing that is their own or not, at this place? What is their own stays
 * so wherever it lies; hand it over when they leave. To make a new thing, or to grant a role, it is
 * not `own` and its place decides. A thing without a place (outside every grid and area) is within
 * reach of the root of the tree alone.
 */
export const may = (
  worker: Holder,
  right: Right,
  thing: { own: boolean; areaPath: AreaPath | null },
): boolean =>
  worker.scopes.some((scope) => {
    const reach = reachOf(right, scope)
    if (thing.own) return reach !== null
    return reach === 'within' && isWithin(thing.areaPath ?? '/', scope.areaPath)
  })

/** The subtrees in which the right reaches every thing, for scoped queries. */
export const pathsWithin = (worker: Holder, right: Right): AreaPath[] =>
  worker.scopes
    .filter((scope) => reachOf(right, scope) === 'within')
    .map(({ areaPath }) => areaPath)

/** Only what the table itself names: not what every object inherits, should a role be misspelt. */
function reachOf(right: Right, { role, areaPath }: Scope): 'own' | 'within' | null {
  const reach = Object.hasOwn(policy[right], role) ? policy[right][role] : undefined
  if (reach === 'site') return areaPath === '/' ? 'within' : null
  return reach ?? null
}

function everyone(reach: Reach): Record<Role, Reach> {
  return Object.fromEntries(roles.map((role) => [role, reach])) as Record<Role, Reach>
}
