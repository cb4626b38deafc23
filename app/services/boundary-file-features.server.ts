import { crsMember, type DeclaredCrs } from '#geo/reading/declared-crs.ts'
import { tooLarge } from './boundary-file-fault.server.ts'

/** x and y as the file has them; NaN for what is no number. */
export type RawRing = [number, number][]

/** A geometry as the file has it; of what is no polygon only the type. */
export type RawGeometry =
  | { type: 'Polygon'; coordinates: RawRing[] | null }
  | { type: 'MultiPolygon'; coordinates: RawRing[][] }
  | { type: string; coordinates: [] }

/** A property of a file: text, or a number that a double holds. */
export type RawValue = string | number | boolean | null

/**
 * A province has some 120,000 governance grids; a file of more features, or whose text is longer
 * than half of what a JavaScript string can hold, is not one a site imports at once.
 */
const mostFeatures = 500_000
const longestText = 256 * 1024 * 1024

/** Gathers features as GeoJSON text, one to a line. */
export class FeatureText {
  readonly #lines: string[] = []
  readonly #fields = new Set<string>()
  #length = 0

  /** @throws FileFault when there are more than a file may have */
  add(geometry: RawGeometry | null, properties: Iterable<readonly [string, RawValue]>): void {
    if (this.#lines.length >= mostFeatures) throw tooLarge(' 50 万个图形')
    const parts: string[] = []
    for (const [field, value] of properties) {
      this.#fields.add(field)
      parts.push(`${ascii(JSON.stringify(field))}:${ascii(JSON.stringify(value))}`)
    }
    const shape = ascii(JSON.stringify(geometry))
    const line = `{"type":"Feature","properties":{${parts.join(',')}},"geometry":${shape}}`
    this.#length += line.length + 2
    if (this.#length > longestText) throw tooLarge(' 256 MB')
    this.#lines.push(line)
  }

  get fields(): string[] {
    return [...this.#fields]
  }

  text(declared: DeclaredCrs | null): string {
    const crs = declared === null ? '' : `"crs":${ascii(JSON.stringify(crsMember(declared)))},`
    return `{"type":"FeatureCollection",${crs}"features":[\n${this.#lines.join(',\n')}\n]}\n`
  }
}

/** A JSON text in ASCII: half the memory of one with a single Chinese character in it. */
const ascii = (json: string) =>
  json.replace(/[\u0080-\uFFFF]/g, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
