import { type DirectedEdge, traceRings } from '../reading/sound-rings.ts'
import { endOf, startOf, visitSides } from './face-sides.ts'
import type { LayerFaces } from './layer-faces.ts'

/** A mark on a map needs no more. */
const mostPoints = 200

/** Closed rings round faces taken together, the longest first, at most 200 points in all. */
export function outlineOfFaces(
  faces: LayerFaces,
  members: readonly number[],
): [number, number][][] {
  const { x, y } = faces.pieces
  const isMember = new Set(members)
  const edges: DirectedEdge[] = []
  for (const face of members) {
    visitSides(faces, face, (side) => {
      if (isMember.has(faces.faceOf[side ^ 1]!)) return
      const a = startOf(faces, side)
      const b = endOf(faces, side)
      edges.push([x[a]!, y[a]!, x[b]!, y[b]!])
    })
  }
  const rings = traceRings(edges).sort((a, b) => b.length - a.length)
  return thinned(rings.map((ring) => pointsOf(ring)))
}

function pointsOf(ring: ArrayLike<number>): [number, number][] {
  const points: [number, number][] = []
  for (let i = 0; i < ring.length; i += 2) points.push([ring[i]!, ring[i + 1]!])
  points.push([ring[0]!, ring[1]!])
  return points
}

/** Every so many-eth point of each ring; of very many rings the first. */
function thinned(rings: readonly [number, number][][]): [number, number][][] {
  const shown = rings.slice(0, mostPoints / 5)
  const total = shown.reduce((sum, ring) => sum + ring.length, 0)
  if (total <= mostPoints) return shown
  const step = Math.ceil(total / (mostPoints - 4 * shown.length))
  return shown.map((ring) => {
    const stride = Math.max(1, Math.min(step, Math.floor(ring.length / 4)))
    const kept = ring.filter((_, index) => index % stride === 0 && index < ring.length - 1)
    return [...kept, ring[0]!]
  })
}
