import type { Grid } from '../locating/grid-map.ts'
import { isExchanged, isOnEarth } from '../reading/exchanged-axes.ts'
import {
  type GridFile,
  type GridFileReason,
  isRecord,
  openGridFile,
  type ReadOptions,
} from '../reading/grid-file.ts'
import { polygonsIn } from '../reading/read-geometry.ts'
import {
  type GatheredGrids,
  type GridProblem,
  type GridsRead,
  gatherGrids,
  gridsIn,
  type ReadGrid,
} from '../reading/read-grids.ts'
import { DefectList } from './defect-list.ts'
import { defectOfProblem } from './defect-of-problem.ts'
import type { Defect, DefectKind } from './defects.ts'
import { examineFeature, type FileTally } from './examine-feature.ts'
import { examineLayer } from './examine-layer.ts'

export interface ExamineOptions extends ReadOptions {
  /**
   * Grids or outlines that are right already, on either layer: a file whose borders fit them only
   * when shifted back from GCJ-02 or BD-09 was stated in the wrong datum.
   */
  neighbours?: readonly Grid[]
}

export type GridsExamined =
  | {
      ok: true
      grids: ReadGrid[]
      /** What `readGrids` says; every problem is among the defects too, more exactly. */
      problems: GridProblem[]
      /** By feature, ring, vertex and kind; of each kind the first 2,000. */
      defects: Defect[]
      /** How many of each kind there are. */
      counts: Partial<Record<DefectKind, number>>
    }
  | {
      ok: false
      reason: GridFileReason | 'tooManyVertices' | 'tangledLayer'
      line?: number
      detail?: string
      /** What is wrong with features that could not be used. */
      defects: Defect[]
      counts: Partial<Record<DefectKind, number>>
    }

/** Twice the largest layer there is reason to expect: 50,000 grids of 3.3 million vertices. */
const mostVertices = 7_000_000

/**
 * Reads a layer of grids as `readGrids` does and names everything that is wrong with it: with each
 * ring as the file has it, and between the grids as read. Never throws, whatever the text.
 */
export function examineGrids(text: string, options: ExamineOptions): GridsExamined {
  const list = new DefectList()
  const read = readAndExamine(text, options, list)
  if (!read.ok) return { ...read, ...answer() }
  const isLayer = examineLayer(read.grids, options.neighbours ?? [], list)
  if (!isLayer) return { ok: false, reason: 'tangledLayer', ...answer() }
  return { ...read, ...answer() }

  function answer() {
    return { defects: list.inOrder(), counts: list.counts }
  }
}

/** By itself, so that what the text was parsed to is gone before the layer is built. */
function readAndExamine(
  text: string,
  options: ReadOptions,
  list: DefectList,
): GridsRead | TooManyVertices {
  const file = openGridFile(text, options)
  if (!file.ok) return file
  if (vertexCount(file) > mostVertices)
    return { ok: false, reason: 'tooManyVertices', detail: String(mostVertices) }
  const gathered = gatherGrids(file, options)
  examineFeatures(file, gathered, list)
  const read = gridsIn(file, gathered)
  if (!read.ok) return read
  for (const { detail } of file.notes)
    list.add('unconfirmed-datum', () => ({
      severity: 'warning',
      quiet: true,
      feature: 0,
      line: 1,
      detail,
    }))
  return read
}

interface TooManyVertices {
  ok: false
  reason: 'tooManyVertices'
  detail: string
}

function vertexCount({ features }: GridFile): number {
  let count = 0
  for (const feature of features) {
    const polygons = polygonsIn(isRecord(feature) ? feature.geometry : undefined)
    if (!Array.isArray(polygons)) continue
    for (const polygon of polygons) {
      if (!Array.isArray(polygon)) continue
      for (const ring of polygon) count += Array.isArray(ring) ? ring.length : 0
    }
  }
  return count
}

function examineFeatures(file: GridFile, gathered: GatheredGrids, list: DefectList): void {
  const problemsOf = new Map<number, GridProblem[]>()
  const codes = new Map<number, string>()
  for (const problem of gathered.problems) {
    const own = problemsOf.get(problem.feature)
    if (own) own.push(problem)
    else problemsOf.set(problem.feature, [problem])
    if (problem.code !== undefined) codes.set(problem.feature, problem.code)
  }
  for (const { feature, code } of gathered.grids) codes.set(feature, code)

  const tally: FileTally = { windings: 0 }
  const exchanged: Where[] = []
  for (const [feature, given] of file.features.entries()) {
    const own = problemsOf.get(feature) ?? []
    const isUsed = own.every(({ severity }) => severity !== 'error')
    const mayTouch = !isUsed || gathered.touching.has(feature)
    const code = codes.get(feature)
    const line = file.places.lines[feature] ?? 1
    const where = { feature, line, ...(code === undefined ? {} : { code }) }
    const geometry = isRecord(given) ? given.geometry : undefined
    const convert = file.convertOf(given)
    const isTurned = convert === file.convert && isExchanged(geometry, convert)
    const found: Set<DefectKind> = isTurned
      ? new Set(['swapped-axes'])
      : examineFeature(geometry, convert, where, { isUsed, mayTouch }, list, tally)
    if (isTurned) {
      const place = firstPlace(geometry, (x, y) => convert(y, x))
      exchanged.push({ ...where, ...place, severity: isUsed ? 'warning' : 'error' })
    }
    for (const problem of own) {
      const defect = defectOfProblem(problem, found, gathered.overlapping)
      if (defect) list.add(defect.kind, () => ({ ...firstPlace(geometry, convert), ...defect }))
    }
  }
  addExchanged(exchanged, file.features.length, list)
  const { firstWinding, windings } = tally
  if (firstWinding) list.add('winding', () => ({ ...firstWinding, detail: String(windings) }))
}

type Where = Pick<Defect, 'feature' | 'line' | 'code' | 'severity' | 'lon' | 'lat'>

/** Where a feature lies, as far as that can be said. */
function firstPlace(
  geometry: unknown,
  convert: GridFile['convert'],
): { lon: number; lat: number } | undefined {
  const polygons = polygonsIn(geometry)
  const rings = Array.isArray(polygons) ? polygons[0] : undefined
  const ring = Array.isArray(rings) ? (rings[0] as unknown) : undefined
  const position = Array.isArray(ring) ? (ring[0] as unknown) : undefined
  const [x, y] = Array.isArray(position) ? (position as unknown[]) : []
  if (typeof x !== 'number' || typeof y !== 'number') return undefined
  const place = convert(x, y)
  return isOnEarth(place) ? { lon: place[0], lat: place[1] } : undefined
}

/** A file that states latitude first does so throughout, and is told so once. */
function addExchanged(exchanged: readonly Where[], features: number, list: DefectList): void {
  const [first] = exchanged
  if (first && exchanged.length === features)
    list.add('swapped-axes', () => ({ ...first, mend: 'axes', detail: String(features) }))
  else for (const where of exchanged) list.add('swapped-axes', () => ({ ...where, mend: 'axes' }))
}
