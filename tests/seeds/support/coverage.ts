import type { MultiPolygon } from '#seeds/prefecture/geometry.ts'

/** Directed border segments as `ax ay bx by` in 1e-7°. */
export const bordersOf = (geometry: MultiPolygon): string[] =>
  geometry.coordinates.flat().flatMap((ring) =>
    ring.slice(1).map((end, index) => {
      const start = ring[index] as number[]
      return [...start, ...end].map(grain).join(' ')
    }),
  )

export function reversed(border: string): string {
  const [ax, ay, bx, by] = border.split(' ')
  return `${bx} ${by} ${ax} ${ay}`
}

export function repeated(borders: readonly string[]): string[] {
  const seen = new Set<string>()
  return borders.filter((border) => seen.size === seen.add(border).size)
}

/** Exact, in squares of 1e-7°; holes count against. */
export const twiceTheArea = (geometry: MultiPolygon): bigint =>
  bordersOf(geometry).reduce((sum, border) => {
    const [ax = 0n, ay = 0n, bx = 0n, by = 0n] = border.split(' ').map(BigInt)
    return sum + ax * by - bx * ay
  }, 0n)

/** Pairs of segments that cross, or touch other than at a shared end. */
export function countCrossings(borders: readonly string[]): number {
  const segments = [...new Set(borders.map(canonical))]
    .map((border) => border.split(' ').map(Number) as Segment)
    .sort((a, b) => Math.min(a[0], a[2]) - Math.min(b[0], b[2]))
  let crossings = 0
  for (const [index, segment] of segments.entries()) {
    const east = Math.max(segment[0], segment[2])
    for (let other = index + 1; other < segments.length; other++) {
      const candidate = segments[other] as Segment
      if (Math.min(candidate[0], candidate[2]) > east) break
      if (meet(segment, candidate)) crossings++
    }
  }
  return crossings
}

type Segment = [number, number, number, number]

function meet([ax, ay, bx, by]: Segment, [cx, cy, dx, dy]: Segment): boolean {
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.max(cy, dy) < Math.min(ay, by)) return false
  const sharesEnd =
    (ax === cx && ay === cy) ||
    (ax === dx && ay === dy) ||
    (bx === cx && by === cy) ||
    (bx === dx && by === dy)
  if (sharesEnd) return false
  const side = (px: number, py: number, qx: number, qy: number, x: number, y: number) =>
    Math.sign((qx - px) * (y - py) - (qy - py) * (x - px))
  return (
    side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy) <= 0 &&
    side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by) <= 0
  )
}

const canonical = (border: string) => [border, reversed(border)].sort()[0] as string

const grain = (degrees: number) => Math.round(degrees * 1e7)
