import { type AreaPath, isWithin } from './areas.ts'
import type { Colour } from './grading.ts'

interface TreeArea {
  code: string
  name: string
  path: AreaPath
  parentCode: string | null
}

/** A way down the administrative tree: 宿迁市 › 宿城区, and what stands below. */
export interface AreaDrill {
  /** From the top of the reader's reach to the chosen area; the top has no code of its own. */
  crumbs: { code: string | null; name: string }[]
  /** The areas just below, with their grids by colour; those without any left out. */
  below: { code: string; name: string; red: number; yellow: number; grids: number }[]
}

/**
 * The drill-down of a reader who reaches some subtrees, standing in a chosen area (null: at the
 * top). One subtree is the top itself; several stand side by side below 我的辖区.
 */
export function drillInto(
  tree: readonly TreeArea[],
  reach: readonly AreaPath[],
  chosen: AreaPath | null,
  grids: readonly { path: AreaPath; colour: Colour }[],
): AreaDrill {
  const tops = tree.filter(({ path, parentCode }) =>
    reach.includes('/') ? parentCode === null : reach.includes(path),
  )
  const [top] = tops
  const single = tops.length === 1 && top ? top : null
  const way = tree.filter(
    ({ path }) =>
      chosen !== null &&
      isWithin(chosen, path) &&
      path !== single?.path &&
      tops.some((each) => isWithin(path, each.path)),
  )
  const stand = way.at(-1) ?? single
  const below = stand ? tree.filter(({ parentCode }) => parentCode === stand.code) : tops
  return {
    crumbs: [
      { code: null, name: single?.name ?? '我的辖区' },
      ...way.map(({ code, name }) => ({ code, name })),
    ],
    below: below.flatMap(({ code, name, path }) => {
      const inside = grids.filter((grid) => isWithin(grid.path, path))
      if (inside.length === 0) return []
      const count = (colour: Colour) => inside.filter((grid) => grid.colour === colour).length
      return { code, name, red: count('red'), yellow: count('yellow'), grids: inside.length }
    }),
  }
}
