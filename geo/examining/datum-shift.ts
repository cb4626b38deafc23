import gcoord from 'gcoord'
import { buildEdgeTree, type Edges, type EdgeTree } from '../edge-tree.ts'
import type { Grid } from '../locating/grid-map.ts'
import { metresBetween, metresPerDegree } from '../metres.ts'
import { edgesOf, ringsOf } from '../rings.ts'
import { penMetres } from './layer-faults.ts'
import type { LayerPieces } from './layer-pieces.ts'

/** Grids whose borders fit those around them only when their datum is taken for another. */
export interface DatumShift {
  readonly grids: readonly number[]
  readonly datum: 'gcj02' | 'bd09'
  /**
   * 'back': the coordinates are of that datum and were taken for CGCS2000. 'forth': they were
   * CGCS2000 already and were shifted back once too often.
   */
  readonly way: 'back' | 'forth'
  /** How far the grids lie from where they belong, and in which direction, clockwise from north. */
  readonly metres: number
  readonly bearing: number
  readonly lon: number
  readonly lat: number
}

type Place = [lon: number, lat: number]

/** What may have happened to coordinates; undone by a transformation each. */
const suspicions = [
  { datum: 'gcj02', way: 'back', from: gcoord.GCJ02, to: gcoord.WGS84 },
  { datum: 'bd09', way: 'back', from: gcoord.BD09, to: gcoord.WGS84 },
  { datum: 'gcj02', way: 'forth', from: gcoord.WGS84, to: gcoord.GCJ02 },
  { datum: 'bd09', way: 'forth', from: gcoord.WGS84, to: gcoord.BD09 },
] as const

/** Enough for a share within a few percent. */
const groupSamples = 200
const layerSamples = 4_000
/** With fewer groups all are tried, not only those that lie over others. */
const fewGroups = 64
/**
 * A seventh of all places on borders found again is far more than chance, which hits a line of
 * grids 300 m wide with one place in fifteen, and little enough for a file of which only the outside is known.
 * Three times what fits as it is, twice what fits any other way: the datums lie 500 m and more apart.
 */
const leastFit = 0.15
const leastHits = 6
const timesAsGiven = 3
const timesOthers = 2

/** The place a grid belongs at, given a place where it lies. */
export function unshift(
  { datum, way }: Pick<DatumShift, 'datum' | 'way'>,
  [lon, lat]: Place,
): Place {
  const { from, to } = suspicions.find((one) => one.datum === datum && one.way === way)!
  return gcoord.transform([lon, lat], from, to) as Place
}

/**
 * Shifts of a whole layer against grids that are right, else of some of its grids against the rest.
 * @param suspects grids that lie over others
 */
export function findShifts(
  pieces: LayerPieces,
  gridCount: number,
  suspects: ReadonlySet<number>,
  neighbours: readonly Grid[],
): DatumShift[] {
  const whole = shiftAgainst(pieces, gridCount, neighbours)
  return whole ? [whole] : shiftsWithin(pieces, gridCount, suspects)
}

/** Undefined when the layer fits its neighbours as it is, or fits no way. */
function shiftAgainst(
  pieces: LayerPieces,
  gridCount: number,
  neighbours: readonly Grid[],
): DatumShift | undefined {
  const around = edgesOf(neighbours.flatMap(({ geometry }) => ringsOf(geometry)))
  if (around.count === 0 || pieces.count === 0) return undefined
  const isNear = nearTest(around, buildEdgeTree(around))
  const all = Array.from({ length: gridCount }, (_, grid) => grid)
  const lone = lonePieces(pieces)
  const every = Array.from({ length: pieces.count }, (_, piece) => piece)
  for (const chosen of [lone, every]) {
    const found = explain(placesAlong(pieces, chosen, layerSamples), isNear)
    if (found) return { grids: all, ...found }
  }
  return undefined
}

/** Grids that share borders form a group; the largest is taken to be right. */
function shiftsWithin(
  pieces: LayerPieces,
  gridCount: number,
  suspects: ReadonlySet<number>,
): DatumShift[] {
  const groups = groupsOf(pieces, gridCount)
  if (groups.length < 2) return []
  const groupOf = new Int32Array(gridCount)
  for (const [index, group] of groups.entries()) for (const grid of group) groupOf[grid] = index
  const lone = lonePieces(pieces)
  const own: number[][] = groups.map(() => [])
  for (const piece of lone) own[groupOf[ownerOf(pieces, piece)]!]!.push(piece)
  const edges = edgesOfPieces(pieces, lone)
  const tree = buildEdgeTree(edges)
  const shifts: DatumShift[] = []
  for (const [index, group] of groups.entries()) {
    if (index === 0) continue
    if (groups.length > fewGroups && !group.some((grid) => suspects.has(grid))) continue
    const isOther = (edge: number) => groupOf[ownerOf(pieces, lone[edge]!)] !== index
    const found = explain(
      placesAlong(pieces, own[index]!, groupSamples),
      nearTest(edges, tree, isOther),
    )
    if (found) shifts.push({ grids: group, ...found })
  }
  return shifts
}

