import { isLayer } from '../domain/areas.ts'
import { isDay } from '../domain/day.ts'
import { isMapDetail, type MapDetail } from '../domain/map-detail.ts'
import { pathsWithin } from '../domain/permissions.ts'
import type { OutlinesQuery, PackedOutlines } from '../services/outlines.server.ts'
import { type GuardedArgs, notFound } from './guard.server.ts'

/** What an address like `/map/outlines/police?on=DAY&v=VERSION` asks for, in the worker's reach. */
export function outlinesQueryOf({ params, url, desk }: GuardedArgs): OutlinesQuery {
  const layer = params.layer ?? ''
  const day = url.searchParams.get('on') ?? desk.today
  if (!isLayer(layer) || !isDay(day)) throw notFound()
  return { layer, day, paths: pathsWithin(desk.worker, 'map.read') }
}

/** The `detail` an address asks for; the finest where it names none. */
export function detailOf({ url }: GuardedArgs): MapDetail {
  const detail = url.searchParams.get('detail') ?? 'fine'
  if (!isMapDetail(detail)) throw notFound()
  return detail
}

/** Kept by the browser for a year under the version its address states, else asked for anew. */
export function outlinesAnswer(
  { request, url }: GuardedArgs,
  { version, body }: PackedOutlines,
  contentType: string,
): Response {
  const etag = `"${version}"`
  const headers = {
    ETag: etag,
    'Cache-Control':
      url.searchParams.get('v') === version
        ? 'private, max-age=31536000, immutable'
        : 'private, no-cache',
    Vary: 'Cookie',
  }
  if (request.headers.get('If-None-Match') === etag) {
    return new Response(null, { status: 304, headers })
  }
  return new Response(new Uint8Array(body), {
    headers: { ...headers, 'Content-Type': contentType, 'Content-Encoding': 'gzip' },
  })
}
