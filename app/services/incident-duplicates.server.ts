import { listSimilarIncidents } from '#db/incident-duplicates.ts'
import type { Incident } from '#db/incidents.ts'
import { distanceMetres, fromE7 } from '#geo/coordinates.ts'
import { addDays, type Day, daysBetween } from '../domain/day.ts'
import { pathsWithin } from '../domain/permissions.ts'
import type { Desk } from './desk.server.ts'

/** The product's own rule of thumb for 疑似重复: same category, a week either way, 300 m. */
const days = 7
const metresApart = 300
const shown = 10

export interface LikelyDuplicate {
  number: string
  occurredOn: Day
  addressText: string | null
  summary: string | null
  /** null when one of the two has no point: they share the grid and the address. */
  metres: number | null
}

/** What the incident may repeat, nearest in days first, then nearest in place. */
export async function findLikelyDuplicates(
  desk: Desk,
  incident: Incident,
): Promise<LikelyDuplicate[]> {
  const similar = await listSimilarIncidents(desk.db, incident, {
    paths: pathsWithin(desk.worker, 'incident.read'),
    from: addDays(incident.occurredOn, -days),
    to: addDays(incident.occurredOn, days),
    box: boxAround(incident),
    limit: 200,
  })
  const apart = (other: { occurredOn: Day }) =>
    Math.abs(daysBetween(incident.occurredOn, other.occurredOn))
  return similar
    .map(({ number, occurredOn, addressText, summary, ...at }) => ({
      number,
      occurredOn,
      addressText,
      summary,
      metres: metresBetween(incident, at),
      sameAddress: addressText !== null && addressText === incident.addressText,
    }))
    .filter(({ metres, sameAddress }) => sameAddress || (metres !== null && metres <= metresApart))
    .sort((a, b) => apart(a) - apart(b) || (a.metres ?? 0) - (b.metres ?? 0))
    .slice(0, shown)
    .map(({ sameAddress: _, ...duplicate }) => duplicate)
}

interface Pointed {
  lonE7: number | null
  latE7: number | null
}

function metresBetween(a: Pointed, b: Pointed): number | null {
  if (a.lonE7 === null || a.latE7 === null || b.lonE7 === null || b.latE7 === null) return null
  return distanceMetres(fromE7(a.lonE7), fromE7(a.latE7), fromE7(b.lonE7), fromE7(b.latE7))
}

/** A box that holds the circle: a degree of latitude is 110.6 km at least. */
function boxAround({ lonE7, latE7 }: Pointed) {
  if (lonE7 === null || latE7 === null) return null
  const tall = Math.ceil((metresApart / 110_500) * 1e7)
  const wide = Math.ceil(tall / Math.max(0.01, Math.cos((fromE7(latE7) * Math.PI) / 180)))
  return { west: lonE7 - wide, east: lonE7 + wide, south: latE7 - tall, north: latE7 + tall }
}
