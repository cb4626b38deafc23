import type { MultiPolygon } from 'geojson'
import { areaM2 } from '../area.ts'
import type { MendKind } from '../examining/defects.ts'
import { faceAreaM2, lengthOf, visitSides } from '../examining/face-sides.ts'
import { type LayerFaces, layerFaces } from '../examining/layer-faces.ts'
import { findLayerFaults, type LayerFault, penMetres } from '../examining/layer-faults.ts'
import { cutLayer } from '../examining/layer-pieces.ts'
import type { Grid } from '../locating/grid-map.ts'
import { ringsOf } from '../rings.ts'
import type { Mended, Moved, Unmended } from './mend-grids.ts'
import { largestShare, mendOf } from './mend-limits.ts'
import { pictureOf } from './mend-picture.ts'
import { type Covers, rebuildGrids } from './rebuild-grids.ts'

/**
 * Gives the faces of faults to one grid each and builds the grids anew from their faces: so what one
 * loses another gains, and borders are shared again by construction.
 * @param grids by code
 */
export function mendLayer<G extends Grid>(
  grids: readonly G[],
  mends: readonly MendKind[],
): Mended<G> {
  const pieces = cutLayer(
    grids.map(({ geometry }) => ringsOf(geometry)),
    penMetres,
  )
  const faces = pieces && layerFaces(pieces)
  if (!faces) return { grids: [...grids], moved: [], left: [] }
  const areaOf = remembered((grid) => areaM2(grids[grid]!.geometry))
  const covers: Covers = new Map()
  const changes = new Map<string, Change>()
  const left: Unmended[] = []
  for (const fault of findLayerFaults(faces)) {
    const wanted = mendFor(fault)
    if (!wanted || !mends.includes(wanted)) continue
    const given = assignmentOf(faces, fault, covers)
    const isSafe = mendOf(fault, areaOf) === wanted && keepsShares(fault, changes, areaOf)
    if (!isSafe) left.push(unmended(fault, wanted))
    else for (const [face, cover] of given) note(fault, wanted, face, cover)
  }
  const rebuilt = rebuildGrids(grids, faces, covers, mends.includes('borders'))
  const changed = new Set([...changes.values()].map(({ grid }) => grid))
  for (const [grid, geometry] of rebuilt) {
    if (changed.has(grid)) continue
    const place = newCorner(grids[grid]!.geometry, geometry)
    const mend = mends.find((one) => one !== 'spikes' && one !== 'axes' && one !== 'datum')!
    if (place) changes.set(`${mend} ${grid}`, { mend, grid, areaM2: 0, ...place })
    else rebuilt.delete(grid)
  }
  const mended = grids.map((grid, index) => {
    const geometry = rebuilt.get(index)
    return geometry ? { ...grid, geometry } : grid
  })
  return { grids: mended, moved: movedOf(changes), left }

  function note(fault: LayerFault, mend: MendKind, face: number, cover: readonly number[]): void {
    const before = covers.get(face) ?? faces!.covers[face]!
    const area = faceAreaM2(faces!, face)
    for (const grid of new Set([...before, ...cover])) {
      if (before.includes(grid) === cover.includes(grid)) continue
      const key = `${mend} ${grid}`
      const change = changes.get(key) ?? { mend, grid, areaM2: 0, lon: fault.lon, lat: fault.lat }
      changes.set(key, change)
      change.areaM2 += area
    }
    covers.set(face, cover)
  }

  function unmended({ grids: [a, b], lon, lat, areaM2 }: LayerFault, mend: MendKind): Unmended {
    const found = { mend, code: grids[a!]!.code, lon, lat, areaM2 }
    return b === undefined ? found : { ...found, other: grids[b]!.code }
  }

  function movedOf(found: ReadonlyMap<string, Change>): Moved[] {
    return [...found.values()]
      .sort((a, b) => a.grid - b.grid || (a.mend < b.mend ? -1 : 1))
      .map(({ grid, ...change }) => {
        const before: MultiPolygon = grids[grid]!.geometry
        const { code, geometry } = mended[grid]!
        return { ...change, code, ...pictureOf(before, geometry, change) }
      })
  }
}

/** The first corner that one geometry has and another lacks. */
function newCorner(
  before: MultiPolygon,
  after: MultiPolygon,
): { lon: number; lat: number } | undefined {
  const had = new Set(before.coordinates.flat(2).map((position) => position.join()))
  const found = after.coordinates.flat(2).find((position) => !had.has(position.join()))
  return found && { lon: found[0]!, lat: found[1]! }
}

interface Change {
  mend: MendKind
  grid: number
  areaM2: number
  lon: number
  lat: number
}

/** The mend that a fault calls for, were it small enough; wide ones call for none. */
const mendFor = (fault: LayerFault) => mendOf(fault, () => Infinity)

/** Many small mends of one grid are a large one. */
function keepsShares(
  { grids, areaM2: area }: LayerFault,
  changes: ReadonlyMap<string, Change>,
  areaOf: (grid: number) => number,
): boolean {
  return grids.every((grid) => {
    let sum = area
    for (const mend of ['borders', 'gaps', 'overlaps'])
      sum += changes.get(`${mend} ${grid}`)?.areaM2 ?? 0
    return sum <= largestShare * areaOf(grid)
  })
}

/** The faces of a fault with the grids that are to cover them. */
function assignmentOf(
  faces: LayerFaces,
  { kind, faces: members, grids }: LayerFault,
  covers: Covers,
): [face: number, cover: readonly number[]][] {
  const [low = 0, high = low] = grids
  const winner = kind === 'gap' || kind === 'gap-sliver' ? longestBeside(faces, members) : high
  const isMember = new Set(members)
  return members.map((face) => {
    const cover = covers.get(face) ?? faces.covers[face]!
    if (cover.length > 0) return [face, cover.filter((grid) => grid !== high)]
    if (kind !== 'unshared-border') return [face, [winner]]
    return [face, [reaches(faces, face, high, isMember) ? high : low]]
  })
}

/** Whether a grid borders on a face, or on the next one across a bridge. */
function reaches(
  faces: LayerFaces,
  face: number,
  grid: number,
  isMember: ReadonlySet<number>,
): boolean {
  const { ownerStart, owners } = faces.pieces
  let found = false
  visitSides(faces, face, (side) => {
    const piece = side >> 1
    for (let i = ownerStart[piece]!; i < ownerStart[piece + 1]!; i++) found ||= owners[i] === grid
    const across = faces.faceOf[side ^ 1]!
    const isBridge = ownerStart[piece] === ownerStart[piece + 1]
    found ||= isBridge && isMember.has(across)
  })
  return found
}

function longestBeside(faces: LayerFaces, members: readonly number[]): number {
  const { ownerStart, owners } = faces.pieces
  const lengths = new Map<number, number>()
  for (const face of members) {
    visitSides(faces, face, (side) => {
      const piece = side >> 1
      for (let i = ownerStart[piece]!; i < ownerStart[piece + 1]!; i++)
        lengths.set(owners[i]!, (lengths.get(owners[i]!) ?? 0) + lengthOf(faces, side))
    })
  }
  const [longest] = [...lengths].sort(([a, m], [b, n]) => n - m || a - b)
  return longest?.[0] ?? 0
}

function remembered(compute: (grid: number) => number): (grid: number) => number {
  const known = new Map<number, number>()
  return (grid) => {
    const value = known.get(grid) ?? compute(grid)
    known.set(grid, value)
    return value
  }
}
