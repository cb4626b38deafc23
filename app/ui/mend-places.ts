import type { Mended, Rings } from '../domain/boundary-mends.ts'

/**
 * What a picture has to show: everything that changed, or, where a long border was only nudged, the
 * place where it moved most, so closely that the eye can tell.
 */
export function placesToSee({ before, after, lon, lat }: Mended): Place[] {
  const changed = changedPlaces(before, after)
  const lines = [linesOf(before), linesOf(after)]
  let farthest: Move = { place: [lon, lat], from: [lon, lat], degrees: 0 }
  for (const place of changed) {
    for (const line of lines) {
      const move = moveFrom(line, place)
      if (move && move.degrees > farthest.degrees) farthest = move
    }
  }
  const reach = Math.max(widthsSeen * farthest.degrees, leastReach)
  const [x, y] = farthest.place
  const isSmall = changed.every(([lon, lat]) => Math.hypot(lon - x, lat - y) <= 2 * reach)
  if (isSmall && changed.length > 0) return [...changed, farthest.from]
  return [
    [x - reach, y - reach],
    [x + reach, y + reach],
  ]
}

type Place = [number, number]

/** How far a corner is from where the border was, or is now; in degrees of latitude. */
interface Move {
  place: Place
  from: Place
  degrees: number
}

/** A move is at least a sixth of what is seen beside it; 3 m at the closest. */
const widthsSeen = 6
const leastReach = 3 / 111_195

const linesOf = (rings: Rings): [Place, Place][] =>
  rings.flatMap((ring) =>
    ring.slice(1).map((place, index): [Place, Place] => [ring[index] ?? place, place]),
  )

/** From the nearest point of some lines, flat as a picture is; null when there are none. */
function moveFrom(lines: readonly [Place, Place][], place: Place): Move | null {
  const [x, y] = place
  const narrowing = Math.cos((y * Math.PI) / 180)
  let nearest: Move | null = null
  for (const [[ax, ay], [bx, by]] of lines) {
    const [dx, dy] = [(bx - ax) * narrowing, by - ay]
    const length = dx * dx + dy * dy
    const onto = (x - ax) * narrowing * dx + (y - ay) * dy
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, onto / length))
    const from: Place = [ax + along * (bx - ax), ay + along * (by - ay)]
    const degrees = Math.hypot((x - from[0]) * narrowing, y - from[1])
    if (nearest === null || degrees < nearest.degrees) nearest = { place, from, degrees }
  }
  return nearest
}

/** The corners that one of the two has and the other has not. */
function changedPlaces(before: Rings, after: Rings): Place[] {
  const had = new Set(before.flat().map(String))
  const has = new Set(after.flat().map(String))
  return [
    ...before.flat().filter((place) => !has.has(String(place))),
    ...after.flat().filter((place) => !had.has(String(place))),
  ]
}
