import { randomOf } from '../random.ts'
import type { Administration, TownshipCells } from './administration.ts'
import { meanOf, splitIntoGroups } from './clusters.ts'
import { type Border, dissolve } from './dissolve.ts'
import { multiPolygonOf } from './geometry.ts'
import type { People } from './governance.ts'
import type { Island } from './islands.ts'
import { redrawBorders } from './police-borders.ts'
import type { PoliceGrid } from './prefecture.ts'
import { inReadingOrder } from './reading-order.ts'
import type { Tessellation } from './tessellation.ts'

/** Share of police grids that are exact unions of governance grids. */
const fusedShare = 0.45

/**
 * Groups the cells of each township into `count` police grids in all. In the townships where 警网融合 is
 * done a police grid is the exact union of governance grids; elsewhere the police drew borders of
 * their own, so that cutting the layers gives slivers, gaps and overlaps as real ones do.
 */
export function drawPoliceLayer(source: {
  tessellation: Tessellation
  administration: Administration
  land: readonly Border[]
  shores: readonly Border[]
  islands: readonly Island[]
  peopleOf: ReadonlyMap<number, People>
  count: number
  scale: number
  seed: number
}): PoliceGrid[] {
  const { tessellation, administration, land, shores, islands, peopleOf, count, scale, seed } =
    source
  const grids = groupCells(tessellation, administration, count, seed)
  const gridOf = new Map(grids.flatMap(({ cells }, grid) => cells.map((cell) => [cell, grid])))
  const islandOf = new Map(islands.map((island) => [island.face, island]))
  const labelOf = (face: number): number | null => {
    const island = islandOf.get(face)
    if (!island) return gridOf.get(face) ?? null
    if (island.kind === 'lake') return null
    const host = gridOf.get(island.host) ?? null
    if (island.owner === null || host === null || !grids[host]?.fused) return host
    return gridOf.get(island.owner) ?? null
  }
  const isFused = (face: number) => grids[labelOf(face) ?? -1]?.fused ?? true
  const redrawn = redrawBorders(tessellation, land, labelOf, isFused, scale, seed)
  const polygons = dissolve([...redrawn, ...shores], labelOf)
  const people = grids.map(() => ({ households: 0, population: 0 }))
  for (const [face, { households, population }] of peopleOf) {
    const living = people[labelOf(face) ?? -1]
    if (!living) continue
    living.households += households
    living.population += population
  }
  return grids.map(({ cells: _, ...grid }, index) => ({
    ...grid,
    ...(people[index] as People),
    geometry: multiPolygonOf(polygons.get(index) ?? []),
  }))
}

type GroupedGrid = Omit<PoliceGrid, 'geometry' | keyof People> & { cells: number[] }

function groupCells(
  { cellCount, neighbours, sites }: Tessellation,
  { townships }: Administration,
  count: number,
  seed: number,
): GroupedGrid[] {
  const shares = apportion(
    townships.map(({ cells }) => cells.length / cellCount),
    count,
  )
  const fused = fusedTownships(shares, count, seed)
  const random = randomOf(seed, 9)
  return townships.flatMap((township, index) => {
    const share = shares[index] as number
    const neighbourhood = { positions: sites, neighbours }
    const groups = splitIntoGroups(township.cells, share, neighbourhood, random)
    const station = stationOf(township, townships)
    return inReadingOrder(groups, (group) => meanOf(group, sites)).map((cells, position) => ({
      code: `${station.code}${String(position + 1).padStart(3, '0')}`,
      name: `${station.name}第${position + 1}警格`,
      areaCode: township.code,
      fused: fused.has(index),
      cells,
    }))
  })
}

// Largest remainders, so that the whole is exact; no township without a police grid.
function apportion(shares: readonly number[], count: number): number[] {
  const whole = shares.map((share) => Math.max(1, Math.floor(share * count)))
  const left = count - whole.reduce((sum, part) => sum + part, 0)
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: share * count - (whole[index] as number) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of byRemainder.slice(0, Math.max(0, left)))
    whole[index] = (whole[index] as number) + 1
  return whole
}

function fusedTownships(shares: readonly number[], count: number, seed: number): Set<number> {
  const random = randomOf(seed, 10)
  const drawn = shares
    .map((share, index) => ({ index, share, order: random.next() }))
    .sort((a, b) => a.order - b.order)
  const fused = new Set<number>()
  let grids = 0
  for (const { index, share } of drawn) {
    if (Math.abs(grids + share - fusedShare * count) > Math.abs(grids - fusedShare * count))
      continue
    fused.add(index)
    grids += share
  }
  return fused
}

// Station codes are invented in the length of 公安机关机构代码 (GA/T 380): county, number, zeros.
function stationOf(township: TownshipCells, townships: readonly TownshipCells[]) {
  const sisters = townships.filter(({ countyCode }) => countyCode === township.countyCode)
  const number = String(51 + sisters.indexOf(township)).padStart(2, '0')
  const name = `${township.name.replace(/(街道|镇|乡)$/, '')}派出所`
  return { code: `${township.countyCode}${number}0000`, name }
}
