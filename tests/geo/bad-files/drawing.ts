/** A place in thousandths of a degree from 118.2°E 33.9°N: about 92 m by 111 m. */
export type Spot = readonly [x: unknown, y: unknown]

const degrees = (origin: number, at: unknown) =>
  typeof at === 'number' && Math.abs(at) < 1e6 ? Math.round((origin + at / 1000) * 1e9) / 1e9 : at

const position = ([x, y]: Spot) => [degrees(118.2, x), degrees(33.9, y)]

export const open = (ring: readonly Spot[]) => ring.map(position)
export const closed = (ring: readonly Spot[]) => open([...ring, ...ring.slice(0, 1)])

/** A polygon of rings, closed here. */
export const shape = (...rings: (readonly Spot[])[]) => ({
  type: 'Polygon',
  coordinates: rings.map(closed),
})

/** A polygon of rings exactly as they are. */
export const rawShape = (...rings: (readonly Spot[])[]) => ({
  type: 'Polygon',
  coordinates: rings.map(open),
})

export const shapes = (...polygons: (readonly Spot[])[][]) => ({
  type: 'MultiPolygon',
  coordinates: polygons.map((rings) => rings.map(closed)),
})

export const box = (x: number, y: number, width: number, height = width): Spot[] => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
]

/** The same ring run the other way, from the same spot. */
export const turned = (ring: readonly Spot[]): Spot[] => [
  ...ring.slice(0, 1),
  ...ring.slice(1).reverse(),
]

export const feature = (code: unknown, geometry: unknown, more = {}) => ({
  type: 'Feature',
  properties: { code, ...more },
  geometry,
})

/** One feature a line; the first stands on line 2. */
export const fileOf = (features: readonly unknown[], members = '') =>
  `{"type":"FeatureCollection",${members}"features":[\n${features.map((one) => JSON.stringify(one)).join(',\n')}\n]}`

/** A file of polygons, by code. */
export const layer = (grids: Record<string, unknown>, members = '') =>
  fileOf(
    Object.entries(grids).map(([code, geometry]) => feature(code, geometry)),
    members,
  )

/** A polygon with every position put elsewhere. */
export const moved = (
  { type, coordinates }: { type: string; coordinates: unknown[][][] },
  move: (position: [number, number]) => number[],
) => ({
  type,
  coordinates: coordinates.map((ring) => ring.map((at) => move(at as [number, number]))),
})
