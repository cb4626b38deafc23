import type { MultiPolygon, Position } from 'geojson'
import { areaM2 } from '../area.ts'
import { findSpikes } from '../examining/spikes.ts'
import type { Grid } from '../locating/grid-map.ts'
import { ringsOf, touchesItself } from '../rings.ts'
import type { Mended, Moved, Unmended } from './mend-grids.ts'
import { largestShare } from './mend-limits.ts'
import { pictureOf } from './mend-picture.ts'

/** Drops the spikes of every grid that stays sound without them. */
export function mendSpikes<G extends Grid>(grids: readonly G[]): Mended<G> {
  const moved: Moved[] = []
  const left: Unmended[] = []
  const mended = grids.map((grid) => {
    const found = withoutSpikes(grid.geometry)
    if (!found) return grid
    const { code } = grid
    const { geometry, place, movedM2 } = found
    const isSafe = movedM2 <= largestShare * areaM2(grid.geometry) && isAsSound(geometry, grid)
    if (!isSafe) {
      left.push({ mend: 'spikes', code, areaM2: movedM2, ...place })
      return grid
    }
    const picture = pictureOf(grid.geometry, geometry, place)
    moved.push({ mend: 'spikes', code, areaM2: movedM2, ...place, ...picture })
    return { ...grid, geometry }
  })
  return { grids: mended, moved, left }
}

const isAsSound = (geometry: MultiPolygon, grid: Grid) =>
  !touchesItself(ringsOf(geometry)) || touchesItself(ringsOf(grid.geometry))

/** A ring that is a spike from end to end goes, unless nothing else of the grid would be left. */
function withoutSpikes(
  geometry: MultiPolygon,
): { geometry: MultiPolygon; place: { lon: number; lat: number }; movedM2: number } | undefined {
  let place: { lon: number; lat: number } | undefined
  let movedM2 = 0
  const coordinates = geometry.coordinates.flatMap((rings) => {
    const kept = rings.map((ring) => {
      const { spikes, left } = findSpikes(ring)
      const [spike] = spikes
      if (!spike) return ring
      const [lon, lat] = ring[spike.tip] as [number, number]
      place ??= { lon, lat }
      if (left.length === 0) {
        movedM2 += areaM2({ type: 'MultiPolygon', coordinates: [[ring]] })
        return undefined
      }
      for (const { vertices } of spikes) movedM2 += spikeArea(ring, vertices)
      const round = left.map((vertex) => ring[vertex]!)
      return [...round, round[0]!]
    })
    return kept[0] ? [kept.filter((ring) => ring !== undefined)] : []
  })
  if (coordinates.length === 0) return undefined
  return place && { geometry: { type: 'MultiPolygon', coordinates }, place, movedM2 }
}

/** Of the vertices dropped and those beside them, closed. */
function spikeArea(ring: readonly Position[], vertices: readonly number[]): number {
  const count = ring.length - 1
  const sorted = [...vertices].sort((a, b) => a - b)
  const isRound = sorted[0] === 0 && sorted.at(-1) === count - 1
  const first = isRound ? sorted.find((v, i) => i > 0 && v !== sorted[i - 1]! + 1)! : sorted[0]!
  const outline: Position[] = []
  for (let step = -1; step <= vertices.length; step++)
    outline.push(ring[(first + step + count) % count]!)
  outline.push(outline[0]!)
  return areaM2({ type: 'MultiPolygon', coordinates: [[outline]] })
}
