import { randomOf } from '../random.ts'
import { retraceBorder } from './borders.ts'
import type { Border } from './dissolve.ts'
import { e7Of, type Point, planeOfE7, turn } from './plane.ts'
import type { Tessellation } from './tessellation.ts'

/** How many borders are drawn 0.5–2.8 m apart by their two sides, at scale 1. */
const disputedBorders = 40

/**
 * Draws the police layer's borders: those along a fused grid or the outside stay as they are; those
 * between two other grids are traced with every second vertex, set aside by metres to tens of metres,
 * their meeting points too. A few are then digitised a second time by one side alone.
 */
export function redrawBorders(
  tessellation: Tessellation,
  borders: readonly Border[],
  labelOf: (face: number) => number | null,
  isFused: (face: number) => boolean,
  scale: number,
  seed: number,
): Border[] {
  const isOwn = ({ left, right }: Border) =>
    !isFused(left) && !isFused(right) && labelOf(left) !== labelOf(right)
  const vertices = movedVertices(tessellation, borders, isOwn, isFused, seed)
  const farthest = 0.02 * tessellation.spacing
  const redrawn = borders.map((border) => {
    if (isFused(border.left) || isFused(border.right)) return border
    const random = randomOf(seed, 12, border.left, border.right)
    const shift = () => Math.max(-farthest, Math.min(farthest, 0.4 * farthest * random.normal()))
    return trace(border, vertices, tessellation.sites, { every: 2, shift })
  })
  return disagree(redrawn, isOwn, vertices, tessellation.sites, scale, seed)
}

// Moves the meeting points of own borders where every cell around stays visible from its site.
function movedVertices(
  { sites, vertices, spacing }: Tessellation,
  borders: readonly Border[],
  isOwn: (border: Border) => boolean,
  isFused: (face: number) => boolean,
  seed: number,
): Point[] {
  const around = new Map<number, Border[]>()
  for (const border of borders) {
    for (const vertex of [border.from, border.to]) {
      around.set(vertex, [...(around.get(vertex) ?? []), border])
    }
  }
  const moved = [...vertices]
  for (const [vertex, meeting] of around) {
    const free = meeting.every(({ left, right }) => !isFused(left) && !isFused(right))
    if (!free || !meeting.some(isOwn)) continue
    const random = randomOf(seed, 11, vertex)
    const old = moved[vertex] as Point
    const reach = random.between(0.2, 1) * 0.02 * spacing
    const angle = random.between(0, 2 * Math.PI)
    moved[vertex] = onGrain({
      x: old.x + reach * Math.cos(angle),
      y: old.y + reach * Math.sin(angle),
    })
    const sound = meeting.every(({ from, to, left, right }) => {
      const [a, b] = [moved[from] as Point, moved[to] as Point]
      const margin = Math.hypot(b.x - a.x, b.y - a.y)
      return (
        turn(a, b, sites[left] as Point) > margin && turn(a, b, sites[right] as Point) < -margin
      )
    })
    if (!sound) moved[vertex] = old
  }
  return moved
}

// Picks borders long enough to show, and lets the right-hand side draw its own line.
function disagree(
  borders: readonly Border[],
  isOwn: (border: Border) => boolean,
  vertices: readonly Point[],
  sites: readonly Point[],
  scale: number,
  seed: number,
): Border[] {
  const random = randomOf(seed, 13)
  const long = borders.filter((border) => isOwn(border) && border.line.length > 5)
  const chosen = new Set<Border>()
  const wanted = Math.min(long.length, Math.max(1, Math.round(disputedBorders * scale)))
  while (chosen.size < wanted) chosen.add(random.pick(long))
  return borders.map((border) => {
    if (!chosen.has(border)) return border
    const metres = random.between(0.5, 2.8) * (random.chance(0.5) ? 1 : -1)
    const second = trace(border, vertices, sites, { every: 1, shift: () => metres })
    return { ...border, rightLine: second.line }
  })
}

function trace(
  border: Border,
  vertices: readonly Point[],
  sites: readonly Point[],
  how: Parameters<typeof retraceBorder>[3],
): Border {
  const ends = [vertices[border.from] as Point, vertices[border.to] as Point] as const
  const sides = [sites[border.left] as Point, sites[border.right] as Point] as const
  return { ...border, line: retraceBorder(border.line, ends, sides, how) }
}

const onGrain = (point: Point): Point => planeOfE7(e7Of(point))
