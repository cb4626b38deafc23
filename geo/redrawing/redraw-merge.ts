import type { DrawnGrid, Redrawn, RedrawRefusal } from './redraw.ts'
import {
  type Edge,
  edgeKeyOf,
  edgesOfGrid,
  polygonsOf,
  simpleRings,
  walksOf,
} from './redraw-rings.ts'

/**
 * Joins grids into one that keeps one of their codes: borders that two of them share fall away, in
 * opposite directions as they run. Each grid has to share a border with another of them.
 */
export function mergeGrids(
  grids: readonly DrawnGrid[],
  codes: readonly string[],
  keep: string,
): Redrawn {
  const chosen = new Set(codes)
  const merging = grids.filter(({ code }) => chosen.has(code))
  if (merging.length < chosen.size || !chosen.has(keep)) return refused('noSuchGrid')
  if (merging.length < 2 || !areJoined(merging)) return refused('notNeighbours')
  const edges = merging.flatMap(edgesOfGrid)
  const running = new Set(edges.map(edgeKeyOf))
  if (running.size < edges.length) return refused('unsoundBorders')
  const outline = edges.filter((edge) => !running.has(edgeKeyOf(reversed(edge))))
  const walks = walksOf(outline)
  const polygons = walks && polygonsOf(walks.flatMap(simpleRings))
  if (!polygons || polygons.length === 0) return refused('unsoundBorders')
  return {
    ok: true,
    grids: grids
      .filter(({ code }) => code === keep || !chosen.has(code))
      .map((grid) => (grid.code === keep ? { ...grid, polygons } : grid)),
  }
}

/** Does a way along shared borders lead from each grid to every other? */
function areJoined(merging: readonly DrawnGrid[]): boolean {
  const sides = merging.map((grid) => edgesOfGrid(grid))
  const runs = sides.map((edges) => new Set(edges.map(edgeKeyOf)))
  const touch = (a: number, b: number) =>
    sides[a]?.some((edge) => runs[b]?.has(edgeKeyOf(reversed(edge))))
  const reached = new Set([0])
  for (const a of reached) {
    for (let b = 0; b < merging.length; b++) if (touch(a, b)) reached.add(b)
  }
  return reached.size === merging.length
}

const reversed = ([from, to]: Edge): Edge => [to, from]

const refused = (reason: RedrawRefusal): Redrawn => ({ ok: false, reason })
