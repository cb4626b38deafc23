import { SaxesParser, type SaxesTagPlain } from 'saxes'
import type { DeclaredCrs } from '#geo/reading/declared-crs.ts'
import { checkVertices, damaged, FileFault } from './boundary-file-fault.server.ts'
import {
  FeatureText,
  type RawGeometry,
  type RawRing,
  type RawValue,
} from './boundary-file-features.server.ts'
import type { TextSource } from './imports-text.server.ts'

/** The standard knows no other (OGC 12-007r2, 9.1): longitude, latitude in WGS 84. */
export const kmlCrs: DeclaredCrs = { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' }

/** Folders within folders: a file deeper than this was not made by people. */
const deepest = 100
/** Longer than the text of any ring: a million vertices at 60 digits each. */
const longestText = 64 * 1024 * 1024
/** Elements of KML have an id and a namespace or two. */
const mostAttributes = 100
const roots: readonly string[] = ['kml', 'Document', 'Folder', 'Placemark']
const otherShapes: readonly string[] = ['Point', 'LineString', 'Track', 'MultiTrack', 'Model']

/**
 * The placemarks of a KML, with or without namespaces: name, ExtendedData and SimpleData as
 * properties, polygons with their holes. Points beside a polygon are its label and left out.
 * @throws FileFault
 */
export async function readKml(source: TextSource): Promise<FeatureText> {
  const features = new FeatureText()
  const path: string[] = []
  let text = ''
  let placemark: Placemark | null = null
  let attributes = 0
  let polygons = 0
  let others = 0
  const parser = new SaxesParser<{ xmlns: false; position: false }>({
    xmlns: false,
    position: false,
  })
  parser.on('error', () => {
    throw damaged('KML')
  })
  parser.on('doctype', () => {
    throw new FileFault({ reason: 'unsafeXml' })
  })
  parser.on('opentagstart', () => {
    attributes = 0
  })
  parser.on('attribute', () => {
    if (++attributes > mostAttributes) throw damaged('KML')
  })
  parser.on('opentag', open)
  parser.on('closetag', close)
  parser.on('text', keep)
  parser.on('cdata', keep)
  for await (const piece of source()) {
    for (let at = 0; at < piece.length; at += pieceLength)
      parser.write(piece.slice(at, at + pieceLength))
  }
  parser.close()
  if (polygons === 0 && others > 0) throw new FileFault({ reason: 'notAreas', shape: '点或线' })
  if (polygons + others === 0) throw new FileFault({ reason: 'noLayer', format: 'KML' })
  return features

  function open(tag: SaxesTagPlain): void {
    const name = localName(tag.name)
    if (path.length === 0 && !roots.includes(name))
      throw new FileFault({
        reason: 'unknownFormat',
        says: null,
        is: `XML（${name.slice(0, 40)}）`,
      })
    path.push(name)
    if (path.length > deepest) throw new FileFault({ reason: 'nestedTooDeep' })
    text = ''
    if (name === 'Placemark') placemark = new Placemark()
    else placemark?.open(name, tag.attributes)
  }

  function close(tag: SaxesTagPlain): void {
    const name = localName(tag.name)
    path.pop()
    if (placemark && name === 'Placemark') {
      const geometry = placemark.geometry()
      if (placemark.polygons.length > 0) polygons++
      else if (geometry) others++
      features.add(geometry, placemark.properties)
      placemark = null
    } else placemark?.close(name, path.at(-1) ?? '', text)
    text = ''
  }

  function keep(piece: string): void {
    if (!placemark) return
    text += piece
    if (text.length > longestText) throw new FileFault({ reason: 'shapeTooLarge' })
  }
}

const pieceLength = 1 << 16

const localName = (name: string) => name.slice(name.indexOf(':') + 1)

class Placemark {
  readonly properties = new Map<string, RawValue>()
  readonly polygons: RawRing[][] = []
  /** What is no polygon: a line beside polygons makes the feature unusable, a label does not. */
  #other: string | null = null
  #field = ''
  #vertices = 0

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'Data' || name === 'SimpleData') this.#field = attributes.name ?? ''
    else if (name === 'Polygon') this.#addPolygon()
    else if (otherShapes.includes(name) && this.#other !== 'LineString') this.#other = name
  }

  close(name: string, parent: string, text: string): void {
    if (name === 'name' && parent === 'Placemark') this.#set('name', text)
    else if (name === 'SimpleData' || (name === 'value' && parent === 'Data'))
      this.#set(this.#field, text)
    else if (name === 'coordinates' && parent === 'LinearRing') this.#addRing(text)
  }

  geometry(): RawGeometry | null {
    if (this.#other !== null && (this.polygons.length === 0 || this.#other !== 'Point'))
      return { type: this.#other, coordinates: [] }
    const [only] = this.polygons
    if (!only) return null
    return this.polygons.length === 1
      ? { type: 'Polygon', coordinates: only }
      : { type: 'MultiPolygon', coordinates: this.polygons }
  }

  #addPolygon(): void {
    this.polygons.push([])
    checkVertices(++this.#vertices)
  }

  #addRing(text: string): void {
    const ring: RawRing = []
    this.polygons.at(-1)?.push(ring)
    for (const position of positionsIn(text)) {
      ring.push(position)
      checkVertices(++this.#vertices)
    }
  }

  #set(field: string, text: string): void {
    if (field !== '') this.properties.set(field, text.trim())
  }
}

/** `118.1,33.9,0 118.2,33.9,0`, blanks beside commas included; NaN for what is no number. */
function* positionsIn(text: string): Generator<[number, number]> {
  let tuple = ''
  for (const [token] of text.matchAll(/\S+/g)) {
    const isOpen = tuple === '' || tuple.endsWith(',') || token.startsWith(',')
    if (isOpen && commasIn(tuple + token) < 3) tuple += token
    else {
      yield positionOf(tuple)
      tuple = token
    }
  }
  if (tuple !== '') yield positionOf(tuple)
}

const commasIn = (text: string) => text.split(',', 4).length - 1

function positionOf(tuple: string): [number, number] {
  const [x = '', y = ''] = tuple.split(',', 2)
  return [numberIn(x), numberIn(y)]
}

const numberIn = (text: string) => (text === '' ? Number.NaN : Number(text))
