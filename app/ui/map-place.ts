export interface MapPlace {
  zoom: number
  lat: number
  lon: number
}

/** Reads `#11.5/33.95012/118.29034`: where somebody had moved the map to. */
export function placeOfHash(hash: string): MapPlace | null {
  const [, zoom, lat, lon] = /^#(\d+(?:\.\d+)?)\/(-?\d+\.\d+)\/(-?\d+\.\d+)$/.exec(hash) ?? []
  return zoom && lat && lon ? { zoom: Number(zoom), lat: Number(lat), lon: Number(lon) } : null
}

export const hashOfPlace = ({ zoom, lat, lon }: MapPlace): string =>
  `#${zoom}/${lat.toFixed(5)}/${lon.toFixed(5)}`
