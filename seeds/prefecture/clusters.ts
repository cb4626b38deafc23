import type { Random } from '../random.ts'
import { distance, type Point } from './plane.ts'

/** Something to group: where each member lies and which members touch. */
export interface Neighbourhood {
  positions: readonly Point[]
  neighbours: readonly (readonly number[])[]
}

/**
 * Splits connected members into `count` groups, each connected and of about the same size: groups
 * grow from spread-out seeds in equal steps, then start again from their middles. Answers members by
 * group, never an empty one.
 */
export function splitIntoGroups(
  members: readonly number[],
  count: number,
  neighbourhood: Neighbourhood,
  random: Random,
): number[][] {
  let seeds = spreadSeeds(members, count, neighbourhood.positions, random)
  let groups = growGroups(members, seeds, neighbourhood)
  for (let round = 0; round < 5; round++) {
    seeds = groups.map((group) => middleOf(group, neighbourhood.positions))
    groups = growGroups(members, seeds, neighbourhood)
  }
  return groups
}

/** Grows connected groups from the seeds, one step of all at a time, until every member is taken. */
export function growGroups(
  members: readonly number[],
  seeds: readonly number[],
  { neighbours }: Neighbourhood,
): number[][] {
  const free = new Set(members)
  const groups: number[][] = seeds.map((seed) => [seed])
  for (const seed of seeds) free.delete(seed)
  let fronts = groups.map((group) => [...group])
  while (free.size > 0 && fronts.some((front) => front.length > 0)) {
    fronts = fronts.map((front, index) => {
      const next: number[] = []
      for (const member of front) {
        for (const neighbour of neighbours[member] ?? []) {
          if (!free.delete(neighbour)) continue
          next.push(neighbour)
          groups[index]?.push(neighbour)
        }
      }
      return next
    })
  }
  return groups
}

/** The member nearest to a point. */
export const nearestTo = (
  point: Point,
  members: readonly number[],
  positions: readonly Point[],
): number =>
  members.reduce((best, member) =>
    distance(positions[member] as Point, point) < distance(positions[best] as Point, point)
      ? member
      : best,
  )

/** The middle of some members' positions. */
export function meanOf(members: readonly number[], positions: readonly Point[]): Point {
  const sum = { x: 0, y: 0 }
  for (const member of members) {
    sum.x += positions[member]?.x ?? 0
    sum.y += positions[member]?.y ?? 0
  }
  return { x: sum.x / members.length, y: sum.y / members.length }
}

const middleOf = (group: readonly number[], positions: readonly Point[]): number =>
  nearestTo(meanOf(group, positions), group, positions)

// Each next seed is the farthest of a few draws from those already chosen.
function spreadSeeds(
  members: readonly number[],
  count: number,
  positions: readonly Point[],
  random: Random,
): number[] {
  const seeds: number[] = []
  const gaps = new Map(members.map((member) => [member, Infinity]))
  let next = random.pick(members)
  while (seeds.length < Math.min(count, members.length)) {
    seeds.push(next)
    let widest = -1
    for (const [member, gap] of gaps) {
      const closer = Math.min(gap, distance(positions[member] as Point, positions[next] as Point))
      gaps.set(member, closer)
      if (closer > (gaps.get(widest) ?? 0) && closer > 0) widest = member
    }
    next = widest
  }
  return seeds
}
