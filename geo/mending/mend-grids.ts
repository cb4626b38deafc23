import { compareCodes } from '../code-order.ts'
import type { MendKind } from '../examining/defects.ts'
import type { Grid } from '../locating/grid-map.ts'
import { mendDatum } from './mend-datum.ts'
import { mendLayer } from './mend-layer.ts'
import { pictureOf } from './mend-picture.ts'
import { mendSpikes } from './mend-spikes.ts'

/** What a mend changed of one grid. */
export interface Moved {
  readonly mend: MendKind
  readonly code: string
  /** Of what the grid lost and gained together; 0 where it only got a corner of its neighbour's. */
  readonly areaM2: number
  /** The first place where it changed. */
  readonly lon: number
  readonly lat: number
  /** The rings that changed, as lines around the place where they are long: for a picture. */
  readonly before: [number, number][][]
  readonly after: [number, number][][]
}

/** A chosen mend that was not made, because it would have moved too much or broken a ring. */
export interface Unmended {
  readonly mend: MendKind
  readonly code: string
  readonly other?: string
  readonly lon: number
  readonly lat: number
  readonly areaM2: number
}

export interface Mended<G extends Grid> {
  /** In the order given; grids that nothing was wrong with are the same objects. */
  readonly grids: G[]
  readonly moved: Moved[]
  readonly left: Unmended[]
}

/**
 * Mends a layer as `examineGrids` gave it, in what was chosen alone. 'axes' is no matter of grids:
 * `examineGrids` exchanges them when it is among its own mends. No grid is ever lost; whatever has
 * no share in a mend keeps its very coordinates.
 *
 * - spikes: their vertices are dropped.
 * - borders: of two neighbours traced apart by less than a pen's width the line of the lower code
 *   holds for both; each gets the vertices it lacks.
 * - gaps: narrow or small ones go to the grid with the longest border on them, ties to the lower code.
 * - overlaps: slivers and small ones stay with the lower code, as locating has it already.
 * - datum: what was found shifted is shifted back.
 */
export function mendGrids<G extends Grid>(
  grids: readonly G[],
  mends: readonly MendKind[],
  options: { neighbours?: readonly Grid[] } = {},
): Mended<G> {
  const order = grids
    .map((_, index) => index)
    .sort((a, b) => compareCodes(grids[a]!.code, grids[b]!.code))
  let sorted: G[] = order.map((index) => grids[index]!)
  const moved: Moved[] = []
  const left: Unmended[] = []
  const steps = [
    mends.includes('datum') && (() => mendDatum(sorted, options.neighbours ?? [])),
    mends.includes('spikes') && (() => mendSpikes(sorted)),
    mends.some((mend) => mend === 'borders' || mend === 'gaps' || mend === 'overlaps') &&
      (() => mendLayerThroughout(sorted, mends)),
  ]
  for (const step of steps) {
    if (!step) continue
    const mended = step()
    sorted = mended.grids
    moved.push(...mended.moved)
    left.push(...mended.left)
  }
  const result = new Array<G>(grids.length)
  for (const [place, index] of order.entries()) result[index] = sorted[place]!
  return { grids: result, moved, left }
}

/** A strip that is closed may show a speck at its end that only then is one; a few rounds settle it. */
const roundLimit = 4

function mendLayerThroughout<G extends Grid>(
  grids: readonly G[],
  mends: readonly MendKind[],
): Mended<G> {
  const moves = new Map<string, Moved>()
  let current: G[] = [...grids]
  let left: Unmended[] = []
  for (let round = 0; round < roundLimit; round++) {
    const mended = mendLayer(current, mends)
    current = mended.grids
    left = mended.left
    for (const move of mended.moved) {
      const key = `${move.code} ${move.mend}`
      const known = moves.get(key)
      moves.set(key, known ? { ...known, areaM2: known.areaM2 + move.areaM2 } : move)
    }
    if (mended.moved.length === 0) break
  }
  const given = new Map(grids.map((grid) => [grid.code, grid.geometry]))
  const made = new Map(current.map((grid) => [grid.code, grid.geometry]))
  const moved = [...moves.values()].map((move) => ({
    ...move,
    ...pictureOf(given.get(move.code)!, made.get(move.code)!, move),
  }))
  return { grids: current, moved, left }
}
