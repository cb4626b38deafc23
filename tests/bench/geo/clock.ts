/** CPU time of this process for a piece of work, in milliseconds, and what it answered. */
export function timed<Answer>(work: () => Answer): { ms: number; answer: Answer } {
  const start = process.cpuUsage()
  const answer = work()
  const { user, system } = process.cpuUsage(start)
  return { ms: (user + system) / 1000, answer }
}

export async function timedAsync<Answer>(
  work: () => Promise<Answer>,
): Promise<{ ms: number; answer: Answer }> {
  const start = process.cpuUsage()
  const answer = await work()
  const { user, system } = process.cpuUsage(start)
  return { ms: (user + system) / 1000, answer }
}

const runs = 5

/** The median of five runs after a warm-up one. */
export function medianMs(work: () => unknown): number {
  work()
  return median(Array.from({ length: runs }, () => timed(work).ms))
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? Number.NaN
}
