/** Edges that meet so often, or grids so many over one another, are noise and no boundaries. */
export class TooTangled extends Error {
  override readonly name = 'TooTangled'
}

/** Steps allowed for a task, in proportion to its edges; boundaries need far fewer. */
export class Effort {
  private left: number

  constructor(edges: number, each: number) {
    this.left = 2_000_000 + each * edges
  }

  /** @throws TooTangled when nothing is left */
  spend(amount: number): void {
    this.left -= amount
    if (this.left < 0) throw new TooTangled('edges meet or lie side by side too often')
  }
}
