import { Delaunay } from 'd3-delaunay'
import { type Random, randomOf } from '../random.ts'
import type { Outline } from './outline.ts'
import { distance, e7Of, isInside, type Point, planeOfE7 } from './plane.ts'

/** A border between two faces; walking from → to, `left` is on the left hand. */
export interface Edge {
  from: number
  to: number
  left: number
  right: number
}

/**
 * A planar partition. Faces below `cellCount` are cells of the prefecture; the others lie outside.
 * Every vertex joins exactly three edges, so no border touches itself.
 */
export interface Tessellation {
  cellCount: number
  /** Side of a square of the average cell's size, in metres. */
  spacing: number
  /** A point inside each face that sees all of it. */
  sites: Point[]
  /** On the 1e-7° grain, no two alike. */
  vertices: Point[]
  edges: Edge[]
  neighbours: number[][]
}

/** Voronoi cells of relaxed sites: `cellCount` inside the outline, the rest a belt around it. */
export function tessellate(outline: Outline, cellCount: number, seed: number): Tessellation {
  const { inside, belt } = drawSites(outline, cellCount, randomOf(seed, 1))
  const sites = [...inside, ...belt]
  const relaxed = relax(relax(sites))
  const spacing = Math.sqrt(areaOf(outline.border) / cellCount)
  return { spacing, ...graphOf(relaxed, cellCount) }
}

function drawSites(outline: Outline, cellCount: number, random: Random) {
  const inside: Point[] = []
  const belt: Point[] = []
  const frame = frameOf(outline.border)
  const area = (frame.maxX - frame.minX) * (frame.maxY - frame.minY)
  const margin = Math.max(0.12 * (frame.maxX - frame.minX), 4 * Math.sqrt(area / cellCount))
  const apart = 0.35 * Math.sqrt(area / cellCount)
  const seen = new Map<string, Point[]>()
  const squareOf = (point: Point, dx = 0, dy = 0) =>
    `${Math.floor(point.x / apart) + dx} ${Math.floor(point.y / apart) + dy}`
  while (inside.length < cellCount) {
    const site = {
      x: random.between(frame.minX - margin, frame.maxX + margin),
      y: random.between(frame.minY - margin, frame.maxY + margin),
    }
    const density = densityAt(site, outline)
    if (!random.chance(density)) continue
    const room = apart * Math.sqrt(0.14 / density)
    const crowded = [-1, 0, 1].some((dx) =>
      [-1, 0, 1].some((dy) =>
        seen.get(squareOf(site, dx, dy))?.some((other) => distance(site, other) < room),
      ),
    )
    if (crowded) continue
    const square = squareOf(site)
    seen.set(square, [...(seen.get(square) ?? []), site])
    ;(isInside(site, outline.border) ? inside : belt).push(site)
  }
  return { inside, belt }
}

// Countryside 0.1; up to 1 in the middle of a town.
function densityAt(point: Point, { counties, townReach }: Outline): number {
  let density = 0.1
  for (const { town, pull } of counties) {
    const reach = distance(point, town) / (townReach * pull)
    density += 0.6 * pull * Math.exp(-0.5 * reach * reach)
  }
  return Math.min(1, density)
}

// One step of Lloyd: every site moves to the middle of its cell.
function relax(sites: Point[]): Point[] {
  const frame = frameOf(sites)
  const voronoi = Delaunay.from(
    sites,
    ({ x }) => x,
    ({ y }) => y,
  ).voronoi([frame.minX, frame.minY, frame.maxX, frame.maxY])
  return sites.map((site, index) => {
    const ring = voronoi.cellPolygon(index)
    return ring ? centroidOf(ring) : site
  })
}

