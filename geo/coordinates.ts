import gcoord from 'gcoord'

/** The datums (坐标系) in which degrees may be stated. */
export const datumNames = ['wgs84', 'cgcs2000', 'gcj02', 'bd09'] as const
export type Datum = (typeof datumNames)[number]

/**
 * What a file's coordinates may be stated in: degrees of a datum, any system with an EPSG number,
 * or whatever the file itself declares (按文件声明).
 */
export type Crs = Datum | `epsg:${number}` | 'file'

/** Units of a degree in stored integer coordinates: 1e-7° is about one centimetre. */
const unitsPerDegree = 1e7
/** Mean radius of the earth in metres (IUGG). */
const earthRadius = 6_371_008.8

export const isDatum = (name: unknown): name is Datum =>
  (datumNames as readonly unknown[]).includes(name)

/**
 * Longitude and latitude in CGCS2000 degrees. WGS 84 agrees with CGCS2000 within a few
 * centimetres and is taken as it is; GCJ-02 and BD-09 are shifted back (within about a metre).
 * Outside China GCJ-02 equals WGS 84.
 */
export function toCgcs2000(lon: number, lat: number, datum: Datum): [number, number] {
  if (datum === 'wgs84' || datum === 'cgcs2000') return [lon, lat]
  const from = datum === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09
  const [x, y] = gcoord.transform([lon, lat], from, gcoord.WGS84)
  return [x, y]
}

/** Degrees to the nearest 1e-7°, as an integer that fits 32 bits. */
export const toE7 = (degrees: number) => Math.round(degrees * unitsPerDegree)

export const fromE7 = (units: number) => units / unitsPerDegree

/** Great-circle distance in metres between two places in degrees (within 0.6 %). */
export function distanceMetres(lonA: number, latA: number, lonB: number, latB: number): number {
  const radians = Math.PI / 180
  const sinLat = Math.sin(((latB - latA) * radians) / 2)
  const sinLon = Math.sin(((lonB - lonA) * radians) / 2)
  const chord =
    sinLat * sinLat + Math.cos(latA * radians) * Math.cos(latB * radians) * sinLon * sinLon
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/** False for what geocoders and empty columns give: not a number, out of range, or 0,0. */
export const isUsablePoint = (lon: number, lat: number) =>
  Number.isFinite(lon) &&
  Number.isFinite(lat) &&
  Math.abs(lon) <= 180 &&
  Math.abs(lat) <= 90 &&
  (lon !== 0 || lat !== 0)
