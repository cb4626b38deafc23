import type { Database } from '#db/connect.ts'
import type { Day } from '../domain/day.ts'
import { keepGridMaps } from './locating-maps.server.ts'
import { keepOutlines } from './outlines.server.ts'

/**
 * Keeps what is worked out from the boundaries with them: compiled maps to locate by, and packed
 * outlines to send. The last step of whatever changes boundaries for good, in its transaction; a
 * preview has no use for it. What is there already is left alone.
 */
export async function keepBoundaries(desk: { db: Database; today: Day }): Promise<void> {
  await keepGridMaps(desk)
  await keepOutlines(desk)
}
