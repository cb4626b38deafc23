import { compileGridMap, packGridMap, unpackGridMap } from '#geo/locating/grid-map.ts'
import { medianMs, timed } from './clock.ts'
import { flatLayerOf } from './point-peers.ts'
import { digits, table } from './table.ts'
import { prefectureOf } from './workload.ts'

/** From GeoJSON objects to a map that answers, and from the bytes it is kept in. */
export function measureBuilding(): string {
  const grids = prefectureOf(5160).governance
  const first = timed(() => compileGridMap(grids)).ms
  const flat = medianMs(() => flatLayerOf(grids))
  const built = medianMs(() => compileGridMap(grids))
  const bytes = packGridMap(compileGridMap(grids))
  const packed = medianMs(() => packGridMap(compileGridMap(grids))) - built
  const loaded = medianMs(() => unpackGridMap(bytes))
  return table(
    'Building the map of 5,160 grids: at most 8× (stretch 4×) flatbush with flat arrays; loading at most a tenth (stretch a twentieth) of building',
    ['', 'CPU ms', 'ratio'],
    [
      ['flatbush + flat arrays', digits(flat), ''],
      ['hege, first time', digits(first), `${digits(first / flat)}× flatbush`],
      ['hege', digits(built), `${digits(built / flat)}× flatbush`],
      ['packing', digits(packed), ''],
      ['loading', digits(loaded), `${digits(loaded / built)} of building`],
      ['bytes', `${digits(bytes.length / 1e6)} MB`, ''],
    ],
  )
}
