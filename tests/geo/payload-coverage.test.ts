import initGeos from 'geos-wasm'
import { geojsonToGeosGeom } from 'geos-wasm/helpers'
import { expect, test } from 'vitest'
import { decodeGridPayload, polygonsOfGrid } from '#geo/display/decode-payload.ts'
import { encodeGridPayload } from '#geo/display/payload.ts'
import { generatePrefecture } from '#seeds/prefecture/prefecture.ts'

test('however coarse, a layer with lakes and enclaves stays one that GEOS finds whole', async () => {
  const geos = await initGeos()
  const { governance } = generatePrefecture({ scale: 0.06, seed: 3213 })
  for (const toleranceMetres of [0, 6, 40, 400, 4000]) {
    const bytes = encodeGridPayload(governance, { toleranceMetres, perDegree: 1e5 })
    const decoded = decodeGridPayload(bytes)
    const shapes = decoded.codes.map((_, grid) => {
      const coordinates = polygonsOfGrid(decoded, grid).map((rings) =>
        rings.map((ring) => [...ring, ...ring.slice(0, 1)].map(([lat, lon]) => [lon, lat])),
      )
      return geojsonToGeosGeom({ type: 'MultiPolygon', coordinates }, geos)
    })
    const place = geos.Module._malloc(4 * shapes.length)
    new Uint32Array(geos.Module.HEAPU8.buffer, place, shapes.length).set(shapes)
    const collection = geos.GEOSGeom_createCollection(geometryCollection, place, shapes.length)
    expect(shapes.map((shape) => geos.GEOSisValid(shape))).toEqual(shapes.map(() => 1))
    expect({ toleranceMetres, whole: geos.GEOSCoverageIsValid(collection, 0, 0) }).toEqual({
      toleranceMetres,
      whole: 1,
    })
  }
})

/** GEOS's number for the type. */
const geometryCollection = 7
