/** Straight edges in the plane, one per index. */
export interface Edges {
  readonly ax: ArrayLike<number>
  readonly ay: ArrayLike<number>
  readonly bx: ArrayLike<number>
  readonly by: ArrayLike<number>
  readonly count: number
}

/** Calls `visit` once for each edge whose box touches the query box. */
export interface EdgeTree {
  search(
    minX: number,
    minY: number,
    maxX: number,
    maxY: number,
    visit: (edge: number) => void,
  ): void
}

const leafSize = 8

/**
 * A static tree of boxes over edges, split at the median of the direction in which their middles
 * lie further apart, so that clusters far apart and long edges side by side cost nothing. The nodes stand in preorder: a box that misses is left by one jump.
 */
export function buildEdgeTree(edges: Edges): EdgeTree {
  const { ax, ay, bx, by, count } = edges
  const order = Uint32Array.from({ length: count }, (_, edge) => edge)
  const nodeLimit = Math.max(1, 4 * Math.ceil(count / leafSize))
  const boxes = new Float64Array(4 * nodeLimit)
  const next = new Uint32Array(nodeLimit) // the node after this one's subtree
  const from = new Uint32Array(nodeLimit)
  const to = new Uint32Array(nodeLimit) // 0 for an inner node
  let nodes = 0
  if (count > 0) addNode(0, count)

  function addNode(start: number, end: number): void {
    const node = nodes++
    let minX = Infinity
    let minY = Infinity
    let maxX = -Infinity
    let maxY = -Infinity
    let west = Infinity // of the middles of the edges, doubled
    let south = Infinity
    let east = -Infinity
    let north = -Infinity
    for (let i = start; i < end; i++) {
      const edge = order[i]!
      const x1 = ax[edge]!
      const y1 = ay[edge]!
      const x2 = bx[edge]!
      const y2 = by[edge]!
      minX = Math.min(minX, x1, x2)
      minY = Math.min(minY, y1, y2)
      maxX = Math.max(maxX, x1, x2)
      maxY = Math.max(maxY, y1, y2)
      west = Math.min(west, x1 + x2)
      south = Math.min(south, y1 + y2)
      east = Math.max(east, x1 + x2)
      north = Math.max(north, y1 + y2)
    }
    boxes.set([minX, minY, maxX, maxY], 4 * node)
    if (end - start <= leafSize) {
      from[node] = start
      to[node] = end
    } else {
      const middle = (start + end) >> 1
      if (east - west > north - south) selectMedian(order, ax, bx, start, end - 1, middle)
      else selectMedian(order, ay, by, start, end - 1, middle)
      addNode(start, middle)
      addNode(middle, end)
    }
    next[node] = nodes
  }

  function search(
    minX: number,
    minY: number,
    maxX: number,
    maxY: number,
    visit: (edge: number) => void,
  ): void {
    let node = 0
    while (node < nodes) {
      const box = 4 * node
      const misses =
        boxes[box]! > maxX ||
        boxes[box + 1]! > maxY ||
        boxes[box + 2]! < minX ||
        boxes[box + 3]! < minY
      if (misses) {
        node = next[node]!
        continue
      }
      for (let i = from[node]!; i < to[node]!; i++) {
        const edge = order[i]!
        const x1 = ax[edge]!
        const x2 = bx[edge]!
        if ((x1 > maxX && x2 > maxX) || (x1 < minX && x2 < minX)) continue
        const y1 = ay[edge]!
        const y2 = by[edge]!
        if ((y1 > maxY && y2 > maxY) || (y1 < minY && y2 < minY)) continue
        visit(edge)
      }
      node++
    }
  }

  return { search }
}

/** Hoare's selection: afterwards no midpoint before `middle` is greater than one after it. */
function selectMedian(
  order: Uint32Array,
  start: ArrayLike<number>,
  end: ArrayLike<number>,
  low: number,
  high: number,
  middle: number,
): void {
  let scatter = 1
  while (high > low) {
    scatter = (Math.imul(scatter, 1_664_525) + 1_013_904_223) >>> 0 // a fixed place is bad for arcs
    const chosen = order[low + (scatter % (high - low + 1))]!
    const pivot = start[chosen]! + end[chosen]!
    let i = low
    let j = high
    while (i <= j) {
      while (start[order[i]!]! + end[order[i]!]! < pivot) i++
      while (start[order[j]!]! + end[order[j]!]! > pivot) j--
      if (i > j) break
      const swapped = order[i]!
      order[i++] = order[j]!
      order[j--] = swapped
    }
    if (middle <= j) high = j
    else if (middle >= i) low = i
    else return
  }
}
