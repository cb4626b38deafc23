import type { DrawnGrid, DrawnRing, Redrawn, RedrawRefusal, Side, Vertex } from './redraw.ts'
import { clash, conflictOf, type Triangle } from './redraw-conflicts.ts'
import { crossingsOf, nodeAt } from './redraw-crossings.ts'
import {
  doubleArea,
  type Edge,
  edgeKeyOf,
  edgesOf,
  edgesOfGrid,
  isInside,
  isSame,
  keyOf,
  polygonsOf,
  simpleRings,
  walksOf,
} from './redraw-rings.ts'

export interface Split {
  code: string
  /** Drawn right across the grid; what runs outside of it is left out. */
  line: readonly Vertex[]
  newCode: string
  /** Which part takes the new code, seen along the line. */
  side: Side
}

/** A part whose doubled area in squared units is below this is a slip of the hand: about 1 m². */
const smallestDoubleArea = 2 * 90 * 90

/**
 * Cuts a grid in two along a line. Where the line meets borders a corner is put in, in the
 * neighbours too; within half a metre of a corner the line goes through that corner.
 */
export function splitGrid(grids: readonly DrawnGrid[], split: Split): Redrawn {
  const grid = grids.find(({ code }) => code === split.code)
  if (!grid) return refused('noSuchGrid')
  if (grids.some(({ code }) => code === split.newCode)) return refused('codeTaken')
  const line = split.line.filter((vertex, index) => {
    const before = split.line[index - 1]
    return !before || !isSame(vertex, before)
  })
  if (line.length < 2) return refused('lineTooShort')
  if (crossesItself(segmentsOf(line))) return refused('lineCrossesItself')
  const rings = grid.polygons.flat()
  if ([line[0], line.at(-1)].some((end) => end && isInside(rings, end))) {
    return refused('lineEndsInside')
  }

  const { path, crossings } = crossingsOf(line, edgesOfGrid(grid))
  const noded = grids.map((each) => crossings.reduce(nodeAt, each))
  const ground = noded.find(({ code }) => code === split.code) ?? grid
  const cuts = piecesInside(path, ground)
  const [cut] = cuts
  if (!cut) return refused('lineMisses')
  if (crossesItself(cuts)) return refused('lineCrossesItself')
  const swept = crossings.map(({ edge: [a, b], at }): Triangle => [a, b, at])
  const corners = new Set(crossings.map(({ at }) => keyOf(at)))
  const halves = edgesOfGrid(ground).filter((edge) => edge.some((end) => corners.has(keyOf(end))))
  const conflict = conflictOf(grids, [], swept) ?? conflictOf(noded, [...cuts, ...halves], [])
  if (conflict) return refused(conflict)

  const walks = walksOf([...edgesOfGrid(ground), ...cuts, ...cuts.map(reversed)])
  if (!walks) return refused('unsoundBorders')
  const left = walks.find((walk) => runsAlong(walk, cut))
  const right = walks.find((walk) => runsAlong(walk, reversed(cut)))
  if (!left || !right || left === right) return refused('lineMisses')
  const ran = new Set([left, right].flatMap(edgesOf).map(edgeKeyOf))
  if (![...cuts, ...cuts.map(reversed)].every((edge) => ran.has(edgeKeyOf(edge)))) {
    return refused('cutsTooOften')
  }
  if (Math.min(doubleArea(left), doubleArea(right)) < smallestDoubleArea) {
    return refused('partTooSmall')
  }

  const polygons = polygonsOf(walks.flatMap(simpleRings))
  if (!polygons) return refused('unsoundBorders')
  const newWalk = new Set(edgesOf(split.side === 'left' ? left : right).map(edgeKeyOf))
  const isNew = ([outer]: DrawnRing[]) =>
    outer !== undefined && edgesOf(outer).every((edge) => newWalk.has(edgeKeyOf(edge)))
  const oldPart = polygons.filter((polygon) => !isNew(polygon))
  const newPart = polygons.filter(isNew)
  return {
    ok: true,
    grids: noded.flatMap((each) =>
      each === ground
        ? [
            { ...each, polygons: oldPart },
            { code: split.newCode, polygons: newPart },
          ]
        : [each],
    ),
  }
}

const segmentsOf = (line: readonly Vertex[]): Edge[] =>
  line.slice(1).flatMap((to, index) => {
    const from = line[index]
    return from ? [[from, to] as const] : []
  })

const crossesItself = (edges: readonly Edge[]): boolean =>
  edges.some((edge, index) => edges.slice(index + 1).some((other) => clash(edge, other)))

/** The pieces of a path that run through the inside of a grid, not along its borders. */
function piecesInside(path: readonly Vertex[], grid: DrawnGrid): Edge[] {
  const borders = new Set(
    edgesOfGrid(grid).flatMap((edge) => [edge, reversed(edge)].map(edgeKeyOf)),
  )
  const rings = grid.polygons.flat()
  return segmentsOf(path).filter(
    (piece) => !borders.has(edgeKeyOf(piece)) && isInside(rings, middleOf(piece)) === true,
  )
}

const runsAlong = (walk: DrawnRing, edge: Edge): boolean =>
  edgesOf(walk).some(([from, to]) => isSame(from, edge[0]) && isSame(to, edge[1]))

const middleOf = ([[ax, ay], [bx, by]]: Edge): Vertex => [(ax + bx) / 2, (ay + by) / 2]

const reversed = ([from, to]: Edge): Edge => [to, from]

const refused = (reason: RedrawRefusal): Redrawn => ({ ok: false, reason })
