import type { Defect, DefectKind } from './defects.ts'

/** Nobody reads more of one kind; the others are counted. */
const listedPerKind = 2_000

/** Defects as they are found: some thousand of each kind are kept, all are counted. */
export class DefectList {
  readonly counts: Partial<Record<DefectKind, number>> = {}
  private readonly listed: Defect[] = []

  /** @param defect made only when it will be listed */
  add(kind: DefectKind, defect: () => Omit<Defect, 'kind'>): void {
    const count = (this.counts[kind] ?? 0) + 1
    this.counts[kind] = count
    if (count <= listedPerKind) this.listed.push({ kind, ...defect() })
  }

  /** By feature, ring, vertex and kind; what belongs to no ring comes first. */
  inOrder(): Defect[] {
    return this.listed.sort(
      (a, b) =>
        a.feature - b.feature ||
        (a.ring ?? -1) - (b.ring ?? -1) ||
        (a.vertex ?? -1) - (b.vertex ?? -1) ||
        compareText(a.kind, b.kind) ||
        compareText(a.other ?? '', b.other ?? '') ||
        (a.lon ?? 0) - (b.lon ?? 0) ||
        (a.lat ?? 0) - (b.lat ?? 0),
    )
  }
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
