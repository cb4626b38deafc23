import { findArea } from '#db/areas.ts'
import { isUsablePoint, toCgcs2000, toE7 } from '#geo/coordinates.ts'
import type { Layer } from '../domain/areas.ts'
import type { Day } from '../domain/day.ts'
import type { LocatedHow } from '../domain/incidents.ts'
import { may, type Right } from '../domain/permissions.ts'
import type { PlaceInput } from '../domain/place-form.ts'
import type { Desk } from './desk.server.ts'
import {
  type CountedIn,
  codeAt,
  type LayerMap,
  locateIncident,
  locatePoint,
  openBoundaries,
  type PointPlace,
} from './locating.server.ts'

/** Where something happened, ready to be stored. */
export interface Place extends CountedIn {
  /** CGCS2000 degrees × 10⁷. */
  lonE7: number | null
  latE7: number | null
  sourceCrs: string | null
}

/** 在哪个网格？ The grids to choose from: near the point (with metres), or those of the village. */
export interface GridQuestion {
  layer: Layer
  candidates: { code: string; name: string; metres: number | null }[]
}

export type PlaceProblem = 'unusablePoint' | 'gridNotInForce' | 'villageWithoutGrids' | 'outOfArea'

export type FoundPlace =
  | { ok: true; place: Place }
  | { ok: false; reason: 'whichGrid'; question: GridQuestion }
  | { ok: false; reason: PlaceProblem }

/**
 * Finds the grids of a place as the form stated it, by the boundaries of the day. A point decides
 * by itself, save within 20 m of a border, where the worker has to confirm the grid. Without a
 * point a grid is chosen by hand; its counterpart on the other layer is the one that holds its
 * label point. A village with several grids asks which; it comes before a grid of another village
 * that merely stood chosen in the form. The worker must hold the right where the place turns out
 * to be.
 */
export async function findPlace(
  desk: Desk,
  right: Right,
  stated: PlaceInput & { on: Day },
): Promise<FoundPlace> {
  const found =
    stated.lon !== null && stated.lat !== null
      ? await placeOfPoint(desk, { ...stated, lon: stated.lon, lat: stated.lat })
      : await placeOfChoice(desk, stated)
  if (!found.ok) return found
  const { areaCode } = found.place
  const area = areaCode === null ? undefined : await findArea(desk.db, areaCode)
  return may(desk.worker, right, { own: false, areaPath: area?.path ?? null })
    ? found
    : { ok: false, reason: 'outOfArea' }
}

async function placeOfPoint(
  desk: Desk,
  stated: PlaceInput & { lon: number; lat: number; on: Day },
): Promise<FoundPlace> {
  const [lon, lat] = toCgcs2000(stated.lon, stated.lat, stated.crs)
  if (!isUsablePoint(lon, lat)) return { ok: false, reason: 'unusablePoint' }
  const point = { lonE7: toE7(lon), latE7: toE7(lat), sourceCrs: stated.crs }
  const at = await locatePoint(desk, { ...point, on: stated.on })
  const asked = layerToAsk(at)
  const answer = stated.confirmed && asked ? stated[codeField[asked]] : null
  if (asked && !near(at, asked).some(({ code }) => code === answer)) {
    return {
      ok: false,
      reason: 'whichGrid',
      question: { layer: asked, candidates: near(at, asked) },
    }
  }
  const chosen = { policeCode: at.police, governanceCode: at.governance }
  if (asked) chosen[codeField[asked]] = answer
  if (asked === 'governance') {
    chosen.policeCode = await policeBeside(desk, at, answer, stated)
  }
  return located(desk, {
    ...point,
    ...chosen,
    occurredOn: stated.on,
    locatedHow: asked ? 'confirmed' : 'exact',
  })
}

/** One question is enough: where both layers have a border near, the governance grid is asked. */
const layerToAsk = (at: PointPlace): Layer | null =>
  (['governance', 'police'] as const).find((layer) => near(at, layer).length > 1) ?? null

const near = (at: PointPlace, layer: Layer) =>
  at.candidates.filter((candidate) => candidate.layer === layer)

/** Of the police grids near the point: the one confirmed before, else that of the chosen grid. */
async function policeBeside(
  desk: Desk,
  at: PointPlace,
  governanceCode: string | null,
  { policeCode, on }: { policeCode: string | null; on: Day },
): Promise<string | null> {
  const candidates = near(at, 'police').map(({ code }) => code)
  if (policeCode !== null && candidates.includes(policeCode)) return policeCode
  const boundaries = await openBoundaries(desk.db)
  const beside = counterpart(
    await boundaries.on('governance', on),
    governanceCode,
    await boundaries.on('police', on),
  )
  return beside !== null && candidates.includes(beside) ? beside : at.police
}

async function placeOfChoice(desk: Desk, stated: PlaceInput & { on: Day }): Promise<FoundPlace> {
  const boundaries = await openBoundaries(desk.db)
  const police = await boundaries.on('police', stated.on)
  const governance = await boundaries.on('governance', stated.on)
  const choice = choiceOf(governance, stated)
  if ('problem' in choice) return choice.problem
  const { policeCode, governanceCode } = choice
  if (
    (policeCode !== null && !police.grid(policeCode)) ||
    (governanceCode !== null && !governance.grid(governanceCode))
  ) {
    return { ok: false, reason: 'gridNotInForce' }
  }
  return located(desk, {
    lonE7: null,
    latE7: null,
    sourceCrs: null,
    occurredOn: stated.on,
    policeCode: policeCode ?? counterpart(governance, governanceCode, police),
    governanceCode: governanceCode ?? counterpart(police, policeCode, governance),
    locatedHow: 'manual',
  })
}

type GridChoice =
  | { policeCode: string | null; governanceCode: string | null }
  | { problem: Exclude<FoundPlace, { ok: true }> }

function choiceOf(governance: LayerMap, stated: PlaceInput): GridChoice {
  const { villageCode, governanceCode, policeCode } = stated
  if (villageCode === null) return { policeCode, governanceCode }
  const candidates = governance.codes.flatMap((code) => {
    const grid = governance.grid(code)
    return grid?.areaCode === villageCode ? [{ code, name: grid.name, metres: null }] : []
  })
  const chosen = candidates.find(({ code }) => code === governanceCode) ?? only(candidates)
  if (chosen) return { policeCode: null, governanceCode: chosen.code }
  if (candidates.length === 0) return { problem: { ok: false, reason: 'villageWithoutGrids' } }
  const question: GridQuestion = { layer: 'governance', candidates }
  return { problem: { ok: false, reason: 'whichGrid', question } }
}

const only = <Thing>(things: readonly Thing[]): Thing | undefined =>
  things.length === 1 ? things[0] : undefined

/** The grid of the other layer that holds the label point of a grid. */
function counterpart(from: LayerMap, code: string | null, to: LayerMap): string | null {
  const grid = code === null ? undefined : from.grid(code)
  return grid ? codeAt(to, toE7(grid.labelLon), toE7(grid.labelLat)) : null
}

async function located(
  desk: Desk,
  place: Omit<Place, 'areaCode'> & { occurredOn: Day; locatedHow: LocatedHow },
): Promise<FoundPlace> {
  const { lonE7, latE7, sourceCrs } = place
  const counted = await locateIncident(await openBoundaries(desk.db), place)
  return { ok: true, place: { lonE7, latE7, sourceCrs, ...counted } }
}

const codeField = { police: 'policeCode', governance: 'governanceCode' } as const
