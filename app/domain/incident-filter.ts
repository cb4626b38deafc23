import { isLayer, type Layer } from './areas.ts'
import { type Day, isDay, isMonth, type Month } from './day.ts'
import { type Validity, validities } from './incidents.ts'

/** What the list of incidents is narrowed to; every part of it stands in the address. */
export interface IncidentFilter {
  /** A statistic month; it wins over `from` and `to`. */
  month: Month | null
  from: Day | null
  to: Day | null
  layer: Layer
  /** The code of a grid, or `(outside)` as in exported counts: in no grid of the layer. */
  gridCode: string | null
  areaCode: string | null
  categoryCode: string | null
  validity: Validity | null
  text: string | null
  mine: boolean
}

/** Outside every grid of a layer, as counts name it. */
export const outsideCode = '(outside)'

/** Reads the address; what it does not know is left out, so an old link still opens a list. */
export function incidentFilterOf(search: URLSearchParams): IncidentFilter {
  const layer = search.get('layer') ?? ''
  const month = search.get('month') ?? ''
  return {
    month: isMonth(month) ? month : null,
    from: dayIn(search.get('from')),
    to: dayIn(search.get('to')),
    layer: isLayer(layer) ? layer : 'governance',
    gridCode: textIn(search.get('grid')),
    areaCode: textIn(search.get('area')),
    categoryCode: textIn(search.get('category')),
    validity: validities.find((known) => known === search.get('validity')) ?? null,
    text: textIn(search.get('text')),
    mine: search.get('mine') === '1',
  }
}

/** Is anything narrowed at all? */
export const isNarrowed = ({ layer: _, mine, ...filter }: IncidentFilter): boolean =>
  mine || Object.values(filter).some((part) => part !== null)

const dayIn = (text: string | null): Day | null => (text !== null && isDay(text) ? text : null)

const textIn = (text: string | null): string | null => text?.trim().slice(0, 64) || null
