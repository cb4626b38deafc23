import { type CrsConverter, type CrsRefusal, crsConverter } from '#geo/reading/crs-converter.ts'
import { loadProjections } from '#geo/reading/projections.ts'
import type { ImportRefusal } from '../domain/import-problems.ts'
import { coordinateSystems } from '../domain/incidents.ts'
import type { StatedCrs } from '../domain/stated-crs.ts'

/** How the coordinates of a file that declares nothing, a table, become CGCS2000. */
export async function tableConverter(
  crs: StatedCrs,
): Promise<CrsConverter | { ok: false; refusal: ImportRefusal }> {
  const isDatum = coordinateSystems.some((system) => system === crs)
  const projections = isDatum || crs === 'file' ? null : await loadProjections()
  const found = crsConverter(crs, { declared: null }, projections)
  return found.ok ? found : { ok: false, refusal: crsRefusalOf(found) }
}

export function crsRefusalOf({ reason, detail }: Omit<CrsRefusal, 'ok'>): ImportRefusal {
  switch (reason) {
    case 'crsNotDeclared':
      return { reason }
    case 'unknownCrs':
      return { reason, code: detail }
    default:
      return { reason, declared: detail }
  }
}
