import { searchEast } from '../run-tree.ts'
import { Effort } from '../tangle.ts'
import type { Chains } from './chains.ts'
import { type Cover, type Covers, nothing } from './covers.ts'
import { type EdgeRuns, type Nudge, nudgedSide } from './crossings.ts'

export type ChainRuns = Chains & EdgeRuns

/**
 * What of `other` covers the start of a chain of `layer`, which is moved by `nudge` against it:
 * carried over from the chain that ended there, or, for a new part of the layer, read from far in
 * the east, where nothing covers.
 */
export class CoverAtNodes {
  private readonly covers: Int32Array
  private readonly isKnown: Uint8Array
  private readonly layer: ChainRuns
  private readonly other: ChainRuns
  private readonly coversOfOther: Covers
  private readonly nudge: Nudge
  private readonly effort: Effort

  constructor(layer: ChainRuns, other: ChainRuns, coversOfOther: Covers, nudge: Nudge) {
    this.covers = new Int32Array(layer.nodeCount)
    this.isKnown = new Uint8Array(layer.nodeCount)
    this.layer = layer
    this.other = other
    this.coversOfOther = coversOfOther
    this.nudge = nudge
    this.effort = new Effort(layer.x.length + other.x.length, 50)
  }

  atStart(chain: number): Cover {
    const { from, start, x, y } = this.layer
    const node = from[chain]!
    if (!this.isKnown[node]) this.keep(node, this.read(x[start[chain]!]!, y[start[chain]!]!))
    return this.covers[node]!
  }

  reached(chain: number, cover: Cover): void {
    const node = this.layer.to[chain]!
    if (!this.isKnown[node]) this.keep(node, cover)
  }

  private keep(node: number, cover: Cover): void {
    this.isKnown[node] = 1
    this.covers[node] = cover
  }

  private read(px: number, py: number): Cover {
    const { x, y, left, right, runFirst, runEnd, runChain } = this.other
    const { nudge, coversOfOther, effort } = this
    let cover: Cover = nothing
    searchEast(this.other, px, py, (run) => {
      effort.spend(1)
      const chain = runChain[run]!
      for (let edge = runFirst[run]!; edge < runEnd[run]!; edge++) {
        const ay = y[edge]!
        const by = y[edge + 1]!
        const spans = nudge > 0 ? ay <= py !== by <= py : ay < py !== by < py
        if (!spans) continue
        const isUp = by > ay
        const side = nudgedSide(x[edge]!, ay, x[edge + 1]!, by, px, py, nudge)
        if (side > 0 !== isUp) continue
        cover = isUp
          ? coversOfOther.swap(cover, right[chain]!, left[chain]!)
          : coversOfOther.swap(cover, left[chain]!, right[chain]!)
      }
    })
    return cover
  }
}
