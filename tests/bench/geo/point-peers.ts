import { booleanPointInPolygon } from '@turf/turf'
import Flatbush from 'flatbush'
import type { MultiPolygon } from 'geojson'
import KDBush from 'kdbush'
import RBush from 'rbush'
import whichPolygon from 'which-polygon'
import { fromE7 } from '#geo/coordinates.ts'
import type { Grid } from '#geo/locating/grid-map.ts'
import type { Places } from './workload.ts'

/** Finds the grid of each of the first `count` places; −1 outside. */
export type PointPeer = (places: Places, count: number) => Int32Array

/** Rings of every grid one after the other: what a careful programmer keeps beside flatbush. */
export interface FlatLayer {
  coordinates: Float64Array
  /** Ring r has the coordinates ringStart[r] up to ringStart[r + 1], x and y by turns. */
  ringStart: Uint32Array
  /** Grid g has the rings gridStart[g] up to gridStart[g + 1]. */
  gridStart: Uint32Array
  tree: Flatbush
}

export function flatLayerOf(grids: readonly Grid[]): FlatLayer {
  const rings = grids.map(({ geometry }) => geometry.coordinates.flat())
  const lengths = rings.flat().map((ring) => 2 * ring.length)
  const coordinates = new Float64Array(lengths.reduce((sum, length) => sum + length, 0))
  const ringStart = new Uint32Array(lengths.length + 1)
  const gridStart = new Uint32Array(grids.length + 1)
  const tree = new Flatbush(grids.length)
  let at = 0
  let ring = 0
  for (const [grid, own] of rings.entries()) {
    let west = Infinity
    let south = Infinity
    let east = -Infinity
    let north = -Infinity
    for (const positions of own) {
      for (const [x = 0, y = 0] of positions) {
        coordinates[at++] = x
        coordinates[at++] = y
        west = Math.min(west, x)
        east = Math.max(east, x)
        south = Math.min(south, y)
        north = Math.max(north, y)
      }
      ringStart[++ring] = at
    }
    gridStart[grid + 1] = ring
    tree.add(west, south, east, north)
  }
  tree.finish()
  return { coordinates, ringStart, gridStart, tree }
}

export function flatbushPeer(grids: readonly Grid[]): PointPeer {
  const layer = flatLayerOf(grids)
  return ({ lonE7, latE7 }, count) => {
    const found = new Int32Array(count).fill(-1)
    for (let i = 0; i < count; i++) {
      const x = fromE7(lonE7[i] ?? 0)
      const y = fromE7(latE7[i] ?? 0)
      for (const grid of layer.tree.search(x, y, x, y)) {
        if (!isInside(layer, grid, x, y)) continue
        found[i] = grid
        break
      }
    }
    return found
  }
}

/** The points in a tree (built with the places, outside the clock), and the grids looked up in it. */
export function kdbushPeer(grids: readonly Grid[], places: Places): PointPeer {
  const layer = flatLayerOf(grids)
  const points = new KDBush(places.lonE7.length)
  for (let i = 0; i < places.lonE7.length; i++)
    points.add(fromE7(places.lonE7[i] ?? 0), fromE7(places.latE7[i] ?? 0))
  points.finish()
  return ({ lonE7, latE7 }, count) => {
    const found = new Int32Array(count).fill(-1)
    for (let grid = 0; grid < grids.length; grid++) {
      const [west, south, east, north] = boxOf(layer, grid)
      for (const i of points.range(west, south, east, north))
        if (isInside(layer, grid, fromE7(lonE7[i] ?? 0), fromE7(latE7[i] ?? 0))) found[i] = grid
    }
    return found
  }
}

export function whichPolygonPeer(grids: readonly Grid[]): PointPeer {
  const features = grids.map(({ geometry }, grid) => featureOf(geometry, { grid }))
  const query = whichPolygon({ type: 'FeatureCollection', features })
  return ({ lonE7, latE7 }, count) => {
    const found = new Int32Array(count)
    for (let i = 0; i < count; i++)
      found[i] = query([fromE7(lonE7[i] ?? 0), fromE7(latE7[i] ?? 0)])?.grid ?? -1
    return found
  }
}

export function turfPeer(grids: readonly Grid[]): PointPeer {
  const layer = flatLayerOf(grids)
  const boxes = grids.map(({ geometry }, grid) => {
    const [minX, minY, maxX, maxY] = boxOf(layer, grid)
    return { minX, minY, maxX, maxY, grid, feature: featureOf(geometry, { grid }) }
  })
  const tree = new RBush<(typeof boxes)[number]>().load(boxes)
  return ({ lonE7, latE7 }, count) => {
    const found = new Int32Array(count).fill(-1)
    for (let i = 0; i < count; i++) {
      const x = fromE7(lonE7[i] ?? 0)
      const y = fromE7(latE7[i] ?? 0)
      for (const { grid, feature } of tree.search({ minX: x, minY: y, maxX: x, maxY: y })) {
        if (!booleanPointInPolygon([x, y], feature)) continue
        found[i] = grid
        break
      }
    }
    return found
  }
}

const featureOf = <Properties extends object>(geometry: MultiPolygon, properties: Properties) => ({
  type: 'Feature' as const,
  properties,
  geometry,
})

function boxOf({ coordinates, ringStart, gridStart }: FlatLayer, grid: number) {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  const end = ringStart[gridStart[grid + 1] ?? 0] ?? 0
  for (let at = ringStart[gridStart[grid] ?? 0] ?? 0; at < end; at += 2) {
    const x = coordinates[at] ?? 0
    const y = coordinates[at + 1] ?? 0
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}

/** Even-odd over all rings of a grid, half-open in y. */
function isInside(
  { coordinates, ringStart, gridStart }: FlatLayer,
  grid: number,
  x: number,
  y: number,
): boolean {
  let inside = false
  const lastRing = gridStart[grid + 1]!
  for (let ring = gridStart[grid]!; ring < lastRing; ring++) {
    const end = ringStart[ring + 1]!
    let bx = coordinates[end - 2]!
    let by = coordinates[end - 1]!
    for (let at = ringStart[ring]!; at < end; at += 2) {
      const ax = coordinates[at]!
      const ay = coordinates[at + 1]!
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
      bx = ax
      by = ay
    }
  }
  return inside
}
