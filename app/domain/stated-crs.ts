import { type CoordinateSystem, coordinateSystems } from './incidents.ts'
import { coordinateSystemLabels } from './labels.ts'

/**
 * What the coordinates of a file may be stated in: degrees of one of the four, any system with an
 * EPSG number, or what the file itself declares (按文件声明).
 */
export type StatedCrs = CoordinateSystem | `epsg:${number}` | 'file'

/** `wgs84`, `file`, `epsg:4527`, `EPSG:4527` or `4527`; undefined for anything else. */
export function statedCrsOf(text: string): StatedCrs | undefined {
  const name = text.trim().toLowerCase()
  if (name === 'file') return name
  const datum = coordinateSystems.find((system) => system === name)
  if (datum) return datum
  const number = /^(?:epsg:{1,2})?([1-9]\d{3,5})$/.exec(name)?.[1]
  return number === undefined ? undefined : `epsg:${Number(number)}`
}

/** In words, or as its number: EPSG:4527. */
export function statedCrsText(crs: string): string {
  if (crs === 'file') return '按文件声明'
  const datum = coordinateSystems.find((system) => system === crs)
  return datum ? coordinateSystemLabels[datum] : crs.toUpperCase()
}