function graphOf(sites: Point[], cellCount: number): Omit<Tessellation, 'spacing'> {
  const delaunay = Delaunay.from(
    sites,
    ({ x }) => x,
    ({ y }) => y,
  )
  const { triangles, halfedges } = delaunay
  const { circumcenters } = delaunay.voronoi()
  const vertices = verticesOf(circumcenters)
  const edges: Edge[] = []
  const neighbours: number[][] = sites.slice(0, cellCount).map(() => [])
  for (let half = 0; half < halfedges.length; half++) {
    const twin = halfedges[half] as number
    if (twin < half) continue
    const start = triangles[half] as number
    const end = triangles[half % 3 === 2 ? half - 2 : half + 1] as number
    if (start >= cellCount && end >= cellCount) continue
    const edge = { from: Math.floor(half / 3), to: Math.floor(twin / 3), left: start, right: end }
    edges.push(facingLeft(edge, sites, vertices))
    if (start >= cellCount || end >= cellCount) continue
    neighbours[start]?.push(end)
    neighbours[end]?.push(start)
  }
  stretch(edges, sites, vertices)
  return { cellCount, sites, vertices, edges, neighbours }
}

function facingLeft(edge: Edge, sites: Point[], vertices: Point[]): Edge {
  const [from, to] = [vertices[edge.from] as Point, vertices[edge.to] as Point]
  const along = directionOf(edge, sites)
  const ahead = (to.x - from.x) * along.x + (to.y - from.y) * along.y
  return ahead >= 0 ? edge : { ...edge, left: edge.right, right: edge.left }
}

// Along the border between two sites, with the left one on the left hand.
function directionOf({ left, right }: Edge, sites: Point[]): Point {
  const [a, b] = [sites[left] as Point, sites[right] as Point]
  const length = distance(a, b)
  return { x: (a.y - b.y) / length, y: (b.x - a.x) / length }
}

// Where four cells almost meet, rounding could turn a border around: no border is shorter than this.
const shortestBorder = 0.5

function stretch(edges: Edge[], sites: Point[], vertices: Point[]): void {
  for (const edge of edges) {
    const [from, to] = [vertices[edge.from] as Point, vertices[edge.to] as Point]
    if (distance(from, to) >= shortestBorder) continue
    const along = directionOf(edge, sites)
    const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
    const beside = (metres: number) =>
      onGrain({ x: middle.x + metres * along.x, y: middle.y + metres * along.y })
    vertices[edge.from] = beside(-shortestBorder / 2)
    vertices[edge.to] = beside(shortestBorder / 2)
  }
}

const onGrain = (point: Point): Point => planeOfE7(e7Of(point))

function verticesOf(circumcenters: ArrayLike<number>): Point[] {
  const vertices: Point[] = []
  for (let index = 0; index < circumcenters.length; index += 2) {
    vertices.push(
      onGrain({ x: circumcenters[index] as number, y: circumcenters[index + 1] as number }),
    )
  }
  return vertices
}

function areaOf(ring: readonly Point[]): number {
  let area = 0
  let previous = ring[ring.length - 1] as Point
  for (const current of ring) {
    area += previous.x * current.y - current.x * previous.y
    previous = current
  }
  return Math.abs(area) / 2
}

function frameOf(points: readonly Point[]) {
  const frame = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity }
  for (const { x, y } of points) {
    frame.minX = Math.min(frame.minX, x)
    frame.minY = Math.min(frame.minY, y)
    frame.maxX = Math.max(frame.maxX, x)
    frame.maxY = Math.max(frame.maxY, y)
  }
  return frame
}

function centroidOf(ring: readonly (readonly [number, number])[]): Point {
  const [originX, originY] = ring[0] as readonly [number, number]
  let [area, x, y] = [0, 0, 0]
  for (let index = 1; index < ring.length; index++) {
    const [ax, ay] = ring[index - 1] as readonly [number, number]
    const [bx, by] = ring[index] as readonly [number, number]
    const cross = (ax - originX) * (by - originY) - (bx - originX) * (ay - originY)
    area += cross
    x += cross * (ax + bx + originX)
    y += cross * (ay + by + originY)
  }
  return area === 0 ? { x: originX, y: originY } : { x: x / (3 * area), y: y / (3 * area) }
}
