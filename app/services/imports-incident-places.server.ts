import type { Layer } from '../domain/areas.ts'
import { CodedColumn } from './imports-coded-column.server.ts'
import type { Coded, IncidentPart, PartPlaces } from './imports-incident-part.server.ts'
import type { Boundaries, LayerMap } from './locating.server.ts'

type Placed = Pick<IncidentPart, 'lonE7' | 'latE7' | 'on'>

/**
 * Where the rows of a part are counted, each by the boundaries in force on its own day: the same
 * as `locateIncident` answers one by one, with the places of each stretch of days looked up at once.
 */
export async function placesOf(boundaries: Boundaries, rows: Placed): Promise<PartPlaces> {
  const police = await gridsAt(boundaries, 'police', rows)
  const governance = await gridsAt(boundaries, 'governance', rows)
  const area = new CodedColumn<string | null>()
  for (let row = 0; row < rows.lonE7.length; row++) {
    area.push(gridOf(governance, row)?.areaCode ?? gridOf(police, row)?.areaCode ?? null)
  }
  return {
    mark: boundaries.mark,
    police: codesOf(police),
    governance: codesOf(governance),
    area: area.coded(),
  }
}

type Grid = ReturnType<LayerMap['grid']>

/** The first value is outside every grid. */
async function gridsAt(
  boundaries: Boundaries,
  layer: Layer,
  { lonE7, latE7, on }: Placed,
): Promise<Coded<Grid>> {
  const grids: Coded<Grid> = { values: [undefined], of: new Uint16Array(on.of.length) }
  for (const [day, rows] of stretchesOf(boundaries, layer, on)) {
    const map = await boundaries.on(layer, day)
    const isAll = rows.length === on.of.length
    const located = isAll
      ? map.locateMany(lonE7, latE7)
      : map.locateMany(picked(lonE7, rows), picked(latE7, rows))
    const numbers = new Uint16Array(map.codes.length)
    for (let at = 0; at < located.length; at++) {
      const index = located[at] ?? -1
      if (index < 0) continue
      numbers[index] ||= grids.values.push(map.grid(map.codes[index] ?? '')) - 1
      grids.of[rows[at] ?? 0] = numbers[index] ?? 0
    }
  }
  return grids
}

/** The rows of each stretch of days that shares its boundaries. */
function stretchesOf(boundaries: Boundaries, layer: Layer, on: Coded<string>) {
  const starts = on.values.map((day) => boundaries.since(layer, day))
  const stretches = new Map<string, number[]>()
  for (let row = 0; row < on.of.length; row++) {
    const start = starts[on.of[row] ?? 0] ?? ''
    const rows = stretches.get(start)
    if (rows) rows.push(row)
    else stretches.set(start, [row])
  }
  return stretches
}

const picked = (values: Int32Array, rows: readonly number[]): Int32Array =>
  Int32Array.from(rows, (row) => values[row] ?? 0)

const gridOf = ({ values, of }: Coded<Grid>, row: number): Grid => values[of[row] ?? 0]

const codesOf = ({ values, of }: Coded<Grid>): Coded<string | null> => ({
  values: values.map((grid) => grid?.code ?? null),
  of,
})
