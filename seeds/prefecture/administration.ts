import { prefecture, counties as realCounties, type Township } from '../places/suqian.ts'
import { type Random, randomOf } from '../random.ts'
import { growGroups, meanOf, nearestTo, splitIntoGroups } from './clusters.ts'
import type { CountyShape, Outline } from './outline.ts'
import { distance, type Point } from './plane.ts'
import type { Area } from './prefecture.ts'
import { inReadingOrder } from './reading-order.ts'
import type { Tessellation } from './tessellation.ts'
import { villageNamer } from './village-namer.ts'

/** A village and the cells it is made of. */
export interface VillageCells {
  code: string
  name: string
  townshipCode: string
  urban: boolean
  cells: number[]
}

export interface TownshipCells extends Township {
  countyCode: string
  cells: number[]
}

export interface Administration {
  areas: Area[]
  townships: TownshipCells[]
  villages: VillageCells[]
}

// 5,160 grids over the real townships leave 3 to 4 grids a village.
const gridsPerVillage = 3.5

/** Draws counties, townships and villages as connected groups of cells, with real township names. */
export function administer(
  tessellation: Tessellation,
  outline: Outline,
  scale: number,
  seed: number,
): Administration {
  const random = randomOf(seed, 2)
  const positions = tessellation.sites
  const neighbourhood = { positions, neighbours: tessellation.neighbours }
  const everyCell = Array.from({ length: tessellation.cellCount }, (_, cell) => cell)
  const middles = outline.counties.map(({ middle }) => nearestTo(middle, everyCell, positions))
  const countyCells = growGroups(everyCell, middles, neighbourhood)

  const areas: Area[] = [{ ...prefecture, level: 'prefecture', parentCode: null }]
  const townships: TownshipCells[] = []
  const villages: VillageCells[] = []
  outline.counties.forEach((shape, index) => {
    const county = countyOf(shape)
    areas.push({
      code: county.code,
      name: county.name,
      level: 'county',
      parentCode: prefecture.code,
    })
    const cells = countyCells[index] ?? []
    const count = Math.min(
      county.townships.length,
      Math.max(2, Math.round(county.townships.length * scale)),
    )
    const groups = splitIntoGroups(cells, count, neighbourhood, random)
    for (const [township, group] of named(groups, county.townships, shape, positions)) {
      areas.push({ ...township, level: 'township', parentCode: county.code })
      townships.push({ ...township, countyCode: county.code, cells: group })
    }
  })
  for (const township of townships) {
    const count = Math.max(1, Math.round(township.cells.length / gridsPerVillage))
    const groups = splitIntoGroups(township.cells, count, neighbourhood, random)
    villages.push(...villagesOf(township, groups, outline, positions, random))
  }
  for (const { code, name, townshipCode } of villages) {
    areas.push({ code, name, level: 'village', parentCode: townshipCode })
  }
  return { areas, townships, villages }
}

function countyOf({ code }: CountyShape) {
  const county = realCounties.find((county) => county.code === code)
  if (!county) throw new Error(`No county ${code} among the places.`)
  return county
}

// Streets (街道) come first in the list and lie nearest to the county town.
function named(
  groups: number[][],
  townships: readonly Township[],
  { town }: CountyShape,
  positions: readonly Point[],
): [Township, number[]][] {
  const byDistance = [...groups].sort(
    (a, b) => distance(meanOf(a, positions), town) - distance(meanOf(b, positions), town),
  )
  return byDistance.map((group, index) => [townships[index] as Township, group])
}

function villagesOf(
  township: TownshipCells,
  groups: number[][],
  { counties, townReach }: Outline,
  positions: readonly Point[],
  random: Random,
): VillageCells[] {
  const nameOf = villageNamer(random)
  const next = { urban: 1, rural: 200 }
  return inReadingOrder(groups, (group) => meanOf(group, positions)).map((cells) => {
    const middle = meanOf(cells, positions)
    const urban =
      township.name.endsWith('街道') ||
      counties.some(({ town, pull }) => distance(town, middle) < townReach * pull)
    const sequence = urban ? next.urban++ : next.rural++
    return {
      code: `${township.code}${String(sequence).padStart(3, '0')}`,
      name: nameOf(urban),
      townshipCode: township.code,
      urban,
      cells,
    }
  })
}
