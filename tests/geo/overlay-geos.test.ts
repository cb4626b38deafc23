import type { MultiPolygon } from 'geojson'
import initGeos from 'geos-wasm'
import { geojsonToGeosGeom } from 'geos-wasm/helpers'
import { expect, test } from 'vitest'
import type { Grid } from '#geo/locating/grid-map.ts'
import { layerEdgesOf } from '#geo/overlay/layer-edges.ts'
import { overlayMaps } from '#geo/overlay/overlay.ts'
import { generatePrefecture } from '#seeds/prefecture/prefecture.ts'
import { toAuthalicPlane } from './authalic-plane.ts'

test('every pair of a generated prefecture agrees with GEOS within a thousandth of a square metre', async () => {
  const prefecture = generatePrefecture({ scale: 0.05, seed: 7 })
  const police = prefecture.police.map(toAuthalicPlane)
  const governance = prefecture.governance.map(toAuthalicPlane)
  const pairs = overlayMaps(layerEdgesOf(police, 'plane'), layerEdgesOf(governance, 'plane'))
  const ours = new Map(pairs.map(({ a, b, areaM2 }) => [`${a} ${b}`, areaM2]))
  const theirs = await areasByGeos(police, governance)
  expect(theirs.size).toBeGreaterThan(governance.length)
  for (const [pair, areaM2] of theirs)
    expect(Math.abs((ours.get(pair) ?? 0) - areaM2)).toBeLessThan(1e-3)
  for (const [pair, areaM2] of ours)
    if (!pair.includes('-1')) expect(Math.abs((theirs.get(pair) ?? 0) - areaM2)).toBeLessThan(1e-3)
})

test('the ellipsoid gives what its equal-area plane gives', () => {
  const { police, governance } = generatePrefecture({ scale: 0.05, seed: 7 })
  const inPlane = overlayMaps(
    layerEdgesOf(police.map(toAuthalicPlane), 'plane'),
    layerEdgesOf(governance.map(toAuthalicPlane), 'plane'),
  )
  const onEllipsoid = overlayMaps(layerEdgesOf(police), layerEdgesOf(governance))
  const byPair = new Map(onEllipsoid.map(({ a, b, areaM2 }) => [`${a} ${b}`, areaM2]))
  expect(inPlane.length).toBeGreaterThan(governance.length)
  for (const { a, b, areaM2 } of inPlane) {
    const difference = Math.abs((byPair.get(`${a} ${b}`) ?? 0) - areaM2)
    expect(difference).toBeLessThan(0.5 + 1e-6 * areaM2) // 300 m of straight edge: 1 mm apart
  }
})

async function areasByGeos(a: readonly Grid[], b: readonly Grid[]): Promise<Map<string, number>> {
  const geos = await initGeos()
  const load = ({ geometry }: { geometry: MultiPolygon }) => geojsonToGeosGeom(geometry, geos)
  const left = a.map(load)
  const right = b.map(load)
  const place = geos.Module._malloc(8)
  const areas = new Map<string, number>()
  for (const [i, own] of left.entries()) {
    for (const [j, other] of right.entries()) {
      if (geos.GEOSIntersects(own, other) !== 1) continue
      const shared = geos.GEOSIntersection(own, other)
      geos.GEOSArea(shared, place)
      geos.GEOSGeom_destroy(shared)
      const area = geos.Module.getValue(place, 'double')
      if (area > 0) areas.set(`${i} ${j}`, area)
    }
  }
  return areas
}
