import type { Grid } from './grid-map.ts'
import { type SharedEdges, shareEdges } from './shared-edges.ts'
import { soundRings } from './sound-rings.ts'

/**
 * What the overlay needs of one layer, in the coordinates of its file: a plain record of typed
 * arrays and numbers, so that it can be stored beside the layer and read back as it is.
 */
export type LayerEdges = SharedEdges

/** The edges of a layer; grids are numbered in the order given. */
export function layerEdgesOf(grids: readonly Grid[]): LayerEdges {
  const rings = grids.map(({ code, geometry }) => {
    const sound = soundRings(geometry)
    if (!sound) throw new Error(`the rings of grid ${code} cross too often to be a boundary`)
    return sound.rings
  })
  return shareEdges(rings)
}
