import { endOf, faceAreaM2, lengthOf, startOf, visitSides } from './face-sides.ts'
import type { LayerFaces } from './layer-faces.ts'

/** What is wrong between the grids of a layer, and the faces that show it. */
export interface LayerFault {
  readonly kind: 'overlap' | 'overlap-sliver' | 'gap' | 'gap-sliver' | 'unshared-border'
  /** The grids beside it, ascending; a gap may lie inside a single one. */
  readonly grids: readonly number[]
  readonly faces: readonly number[]
  readonly areaM2: number
  /** Its length: half its outline. */
  readonly metres: number
  readonly lon: number
  readonly lat: number
}

/**
 * Strips thinner than this are digitising, not land: half a millimetre, the width of a pen, on the
 * 1:10,000 maps boundaries are drawn on. Also how far apart two borders may run and still be one.
 */
export const penMetres = 5
/** Borders that part towards the outside begin with a notch; up to this long it is their corner. */
const notchMetres = 3 * penMetres
/** Two units of 1e-7°: thinner strips cannot be told from a vertex that one side lacks. */
const hairMetres = 0.02
/** From so many own vertices on each side a thin strip is a border traced twice. */
const tracedVertices = 3
/** Squares of a hundredth of a millimetre are rounding of cuts. */
const roundingM2 = 1e-10
/** Of grids that lie over one place so many are told in pairs. */
const pairedCovers = 8

/** Faces that no grid covers or several do, joined to one fault for each place and pair of grids. */
export function findLayerFaults(faces: LayerFaces): LayerFault[] {
  const shapes = new Map<number, FaceShape>()
  for (let face = 1; face < faces.count; face++) {
    if (faces.covers[face]!.length !== 1) shapes.set(face, shapeOf(faces, face))
  }
  const groups = new Groups()
  for (const [face, shape] of shapes) {
    const { areaM2, isThin } = shape
    if (areaM2 < roundingM2 && !hasLoneVertex(faces, face)) continue
    if (shape.perimeter / 2 <= notchMetres && isNotch(faces, face)) continue
    const covers = faces.covers[face]!
    const isAbsorbed = isThin && covers.length === 0 && liesAtGap(faces, face, shapes)
    if (covers.length === 0 && (!isThin || isAbsorbed)) groups.add('gap', face)
    else if (covers.length === 0)
      groups.add(
        `strip ${besides(faces, face)
          .slice(0, 2)
          .sort((a, b) => a - b)}`,
        face,
      )
    else
      for (const pair of pairsOf(covers.slice(0, pairedCovers)))
        groups.add(`${isThin ? 'strip' : 'overlap'} ${pair}`, face)
  }
  const faults: LayerFault[] = []
  for (const [key, members] of groups.byKey) {
    for (const part of connected(faces, members, key.startsWith('strip')))
      faults.push(faultOf(faces, key, part, shapes))
  }
  return faults.sort(
    (a, b) =>
      a.grids[0]! - b.grids[0]! ||
      (a.grids[1] ?? -1) - (b.grids[1] ?? -1) ||
      a.lon - b.lon ||
      a.lat - b.lat,
  )
}

/**
 * The grids along the rims of a face, the one with the longest border first, ties by index; then
 * those that touch it in a corner only.
 */
export function besides(faces: LayerFaces, face: number): number[] {
  const { ownerStart, owners } = faces.pieces
  const lengths = new Map<number, number>()
  visitSides(faces, face, (side) => {
    const piece = side >> 1
    for (let i = ownerStart[piece]!; i < ownerStart[piece + 1]!; i++)
      lengths.set(owners[i]!, (lengths.get(owners[i]!) ?? 0) + lengthOf(faces, side))
  })
  const along = [...lengths].sort(([a, m], [b, n]) => n - m || a - b).map(([grid]) => grid)
  return along.length > 1 ? along : [...new Set([...along, ...gridsAtCorners(faces, face)])]
}

/** The grids that lie over others by more than a strip: a wrong datum would do that. */
export function suspectsOf(faults: readonly LayerFault[]): Set<number> {
  const suspects = new Set<number>()
  for (const { kind, grids } of faults)
    if (kind === 'overlap') for (const grid of grids) suspects.add(grid)
  return suspects
}

interface FaceShape {
  areaM2: number
  perimeter: number
  isThin: boolean
}

class Groups {
  readonly byKey = new Map<string, number[]>()

  add(key: string, face: number): void {
    const members = this.byKey.get(key)
    if (members) members.push(face)
    else this.byKey.set(key, [face])
  }
}

function shapeOf(faces: LayerFaces, face: number): FaceShape {
  const areaM2 = faceAreaM2(faces, face)
  let perimeter = 0
  visitSides(faces, face, (side) => {
    perimeter += lengthOf(faces, side)
  })
  return { areaM2, perimeter, isThin: (2 * areaM2) / perimeter < penMetres }
}

/** Whether a corner of the file stands at a rim: crossings alone, so close, are rounding. */
function hasLoneVertex(faces: LayerFaces, face: number): boolean {
  let found = false
  visitSides(faces, face, (side) => {
    found ||= startOf(faces, side) < faces.pieces.givenVertices
  })
  return found
}

/** Uncovered, between borders that meet on one side and open to the outside on the other. */
function isNotch(faces: LayerFaces, face: number): boolean {
  if (faces.covers[face]!.length > 0) return false
  const { ownerStart } = faces.pieces
  let bridges = 0
  let isOpen = false
  visitSides(faces, face, (side) => {
    if (ownerStart[side >> 1] !== ownerStart[(side >> 1) + 1]) return
    bridges++
    isOpen ||= faces.faceOf[side ^ 1] === 0
  })
  return isOpen && bridges === 1
}

