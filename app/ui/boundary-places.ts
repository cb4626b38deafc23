import type { DrawnGrid, Vertex } from '#geo/redrawing/redraw.ts'

/** Latitude first, in degrees, as the map takes it. */
export type LatLng = [lat: number, lng: number]

export const latLngOf = ([x, y]: Vertex): LatLng => [y / 1e7, x / 1e7]

export const vertexOf = ({ lat, lng }: { lat: number; lng: number }): [number, number] => [
  Math.round(lng * 1e7),
  Math.round(lat * 1e7),
]

export const latLngsOf = ({ polygons }: DrawnGrid): LatLng[][][] =>
  polygons.map((rings) => rings.map((ring) => ring.map(latLngOf)))

export const isSame = (a: Vertex, b: Vertex | null): boolean => a[0] === b?.[0] && a[1] === b[1]

/** Which way each arrow key goes, in pixels. */
export const ways: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** The corners that a border joins to this one, in any grid. */
export function neighboursOf(grids: readonly DrawnGrid[], corner: Vertex): Vertex[] {
  return grids.flatMap(({ polygons }) =>
    polygons.flat().flatMap((ring) => {
      const index = ring.findIndex((vertex) => isSame(vertex, corner))
      if (index < 0) return []
      return [ring.at(index - 1), ring[(index + 1) % ring.length]].filter(
        (end) => end !== undefined,
      )
    }),
  )
}
