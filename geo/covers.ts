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
  private readonly known = new Map<string, Cover>()

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
    const count = new Map<number, number>()
    const add = (grid: number, times: number) => count.set(grid, (count.get(grid) ?? 0) + times)
    this.each(cover, add)
    this.each(entered, add)
    this.each(left, (grid, times) => add(grid, -times))
    const stack = [...count].filter(([, times]) => times !== 0).sort(([a], [b]) => a - b)
    if (stack.length === 0) return nothing
    const [grid, times] = stack[0]!
    if (stack.length === 1 && times === 1) return grid
    return this.keep(
      stack.map(([grid]) => grid),
      stack.map(([, times]) => times),
    )
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
    const key = `${grids} ${times}`
    const known = this.known.get(key)
    if (known !== undefined) return known
    const cover = -2 - this.grids.length
    this.grids.push(grids)
    this.times.push(times)
    this.known.set(key, cover)
    return cover
  }
}
