import type { Grid } from '#geo/locating/grid-map.ts'

interface Edge {
  readonly grid: number
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

/**
 * What every pair of grids shares in the plane, and what of each lies in none of the other layer
 * (−1), by cutting the plane into upright slabs between all corners and crossings, where edges
 * stand in one order and everything is a trapezium. Rings are read even-odd.
 */
export function areasBySlabs(a: readonly Grid[], b: readonly Grid[]): Map<string, number> {
  const edges = [...a, ...b].flatMap((grid, index) => edgesOf(grid, index))
  const places = [...placesOf(edges)].sort((one, other) => one - other)
  const areas = new Map<string, number>()
  const add = (pair: string, area: number) => areas.set(pair, (areas.get(pair) ?? 0) + area)
  for (const [index, east] of places.slice(1).entries()) {
    const west = places[index] ?? east
    const inOrder = edges
      .filter(({ x1, x2 }) => x1 <= west && x2 >= east)
      .map((edge) => ({ grid: edge.grid, y: heightAt(edge, (west + east) / 2) }))
      .sort((one, other) => one.y - other.y)
    const inside = new Set<number>()
    for (const [place, { grid, y }] of inOrder.slice(0, -1).entries()) {
      if (!inside.delete(grid)) inside.add(grid)
      const area = ((inOrder[place + 1]?.y ?? y) - y) * (east - west)
      const own = [...inside].filter((grid) => grid < a.length)
      const others = [...inside].filter((grid) => grid >= a.length).map((grid) => grid - a.length)
      for (const one of own.length ? own : [-1])
        for (const other of others.length ? others : [-1])
          if (one !== -1 || other !== -1) add(`${one} ${other}`, area)
    }
  }
  return areas
}

function edgesOf({ geometry }: Grid, grid: number): Edge[] {
  return geometry.coordinates.flat().flatMap((ring) =>
    ring.flatMap(([x = 0, y = 0], i) => {
      const [toX = 0, toY = 0] = ring[(i + 1) % ring.length] ?? []
      if (x === toX) return []
      return x < toX
        ? { grid, x1: x, y1: y, x2: toX, y2: toY }
        : { grid, x1: toX, y1: toY, x2: x, y2: y }
    }),
  )
}

/** Where an edge begins, ends or crosses another. */
function placesOf(edges: readonly Edge[]): Set<number> {
  const places = new Set(edges.flatMap(({ x1, x2 }) => [x1, x2]))
  for (const [index, one] of edges.entries()) {
    for (const other of edges.slice(index + 1)) {
      const west = Math.max(one.x1, other.x1)
      const east = Math.min(one.x2, other.x2)
      if (west >= east) continue
      const before = heightAt(one, west) - heightAt(other, west)
      const after = heightAt(one, east) - heightAt(other, east)
      if (before * after >= 0) continue
      places.add(west + ((east - west) * before) / (before - after))
    }
  }
  return places
}

const heightAt = ({ x1, y1, x2, y2 }: Edge, x: number) => y1 + ((y2 - y1) * (x - x1)) / (x2 - x1)
