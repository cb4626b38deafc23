import type { DeclaredCrs } from '#geo/reading/declared-crs.ts'

/** A definition under its own name; null for blanks. */
export function declaredByWkt(text: string): DeclaredCrs | null {
  const wkt = text.replace(/\0/g, '').trim()
  if (wkt === '') return null
  const name = /^\w+\s*\[\s*"([^"]{1,200})"/.exec(wkt)?.[1]
  return name === undefined ? { name: wkt.slice(0, 80) } : { name, wkt }
}