/** A bridge cuts off the corners of a wide gap: those belong to it. */
function liesAtGap(
  faces: LayerFaces,
  face: number,
  shapes: ReadonlyMap<number, FaceShape>,
): boolean {
  const { ownerStart } = faces.pieces
  let found = false
  visitSides(faces, face, (side) => {
    const piece = side >> 1
    if (ownerStart[piece] !== ownerStart[piece + 1]) return
    const across = faces.faceOf[side ^ 1]!
    const shape = shapes.get(across)
    found ||= shape !== undefined && !shape.isThin && faces.covers[across]!.length === 0
  })
  return found
}

function gridsAtCorners(faces: LayerFaces, face: number): number[] {
  const { ownerStart, owners } = faces.pieces
  const grids = new Set<number>()
  visitSides(faces, face, (side) => {
    let leaving = side
    do {
      const piece = leaving >> 1
      for (let i = ownerStart[piece]!; i < ownerStart[piece + 1]!; i++) grids.add(owners[i]!)
      leaving = faces.next[leaving ^ 1]!
    } while (leaving !== side)
  })
  return [...grids].sort((a, b) => a - b)
}

const pairsOf = (grids: readonly number[]) =>
  grids.flatMap((a, index) => grids.slice(index + 1).map((b) => [a, b] as const))

/** Faces joined where they share a piece, strips also where they share a corner. */
function connected(faces: LayerFaces, members: readonly number[], byCorner: boolean): number[][] {
  if (members.length === 1) return [[...members]]
  const parent = new Map(members.map((face) => [face, face]))
  const find = (face: number): number => {
    let at = face
    while (parent.get(at) !== at) at = parent.get(at)!
    parent.set(face, at)
    return at
  }
  const join = (a: number, b: number) => {
    const [low, high] = [find(a), find(b)].sort((p, q) => p - q) as [number, number]
    parent.set(high, low)
  }
  const atVertex = new Map<number, number>()
  for (const face of members) {
    visitSides(faces, face, (side) => {
      const across = faces.faceOf[side ^ 1]!
      if (parent.has(across)) join(face, across)
      if (!byCorner) return
      const vertex = startOf(faces, side)
      const known = atVertex.get(vertex)
      if (known === undefined) atVertex.set(vertex, face)
      else join(face, known)
    })
  }
  const parts = new Map<number, number[]>()
  for (const face of members) {
    const part = parts.get(find(face))
    if (part) part.push(face)
    else parts.set(find(face), [face])
  }
  return [...parts.values()]
}

function faultOf(
  faces: LayerFaces,
  key: string,
  part: readonly number[],
  shapes: ReadonlyMap<number, FaceShape>,
): LayerFault {
  let areaM2 = 0
  let perimeter = 0
  let widest = part[0]!
  for (const face of part) {
    const shape = shapes.get(face)!
    areaM2 += shape.areaM2
    perimeter += shape.perimeter
    if (shape.areaM2 > shapes.get(widest)!.areaM2) widest = face
  }
  const isGap = faces.covers[widest]!.length === 0
  const grids = key.startsWith('gap')
    ? besides(faces, widest).slice(0, 2)
    : (key.split(' ')[1] ?? '').split(',').map(Number)
  const metres = perimeter / 2
  const place = placeOf(faces, widest)
  const found = { grids: grids.sort((a, b) => a - b), faces: part, areaM2, metres, ...place }
  if (!key.startsWith('strip')) return { kind: isGap ? 'gap' : 'overlap', ...found }
  const isTraced =
    grids.length === 2 &&
    (part.length > 1 || areaM2 / metres < hairMetres || isTracedTwice(faces, widest, grids))
  if (isTraced) return { kind: 'unshared-border', ...found }
  return { kind: isGap ? 'gap-sliver' : 'overlap-sliver', ...found }
}

function isTracedTwice(faces: LayerFaces, face: number, grids: readonly number[]): boolean {
  const { ownerStart, owners, givenVertices } = faces.pieces
  const along = grids.map(() => new Set<number>())
  visitSides(faces, face, (side) => {
    const piece = side >> 1
    for (let i = ownerStart[piece]!; i < ownerStart[piece + 1]!; i++) {
      const own = along[grids.indexOf(owners[i]!)]
      for (const vertex of [startOf(faces, side), endOf(faces, side)])
        if (vertex < givenVertices) own?.add(vertex)
    }
  })
  const [first = new Set(), second = new Set()] = along
  const ownOf = (a: Set<number>, b: Set<number>) => [...a].filter((vertex) => !b.has(vertex)).length
  return ownOf(first, second) >= tracedVertices && ownOf(second, first) >= tracedVertices
}

/** The middle of the longest side of a face. */
function placeOf(faces: LayerFaces, face: number): { lon: number; lat: number } {
  const { x, y } = faces.pieces
  let longest = -1
  let place = { lon: Number.NaN, lat: Number.NaN }
  visitSides(faces, face, (side) => {
    const length = lengthOf(faces, side)
    if (length <= longest) return
    longest = length
    const a = startOf(faces, side)
    const b = endOf(faces, side)
    place = { lon: (x[a]! + x[b]!) / 2, lat: (y[a]! + y[b]!) / 2 }
  })
  return place
}
