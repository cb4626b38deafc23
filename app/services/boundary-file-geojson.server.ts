import { type DeclaredCrs, declaredIn } from '#geo/reading/declared-crs.ts'
import { FileFault, tooLarge } from './boundary-file-fault.server.ts'

/** A MultiPolygon in a collection in a feature is ten deep; properties may be a little more. */
const deepest = 100
/** A JavaScript string holds twice as much. */
const longestText = 256 * 1024 * 1024

/**
 * What a GeoJSON text declares and which properties its features have; the text stays as it is.
 * @throws FileFault
 */
export function examineGeoJson(text: string): { fields: string[]; declared: DeclaredCrs | null } {
  if (text.length > longestText) throw tooLarge(' 256 MB')
  checkDepth(text)
  const parsed = parse(text)
  const features = featuresOf(parsed)
  if (!features) throw new FileFault({ reason: 'notGeoJson' })
  const fields = new Set<string>()
  for (const feature of features) {
    const properties = isRecord(feature) ? feature.properties : null
    if (isRecord(properties)) for (const field of Object.keys(properties)) fields.add(field)
  }
  return { fields: [...fields], declared: declaredIn(parsed) }
}

function checkDepth(text: string): void {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === quote) {
      for (at++; at < text.length && text.charCodeAt(at) !== quote; at++) {
        if (text.charCodeAt(at) === backslash) at++
      }
    } else if (unit === openBracket || unit === openBrace) {
      if (++depth > deepest) throw new FileFault({ reason: 'nestedTooDeep' })
    } else if (unit === closeBracket || unit === closeBrace) depth--
  }
}

const quote = 0x22
const backslash = 0x5c
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
    const end = at === undefined ? text.length : Number(at)
    throw new FileFault({ reason: 'notJson', line: lineAt(text, end) })
  }
}

function lineAt(text: string, end: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) line++
  return line
}

function featuresOf(parsed: unknown): unknown[] | null {
  if (!isRecord(parsed)) return null
  if (parsed.type === 'Feature') return [parsed]
  return parsed.type === 'FeatureCollection' && Array.isArray(parsed.features)
    ? parsed.features
    : null
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
