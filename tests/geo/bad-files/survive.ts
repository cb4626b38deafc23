import type { Defect, MendKind } from '#geo/examining/defects.ts'
import { mendGrids } from '#geo/mending/mend-grids.ts'
import { mutant } from './mutants.ts'
import { examine } from './report.ts'

const allMends: MendKind[] = ['spikes', 'borders', 'gaps', 'overlaps', 'axes', 'datum']

/**
 * Examines a mutant and mends whatever can be. Throws for what must not happen: a defect without its
 * place in the file, a number that is none, a grid lost.
 * @returns milliseconds
 */
export function survive(number: number): number {
  const start = performance.now()
  const file = mutant(number)
  const examined = examine(file)
  for (const defect of examined.defects) check(defect)
  if (examined.ok) {
    const { grids } = mendGrids(examined.grids, allMends, {
      ...(file.options?.neighbours && { neighbours: file.options.neighbours }),
    })
    const codes = grids.filter(({ geometry }) => geometry.coordinates.length > 0)
    if (codes.length !== examined.grids.length) throw new Error(`mutant ${number} lost a grid`)
  }
  return performance.now() - start
}

function check(defect: Defect): void {
  const { feature, line, lon = 0, lat = 0, areaM2 = 0, metres = 0 } = defect
  const isPlaced = feature >= 0 && line >= 1
  if (!isPlaced || ![lon, lat, areaM2, metres].every(Number.isFinite))
    throw new Error(JSON.stringify(defect))
}
