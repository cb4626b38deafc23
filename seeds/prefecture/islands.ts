import { randomOf } from '../random.ts'
import type { Administration } from './administration.ts'
import type { Border } from './dissolve.ts'
import { distance, e7Of, type Point, planeOfE7 } from './plane.ts'
import type { Tessellation } from './tessellation.ts'

/** A ring of land or water inside one cell. */
export interface Island {
  /** Face number, above those of the tessellation. */
  face: number
  host: number
  /** A grid of its own, a far part of another cell's grid, or water that is nobody's. */
  kind: 'enclave' | 'exclave' | 'lake'
  /** The cell whose grid an exclave belongs to. */
  owner: number | null
}

/** How many islands of each kind at scale 1, after the workload the kernel is measured on. */
const counts = { enclave: 60, exclave: 80, lake: 12 } as const

export const enclaveCount = (scale: number): number =>
  Math.max(1, Math.round(counts.enclave * scale))

/** Sets islands into cells of their own, each a ring well inside its host. */
export function placeIslands(
  tessellation: Tessellation,
  { villages }: Administration,
  borders: readonly Border[],
  scale: number,
  seed: number,
): { islands: Island[]; shores: Border[] } {
  const random = randomOf(seed, 3)
  const kinds = (['enclave', 'exclave', 'lake'] as const).flatMap((kind) =>
    Array.from({ length: Math.max(1, Math.round(counts[kind] * scale)) }, () => kind),
  )
  const bordersOf = new Map<number, Border[]>()
  for (const border of borders) {
    for (const face of [border.left, border.right]) {
      bordersOf.set(face, [...(bordersOf.get(face) ?? []), border])
    }
  }
  const roomy = villages.filter(({ cells }) => cells.length > 1)
  const used = new Set<number>()
  const islands: Island[] = []
  const shores: Border[] = []
  while (islands.length < kinds.length) {
    const village = random.pick(roomy)
    const host = random.pick(village.cells)
    if (used.has(host)) continue
    used.add(host)
    const centre = tessellation.sites[host] as Point
    const reach = roomAround(centre, bordersOf.get(host) ?? [])
    if (reach < 0.25 * tessellation.spacing) continue
    const kind = kinds[islands.length] as Island['kind']
    const face = tessellation.sites.length + islands.length
    const owner = random.pick(village.cells.filter((cell) => cell !== host))
    islands.push({ face, host, kind, owner: kind === 'exclave' ? owner : null })
    const vertex = tessellation.vertices.length + islands.length
    shores.push({
      from: vertex,
      to: vertex,
      left: face,
      right: host,
      line: shoreline(centre, reach * random.between(0.4, 0.65), [seed, 4, face]),
    })
  }
  return { islands, shores }
}

// Distance from a point to the nearest border around it.
function roomAround(centre: Point, borders: readonly Border[]): number {
  let nearest = Infinity
  for (const { line } of borders) {
    const points = line.map(planeOfE7)
    for (let index = 1; index < points.length; index++) {
      const [a, b] = [points[index - 1] as Point, points[index] as Point]
      nearest = Math.min(nearest, distanceToSegment(centre, a, b))
    }
  }
  return nearest
}

function distanceToSegment(point: Point, a: Point, b: Point): number {
  const length = distance(a, b)
  if (length === 0) return distance(point, a)
  const share = ((point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y)) / length ** 2
  const clamped = Math.max(0, Math.min(1, share))
  return distance(point, { x: a.x + clamped * (b.x - a.x), y: a.y + clamped * (b.y - a.y) })
}

// Counter-clockwise, seen whole from the centre, its radius between 70 % and 100 % of the largest.
function shoreline(centre: Point, largest: number, key: readonly number[]) {
  const random = randomOf(...key)
  const pieces = 24 + random.integer(21)
  const phase = random.between(0, 2 * Math.PI)
  const line = Array.from({ length: pieces }, (_, index) => {
    const angle = (2 * Math.PI * (index + random.between(-0.3, 0.3))) / pieces
    const wave = 0.85 + 0.1 * Math.sin(2 * angle + phase) + random.between(-0.05, 0.05)
    return e7Of({
      x: centre.x + largest * wave * Math.cos(angle),
      y: centre.y + largest * wave * Math.sin(angle),
    })
  })
  return [...line, line[0] as (typeof line)[number]]
}
