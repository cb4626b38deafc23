import { isLayer } from '../domain/areas.ts'
import { isDay } from '../domain/day.ts'
import { nextMonday } from '../domain/redrawing.ts'
import type { DrawingQuery } from '../services/boundary-drawing.server.ts'
import { type GuardedArgs, notFound } from './guard.server.ts'

/** What an address like `/boundaries/police?area=CODE&on=DAY` asks for. */
export function boundaryQueryOf({ params, url, desk }: GuardedArgs): DrawingQuery {
  const layer = params.layer ?? ''
  const on = url.searchParams.get('on') || nextMonday(desk.today)
  if (!isLayer(layer) || !isDay(on)) throw notFound()
  const stated = (name: string) => url.searchParams.get(name)?.trim() || null
  return { layer, on, areaCode: stated('area'), code: stated('code') }
}
