import type { MultiPolygon } from 'geojson'
import type { Row } from '#db/schema.ts'
import { compareCodes } from '#geo/code-order.ts'
import { overlayAreas } from '#geo/overlay.ts'
import type { Day } from '../domain/day.ts'
import type { GridRow } from './imports-grid-rows.server.ts'

type GridVersion = Row<'gridVersions'>

export interface GridPlan {
  /** Rows that start a version. */
  starts: GridRow[]
  /** How many of them are of codes that had none in force. */
  added: number
  ends: { id: number; validTo: Day }[]
  /** Codes that end without a new version. */
  endedCodes: string[]
}

/** A grid that is not in the file ends when the file takes more of its ground than this. */
const shareLost = 0.5

/** Compares a file with the versions in force on the day or after it, and changes nothing yet. */
export function planGrids(
  rows: readonly GridRow[],
  present: readonly GridVersion[],
  { validFrom, wholeLayer }: { validFrom: Day; wholeLayer: boolean },
): GridPlan {
  const byCode = new Map<string, GridVersion[]>()
  for (const version of present) {
    byCode.set(version.code, [...(byCode.get(version.code) ?? []), version])
  }
  const starts = rows.filter((row) => !standsAlready(row, byCode.get(row.code) ?? [], validFrom))
  const inFile = new Set(rows.map(({ code }) => code))
  const others = present.filter(({ code }) => !inFile.has(code))
  const lost = wholeLayer ? others : losingGround(others, rows)
  const replaced = starts.flatMap(({ code }) => byCode.get(code) ?? [])
  return {
    starts,
    added: starts.filter(({ code }) => !byCode.has(code)).length,
    ends: [...replaced, ...lost].map((version) => ({
      id: version.id,
      validTo: version.validFrom > validFrom ? version.validFrom : validFrom,
    })),
    endedCodes: [...new Set(lost.map(({ code }) => code))].sort(compareCodes),
  }
}

/** One version, in force from the day on for good, that says the same. */
function standsAlready(row: GridRow, versions: readonly GridVersion[], validFrom: Day): boolean {
  const [version, ...more] = versions
  return (
    version !== undefined &&
    more.length === 0 &&
    version.validFrom <= validFrom &&
    version.validTo === null &&
    version.geometry === row.geometry &&
    version.name === row.name &&
    version.households === row.households &&
    version.population === row.population &&
    version.areaStated === row.areaStated &&
    (row.areaStated === 0 || version.areaCode === row.areaCode)
  )
}

function losingGround(others: readonly GridVersion[], rows: readonly GridRow[]): GridVersion[] {
  const lost = others.map(() => 0)
  for (const { a, areaM2 } of overlayAreas(others.map(parsed), rows.map(parsed))) {
    lost[a] = (lost[a] ?? 0) + areaM2
  }
  return others.filter((version, index) => (lost[index] ?? 0) > version.areaM2 * shareLost)
}

const parsed = ({ code, geometry }: { code: string; geometry: string }) => ({
  code,
  geometry: JSON.parse(geometry) as MultiPolygon,
})
