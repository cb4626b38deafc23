import type { Point } from './plane.ts'

/**
 * Orders things as a village numbers its grids: north to south in as many bands as there are things
 * in a row, west to east within a band.
 */
export function inReadingOrder<T>(things: readonly T[], pointOf: (thing: T) => Point): T[] {
  const placed = things.map((thing) => ({ thing, ...pointOf(thing) }))
  const tops = placed.map(({ y }) => y)
  const north = Math.max(...tops)
  const bandHeight = (north - Math.min(...tops)) / Math.ceil(Math.sqrt(things.length)) + 1e-6
  const bandOf = (y: number) => Math.floor((north - y) / bandHeight)
  return placed.sort((a, b) => bandOf(a.y) - bandOf(b.y) || a.x - b.x).map(({ thing }) => thing)
}
