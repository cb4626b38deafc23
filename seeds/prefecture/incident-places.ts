import { type Random, randomOf, weightedPicker } from '../random.ts'
import { boxArea, boxOf, e7, heatOf, isWithin, pointIn } from './grid-points.ts'
import { addressIn, wellKnownAddress } from './incident-texts.ts'
import type { PointE7 } from './plane.ts'
import type { GovernanceGrid, Prefecture } from './prefecture.ts'

export interface Place extends PointE7 {
  address: string
}

/** How a place is chosen, with its share of all incidents; the rest is uniform over the land. */
const shares = { town: 0.7, known: 0.2, outside: 0.017, vertex: 0.003, midpoint: 0.002 } as const

/**
 * Draws places as incidents have them: in town, again and again at the same addresses, outside every
 * grid, exactly on shared corners and in the middle of border segments, and anywhere.
 */
export function placeDrawer(prefecture: Prefecture, count: number): (random: Random) => Place {
  const { governance, seed } = prefecture
  const nameOf = new Map(prefecture.areas.map(({ code, name }) => [code, name]))
  const villageOf = (grid: GovernanceGrid) => ({
    township: nameOf.get(grid.areaCode.slice(0, 9)) ?? '',
    village: nameOf.get(grid.areaCode) ?? '',
  })
  const inTown = weightedPicker(governance, (grid) => heatOf(grid, prefecture))
  const byArea = weightedPicker(governance, (grid) => boxArea(grid))
  const inGrid = (grid: GovernanceGrid, random: Random): Place => ({
    ...pointIn(grid, random),
    address: addressIn(villageOf(grid), random),
  })
  const drawKnown = knownPlaces(count, seed, (random) => {
    const grid = inTown(random)
    return { ...pointIn(grid, random), address: wellKnownAddress(villageOf(grid), random) }
  })
  const drawOutside = outsideDrawer(prefecture)
  const onBorder = (
    random: Random,
    pointOf: (ring: number[][], index: number) => PointE7,
  ): Place => {
    const grid = random.pick(governance)
    const ring = grid.geometry.coordinates[0]?.[0] as number[][]
    const point = pointOf(ring, random.integer(ring.length - 1))
    return { ...point, address: `${addressIn(villageOf(grid), random)}交界处` }
  }
  return (random) => {
    let lot = random.next()
    if (lot < shares.town) return inGrid(inTown(random), random)
    lot -= shares.town
    if (lot < shares.known) return drawKnown(random)
    lot -= shares.known
    if (lot < shares.outside) return drawOutside(random)
    lot -= shares.outside
    if (lot < shares.vertex) return onBorder(random, cornerOf)
    lot -= shares.vertex
    if (lot < shares.midpoint) return onBorder(random, middleOf)
    return inGrid(byArea(random), random)
  }
}

// About 25 incidents an address, the well-known ones many more.
function knownPlaces(count: number, seed: number, draw: (random: Random) => Place) {
  const random = randomOf(seed, 21)
  const places = Array.from({ length: Math.max(8, Math.round(count * 0.008)) }, (_, rank) => ({
    place: draw(random),
    weight: 1 / (rank + 20) ** 0.8,
  }))
  const pick = weightedPicker(places, ({ weight }) => weight)
  return (random: Random): Place => pick(random).place
}

function outsideDrawer({ extent }: Prefecture) {
  const border = extent.coordinates[0]?.[0] as number[][]
  const box = boxOf(border)
  const margin = 0.1 * (box.east - box.west)
  return (random: Random): Place => {
    for (;;) {
      const lon = random.between(box.west - margin, box.east + margin)
      const lat = random.between(box.south - margin, box.north + margin)
      if (!isWithin(lon, lat, [border])) return { ...e7(lon, lat), address: '市界外相邻路段' }
    }
  }
}

const cornerOf = (ring: number[][], index: number): PointE7 => {
  const [lon, lat] = ring[index] as [number, number]
  return e7(lon, lat)
}

const middleOf = (ring: number[][], index: number): PointE7 => {
  const [a, b] = [ring[index] as [number, number], ring[index + 1] as [number, number]]
  return e7((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
}
