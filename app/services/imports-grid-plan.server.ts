import type { MultiPolygon } from 'geojson'
import type { Row } from '#db/schema.ts'
import { compareCodes } from '#geo/code-order.ts'
import { overlayAreas } from '#geo/overlay.ts'
import type { Day } from '../domain/day.ts'
import type { GridRow } from './imports-grid-rows.server.ts'

type GridVersion = Row<'gridVersions'>

export interface GridPlan {
  /** Versions to start on the day, each until its code's next begins or the replaced one ended. */
  starts: (GridRow & { validTo: Day | null })[]
  /** How many of them are of codes that had none in force. */
  added: number
  ends: { id: number; validTo: Day }[]
  /** Codes that end without a new version. */
  endedCodes: string[]
  /** The versions in force on the day that stay so. */
  staying: GridVersion[]
}

/** What becomes of the grids that a file does not name; a list names those that end. */
export type UnnamedGrids = 'stay' | 'endWhenRecut' | 'end' | readonly string[]

/** A grid that is not in the file ends when the file's new ones take more of its ground than this. */
const shareLost = 0.5

/**
 * Compares a file with the versions in force on a day, and changes nothing yet. Versions that begin
 * later stay as they are. What the file does not name ends when it is listed, when the file is the
 * whole layer, or when it is a re-cut and takes most of the ground.
 * @param versions those of the layer in force on the day or after it
 */
export function planGrids(
  rows: readonly GridRow[],
  versions: readonly GridVersion[],
  { validFrom, unnamed }: { validFrom: Day; unnamed: UnnamedGrids },
): GridPlan {
  const present = versions.filter((version) => version.validFrom <= validFrom)
  const byCode = new Map(present.map((version) => [version.code, version]))
  const starts = rows.filter((row) => !standsAlready(row, byCode.get(row.code)))
  const inFile = new Set(rows.map(({ code }) => code))
  const others = present.filter(({ code }) => !inFile.has(code))
  const lost = ending(unnamed, others, starts)
  const replaced = starts.flatMap(({ code }) => byCode.get(code) ?? [])
  const gone = new Set([...replaced, ...lost])
  const laterStarts = firstStarts(versions.filter((version) => version.validFrom > validFrom))
  return {
    starts: starts.map((row) => ({
      ...row,
      validTo: laterStarts.get(row.code) ?? byCode.get(row.code)?.validTo ?? null,
    })),
    added: starts.length - replaced.length,
    ends: [...gone].map(({ id }) => ({ id, validTo: validFrom })),
    endedCodes: lost.map(({ code }) => code).sort(compareCodes),
    staying: present.filter((version) => !gone.has(version)),
  }
}

function ending(
  unnamed: UnnamedGrids,
  others: readonly GridVersion[],
  starts: readonly GridRow[],
): readonly GridVersion[] {
  if (unnamed === 'stay') return []
  if (unnamed === 'end') return others
  if (unnamed === 'endWhenRecut') return losingGround(others, starts)
  return others.filter(({ code }) => unnamed.includes(code))
}

const standsAlready = (row: GridRow, version: GridVersion | undefined): boolean =>
  version !== undefined &&
  version.geometry === row.geometry &&
  version.name === row.name &&
  version.households === row.households &&
  version.population === row.population &&
  version.areaStated === row.areaStated &&
  (row.areaStated === 0 || version.areaCode === row.areaCode)

function losingGround(others: readonly GridVersion[], starts: readonly GridRow[]): GridVersion[] {
  const lost = others.map(() => 0)
  for (const { a, areaM2 } of overlayAreas(others.map(parsed), starts.map(parsed))) {
    lost[a] = (lost[a] ?? 0) + areaM2
  }
  return others.filter((version, index) => (lost[index] ?? 0) > version.areaM2 * shareLost)
}

function firstStarts(versions: readonly GridVersion[]): Map<string, Day> {
  const starts = new Map<string, Day>()
  for (const { code, validFrom } of versions) {
    const known = starts.get(code)
    if (known === undefined || validFrom < known) starts.set(code, validFrom)
  }
  return starts
}

const parsed = ({ code, geometry }: { code: string; geometry: string }) => ({
  code,
  geometry: JSON.parse(geometry) as MultiPolygon,
})
