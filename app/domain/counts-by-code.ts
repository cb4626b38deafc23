/**
 * Counts added up by code, the keys in code order, so that the same counts print as the same JSON in
 * whatever order they came. JavaScript itself puts codes like 10 before those with a leading zero.
 */
export function countsByCode(
  counted: readonly (readonly [code: string, count: number])[],
): Record<string, number> {
  const counts = new Map<string, number>()
  for (const [code, count] of counted) counts.set(code, (counts.get(code) ?? 0) + count)
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}
