import { buildEdgeTree } from '../edge-tree.ts'
import { metresPerDegree } from '../metres.ts'
import type { SharedEdges } from './shared-edges.ts'

/** Bridges from vertices to feet on other grids' edges, and those feet by edge. */
export interface Bridges {
  readonly from: number[]
  readonly footX: number[]
  readonly footY: number[]
  /** Feet between the ends of an edge, x, y, x, y …, by edge. */
  readonly feet: Map<number, number[]>
}

/**
 * Where two grids were digitised apart, a strip lies between their borders, often open at its ends:
 * it encloses nothing and no face would show it. A bridge from each vertex of a border that only
 * one grid has to the nearest such border of each other grid within `metres` cuts it into pieces.
 */
export function bridgeStrips(layer: SharedEdges, metres: number): Bridges {
  const bridges: Bridges = { from: [], footX: [], footY: [], feet: new Map() }
  const lone: number[] = []
  for (let edge = 0; edge < layer.count; edge++) {
    if (layer.ownerStart[edge + 1]! - layer.ownerStart[edge]! === 1) lone.push(edge)
  }
  if (metres <= 0 || lone.length === 0) return bridges
  const pick = (from: Float64Array) => Float64Array.from(lone, (edge) => from[edge]!)
  const edges = {
    ax: pick(layer.ax),
    ay: pick(layer.ay),
    bx: pick(layer.bx),
    by: pick(layer.by),
    count: lone.length,
  }
  const tree = buildEdgeTree(edges)
  const neighbours = verticesBeside(layer)
  const done = new Set<number>()
  for (const edge of lone) {
    const owner = layer.owners[layer.ownerStart[edge]!]!
    bridgeFrom(layer.from[edge]!, layer.ax[edge]!, layer.ay[edge]!, owner)
    bridgeFrom(layer.to[edge]!, layer.bx[edge]!, layer.by[edge]!, owner)
  }
  return bridges

  function bridgeFrom(vertex: number, x: number, y: number, owner: number): void {
    if (done.has(vertex)) return
    done.add(vertex)
    const [perLon, perLat] = metresPerDegree(y)
    const reachX = metres / perLon
    const reachY = metres / perLat
    const nearest = new Map<number, { distance: number; edge: number; at: number }>()
    tree.search(x - reachX, y - reachY, x + reachX, y + reachY, (index) => {
      const edge = lone[index]!
      const other = layer.owners[layer.ownerStart[edge]!]!
      if (other === owner || isBeside(vertex, edge)) return
      const dx = (edges.bx[index]! - edges.ax[index]!) * perLon
      const dy = (edges.by[index]! - edges.ay[index]!) * perLat
      const px = (x - edges.ax[index]!) * perLon
      const py = (y - edges.ay[index]!) * perLat
      const at = Math.min(1, Math.max(0, (px * dx + py * dy) / (dx * dx + dy * dy)))
      const distance = Math.hypot(px - at * dx, py - at * dy)
      if (distance > metres || distance === 0) return
      const known = nearest.get(other)
      const isNearer = !known || distance < known.distance
      if (isNearer || (distance === known.distance && edge < known.edge))
        nearest.set(other, { distance, edge, at })
    })
    for (const { edge, at } of nearest.values()) {
      const footX = layer.ax[edge]! + at * (layer.bx[edge]! - layer.ax[edge]!)
      const footY = layer.ay[edge]! + at * (layer.by[edge]! - layer.ay[edge]!)
      if (at === 0 || at === 1) {
        add(vertex, at ? layer.bx[edge]! : layer.ax[edge]!, at ? layer.by[edge]! : layer.ay[edge]!)
        continue
      }
      add(vertex, footX, footY)
      const feet = bridges.feet.get(edge)
      if (feet) feet.push(footX, footY)
      else bridges.feet.set(edge, [footX, footY])
    }
  }

  /** Borders part at their meeting points: what begins there is no strip yet. */
  function isBeside(vertex: number, edge: number): boolean {
    const from = layer.from[edge]!
    const to = layer.to[edge]!
    if (vertex === from || vertex === to) return true
    return neighbours(vertex, (other) => other === from || other === to)
  }

  function add(vertex: number, footX: number, footY: number): void {
    bridges.from.push(vertex)
    bridges.footX.push(footX)
    bridges.footY.push(footY)
  }
}

/** Whether some vertex one edge away satisfies a test. */
function verticesBeside(
  layer: SharedEdges,
): (vertex: number, test: (other: number) => boolean) => boolean {
  const start = new Int32Array(layer.vertexCount + 1)
  for (let edge = 0; edge < layer.count; edge++) {
    start[layer.from[edge]! + 1]!++
    start[layer.to[edge]! + 1]!++
  }
  for (let vertex = 0; vertex < layer.vertexCount; vertex++) start[vertex + 1]! += start[vertex]!
  const next = start.slice(0, layer.vertexCount)
  const beside = new Int32Array(2 * layer.count)
  for (let edge = 0; edge < layer.count; edge++) {
    beside[next[layer.from[edge]!]!++] = layer.to[edge]!
    beside[next[layer.to[edge]!]!++] = layer.from[edge]!
  }
  return (vertex, test) => {
    for (let i = start[vertex]!; i < start[vertex + 1]!; i++) if (test(beside[i]!)) return true
    return false
  }
}
