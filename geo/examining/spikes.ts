import type { Position } from 'geojson'
import { metresPerDegree } from '../metres.ts'

/** An out-and-back of a ring: its tip, the vertices that go with it, and how far it runs. */
export interface Spike {
  /** Indexes into the positions given. */
  readonly tip: number
  readonly vertices: readonly number[]
  readonly metres: number
}

/** Boundary stones stand farther apart than a hand's width: what is thinner encloses no land. */
const spikeWidth = 0.1
/** Shorter than a pen is wide (see `penMetres`) it is a corner drawn sharply. */
const spikeLength = 5
/** A corner is called a spike from this many lengths to a width (about 6°). */
const spikeSlimness = 10

/**
 * The spikes of a ring, dropped one after the other, for where one is dropped another may show.
 * @param ring in degrees, closed or not; repeated points are passed over
 * @returns spikes in the order of their tips, and the vertices left without them, none when the
 * whole ring is an out-and-back
 */
export function findSpikes(ring: readonly Position[]): { spikes: Spike[]; left: number[] } {
  const scale = metresPerDegree(ring[0]?.[1] ?? 0)
  const kept = distinct(ring)
  const before = new Int32Array(ring.length)
  const after = new Int32Array(ring.length)
  for (const [index, vertex] of kept.entries()) {
    before[vertex] = kept[(index + kept.length - 1) % kept.length]!
    after[vertex] = kept[(index + 1) % kept.length]!
  }
  const spikes: { tip: number; vertices: number[]; metres: number }[] = []
  const dropped = new Set<number>()
  let base = -1 // where the last spike sprang from
  let at = kept[0] ?? 0
  for (let quiet = 0; quiet < kept.length - dropped.size && kept.length - dropped.size > 2; ) {
    const a = before[at]!
    const b = after[at]!
    const metres = foldLength(a, at, b)
    if (metres === 0) {
      at = b
      quiet++
      continue
    }
    const span = [at]
    const goesOn = apart(a, b) <= spikeWidth && foldLength(before[a]!, a, after[b]!) > 0
    if (apart(a, b) === 0 || goesOn) span.push(b)
    for (const vertex of span) drop(vertex)
    const last = spikes.at(-1)
    if (last && at === base) {
      last.vertices.push(...span)
      last.metres += metres
    } else spikes.push({ tip: at, vertices: span, metres })
    base = a
    at = a
    quiet = 0
  }
  const left = kept.filter((vertex) => !dropped.has(vertex))
  return { spikes: spikes.sort((s, t) => s.tip - t.tip), left: left.length > 2 ? left : [] }

  /** How far a ring runs out and back at a vertex, 0 where it does not. */
  function foldLength(a: number, tip: number, b: number): number {
    const [ax, ay] = offset(tip, a)
    const [bx, by] = offset(tip, b)
    if (ax * bx + ay * by <= 0) return 0
    const lengthOfA = Math.hypot(ax, ay)
    const lengthOfB = Math.hypot(bx, by)
    const length = Math.min(lengthOfA, lengthOfB)
    const width = Math.abs(ax * by - ay * bx) / Math.max(lengthOfA, lengthOfB)
    const isSlim = width <= spikeWidth && length >= spikeSlimness * width
    return isSlim && length >= spikeLength ? length : 0
  }

  function drop(vertex: number): void {
    after[before[vertex]!] = after[vertex]!
    before[after[vertex]!] = before[vertex]!
    dropped.add(vertex)
  }

  function apart(a: number, b: number): number {
    const [x, y] = offset(a, b)
    return Math.hypot(x, y)
  }

  function offset(from: number, to: number): [number, number] {
    const [ax, ay] = ring[from] as [number, number]
    const [bx, by] = ring[to] as [number, number]
    return [(bx - ax) * scale[0], (by - ay) * scale[1]]
  }
}

/** Indexes of a ring's points without those that repeat the one before, the closing one too. */
function distinct(ring: readonly Position[]): number[] {
  const kept: number[] = []
  const isSame = (a: number, b: number) =>
    ring[a]![0] === ring[b]![0] && ring[a]![1] === ring[b]![1]
  for (let vertex = 0; vertex < ring.length; vertex++) {
    const last = kept.at(-1)
    if (last === undefined || !isSame(last, vertex)) kept.push(vertex)
  }
  while (kept.length > 1 && isSame(kept[0]!, kept.at(-1)!)) kept.pop()
  return kept
}
