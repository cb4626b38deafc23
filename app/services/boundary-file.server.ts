import type { DeclaredCrs } from '#geo/reading/declared-crs.ts'
import type { ImportRefusal } from '../domain/import-problems.ts'
import { damaged, FileFault } from './boundary-file-fault.server.ts'
import { examineGeoJson } from './boundary-file-geojson.server.ts'
import { readGeoPackage } from './boundary-file-geopackage.server.ts'
import { contentKind, promisedFormat } from './boundary-file-kind.server.ts'
import { kmlCrs, readKml } from './boundary-file-kml.server.ts'
import { readShapefile } from './boundary-file-shapefile.server.ts'
import { listPacked, type PackedFile } from './boundary-file-zip.server.ts'
import { type TextSource, textOf, wholeText } from './imports-text.server.ts'

export type BoundaryFormat = 'GeoJSON' | 'shapefile' | 'KML' | 'GeoPackage'

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
 * Reads a file of boundaries by its content, whatever its name: GeoJSON, a zipped shapefile, KML or
 * KMZ, GeoPackage. Never throws on any content, and leaves nothing on the disk.
 */
export async function readBoundaryFile(
  bytes: Uint8Array,
  fileName: string,
): Promise<BoundaryFileRead> {
  const promised = promisedFormat(fileName)
  try {
    const { promises, ...file } = await readContent(bytes)
    const isNamed = promised === null || promises.includes(promised)
    return { ok: true, ...file, misnamed: isNamed ? null : promised }
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    const { refusal } = error
    if (refusal.reason !== 'unknownFormat') return { ok: false, refusal }
    return { ok: false, refusal: { ...refusal, says: promised } }
  }
}

/** `promises`: what the file's name may promise. */
type Content = Omit<BoundaryFile, 'misnamed'> & { promises: readonly string[] }

async function readContent(bytes: Uint8Array): Promise<Content> {
  const kind = contentKind(bytes)
  switch (kind.is) {
    case 'empty':
      throw new FileFault({ reason: 'emptyFile' })
    case 'shapefilePart':
      throw new FileFault({ reason: 'shapefilePart' })
    case 'other':
      throw new FileFault({ reason: 'unknownFormat', says: null, is: kind.name })
    case 'zip':
      return readPacked(await listPacked(bytes))
    case 'json': {
      const text = await wholeText(await textIn(bytes))
      return { text, format: 'GeoJSON', ...examineGeoJson(text), promises: ['GeoJSON'] }
    }
    case 'xml': {
      const features = await readKml(await textIn(bytes))
      const text = features.text(kmlCrs)
      return { text, format: 'KML', fields: features.fields, declared: kmlCrs, promises: ['KML'] }
    }
    case 'geopackage': {
      const { features, declared } = readGeoPackage(bytes)
      const text = features.text(declared)
      return {
        text,
        format: 'GeoPackage',
        fields: features.fields,
        declared,
        promises: ['GeoPackage'],
      }
    }
  }
}

async function readPacked(files: readonly PackedFile[]): Promise<Content> {
  const shapefiles = files.filter(({ path }) => /\.shp$/i.test(path))
  const others = files.filter(({ path }) => /\.(kml|geojson|gpkg)$/i.test(path))
  const layers = [...shapefiles, ...others]
  const [layer] = layers
  if (!layer) {
    const office = files.find(({ path }) => /^(xl|word|ppt)\//.test(path))
    if (office) throw new FileFault({ reason: 'unknownFormat', says: null, is: 'Office 文件' })
    if (files.some(({ path }) => /\.(dbf|shx)$/i.test(path)))
      throw new FileFault({ reason: 'shapefilePart' })
    throw new FileFault({ reason: 'noLayer', format: 'zip' })
  }
  if (layers.length > 1)
    throw new FileFault({ reason: 'severalLayers', layers: layers.map(({ path }) => path) })
  if (!/\.shp$/i.test(layer.path)) {
    const content = await readUnpacked(await layer.unpack())
    return { ...content, promises: content.format === 'KML' ? ['zip', 'KMZ'] : ['zip'] }
  }
  const { features, declared } = await readShapefile(layer, files)
  const text = features.text(declared)
  return { text, format: 'shapefile', fields: features.fields, declared, promises: ['zip'] }
}

/** What an archive holds may not be an archive again, whatever its name. */
async function readUnpacked(bytes: Uint8Array): Promise<Content> {
  if (contentKind(bytes).is === 'zip') throw damaged('zip')
  return readContent(bytes)
}

/** In pieces, so that a long text need not be held twice. */
async function textIn(bytes: Uint8Array): Promise<TextSource> {
  const source = await textOf(async function* () {
    for (let at = 0; at < bytes.length; at += pieceLength)
      yield bytes.subarray(at, at + pieceLength)
  })
  if (!source) throw new FileFault({ reason: 'unreadableText' })
  return source
}

const pieceLength = 1 << 20
