import intersect from '@turf/intersect'
import loadClipper from 'clipper2-wasm'
import Flatbush from 'flatbush'
import type { MultiPolygon, Position } from 'geojson'
import initGeos from 'geos-wasm'
import type { Grid } from '#geo/locating/grid-map.ts'

/** Areas of the pairs of two layers whose boxes touch, one pair after the other. */
export interface OverlayPeer {
  pairs: readonly (readonly [a: number, b: number])[]
  /** Of the first `count` pairs: in square degrees. */
  areas(count: number): Float64Array
}

/** Pairs whose boxes touch, found by a packed tree: every clipper begins with them. */
export function touchingPairs(
  a: readonly Grid[],
  b: readonly Grid[],
): (readonly [number, number])[] {
  const tree = new Flatbush(b.length)
  for (const { geometry } of b) tree.add(...boxOf(geometry))
  tree.finish()
  return a.flatMap(({ geometry }, left) =>
    tree.search(...boxOf(geometry)).map((right) => [left, right] as const),
  )
}

/** Decimals kept by the integer clipper: its own default of two would round a street away. */
const clipperScale = 1e10

export async function clipperPeer(
  a: readonly Grid[],
  b: readonly Grid[],
  pairs: OverlayPeer['pairs'],
): Promise<OverlayPeer> {
  const clipper = await loadClipper()
  const { NonZero } = clipper.FillRule
  const none = new clipper.Paths64()
  const pathsOf = ({ geometry }: Grid) => {
    const paths = new clipper.Paths64()
    for (const ring of geometry.coordinates.flat()) {
      const numbers = ring.slice(0, -1).flatMap(scaled)
      paths.push_back(clipper.MakePath64(numbers))
    }
    return paths
  }
  const left = a.map(pathsOf)
  const right = b.map(pathsOf)
  return {
    pairs,
    areas: (count) =>
      Float64Array.from(pairs.slice(0, count), ([own, other]) => {
        const solution = clipper.Intersect64(left[own] ?? none, right[other] ?? none, NonZero)
        const area = clipper.AreaPaths64(solution) / clipperScale ** 2
        solution.delete()
        return area
      }),
  }
}

const scaled = ([x = 0, y = 0]: Position) => [
  BigInt(Math.round(x * clipperScale)),
  BigInt(Math.round(y * clipperScale)),
]

export async function geosPeer(
  a: readonly Grid[],
  b: readonly Grid[],
  pairs: OverlayPeer['pairs'],
): Promise<OverlayPeer> {
  const geos = await initGeos()
  const { geojsonToGeosGeom } = await import('geos-wasm/helpers')
  const left = a.map(({ geometry }) => geojsonToGeosGeom(geometry, geos))
  const right = b.map(({ geometry }) => geojsonToGeosGeom(geometry, geos))
  const place = geos.Module._malloc(8)
  return {
    pairs,
    areas: (count) =>
      Float64Array.from(pairs.slice(0, count), ([own, other]) => {
        const shared = geos.GEOSIntersection(left[own] ?? 0, right[other] ?? 0)
        geos.GEOSArea(shared, place)
        geos.GEOSGeom_destroy(shared)
        return geos.Module.getValue(place, 'double')
      }),
  }
}

export function turfPeer(
  a: readonly Grid[],
  b: readonly Grid[],
  pairs: OverlayPeer['pairs'],
): OverlayPeer {
  const featureOf = ({ geometry }: Grid) => ({ type: 'Feature' as const, properties: {}, geometry })
  const left = a.map(featureOf)
  const right = b.map(featureOf)
  return {
    pairs,
    areas: (count) =>
      Float64Array.from(pairs.slice(0, count), ([own, other]) => {
        const features = [left[own], right[other]].flatMap((feature) => feature ?? [])
        const shared = intersect({ type: 'FeatureCollection', features })
        return shared ? planarArea(shared.geometry) : 0
      }),
  }
}

function planarArea(geometry: { type: string; coordinates: unknown }): number {
  const polygons = (
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  ) as Position[][][]
  let doubled = 0
  for (const [outer, ...holes] of polygons) {
    doubled += Math.abs(doubledArea(outer ?? []))
    for (const hole of holes) doubled -= Math.abs(doubledArea(hole))
  }
  return doubled / 2
}

function doubledArea(ring: readonly Position[]): number {
  const [originX = 0, originY = 0] = ring[0] ?? []
  let doubled = 0
  for (let i = 1; i < ring.length; i++) {
    const [ax = 0, ay = 0] = ring[i - 1] ?? []
    const [bx = 0, by = 0] = ring[i] ?? []
    doubled += (ax - originX) * (by - originY) - (bx - originX) * (ay - originY)
  }
  return doubled
}

function boxOf({ coordinates }: MultiPolygon): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x = 0, y = 0] of coordinates.flat(2)) {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}
