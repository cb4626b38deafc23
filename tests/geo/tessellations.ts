import { Delaunay } from 'd3-delaunay'
import type { MultiPolygon } from 'geojson'
import { toE7 } from '#geo/coordinates.ts'
import type { Grid } from '#geo/locating/grid-map.ts'

/** One corner of a grid, in thousandths of a degree from the layer's origin. */
type Corner = readonly [x: number, y: number]

interface Origin {
  readonly lon: number
  readonly lat: number
}

export const suqian: Origin = { lon: 118.2, lat: 33.9 }

/** A grid of polygons, each a list of rings of corners without the closing one. */
export function aGrid(
  code: string,
  polygons: readonly (readonly Corner[])[][],
  origin = suqian,
): Grid {
  const coordinates = polygons.map((rings) =>
    rings.map((ring) =>
      [...ring, ...ring.slice(0, 1)].map(([x, y]) => [
        origin.lon + x / 1000,
        origin.lat + y / 1000,
      ]),
    ),
  )
  return { code, geometry: { type: 'MultiPolygon', coordinates } }
}

export const square = (x: number, y: number, size: number): Corner[] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
]

/**
 * Four grids that meet at (4, 4), an enclave E in D with a lake in it, a T-junction of B, D and F
 * at (8, 4), where F has no corner, and an exclave of A east of F.
 */
export function aVillage(origin = suqian): Grid[] {
  return [
    aGrid('A', [[square(0, 0, 4)], [square(12, 0, 2)]], origin),
    aGrid('B', [[square(4, 0, 4)]], origin),
    aGrid('C', [[square(0, 4, 4)]], origin),
    aGrid('D', [[square(4, 4, 4), square(5, 5, 2)]], origin),
    aGrid('E', [[square(5, 5, 2), square(5.5, 5.5, 1)]], origin),
    aGrid(
      'F',
      [
        [
          [
            [8, 0],
            [12, 0],
            [12, 8],
            [8, 8],
          ],
        ],
      ],
      origin,
    ),
  ]
}

/** Cells round pseudo-random places: a clean tessellation of a box of 0.1° with slanted borders. */
export function aDistrict(count: number, seed: number, origin = suqian): Grid[] {
  const next = aSequence(seed)
  const places = Array.from(
    { length: count },
    () => [next() * 100, next() * 100] as [number, number],
  )
  const cells = Delaunay.from(places).voronoi([0, 0, 100, 100])
  return places.map((_, index) => {
    const ring = cells.cellPolygon(index).slice(0, -1) as Corner[]
    const rounded = ring.map(
      ([x, y]) => [Math.round(x * 1e4) / 1e4, Math.round(y * 1e4) / 1e4] as const,
    )
    return aGrid(`${seed}-${String(index).padStart(4, '0')}`, [[rounded]], origin)
  })
}

/** Numbers 0…1 that are the same in every run (mulberry32). */
export function aSequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export const inReverse = <T>(list: readonly T[]) => [...list].reverse()

const scale = 10n ** 30n
const nudgeEast = 10n ** 12n

/**
 * The answer by the words of the rule, in whole numbers without limit: move the point a little east
 * and far less north, then count borders to the east of it, grid by grid in order of code.
 */
export function locateByHand(grids: readonly Grid[], lonE7: number, latE7: number): number {
  const codes = [...grids].sort((a, b) => (a.code < b.code ? -1 : 1))
  return codes.findIndex(({ geometry }) => covers(geometry, lonE7, latE7))
}

function covers(geometry: MultiPolygon, lonE7: number, latE7: number): boolean {
  const x = BigInt(lonE7) * scale + nudgeEast
  const y = BigInt(latE7) * scale + 1n
  let inside = false
  for (const ring of geometry.coordinates.flat()) {
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = corner(ring[i - 1])
      const [bx, by] = corner(ring[i])
      if (ay > y === by > y) continue
      const turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
      if (by > ay ? turn > 0n : turn < 0n) inside = !inside
    }
  }
  return inside
}

function corner(position: readonly number[] = []): [bigint, bigint] {
  const [lon = 0, lat = 0] = position
  return [BigInt(toE7(lon)) * scale, BigInt(toE7(lat)) * scale]
}

/** Every corner and the middle of every border, in 1e-7° integers. */
export function borderPlaces(grids: readonly Grid[]): [lonE7: number, latE7: number][] {
  const places: [number, number][] = []
  for (const ring of grids.flatMap(({ geometry }) => geometry.coordinates.flat())) {
    for (let i = 1; i < ring.length; i++) {
      const [ax = 0, ay = 0] = (ring[i - 1] ?? []).map(toE7)
      const [bx = 0, by = 0] = (ring[i] ?? []).map(toE7)
      places.push([ax, ay], [Math.round((ax + bx) / 2), Math.round((ay + by) / 2)])
    }
  }
  return places
}
