import { Effort, TooTangled } from '../tangle.ts'

/**
 * Which grids of a layer cover a place, as one number: −1 none, 0 … one grid, −2 and below a stack
 * of several. Stacks are signed multisets, since fragments add and take away in any order; in a
 * clean layer none is ever needed.
 */
export type Cover = number

export const nothing: Cover = -1

/** Stacks as they are stored: grids[start[i]] up to grids[start[i + 1] − 1], each so many times. */
export interface Stacks {
  readonly stackStart: Int32Array
  readonly stackGrids: Int32Array
  readonly stackTimes: Int32Array
}

/** So many grids in all stacks: three thousand that lie within each other, or as good as none. */
const sizeLimit = 5_000_000

/** And so many steps from one stack to another. */
const workLimit = 50_000_000

const once: readonly number[] = [1]
const empty = { grids: [], times: [] }

/** The covers of one layer. Equal covers are equal numbers. */
export class Covers {
  private readonly grids: (readonly number[])[] = []
  private readonly times: (readonly number[])[] = []
  private size = 0
  private readonly effort = new Effort(1, workLimit)
  private readonly known = new Map<number, Cover[]>()

  constructor(stored?: Stacks) {
    if (!stored) return
    const { stackStart, stackGrids, stackTimes } = stored
    for (let stack = 0; stack + 1 < stackStart.length; stack++) {
      const from = stackStart[stack]!
      const to = stackStart[stack + 1]!
      this.keep([...stackGrids.subarray(from, to)], [...stackTimes.subarray(from, to)])
    }
  }

  /** The cover after some grids are left behind and others entered. */
  swap(cover: Cover, left: Cover, entered: Cover): Cover {
    if (cover === left) return entered
    if (left === entered) return cover
    const grids: number[] = []
    const times: number[] = []
    const old = this.stackOf(cover)
    const more = this.stackOf(entered)
    const less = this.stackOf(left)
    let i = 0
    let j = 0
    let k = 0
    for (;;) {
      const grid = Math.min(
        old.grids[i] ?? Infinity,
        more.grids[j] ?? Infinity,
        less.grids[k] ?? Infinity,
      )
      if (grid === Infinity) break
      let count = 0
      if (old.grids[i] === grid) count += old.times[i++]!
      if (more.grids[j] === grid) count += more.times[j++]!
      if (less.grids[k] === grid) count -= less.times[k++]!
      if (count === 0) continue
      grids.push(grid)
      times.push(count)
    }
    this.effort.spend(grids.length)
    return this.coverOf(grids, times)
  }

  /** The cover of grids that lie over one another, in any order. */
  ofAll(grids: readonly number[]): Cover {
    const inOrder = [...grids].sort((a, b) => a - b)
    const distinct = inOrder.filter((grid, i) => grid !== inOrder[i - 1])
    let next = 0
    const times = distinct.map((grid) => {
      const first = next
      while (inOrder[next] === grid) next++
      return next - first
    })
    return this.coverOf(distinct, times)
  }

  /** The cover of one grid so many times. */
  repeated(grid: number, times: number): Cover {
    return times === 0 ? nothing : this.coverOf([grid], [times])
  }

  /** How many grids there are, each as often as it counts. */
  total(cover: Cover): number {
    if (cover >= nothing) return cover === nothing ? 0 : 1
    return this.times[-2 - cover]!.reduce((sum, count) => sum + count, 0)
  }

  each(cover: Cover, visit: (grid: number, times: number) => void): void {
    if (cover >= 0) visit(cover, 1)
    if (cover >= nothing) return
    const grids = this.grids[-2 - cover]!
    const times = this.times[-2 - cover]!
    for (const [i, grid] of grids.entries()) visit(grid, times[i]!)
  }

  stored(): Stacks {
    const stackStart = new Int32Array(this.grids.length + 1)
    for (const [stack, grids] of this.grids.entries())
      stackStart[stack + 1] = stackStart[stack]! + grids.length
    return {
      stackStart,
      stackGrids: Int32Array.from(this.grids.flat()),
      stackTimes: Int32Array.from(this.times.flat()),
    }
  }

  private stackOf(cover: Cover): { grids: readonly number[]; times: readonly number[] } {
    if (cover === nothing) return empty
    if (cover >= 0) return { grids: [cover], times: once }
    return { grids: this.grids[-2 - cover]!, times: this.times[-2 - cover]! }
  }

  private coverOf(grids: number[], times: number[]): Cover {
    if (grids.length === 0) return nothing
    return grids.length === 1 && times[0] === 1 ? grids[0]! : this.keep(grids, times)
  }

  private keep(grids: number[], times: number[]): Cover {
    let key = 0
    for (let i = 0; i < grids.length; i++)
      key = Math.imul(key ^ grids[i]!, 0x9e3779b1) + Math.imul(times[i]!, 0x85ebca6b)
    let known = this.known.get(key)
    if (!known) {
      known = []
      this.known.set(key, known)
    }
    for (const cover of known) if (this.isStack(cover, grids, times)) return cover
    this.size += grids.length
    if (this.size > sizeLimit) throw new TooTangled('too many grids lie over one another')
    const cover = -2 - this.grids.length
    this.grids.push(grids)
    this.times.push(times)
    known.push(cover)
    return cover
  }

  private isStack(cover: Cover, grids: readonly number[], times: readonly number[]): boolean {
    const ownGrids = this.grids[-2 - cover]!
    const ownTimes = this.times[-2 - cover]!
    if (ownGrids.length !== grids.length) return false
    return grids.every((grid, i) => ownGrids[i] === grid && ownTimes[i] === times[i])
  }
}
