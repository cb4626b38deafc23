/**
 * A small seeded generator (sfc32, Chris Doty-Humphrey, PractRand; state filled by splitmix32),
 * so that the same seed gives the same prefecture on every machine.
 */
export interface Random {
  /** Uniform in [0, 1), in steps of 2⁻³². */
  next(): number
  /** Uniform integer in [0, below). */
  integer(below: number): number
  between(low: number, high: number): number
  chance(share: number): boolean
  pick<T>(choices: readonly T[]): T
  /** Standard normal (Box–Muller). */
  normal(): number
}

/** One stream per key: what is drawn for one thing never moves what is drawn for another. */
export function randomOf(...key: number[]): Random {
  let seed = 0x9e3779b9
  const spread = () => {
    seed = (seed + 0x9e3779b9) | 0
    let mixed = seed ^ (seed >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return mixed ^ (mixed >>> 15)
  }
  for (const part of key) seed = Math.imul(spread() ^ (part | 0), 0x85ebca6b)
  return streamOf(spread(), spread(), spread())
}

/** Picks by weight; build once, pick often. */
export function weightedPicker<T>(
  choices: readonly T[],
  weightOf: (choice: T) => number,
): (random: Random) => T {
  const sums: number[] = []
  let total = 0
  for (const choice of choices) {
    total += weightOf(choice)
    sums.push(total)
  }
  return (random) => {
    const target = random.next() * total
    let low = 0
    let high = sums.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] as number) > target) high = middle
      else low = middle + 1
    }
    return choices[low] as T
  }
}

function streamOf(first: number, second: number, third: number): Random {
  let [a, b, c, counter] = [first, second, third, 1]
  function next() {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return (sum >>> 0) / 4294967296
  }
  for (let round = 0; round < 12; round++) next()
  return {
    next,
    integer: (below) => Math.floor(next() * below),
    between: (low, high) => low + (high - low) * next(),
    chance: (share) => next() < share,
    pick: (choices) => choices[Math.floor(next() * choices.length)] as (typeof choices)[number],
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  }
}
