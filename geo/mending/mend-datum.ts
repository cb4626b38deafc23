import type { MultiPolygon } from 'geojson'
import { areaM2 } from '../area.ts'
import { cornerSnap } from '../examining/corner-snap.ts'
import { type DatumShift, findShifts, unshift } from '../examining/datum-shift.ts'
import { layerFaces } from '../examining/layer-faces.ts'
import { findLayerFaults, penMetres, suspectsOf } from '../examining/layer-faults.ts'
import { cutLayer } from '../examining/layer-pieces.ts'
import type { Grid } from '../locating/grid-map.ts'
import { overlayAreas } from '../overlay/overlay.ts'
import { ringsOf } from '../rings.ts'
import type { Mended, Moved } from './mend-grids.ts'
import { pictureOf } from './mend-picture.ts'

/** Shifting back is right within about a metre: nearer corners of others are meant to be the same. */
const snapMetres = 1

/**
 * Shifts back what was stated in another datum. Corners that come to lie within a metre of one of
 * the grids it was found by take that one's place, so that borders are shared again.
 */
export function mendDatum<G extends Grid>(
  grids: readonly G[],
  neighbours: readonly Grid[],
): Mended<G> {
  const mended = [...grids]
  const moved: Moved[] = []
  for (const shift of shiftsOf(grids, neighbours)) {
    const isShifted = new Set(shift.grids)
    const right = [...neighbours, ...grids.filter((_, index) => !isShifted.has(index))]
    const snap = cornerSnap(right, snapMetres)
    for (const index of shift.grids) {
      const grid = grids[index]!
      const geometry = shiftedBack(grid.geometry, shift, snap)
      mended[index] = { ...grid, geometry }
      const [lon, lat] = grid.geometry.coordinates[0]![0]![0] as [number, number]
      const place = { lon, lat }
      const picture = pictureOf(grid.geometry, geometry, place)
      const movedM2 = differenceM2(grid.geometry, geometry)
      moved.push({ mend: 'datum', code: grid.code, areaM2: movedM2, ...place, ...picture })
    }
  }
  return { grids: mended, moved, left: [] }
}

function shiftsOf(grids: readonly Grid[], neighbours: readonly Grid[]): DatumShift[] {
  const rings = grids.map(({ geometry }) => ringsOf(geometry))
  const pieces = cutLayer(rings, penMetres)
  const faces = pieces && layerFaces(pieces)
  if (!faces) return []
  return findShifts(pieces, grids.length, suspectsOf(findLayerFaults(faces)), neighbours)
}

const shiftedBack = (
  geometry: MultiPolygon,
  shift: DatumShift,
  snap: (place: [number, number]) => [number, number],
): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: geometry.coordinates.map((rings) =>
    rings.map((ring) => ring.map(([lon, lat]) => snap(unshift(shift, [lon!, lat!])))),
  ),
})

function differenceM2(before: MultiPolygon, after: MultiPolygon): number {
  const shared = overlayAreas([{ code: '', geometry: before }], [{ code: '', geometry: after }])
  return areaM2(before) + areaM2(after) - 2 * (shared[0]?.areaM2 ?? 0)
}
