import { type DrawnGrid, drawnAreaM2 } from '#geo/redrawing/redraw.ts'
import type { Stage } from './boundary-draft.ts'

/** m² of a grid at some stage, worked out once per outline; 0 where there is none of the code. */
export function sizeIn({ grids }: Pick<Stage, 'grids'>, code: string): number {
  const grid = byCode(grids).get(code)
  if (!grid) return 0
  const size = sizes.get(grid) ?? drawnAreaM2(grid)
  sizes.set(grid, size)
  return size
}

const sizes = new WeakMap<DrawnGrid, number>()
const indexes = new WeakMap<readonly DrawnGrid[], ReadonlyMap<string, DrawnGrid>>()

function byCode(grids: readonly DrawnGrid[]): ReadonlyMap<string, DrawnGrid> {
  const known = indexes.get(grids)
  if (known) return known
  const index = new Map(grids.map((grid) => [grid.code, grid]))
  indexes.set(grids, index)
  return index
}

/** A border that only got a corner put in is off by rounding, never by this many m². */
export const leastChange = 1
