import { type Borders, gridWeight, isRightOf } from './borders.ts'
import { orientation } from './orientation.ts'
import { type RootCells, rootCells } from './root-cells.ts'

/**
 * Square cells over a layer. A cell without borders holds its answer. A cell with few borders
 * holds the grids at its lower left corner and what changes on the way from there: first up along
 * its left side (steps), then east to the point (crossings). A crowded cell is split 4 × 4.
 * All arithmetic is on integers below 2^53, or exact by other means.
 */
export interface CellIndex {
  /** Index of the lowest grid at a place in 1e-7° integers, −1 outside. */
  locate(x: number, y: number): number
  /** Bytes held by the tables. */
  readonly size: number
}

const crowded = 6
const smallestShift = 6
/** Node heads below zero: sixteen entries follow, or the answer must be read grid by grid. */
const split = -1
const delicate = -2
const headLength = 3
const stepLength = 3
const crossingLength = 8
/** Labels above this could overflow the table's integers. */
const largestLabel = 2 ** 30

export function buildCellIndex(borders: Borders, gridCount: number): CellIndex {
  const { ax, ay, bx, by, ownerStart, owners, step, isDelicate } = borders
  const cells = rootCells(borders)
  const { minX, minY, width, height, shift, columns } = cells
  const several = 2 * gridCount
  let nodes = new Int32Array(1024)
  let used = 0
  const gridsAtCorner = new Map<number, readonly number[]>()
  const root = buildRoot(cells)
  nodes = nodes.slice(0, used)

  function locate(x: number, y: number): number {
    const east = x - minX
    const north = y - minY
    if (!(east >= 0 && north >= 0 && east < width && north < height)) return -1
    let entry = root[(north >>> shift) * columns + (east >>> shift)]!
    while (entry < 0) {
      const node = ~entry
      const head = nodes[node]!
      if (head !== split) return locateInLeaf(node, head, x, y)
      const childShift = nodes[node + 1]!
      entry = nodes[node + 2 + (((north >>> childShift) & 3) << 2) + ((east >>> childShift) & 3)]!
    }
    return entry - 1
  }

  function locateInLeaf(node: number, head: number, x: number, y: number): number {
    if (head === delicate) return lowestOf(gridsAt(node, x, y))
    let label = head
    let at = node + headLength
    const crossings = at + stepLength * nodes[node + 1]!
    for (; at < crossings; at += stepLength) if (y >= nodes[at]!) label += nodes[at + 1]!
    const end = at + crossingLength * nodes[node + 2]!
    for (; at < end; at += crossingLength) {
      if (y < nodes[at]! || y >= nodes[at + 1]!) continue
      const side = nodes[at + 4]! * (y - nodes[at + 3]!) - nodes[at + 5]! * (x - nodes[at + 2]!)
      if (side <= 0) label += nodes[at + 6]!
    }
    if (label < gridCount) return -1
    return label < several ? label - gridCount : lowestOf(gridsAt(node, x, y))
  }

  /** Every grid at a place of a leaf, by toggling owners: right for any rings. */
  function gridsAt(node: number, x: number, y: number): number[] {
    const grids = [...(gridsAtCorner.get(node) ?? [])]
    let at = node + headLength
    const crossings = at + stepLength * nodes[node + 1]!
    for (; at < crossings; at += stepLength) if (y >= nodes[at]!) toggle(grids, nodes[at + 2]!)
    const end = at + crossingLength * nodes[node + 2]!
    for (; at < end; at += crossingLength) {
      const edge = nodes[at + 7]!
      if (y >= nodes[at]! && y < nodes[at + 1]! && isRightOf(borders, edge, x, y))
        toggle(grids, edge)
    }
    return grids
  }

  function toggle(grids: number[], edge: number): void {
    for (let i = ownerStart[edge]!; i < ownerStart[edge + 1]!; i++) {
      const at = grids.indexOf(owners[i]!)
      if (at < 0) grids.push(owners[i]!)
      else grids.splice(at, 1)
    }
  }

  function buildRoot({ rows, edgeStart, edges, turnStart, turns }: RootCells): Int32Array {
    const table = new Int32Array(rows * columns)
    for (let row = 0; row < rows; row++) {
      const grids: number[] = []
      let lowest = 0
      for (let column = 0; column < columns; column++) {
        const cell = row * columns + column
        const turnEnd = turnStart[cell + 1]!
        if (turnStart[cell] !== turnEnd) {
          for (let i = turnStart[cell]!; i < turnEnd; i++) toggle(grids, turns[i]!)
          lowest = lowestOf(grids) + 1
        }
        const start = edgeStart[cell]!
        const end = edgeStart[cell + 1]!
        if (start === end) table[cell] = lowest
        else {
          const x = minX + column * 2 ** shift
          const y = minY + row * 2 ** shift
          table[cell] = addCell(x, y, shift, [...grids], edges.subarray(start, end))
        }
      }
    }
    return table
  }

  /** @returns the entry for the cell: an answer, or the complement of its node's place. */
  function addCell(
    x: number,
    y: number,
    cellShift: number,
    grids: readonly number[],
    candidates: ArrayLike<number>,
  ): number {
    const node = used
    const touching = addLeaf(x, y, 2 ** cellShift, grids, candidates)
    if (used === node + headLength) {
      used = node
      gridsAtCorner.delete(node)
      return lowestOf(grids) + 1
    }
    if (touching.length <= crowded || cellShift <= smallestShift) return ~node
    const childShift = cellShift - 2
    const corners = Array.from({ length: 16 }, (_, child) => {
      const childX = x + (child & 3) * 2 ** childShift
      const childY = y + (child >> 2) * 2 ** childShift
      return { x: childX, y: childY, grids: gridsAt(node, childX, childY) }
    })
    gridsAtCorner.delete(node)
    used = node
    reserve(18)
    nodes[node] = split
    nodes[node + 1] = childShift
    used = node + 18
    for (const [child, corner] of corners.entries()) {
      const entry = addCell(corner.x, corner.y, childShift, corner.grids, touching)
      nodes[node + 2 + child] = entry
    }
    return ~node
  }

  /** @returns the edges that may touch the cell; those that change nothing on the way are not written. */
  function addLeaf(
    x: number,
    y: number,
    size: number,
    grids: readonly number[],
    candidates: ArrayLike<number>,
  ): number[] {
    const node = used
    reserve(headLength + (stepLength + crossingLength) * candidates.length)
    const touching: number[] = []
    let head = grids.reduce((sum, grid) => sum + gridWeight(grid, gridCount), 0)
    if (head > largestLabel) head = delicate
    let at = node + headLength
    const crossings: number[] = []
    for (let i = 0; i < candidates.length; i++) {
      const edge = candidates[i]!
      const west = Math.min(ax[edge]!, bx[edge]!)
      const east = Math.max(ax[edge]!, bx[edge]!)
      if (east <= x || west >= x + size || by[edge]! < y || ay[edge]! >= y + size) continue
      if (misses(edge, x, y, size)) continue
      touching.push(edge)
      let low = ay[edge]!
      let high = by[edge]!
      if (west <= x) {
        const leansEast = bx[edge]! > ax[edge]!
        const turn = heightAbove(edge, x)
        if (leansEast) low = Math.max(low, turn)
        else high = Math.min(high, turn)
        if (turn > y && turn < y + size) {
          nodes[at] = turn
          nodes[at + 1] = leansEast ? -step[edge]! : step[edge]!
          nodes[at + 2] = edge
          at += stepLength
        }
      }
      low = Math.max(low, y)
      high = Math.min(high, y + size)
      if (low < high && reaches(edge, x + size - 1, low, high)) crossings.push(edge, low, high)
      if (isDelicate[edge] || Math.abs(step[edge]!) > largestLabel) head = delicate
    }
    nodes[node] = head
    nodes[node + 1] = (at - node - headLength) / stepLength
    nodes[node + 2] = crossings.length / 3
    for (let i = 0; i < crossings.length; i += 3, at += crossingLength) {
      const edge = crossings[i]!
      nodes[at] = crossings[i + 1]!
      nodes[at + 1] = crossings[i + 2]!
      nodes[at + 2] = ax[edge]!
      nodes[at + 3] = ay[edge]!
      nodes[at + 4] = bx[edge]! - ax[edge]!
      nodes[at + 5] = by[edge]! - ay[edge]!
      nodes[at + 6] = step[edge]!
      nodes[at + 7] = edge
    }
    used = at
    if (grids.length > 0) gridsAtCorner.set(node, grids)
    return touching
  }

  /** Whether the whole cell lies strictly on one side of the edge's line. */
  function misses(edge: number, x: number, y: number, size: number): boolean {
    const side = (cornerX: number, cornerY: number) =>
      Math.sign(orientation(ax[edge]!, ay[edge]!, bx[edge]!, by[edge]!, cornerX, cornerY))
    const sum = side(x, y) + side(x + size, y) + side(x, y + size) + side(x + size, y + size)
    return Math.abs(sum) === 4
  }

  /** Whether some place of the cell's rows low…high − 1 lies right of the edge, up to column x. */
  function reaches(edge: number, x: number, low: number, high: number): boolean {
    return isRightOf(borders, edge, x, low) || isRightOf(borders, edge, x, high - 1)
  }

  /** The lowest integer y at which (x, y), nudged east then north, lies above the edge. */
  function heightAbove(edge: number, x: number): number {
    const rise = by[edge]! - ay[edge]!
    if (rise === 0) return ay[edge]!
    const run = bx[edge]! - ax[edge]!
    const isAbove =
      run > 0
        ? (y: number) => !isRightOf(borders, edge, x, y)
        : (y: number) => isRightOf(borders, edge, x, y)
    let y = Math.round(ay[edge]! + (rise * (x - ax[edge]!)) / run)
    while (isAbove(y)) y--
    while (!isAbove(y)) y++
    return y
  }

  function reserve(length: number): void {
    if (used + length <= nodes.length) return
    const larger = new Int32Array(Math.max(2 * nodes.length, used + length))
    larger.set(nodes)
    nodes = larger
  }

  return { locate, size: root.byteLength + nodes.byteLength }
}

function lowestOf(grids: readonly number[]): number {
  let lowest = grids[0] ?? -1
  for (const grid of grids) if (grid < lowest) lowest = grid
  return lowest
}
