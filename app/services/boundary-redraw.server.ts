import { listGridCodesOn } from '#db/grids.ts'
import {
  changesOf,
  type DrawnGrid,
  geometryOf,
  type RedrawRefusal,
  redraw,
} from '#geo/redrawing/redraw.ts'
import type { ImportRefusal } from '../domain/import-problems.ts'
import { layerLabels } from '../domain/labels.ts'
import { actOf, type FactsByCode, factsAfter, type RedrawStep } from '../domain/redrawing.ts'
import { draftBoundaries } from './boundary-drafts.server.ts'
import { type Drawing, type DrawingQuery, openDrawing } from './boundary-drawing.server.ts'
import type { Desk } from './desk.server.ts'

export type Redrafted =
  | { ok: true; batchId: number }
  /** Somebody published meanwhile: what was drawn on is not in force any more. */
  | { ok: false; reason: 'boundariesChanged' }
  | { ok: false; reason: 'noSuchPlace' | 'nothingChanged' }
  /** The act `at` (from 0) does not go. */
  | { ok: false; reason: 'refused'; at: number; refusal: RedrawRefusal }
  | { ok: false; reason: 'import'; refusal: ImportRefusal }

/**
 * Does the acts of a redrawing again on the boundaries in force, whatever the page has drawn, and
 * keeps what comes of them as a batch that waits to be published from the day.
 * @param mark the boundaries the acts were made on
 */
export async function redrawBoundaries(
  desk: Desk,
  query: DrawingQuery,
  { mark, steps }: { mark: string; steps: readonly RedrawStep[] },
): Promise<Redrafted> {
  const opened = await openDrawing(desk, query)
  if (!opened.ok) return { ok: false, reason: 'noSuchPlace' }
  const { drawing } = opened
  if (drawing.mark !== mark) return { ok: false, reason: 'boundariesChanged' }
  let grids = drawing.grids
  for (const [at, step] of steps.entries()) {
    const act = actOf(step)
    const redrawn = act ? redraw(grids, act) : { ok: true as const, grids }
    if (!redrawn.ok) return { ok: false, reason: 'refused', at, refusal: redrawn.reason }
    grids = redrawn.grids
  }
  const taken = await findTakenCode(desk, query, drawing, steps)
  if (taken >= 0) return { ok: false, reason: 'refused', at: taken, refusal: 'codeTaken' }
  const { changed, ended } = changesOf(drawing.grids, grids)
  const facts = steps.reduce<FactsByCode>(factsAfter, drawing.facts)
  const redescribed = grids.filter(({ code }) => facts.get(code) !== drawing.facts.get(code))
  const touched = [...new Set([...changed, ...redescribed])]
  if (touched.length === 0) return { ok: false, reason: 'nothingChanged' }
  const drafted = await draftBoundaries(desk, {
    layer: query.layer,
    geojson: featuresOf(touched, facts, drawing),
    ends: ended,
    validFrom: query.on,
    fileName: `调整边界：${layerLabels[query.layer]} ${drawing.title}`,
  })
  return drafted.ok
    ? { ok: true, batchId: drafted.batchId }
    : { ok: false, reason: 'import', refusal: drafted.refusal }
}

/** The first step, from 0, whose new code is in force elsewhere in the layer; -1 when none is. */
async function findTakenCode(
  desk: Desk,
  { layer, on }: DrawingQuery,
  { facts }: Drawing,
  steps: readonly RedrawStep[],
): Promise<number> {
  const elsewhere = new Set(await listGridCodesOn(desk.db, layer, on))
  for (const code of facts.keys()) elsewhere.delete(code)
  return steps.findIndex((step) => 'newCode' in step && elsewhere.has(step.newCode))
}

/** One grid to a line, so that a remark about one names its line. */
function featuresOf(grids: readonly DrawnGrid[], facts: FactsByCode, drawing: Drawing): string {
  const features = grids.map((grid) => {
    const { name, areaCode, households, population } = facts.get(grid.code) ?? {}
    return JSON.stringify({
      type: 'Feature',
      properties: { code: grid.code, name, area: areaCode, households, population },
      geometry: geometryOf(grid, drawing.placeOf),
    })
  })
  return `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`
}
