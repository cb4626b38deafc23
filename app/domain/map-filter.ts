import { isLayer, type Layer } from './areas.ts'
import { type Day, isDay, isMonth, type Month } from './day.ts'
import { type Colour, colours } from './grading.ts'

export const gridSorts = ['rank', 'code', 'area', 'score', 'incidents', 'change'] as const
export type GridSort = (typeof gridSorts)[number]

/** What the map and its table are narrowed to; every part of it stands in the address. */
export interface MapFilter {
  layer: Layer
  /** A statistic month; null is the one that runs. */
  month: Month | null
  /** The day whose boundaries are shown; null is the last day that counts in the month. */
  boundariesOn: Day | null
  /** Shown in full; none stated is every colour. */
  colours: Colour[]
  areaCode: string | null
  sort: GridSort
  isReversed: boolean
  page: number
  /** On a phone one of the two is seen at a time; null until somebody chose. */
  view: 'map' | 'list' | null
}

/** Reads the address; what it does not know is left out, so an old link still opens a map. */
export function mapFilterOf(search: URLSearchParams): MapFilter {
  const layer = search.get('layer') ?? ''
  const month = search.get('month') ?? ''
  const on = search.get('on') ?? ''
  const stated = (search.get('colour') ?? '').split(',')
  const page = Number(search.get('page') ?? '1')
  const view = search.get('view')
  return {
    layer: isLayer(layer) ? layer : 'police',
    month: isMonth(month) ? month : null,
    boundariesOn: isDay(on) ? on : null,
    colours: colours.filter((colour) => stated.includes(colour)),
    areaCode: search.get('area') || null,
    sort: gridSorts.find((sort) => sort === search.get('sort')) ?? 'rank',
    isReversed: search.get('order') === 'reversed',
    page: Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1,
    view: view === 'map' || view === 'list' ? view : null,
  }
}

/** The address of a filter with a change to it; any change but of page or view starts at page 1. */
export function mapAddress(filter: MapFilter, change: Partial<MapFilter> = {}): string {
  const staysOnPage = Object.keys(change).every((part) => part === 'page' || part === 'view')
  const next = { ...filter, ...(staysOnPage ? {} : { page: 1 }), ...change }
  const search = new URLSearchParams({ layer: next.layer })
  if (next.month) search.set('month', next.month)
  if (next.boundariesOn) search.set('on', next.boundariesOn)
  if (next.colours.length > 0) search.set('colour', next.colours.join(','))
  if (next.areaCode) search.set('area', next.areaCode)
  if (next.sort !== 'rank') search.set('sort', next.sort)
  if (next.isReversed) search.set('order', 'reversed')
  if (next.page > 1) search.set('page', String(next.page))
  if (next.view) search.set('view', next.view)
  return `/map?${search.toString().replaceAll('%2C', ',')}`
}

/** The card of a grid as it is seen from there: in the month shown, by the boundaries shown. */
export function gridAddress(
  { layer, code }: { layer: Layer; code: string },
  { month, boundariesOn }: { month: Month; boundariesOn: Day | null },
): string {
  const on = boundariesOn === null ? '' : `&on=${boundariesOn}`
  return `/grids/${layer}/${encodeURIComponent(code)}?month=${month}${on}`
}

/** The colours with one of them switched on or off. */
export const toggled = (shown: readonly Colour[], colour: Colour): Colour[] =>
  colours.filter((each) => (each === colour) !== shown.includes(each))

/**
 * One letter per grid for the browser's map: R Y G N (no data) in full, small where the colour is
 * filtered out, a dot outside the chosen area.
 */
export function colouringLetter(colour: Colour, shown: { inArea: boolean; inColours: boolean }) {
  if (!shown.inArea) return '.'
  const letter = { red: 'R', yellow: 'Y', green: 'G', grey: 'N' }[colour]
  return shown.inColours ? letter : letter.toLowerCase()
}

/** The colour behind a letter; null outside the chosen area. */
export const colourOfLetter = (letter: string): Colour | null =>
  (({ R: 'red', Y: 'yellow', G: 'green', N: 'grey' }) as const)[
    letter.toUpperCase() as 'R' | 'Y' | 'G' | 'N'
  ] ?? null

/** The same of a grid that is shown in full; null of what is filtered out too. */
export const shownColourOfLetter = (letter: string): Colour | null =>
  letter >= 'A' && letter <= 'Z' ? colourOfLetter(letter) : null
