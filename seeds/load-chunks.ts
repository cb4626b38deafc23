import { rowsPerStatement } from '#db/portable.ts'

/** Rows in stretches that one statement can carry. */
export function* chunksOf<Row>(rows: readonly Row[], columns: number): Generator<Row[]> {
  const size = rowsPerStatement(columns)
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size)
}
