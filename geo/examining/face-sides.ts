import { stripM2 } from '../area.ts'
import { metresBetween, metresPerDegree } from '../metres.ts'
import type { LayerFaces } from './layer-faces.ts'

/** Calls `visit` with each side round a face. */
export function visitSides(faces: LayerFaces, face: number, visit: (side: number) => void): void {
  for (const rim of faces.rims[face]!) {
    let side = rim
    do {
      visit(side)
      side = faces.next[side]!
    } while (side !== rim)
  }
}

/** The vertices where a side begins and ends, its face on the left. */
export const startOf = ({ pieces }: LayerFaces, side: number) =>
  side % 2 === 0 ? pieces.from[side >> 1]! : pieces.to[side >> 1]!
export const endOf = ({ pieces }: LayerFaces, side: number) =>
  side % 2 === 0 ? pieces.to[side >> 1]! : pieces.from[side >> 1]!

/** Metres along a side. */
export function lengthOf(faces: LayerFaces, side: number): number {
  const { x, y } = faces.pieces
  const a = startOf(faces, side)
  const b = endOf(faces, side)
  return metresBetween(x[a]!, y[a]!, x[b]!, y[b]!, metresPerDegree(y[a]!))
}

/** On the ellipsoid, of the rim less its holes. */
export function faceAreaM2(faces: LayerFaces, face: number): number {
  const { x, y } = faces.pieces
  let area = 0
  let middle = Number.NaN
  visitSides(faces, face, (side) => {
    const a = startOf(faces, side)
    const b = endOf(faces, side)
    if (Number.isNaN(middle)) middle = y[a]!
    area -= stripM2(x[a]!, y[a]!, x[b]!, y[b]!, middle)
  })
  return Math.max(0, area)
}
