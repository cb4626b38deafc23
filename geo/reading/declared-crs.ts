/** What a file says its coordinates are in. */
export interface DeclaredCrs {
  /** `urn:ogc:def:crs:EPSG::4527`, `EPSG:4527`, or the name inside the definition. */
  readonly name: string
  /** The definition in well-known text, as a .prj or a GeoPackage has it. */
  readonly wkt?: string
}

/** The `crs` member of the GeoJSON of 2008; a definition stands beside the name in `wkt`. */
export function declaredIn(parsed: unknown): DeclaredCrs | null {
  if (!isRecord(parsed) || !isRecord(parsed.crs) || !isRecord(parsed.crs.properties)) return null
  const { name, wkt } = parsed.crs.properties
  if (typeof name !== 'string') return null
  return typeof wkt === 'string' ? { name, wkt } : { name }
}

/** The member to write, so that `declaredIn` reads the same. */
export const crsMember = ({ name, wkt }: DeclaredCrs) => ({
  type: 'name',
  properties: wkt === undefined ? { name } : { name, wkt },
})

/** The number of an EPSG code in a name, in any of its spellings. */
export function epsgIn(name: string): number | null {
  const found = /(?:^|[^A-Z])EPSG(?::[\d.]*:|::|:|\/0\/|\/)?\s*(\d{4,6})$/i.exec(name.trim())
  return found ? Number(found[1]) : null
}

/**
 * CRS 84, EPSG 4326 and EPSG 4490 (CGCS2000) are degrees that agree within a metre. GCJ-02 and
 * BD-09 have no name of their own, so tools write one of these for them too.
 */
export const namesDegrees = (name: string) => /(^|[^0-9A-Z])(CRS:?84|4326|4490)$/i.test(name.trim())

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
