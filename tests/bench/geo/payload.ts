import { gzipSync } from 'node:zlib'
import { decodeGridPayload } from '#geo/display/decode-payload.ts'
import { encodeGridPayload } from '#geo/display/payload.ts'
import { medianMs } from './clock.ts'
import { digits, table } from './table.ts'
import { prefectureOf } from './workload.ts'

const details = [
  { toleranceMetres: 0, perDegree: 1e6 },
  { toleranceMetres: 5, perDegree: 1e5 },
  { toleranceMetres: 20, perDegree: 1e5 },
  { toleranceMetres: 40, perDegree: 1e5 },
]

/** What the browser's map loads, at tolerances of borders in metres. */
export function measurePayload(): string {
  const grids = prefectureOf(5160).governance
  const geoJson = gzipSync(JSON.stringify(grids.map(({ code, geometry }) => ({ code, geometry }))))
  const rows = details.map((detail) => {
    const bytes = encodeGridPayload(grids, detail)
    const encoded = medianMs(() => encodeGridPayload(grids, detail))
    const decoded = medianMs(() => decodeGridPayload(bytes))
    return [
      `${detail.toleranceMetres} m, ${detail.perDegree} to a degree`,
      digits(gzipSync(bytes, { level: 9 }).length / 1000),
      digits(encoded),
      digits(decoded),
    ]
  })
  return table(
    'Map payload of 5,160 grids at 1e-6°: at most 700 kB gzip whole (stretch 350 kB at the first zoom), decoding at most 30 ms',
    ['tolerance', 'gzip kB', 'encode CPU ms', 'decode CPU ms'],
    [...rows, ['GeoJSON, 7 decimals', digits(geoJson.length / 1000), '', '']],
  )
}
