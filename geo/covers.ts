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

/** The covers of one layer. Equal covers are equal numbers. */
export class Covers {
  private readonly grids: number[][] = []
  private readonly times: number[][] = []
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
    this.each(cover, (grid, count) => add(grids, times, grid, count))
    this.each(entered, (grid, count) => add(grids, times, grid, count))
    this.each(left, (grid, count) => add(grids, times, grid, -count))
    if (grids.length === 0) return nothing
    return grids.length === 1 && times[0] === 1 ? grids[0]! : this.keep(grids, times)
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

  /** One that may grow without the first. */
  copy(): Covers {
    return new Covers(this.stored())
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

/** Adds a grid to a stack in the order of grids. */
function add(grids: number[], times: number[], grid: number, count: number): void {
  let i = 0
  while (i < grids.length && grids[i]! < grid) i++
  if (grids[i] !== grid) {
    grids.splice(i, 0, grid)
    times.splice(i, 0, count)
  } else if (times[i] === -count) {
    grids.splice(i, 1)
    times.splice(i, 1)
  } else {
    times[i]! += count
  }
}
