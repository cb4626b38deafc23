import { type Crs, type Datum, isDatum, toCgcs2000 } from '../coordinates.ts'
import { type DeclaredCrs, namesDegrees } from './declared-crs.ts'
import type { Projection, Projections } from './projections.ts'

/** What is worth knowing about how coordinates were taken. */
export interface CrsNote {
  /**
   * `crsUnconfirmed`: the file declares something else than was stated. `datumApproximate`: an old
   * datum, whose shift is only known to tens of metres. `zonePrefix`: eastings have the number of
   * their zone before them, or lack it, unlike the system says.
   */
  readonly kind: 'crsUnconfirmed' | 'datumApproximate' | 'zonePrefix'
  readonly detail: string
}

export interface CrsConverter {
  readonly ok: true
  /** CGCS2000 degrees of a file's x (longitude, easting) and y; NaN for what cannot be a place. */
  convert(x: number, y: number): [number, number]
  readonly notes: CrsNote[]
}

export interface CrsRefusal {
  readonly ok: false
  readonly reason:
    | 'unknownCrs'
    | 'crsNotDeclared'
    | 'crsUnreadable'
    | 'crsImplausible'
    | 'crsContradicts'
  /** The system that is meant. */
  readonly detail: string
}

/**
 * How a file's coordinates become CGCS2000. x is always longitude or easting, whatever order of
 * axes the register of EPSG gives. What is stated wins over what is declared, and is noted; degrees
 * stated in a datum beside a projected declaration are what un-projecting by that gives.
 * @param file.declared what the file says of itself
 * @param file.sample a position of it: shows degrees where metres should be, and zone numbers
 * @param projections null: only degrees can be converted
 */
export function crsConverter(
  crs: Crs,
  file: { declared: DeclaredCrs | null; sample?: readonly [number, number] | undefined },
  projections: Projections | null,
): CrsConverter | CrsRefusal {
  if (isDatum(crs)) return inDatum(crs, file, projections)
  const { declared, sample } = file
  if (crs === 'file') {
    if (!declared) return { ok: false, reason: 'crsNotDeclared', detail: '' }
    const found = projections?.byDeclaration(declared)
    if (!found) return { ok: false, reason: 'crsUnreadable', detail: shown(declared.name) }
    return bySystem(found, declared.name, sample)
  }
  const name = crs.toUpperCase()
  const found = projections?.byEpsg(Number(crs.slice('epsg:'.length)))
  if (!found) return { ok: false, reason: 'unknownCrs', detail: name }
  const stated = bySystem(found, name, sample)
  if (!stated.ok || !declared) return stated
  const own = projections?.byDeclaration(declared)
  const agrees = own && sample && isSame(stated.convert(...sample), own.toWgs84(...sample))
  return agrees ? stated : noting(stated, 'crsUnconfirmed', declared.name)
}

function inDatum(
  datum: Datum,
  { declared, sample }: Parameters<typeof crsConverter>[1],
  projections: Projections | null,
): CrsConverter | CrsRefusal {
  const degrees: CrsConverter = {
    ok: true,
    convert: (lon, lat) => toCgcs2000(lon, lat, datum),
    notes: [],
  }
  if (!declared) return degrees
  const isPlain = datum === 'wgs84' || datum === 'cgcs2000'
  const unconfirmed = () => noting(degrees, 'crsUnconfirmed', declared.name)
  if (namesDegrees(declared.name)) return isPlain ? degrees : unconfirmed()
  const contradicts: CrsRefusal = {
    ok: false,
    reason: 'crsContradicts',
    detail: shown(declared.name),
  }
  if (!projections) return contradicts
  const found = projections.byDeclaration(declared)
  const isDegrees = sample !== undefined && looksLikeDegrees(sample)
  if (!found) return isDegrees ? unconfirmed() : { ...contradicts, reason: 'crsUnreadable' }
  if (!found.isProjected && !found.isApproximate && isPlain) return degrees
  if (!found.isProjected) return unconfirmed()
  if (isDegrees) return contradicts
  const { shift, notes } = prefixShift(found, declared.name, sample)
  const unprojected: CrsConverter = {
    ok: true,
    convert: (x, y) => toCgcs2000(...found.toDegrees(x + shift, y), datum),
    notes,
  }
  const agrees = isPlain && !found.isApproximate
  return agrees ? unprojected : noting(unprojected, 'crsUnconfirmed', declared.name)
}

function bySystem(
  found: Projection,
  name: string,
  sample: readonly [number, number] | undefined,
): CrsConverter | CrsRefusal {
  if (found.isProjected && sample && looksLikeDegrees(sample))
    return { ok: false, reason: 'crsImplausible', detail: shown(name) }
  const { shift, notes } = prefixShift(found, name, sample)
  const { toWgs84 } = found
  const converter: CrsConverter = {
    ok: true,
    convert: shift === 0 ? toWgs84 : (x, y) => toWgs84(x + shift, y),
    notes,
  }
  return found.isApproximate ? noting(converter, 'datumApproximate', name) : converter
}

/**
 * What to add to eastings of a Gauss-Krüger zone so that they have its number before them exactly
 * where the system says so: 39,500,000 is 500,000 in zone 39. With another zone's number it is no place.
 */
function prefixShift(
  { zone }: Projection,
  name: string,
  sample: readonly [number, number] | undefined,
): { shift: number; notes: CrsNote[] } {
  if (!zone || !sample) return { shift: 0, notes: [] }
  const system = Math.floor(zone.easting / 1e6)
  const given = Math.floor(sample[0] / 1e6)
  const numbers = [zone.meridian / 3, (zone.meridian + 3) / 6]
  const lacks = given === 0 && system > 0
  const exceeds = system === 0 && given > 0 && numbers.some((number) => isSameNumber(number, given))
  if (!lacks && !exceeds) return { shift: 0, notes: [] }
  const note: CrsNote = { kind: 'zonePrefix', detail: shown(name) }
  return { shift: (system - given) * 1e6, notes: [note] }
}

const isSameNumber = (a: number, b: number) => Math.abs(a - b) < 1e-6

const looksLikeDegrees = ([x, y]: readonly [number, number]) =>
  Math.abs(x) <= 180 && Math.abs(y) <= 90

/** Within a centimetre. */
const isSame = (a: readonly [number, number], b: readonly [number, number]) =>
  Math.abs(a[0] - b[0]) < 1e-7 && Math.abs(a[1] - b[1]) < 1e-7

const noting = (converter: CrsConverter, kind: CrsNote['kind'], name: string): CrsConverter => ({
  ...converter,
  notes: [...converter.notes, { kind, detail: shown(name) }],
})

const shown = (name: string) => name.slice(0, 80)
