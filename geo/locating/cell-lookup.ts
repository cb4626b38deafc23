import { type CellIndex, searched, splitHead } from './cell-index.ts'
import {
  countBits,
  crossingLength,
  isPacked,
  leafHead,
  packedLength,
  stepLength,
} from './cell-leaves.ts'

const most = 2 ** countBits - 1

/**
 * Reads a cell index. Places are 1e-7° integers; answers are the lowest grid there, −1 outside all.
 * @param search answers the places of the cells that the index leaves out
 */
export function lookupIn(
  { minX, minY, width, height, shift, columns, root, nodes }: CellIndex,
  search: (x: number, y: number) => number,
): {
  locate(x: number, y: number): number
  locateMany(x: Int32Array, y: Int32Array): Int32Array
} {
  function locate(x: number, y: number): number {
    const east = x - minX
    const north = y - minY
    if (!(east >= 0 && north >= 0 && east < width && north < height)) return -1
    let entry = root[(north >>> shift) * columns + (east >>> shift)]!
    let cellShift = shift
    while (entry < 0) {
      const node = ~entry
      const head = nodes[node]!
      if (head >= isPacked) {
        const within = (1 << cellShift) - 1
        return locateInPacked(node, head, y, east & within, north & within)
      }
      if (head >= 0) return locateInLeaf(node, head, x, y)
      if (head === searched) return search(x, y)
      cellShift = nodes[node + 1]!
      const child = (((north >>> cellShift) & 3) << 2) + ((east >>> cellShift) & 3)
      entry = nodes[node + splitHead + child]!
    }
    return entry - 1
  }

  function locateInLeaf(node: number, counts: number, x: number, y: number): number {
    let mask = nodes[node + 1]!
    const grids = node + leafHead
    let at = grids + (counts >> (2 * countBits))
    const crossings = at + stepLength * (counts & most)
    for (; at < crossings; at += stepLength) if (y >= nodes[at]!) mask ^= nodes[at + 1]!
    const end = at + crossingLength * ((counts >> countBits) & most)
    for (; at < end; at += crossingLength) {
      if (y < nodes[at]! || y >= nodes[at + 1]!) continue
      const left = nodes[at + 4]! * (y - nodes[at + 3]!)
      if (left <= nodes[at + 5]! * (x - nodes[at + 2]!)) mask ^= nodes[at + 6]!
    }
    return mask === 0 ? -1 : nodes[grids + 31 - Math.clz32(mask & -mask)]!
  }

  /** The same where the crossings are packed; `east` and `north` are from the corner of the cell. */
  function locateInPacked(
    node: number,
    counts: number,
    y: number,
    east: number,
    north: number,
  ): number {
    let mask = nodes[node + 1]!
    const grids = node + leafHead
    let at = grids + ((counts - isPacked) >> (2 * countBits))
    const crossings = at + stepLength * (counts & most)
    for (; at < crossings; at += stepLength) if (y >= nodes[at]!) mask ^= nodes[at + 1]!
    const end = at + packedLength * ((counts >> countBits) & most)
    for (; at < end; at += packedLength) {
      const rows = nodes[at]!
      if (north < (rows & 0xffff) || north >= rows >>> 16) continue
      const start = nodes[at + 1]!
      const way = nodes[at + 2]!
      const left = ((way << 16) >> 16) * (north - (start >> 16))
      if (left <= (way >> 16) * (east - ((start << 16) >> 16))) mask ^= nodes[at + 3]!
    }
    return mask === 0 ? -1 : nodes[grids + 31 - Math.clz32(mask & -mask)]!
  }

  function locateMany(x: Int32Array, y: Int32Array): Int32Array {
    const located = new Int32Array(x.length)
    for (let i = 0; i < x.length; i++) located[i] = locate(x[i]!, y[i]!)
    return located
  }

  return { locate, locateMany }
}
