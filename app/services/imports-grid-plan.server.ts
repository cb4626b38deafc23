import type { MultiPolygon } from 'geojson'
import type { Row } from '#db/schema.ts'
import { compareCodes } from '#geo/code-order.ts'
import { overlayAreas } from '#geo/overlay/overlay.ts'
import type { Day } from '../domain/day.ts'
import type { GridRow } from './imports-grid-rows.server.ts'

type GridVersion = Row<'gridVersions'>

export interface GridPlan {
  /** Versions to start on the day, each until its code's next begins or the replaced one ended. */
  starts: (GridRow & Pick<GridVersion, 'kind' | 'validTo'>)[]
  /** How many of them are of codes that had none in force. */
  added: number
  /** The versions that end on it, replaced or not. */
  gone: GridVersion[]
  /** Codes that end without a new version. */
  endedCodes: string[]
  /** What each version that ends shares with each that starts. */
  exchanges: Exchange[]
  /** The versions in force on the day that stay so. */
  staying: GridVersion[]
}

export interface Exchange {
  from: string
  to: string
  areaM2: number
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
  const replaced = starts.flatMap(({ code }) => byCode.get(code) ?? [])
  const mayEnd = [...replaced, ...nameable(unnamed, others)]
  const exchanges = exchangesOf(mayEnd, starts)
  const ending = unnamed === 'endWhenRecut' ? losingGround(others, exchanges) : null
  const gone = mayEnd.filter(
    (version) => inFile.has(version.code) || (ending?.has(version.code) ?? true),
  )
  const goneCodes = new Set(gone.map(({ code }) => code))
  const laterStarts = firstStarts(versions.filter((version) => version.validFrom > validFrom))
  return {
    starts: starts.map((row) => ({
      ...row,
      kind: byCode.get(row.code)?.kind ?? null,
      validTo: laterStarts.get(row.code) ?? byCode.get(row.code)?.validTo ?? null,
    })),
    added: starts.length - replaced.length,
    gone,
    endedCodes: gone
      .map(({ code }) => code)
      .filter((code) => !inFile.has(code))
      .sort(compareCodes),
    exchanges: exchanges.filter(({ from }) => goneCodes.has(from)),
    staying: present.filter(({ code }) => !goneCodes.has(code)),
  }
}

/** Those of the grids that a file does not name that may end at all. */
function nameable(unnamed: UnnamedGrids, others: readonly GridVersion[]): readonly GridVersion[] {
  if (unnamed === 'stay') return []
  if (unnamed === 'end' || unnamed === 'endWhenRecut') return others
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

/** The codes of those that lose most of their ground to the new ones. */
function losingGround(
  others: readonly GridVersion[],
  exchanges: readonly Exchange[],
): ReadonlySet<string> {
  const lost = new Map<string, number>()
  for (const { from, areaM2 } of exchanges) lost.set(from, (lost.get(from) ?? 0) + areaM2)
  return new Set(
    others
      .filter(({ code, areaM2 }) => (lost.get(code) ?? 0) > areaM2 * shareLost)
      .map(({ code }) => code),
  )
}

const exchangesOf = (from: readonly GridVersion[], to: readonly GridRow[]): Exchange[] =>
  overlayAreas(from.map(parsed), to.map(parsed)).map(({ a, b, areaM2 }) => ({
    from: from[a]?.code ?? '',
    to: to[b]?.code ?? '',
    areaM2,
  }))

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