function explain(
  places: readonly Place[],
  isNear: (place: Place) => boolean,
): Omit<DatumShift, 'grids'> | undefined {
  const [first] = places
  if (!first) return undefined
  const hitsOf = (move: (place: Place) => Place) =>
    places.reduce((hits, place) => hits + (isNear(move(place)) ? 1 : 0), 0)
  const asGiven = hitsOf((place) => place)
  if (asGiven * timesAsGiven > places.length) return undefined
  const tried = suspicions
    .map((suspicion) => ({ suspicion, hits: hitsOf((place) => unshift(suspicion, place)) }))
    .sort((a, b) => b.hits - a.hits)
  const [best, second] = tried
  if (!best || !second) return undefined
  const enough = Math.max(leastFit * places.length, leastHits, timesAsGiven * asGiven)
  if (best.hits < enough || best.hits < timesOthers * second.hits) return undefined
  const { datum, way } = best.suspicion
  const [lon, lat] = first
  const [trueLon, trueLat] = unshift(best.suspicion, first)
  const [perLon, perLat] = metresPerDegree(lat)
  const east = (lon - trueLon) * perLon
  const north = (lat - trueLat) * perLat
  const bearing = ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360
  return { datum, way, metres: Math.hypot(east, north), bearing, lon, lat }
}

/** Grids that share borders, the largest group first, then by their first grid. */
function groupsOf(pieces: LayerPieces, gridCount: number): number[][] {
  const root = Int32Array.from({ length: gridCount }, (_, grid) => grid)
  const find = (grid: number) => {
    let at = grid
    while (root[at] !== at) {
      root[at] = root[root[at]!]!
      at = root[at]!
    }
    return at
  }
  for (let piece = 0; piece < pieces.count; piece++) {
    const first = pieces.ownerStart[piece]!
    for (let i = first + 1; i < pieces.ownerStart[piece + 1]!; i++) {
      const a = find(pieces.owners[first]!)
      const b = find(pieces.owners[i]!)
      root[Math.max(a, b)] = Math.min(a, b)
    }
  }
  const groups = new Map<number, number[]>()
  for (let grid = 0; grid < gridCount; grid++) {
    const group = groups.get(find(grid))
    if (group) group.push(grid)
    else groups.set(find(grid), [grid])
  }
  return [...groups.values()].sort((a, b) => b.length - a.length || a[0]! - b[0]!)
}

function lonePieces({ count, ownerStart }: LayerPieces): number[] {
  const lone: number[] = []
  for (let piece = 0; piece < count; piece++) {
    if (ownerStart[piece + 1]! - ownerStart[piece]! === 1) lone.push(piece)
  }
  return lone
}

const ownerOf = ({ ownerStart, owners }: LayerPieces, piece: number) => owners[ownerStart[piece]!]!

/** The starts and middles of pieces, evenly chosen. */
function placesAlong(pieces: LayerPieces, chosen: readonly number[], most: number): Place[] {
  const { x, y, from, to } = pieces
  const step = Math.max(1, Math.ceil((2 * chosen.length) / most))
  const places: Place[] = []
  for (let index = 0; index < chosen.length; index += step) {
    const piece = chosen[index]!
    const a = from[piece]!
    const b = to[piece]!
    places.push([x[a]!, y[a]!], [(x[a]! + x[b]!) / 2, (y[a]! + y[b]!) / 2])
  }
  return places
}

function edgesOfPieces({ x, y, from, to }: LayerPieces, chosen: readonly number[]) {
  return {
    ax: Float64Array.from(chosen, (piece) => x[from[piece]!]!),
    ay: Float64Array.from(chosen, (piece) => y[from[piece]!]!),
    bx: Float64Array.from(chosen, (piece) => x[to[piece]!]!),
    by: Float64Array.from(chosen, (piece) => y[to[piece]!]!),
    count: chosen.length,
  }
}

/** Whether a place lies within a pen's width of an edge. */
function nearTest(
  { ax, ay, bx, by }: Edges,
  tree: EdgeTree,
  counts: (edge: number) => boolean = () => true,
): (place: Place) => boolean {
  return ([lon, lat]) => {
    const scale = metresPerDegree(lat)
    const reachX = penMetres / scale[0]
    const reachY = penMetres / scale[1]
    let isNear = false
    tree.search(lon - reachX, lat - reachY, lon + reachX, lat + reachY, (edge) => {
      if (isNear || !counts(edge)) return
      const dx = bx[edge]! - ax[edge]!
      const dy = by[edge]! - ay[edge]!
      const [wx, wy] = [dx * scale[0] ** 2, dy * scale[1] ** 2]
      const at = ((lon - ax[edge]!) * wx + (lat - ay[edge]!) * wy) / (dx * wx + dy * wy)
      const share = Math.min(1, Math.max(0, at))
      const footX = ax[edge]! + share * dx
      const footY = ay[edge]! + share * dy
      isNear = metresBetween(lon, lat, footX, footY, scale) <= penMetres
    })
    return isNear
  }
}
