import type { DeclaredCrs } from './declared-crs.ts'
import { epsgIn } from './declared-crs.ts'

/** A coordinate reference system whose parameters are known. */
export interface Projection {
  /** In metres or feet rather than degrees. */
  readonly isProjected: boolean
  /** On an ellipsoid that is not that of WGS 84 or CGCS2000: its shift is known to tens of metres. */
  readonly isApproximate: boolean
  /** The middle meridian in degrees and the easting given to it, of a Gauss-Krüger zone. */
  readonly zone: { meridian: number; easting: number } | null
  /** Degrees on its own ellipsoid; NaN for what cannot be a place. */
  toDegrees(x: number, y: number): [number, number]
  /** Degrees of WGS 84, and so within centimetres of CGCS2000; NaN for what cannot be a place. */
  toWgs84(x: number, y: number): [number, number]
}

/**
 * Metres from its middle meridian within which a Gauss-Krüger zone is used, however sloppily; the
 * number of the zone beside it puts an easting at least 670 km away.
 */
const zoneReach = 650_000

/** The systems there are. */
export interface Projections {
  byEpsg(code: number): Projection | null
  /** By the EPSG number in its name, else by its definition. */
  byDeclaration(declared: DeclaredCrs): Projection | null
}

/** Proj4 and its list of some 5,400 EPSG codes; a third of a second, so only where it is needed. */
export async function loadProjections(): Promise<Projections> {
  const [{ default: proj4 }, { default: list }] = await Promise.all([
    import('proj4'),
    import('proj4-list'),
  ])
  return { byEpsg, byDeclaration }

  function byEpsg(code: number): Projection | null {
    const definition = list[`EPSG:${code}`]?.[1]
    return definition === undefined ? null : projectionOf(definition)
  }

  function byDeclaration({ name, wkt }: DeclaredCrs): Projection | null {
    if (/(^|:)CRS:?84$/i.test(name.trim())) return byEpsg(4326)
    const epsg = epsgIn(name)
    const known = epsg === null ? null : byEpsg(epsg)
    if (known) return known
    const text = (wkt ?? name).trim()
    return isDefinition(text) ? projectionOf(text) : null
  }

  function projectionOf(definition: string): Projection | null {
    try {
      const source = new proj4.Proj(withShift(definition))
      const { a, b, projName } = source as unknown as { a: number; b: number; projName: string }
      if (projName === 'geocent') return null
      const bare = new proj4.Proj(`+proj=longlat +a=${a} +b=${b} +no_defs`)
      // Proj4 goes through WGS 84 wherever a shift is known; without a datum it cannot.
      const unshifted = Object.assign(new proj4.Proj(definition), { datum: bare.datum })
      const isProjected = projName !== 'longlat'
      const isApproximate = !isWgs84Like(a, b)
      // Degrees that are those of WGS 84 stay as they are, to the last bit.
      const isIdentity = !isProjected && !isApproximate && !isFromElsewhere(source)
      const identity = (x: number, y: number): [number, number] => [x, y]
      const zone = zoneOf(source)
      return {
        isProjected,
        isApproximate,
        zone,
        toDegrees: isIdentity ? identity : through(unshifted, bare),
        toWgs84: isIdentity ? identity : through(source, new proj4.Proj('WGS84')),
      }

      function through(from: InstanceType<typeof proj4.Proj>, to: InstanceType<typeof proj4.Proj>) {
        return (x: number, y: number): [number, number] => {
          if (!Number.isFinite(x) || !Number.isFinite(y)) return [Number.NaN, Number.NaN]
          if (zone && Math.abs(x - zone.easting) > zoneReach) return [Number.NaN, Number.NaN]
          const found = proj4.transform(from, to, { x, y })
          if (!found || !Number.isFinite(found.x) || !Number.isFinite(found.y))
            return [Number.NaN, Number.NaN]
          return [found.x, found.y]
        }
      }
    } catch {
      return null // whatever the parser cannot make sense of
    }
  }
}

/** Well-known text of a system on the ground, of a size that a system can have. */
const isDefinition = (text: string) =>
  text.length < 20_000 &&
  /^(PROJCS|GEOGCS|PROJCRS|PROJECTEDCRS|GEOGCRS|GEODCRS|GEODETICCRS|GEOGRAPHICCRS|BOUNDCRS)\s*\[/i.test(
    text,
  )

/**
 * Beijing 1954 in well-known text comes without its shift; EPSG's, good to tens of metres, is
 * given to it (EPSG:4214 as in the list of codes).
 */
function withShift(definition: string): string {
  if (!/^(PROJCS|GEOGCS)/i.test(definition) || /TOWGS84/i.test(definition)) return definition
  return definition.replace(
    /(DATUM\["[^"]*Beijing[^"]*",\s*SPHEROID\[[^[\]]*\])/i,
    '$1,TOWGS84[15.8,-154.4,-82.3,0,0,0,0]',
  )
}

/** The ellipsoids of WGS 84 and CGCS2000, and the sphere of web maps, whose degrees are WGS 84's. */
const isWgs84Like = (a: number, b: number) =>
  Math.abs(a - 6_378_137) < 0.01 && (Math.abs(b - 6_356_752.314) < 0.01 || a === b)

const isFromElsewhere = (source: object) =>
  'from_greenwich' in source && source.from_greenwich !== 0

/** Gauss-Krüger: a transverse Mercator at full scale whose easting is 500 km, or a zone before it. */
function zoneOf(source: object): Projection['zone'] {
  const { names, k0, x0, long0 } = source as {
    names?: string[]
    k0?: number
    x0?: number
    long0?: number
  }
  const isTransverse = names?.some((name) => /tmerc|gauss.?kr/i.test(name)) ?? false
  if (!isTransverse || k0 !== 1 || x0 === undefined || long0 === undefined) return null
  if (x0 % 1e6 !== 500_000) return null
  return { meridian: (long0 * 180) / Math.PI, easting: x0 }
}
