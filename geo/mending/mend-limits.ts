import type { MendKind } from '../examining/defects.ts'
import type { LayerFault } from '../examining/layer-faults.ts'

/** A mend may move this share of a grid at most: the grid is to stay the one that was drawn. */
export const largestShare = 0.05
/** Up to this size (1.5 亩) a hole between grids is nobody's pond, and an overlap nobody's quarrel. */
export const smallM2 = 1_000

/**
 * The mend that may take a fault away. Wide gaps and overlaps are somebody's land or water and stay;
 * so does what would move too much of a grid.
 */
export function mendOf(
  { kind, grids, areaM2 }: LayerFault,
  areaOf: (grid: number) => number,
): MendKind | undefined {
  if (grids.some((grid) => areaM2 > largestShare * areaOf(grid))) return undefined
  switch (kind) {
    case 'unshared-border':
      return 'borders'
    case 'overlap-sliver':
      return 'overlaps'
    case 'gap-sliver':
      return 'gaps'
    case 'overlap':
      return areaM2 <= smallM2 ? 'overlaps' : undefined
    case 'gap':
      return areaM2 <= smallM2 ? 'gaps' : undefined
  }
}
