/** The largest id a row can have: PostgreSQL's integer, which refuses to compare with a larger one. */
export const largestRowId = 2_147_483_647

/** The id of a row as an address states it; 0, which no row has, for anything else. */
export function rowIdOf(text: string | null | undefined): number {
  const id = /^[1-9]\d{0,9}$/.test(text ?? '') ? Number(text) : 0
  return id <= largestRowId ? id : 0
}
