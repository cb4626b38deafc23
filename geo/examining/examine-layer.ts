import { areaM2 } from '../area.ts'
import type { Grid } from '../locating/grid-map.ts'
import { mendOf } from '../mending/mend-limits.ts'
import { labelPoint } from '../outline.ts'
import type { ReadGrid } from '../reading/read-grids.ts'
import { ringsOf } from '../rings.ts'
import { findShifts } from './datum-shift.ts'
import type { DefectList } from './defect-list.ts'
import type { Defect } from './defects.ts'
import { layerFaces } from './layer-faces.ts'
import { findLayerFaults, type LayerFault, penMetres, suspectsOf } from './layer-faults.ts'
import { cutLayer, type LayerPieces } from './layer-pieces.ts'
import { outlineOfFaces } from './outline-of-faces.ts'

/**
 * Names what is wrong between the grids of a layer, and with all of them against those that are
 * right already.
 * @returns false when they meet too often to be a layer
 */
export function examineLayer(
  grids: readonly ReadGrid[],
  neighbours: readonly Grid[],
  list: DefectList,
): boolean {
  const pieces = cutLayer(
    grids.map(({ geometry }) => ringsOf(geometry)),
    penMetres,
  )
  const faces = pieces && layerFaces(pieces)
  if (!faces) return false
  const areas = new Map<number, number>()
  const areaOf = (grid: number) => {
    const area = areas.get(grid) ?? areaM2(grids[grid]!.geometry)
    areas.set(grid, area)
    return area
  }
  const faults = findLayerFaults(faces)
  const shifts = findShifts(pieces, grids.length, suspectsOf(faults), neighbours)
  const shifted = new Set(shifts.flatMap((shift) => shift.grids))
  for (const shift of shifts) {
    const { datum, way, metres, bearing, lon, lat } = shift
    list.add('shifted-datum', () => ({
      ...pairOf(shift.grids.slice(0, 1)),
      ...{ lon, lat, metres, bearing, datum, mend: 'datum' },
      detail: way === 'back' ? String(shift.grids.length) : `${shift.grids.length} forth`,
    }))
  }
  const traced = new Set<string>()
  for (const fault of faults) {
    if (fault.kind !== 'gap') traced.add(fault.grids.join())
    list.add(fault.kind, () => ({
      ...pairOf(fault.grids),
      ...sizeOf(fault),
      ...placeOf(fault, outlineOfFaces(faces, fault.faces)),
    }))
  }
  for (const [pair, { count, vertex }] of junctionsByPair(pieces)) {
    if (traced.has(pair)) continue
    list.add('unshared-border', () => ({
      ...pairOf(pair.split(',').map(Number)),
      lon: pieces.x[vertex]!,
      lat: pieces.y[vertex]!,
      areaM2: 0,
      detail: String(count),
      mend: 'borders',
    }))
  }
  return true

  function pairOf([first = 0, second]: readonly number[]): Omit<Defect, 'kind'> {
    const { code, feature, line } = grids[first]!
    const pair = { severity: 'warning' as const, feature, line, code }
    return second === undefined ? pair : { ...pair, other: grids[second]!.code }
  }

  function sizeOf(fault: LayerFault): Partial<Defect> {
    const isShifted = fault.grids.some((grid) => shifted.has(grid)) && shifted.size < grids.length
    const mend = isShifted ? undefined : mendOf(fault, areaOf)
    const isStrip = fault.kind !== 'gap' && fault.kind !== 'overlap'
    return {
      areaM2: fault.areaM2,
      ...(isStrip && { metres: fault.metres }),
      ...(mend && { mend }),
      ...((isShifted || (fault.kind === 'gap' && !mend)) && { quiet: true as const }),
    }
  }
}

/** Within a wide gap or overlap, on a thin one. */
function placeOf(
  { kind, lon, lat }: LayerFault,
  outline: [number, number][][],
): Pick<Defect, 'lon' | 'lat' | 'outline'> {
  if (kind !== 'gap' && kind !== 'overlap') return { lon, lat, outline }
  const [insideLon, insideLat] = labelPoint({ type: 'MultiPolygon', coordinates: [outline] })
  return { lon: insideLon, lat: insideLat, outline }
}

/** For each pair of grids how many vertices of one lie on an edge of the other, and the first. */
function junctionsByPair(pieces: LayerPieces): Map<string, { count: number; vertex: number }> {
  const { junctions, from, to, ownerStart, owners, count } = pieces
  const around = new Map<number, Set<number>>()
  for (const vertex of junctions.keys()) around.set(vertex, new Set())
  for (let piece = 0; piece < count; piece++) {
    for (const vertex of [from[piece]!, to[piece]!]) {
      const grids = around.get(vertex)
      if (!grids) continue
      for (let i = ownerStart[piece]!; i < ownerStart[piece + 1]!; i++) grids.add(owners[i]!)
    }
  }
  const pairs = new Map<string, { count: number; vertex: number }>()
  for (const [vertex, lacking] of [...junctions].sort(([a], [b]) => a - b)) {
    const having = [...around.get(vertex)!].filter((grid) => !lacking.has(grid))
    if (having.length === 0) continue
    const pair = [Math.min(...having), Math.min(...lacking)].sort((a, b) => a - b).join()
    const known = pairs.get(pair)
    if (known) known.count++
    else pairs.set(pair, { count: 1, vertex })
  }
  return pairs
}
