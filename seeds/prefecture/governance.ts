import { dedicatedUnits } from '../places/village-names.ts'
import { randomOf } from '../random.ts'
import type { Administration, VillageCells } from './administration.ts'
import { drawBorder } from './borders.ts'
import { type Border, dissolve } from './dissolve.ts'
import { type MultiPolygon, multiPolygonOf } from './geometry.ts'
import type { Island } from './islands.ts'
import { distance, type Point } from './plane.ts'
import type { GovernanceGrid } from './prefecture.ts'
import { inReadingOrder } from './reading-order.ts'
import type { Tessellation } from './tessellation.ts'

/** Vertices of an average grid, after the layers the kernel is measured on. */
const verticesPerGrid = 64

/** Draws every border of the tessellation once, with more vertices the longer it is. */
export function drawGovernanceBorders(tessellation: Tessellation, seed: number): Border[] {
  const { cellCount, edges, sites, vertices } = tessellation
  const perimeters = new Float64Array(sites.length)
  const lengthOf = edges.map(({ from, to }) =>
    distance(vertices[from] as Point, vertices[to] as Point),
  )
  edges.forEach(({ left, right }, index) => {
    perimeters[left] = (perimeters[left] ?? 0) + (lengthOf[index] as number)
    perimeters[right] = (perimeters[right] ?? 0) + (lengthOf[index] as number)
  })
  // Some surveyors drew finer than others.
  const detailOf = (cell: number) => randomOf(seed, 5, cell).between(0.25, 1.75)
  const details = Array.from({ length: cellCount }, (_, cell) => detailOf(cell))
  return edges.map(({ from, to, left, right }, index) => {
    const length = lengthOf[index] as number
    const cells = [left, right].filter((face) => face < cellCount)
    const shares = cells.map(
      (cell) => (length / (perimeters[cell] as number)) * (details[cell] ?? 1),
    )
    const share = shares.reduce((sum, share) => sum + share, 0) / shares.length
    const pieces = Math.max(
      1,
      Math.min(Math.round(verticesPerGrid * share), Math.floor(length / 4)),
    )
    const ends = [vertices[from] as Point, vertices[to] as Point] as const
    const sides = [sites[left] as Point, sites[right] as Point] as const
    const stroke = { pieces, swing: 0.16, key: [seed, 6, left, right] }
    return { from, to, left, right, line: drawBorder(...ends, sides, stroke) }
  })
}

/** How many live in a grid: aggregates only. */
export interface People {
  households: number
  population: number
}

/** Turns cells and islands into numbered grids of their villages, and the whole into the extent. */
export function governanceGrids(
  { cellCount, sites }: Tessellation,
  { villages }: Administration,
  borders: readonly Border[],
  islands: readonly Island[],
  seed: number,
): { grids: GovernanceGrid[]; extent: MultiPolygon; peopleOf: Map<number, People> } {
  const islandOf = new Map(islands.map((island) => [island.face, island]))
  const labelOf = (face: number): number | null => {
    if (face < cellCount) return face
    const island = islandOf.get(face)
    if (island?.kind === 'enclave') return face
    return island?.owner ?? null
  }
  const polygons = dissolve(borders, labelOf)
  const enclavesIn = new Map(
    islands.filter(({ kind }) => kind === 'enclave').map(({ host, face }) => [host, face]),
  )
  const numberedGrids = villages.flatMap((village) => gridsOf(village, enclavesIn, sites, seed))
  const grids = numberedGrids.map(({ face, ...grid }) => ({
    ...grid,
    geometry: multiPolygonOf(polygons.get(face) ?? []),
  }))
  const peopleOf = new Map(
    numberedGrids.map(({ face, households, population }) => [face, { households, population }]),
  )
  const whole = dissolve(borders, (face) => (labelOf(face) === null ? null : 0))
  return { grids, extent: multiPolygonOf(whole.get(0) ?? []), peopleOf }
}

type Numbered = Omit<GovernanceGrid, 'geometry'> & { face: number }

function gridsOf(
  village: VillageCells,
  enclavesIn: Map<number, number>,
  sites: readonly Point[],
  seed: number,
): Numbered[] {
  const ordered = inReadingOrder(village.cells, (cell) => sites[cell] as Point)
  const basic = ordered.map((face, index) =>
    numbered(village, face, index + 1, `${village.name}第${index + 1}网格`, seed),
  )
  const dedicated = ordered
    .filter((cell) => enclavesIn.has(cell))
    .map((cell, index) => {
      const face = enclavesIn.get(cell) as number
      const unit = randomOf(seed, 7, face).pick(dedicatedUnits)
      const name = `${village.name.replace(/(社区|村)$/, '')}${unit}专属网格`
      return numbered(village, face, 501 + index, name, seed)
    })
  return [...basic, ...dedicated]
}

// 200–300 households in a village grid, 300–500 in a community's: the usual norms, loosely kept.
function numbered(
  village: VillageCells,
  face: number,
  sequence: number,
  name: string,
  seed: number,
): Numbered {
  const random = randomOf(seed, 8, face)
  const dedicated = sequence > 500
  const usual = village.urban ? 400 : 260
  const size = dedicated ? random.between(0, 0.3) : random.between(0.55, 1.45)
  const households = Math.round(usual * size)
  return {
    code: `${village.code}${String(sequence).padStart(3, '0')}`,
    name,
    kind: dedicated ? 'dedicated' : 'basic',
    areaCode: village.code,
    households,
    population: Math.round(households * random.between(2.6, 3.7)),
    face,
  }
}
