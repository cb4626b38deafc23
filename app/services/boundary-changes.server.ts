import { countPostsByGrid } from '#db/duties.ts'
import { listPointsBefore } from '#db/incident-points.ts'
import {
  type BoundaryChanges,
  fateOf,
  type GridFigure,
  type GridPeople,
  listed,
  PassageTally,
  type PostChange,
} from '../domain/boundary-changes.ts'
import type { Day } from '../domain/day.ts'
import { changedGround } from './boundary-ground.server.ts'
import type { UnattendedDesk } from './desk.server.ts'
import type { Exchange, GridPlan } from './imports-grid-plan.server.ts'
import type { GridsRequest } from './imports-grid-rows.server.ts'

export type BoundaryChange = { layer: GridsRequest['layer']; validFrom: Day; plan: GridPlan }

/** Smaller ones are borders drawn twice. */
const smallestM2 = 1

/** What a plan changes beside incidents and disputes, which are told as they are moved. */
export async function listChanges(
  desk: UnattendedDesk,
  change: BoundaryChange,
): Promise<Omit<BoundaryChanges, 'disputes' | 'incidents'>> {
  const { layer, validFrom, plan } = change
  const { starts, gone, endedCodes, exchanges } = plan
  const before = new Set(gone.map(({ code }) => code))
  const postsOn = validFrom > desk.today ? validFrom : desk.today
  const codes = starts.map(({ code }) => code)
  return {
    codes: {
      added: listed(codes.filter((code) => !before.has(code))),
      changed: listed(codes.filter((code) => before.has(code))),
      ended: listed(endedCodes),
    },
    ground: groundOf(plan).summary(),
    people: peopleOf(plan),
    posts: listed(postChanges(plan, exchanges, await countPostsByGrid(desk.db, layer, postsOn))),
    postsOn,
  }
}

/** The incidents before the day of a plan that lie in ground it changes; none of them is moved. */
export async function tallyEarlierIncidents(
  { db }: UnattendedDesk,
  { validFrom, plan }: BoundaryChange,
): Promise<PassageTally> {
  const tally = new PassageTally()
  const ground = changedGround(plan, validFrom)
  for await (const points of listPointsBefore(db, validFrom, ground.box)) {
    for (const point of points) {
      const change = ground.at(point)
      if (change) tally.add(change.from, change.to)
    }
  }
  return tally
}

function groundOf({ starts, gone, exchanges }: GridPlan): PassageTally {
  const tally = new PassageTally()
  const left = new Map(gone.map(({ code, areaM2 }) => [code, areaM2]))
  const taken = new Map(starts.map(({ code, areaM2 }) => [code, areaM2]))
  const pass = (from: string | null, to: string | null, areaM2: number) => {
    if (from !== to && areaM2 >= smallestM2) tally.add(from, to, Math.round(areaM2))
  }
  for (const { from, to, areaM2 } of exchanges) {
    left.set(from, (left.get(from) ?? 0) - areaM2)
    taken.set(to, (taken.get(to) ?? 0) - areaM2)
    pass(from, to, areaM2)
  }
  for (const [code, areaM2] of left) pass(code, null, areaM2)
  for (const [code, areaM2] of taken) pass(null, code, areaM2)
  return tally
}

function peopleOf({ starts, gone, exchanges }: GridPlan): BoundaryChanges['people'] {
  const before = new Map(gone.map((version) => [version.code, version]))
  const givers = grouped(exchanges, ({ to }) => to)
  const figure = (code: string, stated: number | null, name: 'households' | 'population') =>
    stated === null ? sharedFigure(givers.get(code) ?? [], name) : fromFile(stated)
  const people = starts.map(({ code, households, population }) => ({
    code,
    households: figure(code, households, 'households'),
    population: figure(code, population, 'population'),
    householdsBefore: before.get(code)?.households ?? null,
    populationBefore: before.get(code)?.population ?? null,
  }))
  const sum = (figures: readonly (number | null)[]) =>
    figures.reduce((total: number, figure) => total + (figure ?? 0), 0)
  return {
    ...listed([...people].sort((a, b) => differenceOf(b) - differenceOf(a))),
    householdsBefore: sum(gone.map(({ households }) => households)),
    householdsAfter: sum(people.map(({ households }) => households.value)),
    populationBefore: sum(gone.map(({ population }) => population)),
    populationAfter: sum(people.map(({ population }) => population.value)),
  }

  /** What the old grids had on the ground that the new one takes, as if people lived evenly. */
  function sharedFigure(parts: readonly Exchange[], name: 'households' | 'population'): GridFigure {
    let value: number | null = null
    for (const { from, areaM2 } of parts) {
      const old = before.get(from)
      const lived = old?.[name] ?? null
      if (old && lived !== null) value = (value ?? 0) + lived * (areaM2 / old.areaM2)
    }
    return value === null
      ? { value, basis: 'unknown' }
      : { value: Math.round(value), basis: 'area' }
  }
}

const fromFile = (value: number): GridFigure => ({ value, basis: 'file' })

const differenceOf = ({ households, householdsBefore }: GridPeople): number =>
  Math.abs((households.value ?? 0) - (householdsBefore ?? 0))

/** The grids with people on duty that do not stay as they are, by most people. */
function postChanges(
  { starts, gone }: GridPlan,
  exchanges: readonly Exchange[],
  posts: ReadonlyMap<string, number>,
): PostChange[] {
  const before = new Map(gone.map((version) => [version.code, version]))
  const takers = grouped(exchanges, ({ from }) => from)
  const after = new Map(starts.map((row) => [row.code, row]))
  const shareOf = ({ from, areaM2 }: Exchange) => areaM2 / (before.get(from)?.areaM2 ?? 1)
  const givers = new Map<string, number>()
  for (const exchange of exchanges) {
    if (shareOf(exchange) > 0.5) givers.set(exchange.to, (givers.get(exchange.to) ?? 0) + 1)
  }
  return gone
    .filter((version) => posts.has(version.code) && !keepsItsGround(version))
    .map(({ code }) => {
      const to = (takers.get(code) ?? [])
        .map((exchange) => ({ code: exchange.to, share: round(shareOf(exchange)) }))
        .sort((a, b) => b.share - a.share)
      const fate = fateOf(
        code,
        to,
        (taker) => !before.has(taker),
        (taker) => givers.get(taker) ?? 0,
      )
      return { code, posts: posts.get(code) ?? 0, fate, to: to.slice(0, takersListed) }
    })
    .sort((a, b) => b.posts - a.posts)

  /** The same outline, though another program may have begun its rings elsewhere. */
  function keepsItsGround({ code, geometry, areaM2 }: GridPlan['gone'][number]): boolean {
    const row = after.get(code)
    if (!row || row.geometry === geometry) return row !== undefined
    const kept = takers.get(code)?.find(({ to }) => to === code)?.areaM2 ?? 0
    return areaM2 - kept < smallestM2 && row.areaM2 - kept < smallestM2
  }
}

const takersListed = 10

const round = (share: number) => Math.round(share * 1e4) / 1e4

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}
