import { randomOf } from '../random.ts'
import { e7Of, type Point, type PointE7, planeOfE7 } from './plane.ts'

/** How a border is drawn between its two end vertices. */
export interface Stroke {
  /** Straight pieces, 1 for a bare line. */
  pieces: number
  /** Largest swing as a share of the length; never more than the faces on both sides allow. */
  swing: number
  /** Distinguishes one drawing of the same border from another. */
  key: readonly number[]
}

/**
 * Draws a border from `from` to `to` once, for both sides: a fractal line (random mid-point
 * displacement) that stays inside the two triangles spanned with the neighbouring sites. The
 * triangles of all borders partition the plane, so no two borders can cross. Ends included.
 */
export function drawBorder(
  from: Point,
  to: Point,
  [left, right]: readonly [Point, Point],
  { pieces, swing, key }: Stroke,
): PointE7[] {
  const frame = frameAlong(from, to)
  const room = roomBetween(from, to, left, right)
  const offsets = fractal(pieces, key)
  const line: PointE7[] = [e7Of(from)]
  for (let index = 1; index < pieces; index++) {
    const distance = (frame.length * index) / pieces
    const limit = Math.min(0.6 * room(distance), swing * frame.length)
    line.push(e7Of(frame.place(distance, limit * (offsets[index] as number))))
  }
  line.push(e7Of(to))
  return line
}

/** How an existing border is traced anew: which vertices are kept, and how far each is set aside. */
export interface Retrace {
  /** Keep every n-th inner vertex. */
  every: number
  /** Metres to the left, for a kept vertex. */
  shift: () => number
}

/**
 * The same border as somebody else drew it, between ends that may have moved a little: its vertices
 * keep their place along it and are set aside, still inside the triangles of the neighbouring sites.
 */
export function retraceBorder(
  line: readonly PointE7[],
  [from, to]: readonly [Point, Point],
  [left, right]: readonly [Point, Point],
  { every, shift }: Retrace,
): PointE7[] {
  const old = frameAlong(planeOfE7(line[0] as PointE7), planeOfE7(line[line.length - 1] as PointE7))
  const fresh = frameAlong(from, to)
  const room = roomBetween(from, to, left, right)
  const traced: PointE7[] = [e7Of(from)]
  for (let index = every; index < line.length - 1; index += every) {
    const { along, aside } = old.measure(planeOfE7(line[index] as PointE7))
    const distance = (along / old.length) * fresh.length
    if (distance < 0.1 || distance > fresh.length - 0.1) continue
    const limit = 0.8 * room(distance)
    traced.push(e7Of(fresh.place(distance, Math.max(-limit, Math.min(limit, aside + shift())))))
  }
  traced.push(e7Of(to))
  return traced
}

// Positions along a line and to its left, both in metres.
function frameAlong(from: Point, to: Point) {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const unit = { x: (to.x - from.x) / length, y: (to.y - from.y) / length }
  return {
    length,
    place: (along: number, aside: number): Point => ({
      x: from.x + unit.x * along - unit.y * aside,
      y: from.y + unit.y * along + unit.x * aside,
    }),
    measure: ({ x, y }: Point) => ({
      along: (x - from.x) * unit.x + (y - from.y) * unit.y,
      aside: (y - from.y) * unit.x - (x - from.x) * unit.y,
    }),
  }
}

// How far sideways a border may swing at a distance along it: the lower of the two triangles.
function roomBetween(from: Point, to: Point, left: Point, right: Point) {
  const { length, measure } = frameAlong(from, to)
  const sides = [left, right].map(measure).map(({ along, aside }) => ({
    foot: along,
    height: Math.abs(aside),
  }))
  return (distance: number): number => {
    let room = Infinity
    for (const { foot, height } of sides) {
      if (foot > 0) room = Math.min(room, (height * distance) / foot)
      if (foot < length) room = Math.min(room, (height * (length - distance)) / (length - foot))
    }
    return room
  }
}

// Offsets in [-1, 1], zero at both ends.
function fractal(pieces: number, key: readonly number[]): number[] {
  const random = randomOf(...key)
  const offsets = new Array<number>(pieces + 1).fill(0)
  const divide = (low: number, high: number) => {
    if (high - low < 2) return
    const middle = (low + high) >> 1
    const mean = ((offsets[low] as number) + (offsets[high] as number)) / 2
    offsets[middle] = mean + (random.next() - 0.5) * ((high - low) / pieces) ** 0.75
    divide(low, middle)
    divide(middle, high)
  }
  divide(0, pieces)
  const largest = offsets.reduce((largest, offset) => Math.max(largest, Math.abs(offset)), 0.5)
  return offsets.map((offset) => offset / largest)
}
