import type { ImportProblem, ImportProblemKind } from '../domain/import-problems.ts'

/** What a file of a million bad lines may cost in memory; the others are counted. */
const problemsKept = 1_000_000
const longestValue = 60

/** Collects the problems of a file in the order of its lines. */
export class ProblemList {
  readonly #kept: ImportProblem[] = []
  #total = 0
  #skipped = 0

  /** The record on this line is left out. */
  skip(line: number, kind: ImportProblemKind, field?: string, value?: string): void {
    this.add(skippedRecord(line, kind, field, value))
  }

  /** The record on this line is imported, and worth a look. */
  note(line: number, kind: ImportProblemKind, field?: string, value?: string): ImportProblem {
    return this.add({ line, kind, severity: 'noted', ...stated(field, value) })
  }

  /** Answers the problem, whose `count` may still grow while the file is read. */
  add(problem: ImportProblem): ImportProblem {
    this.#total++
    if (problem.severity === 'skipped') this.#skipped++
    if (this.#kept.length < problemsKept) this.#kept.push(problem)
    return problem
  }

  get skipped(): number {
    return this.#skipped
  }

  summary(): { problems: ImportProblem[]; problemTotal: number } {
    const problems = [...this.#kept].sort((a, b) => a.line - b.line)
    return { problems, problemTotal: this.#total }
  }
}

/** The record on this line is left out. */
export const skippedRecord = (
  line: number,
  kind: ImportProblemKind,
  field?: string,
  value?: string,
): ImportProblem => ({ line, kind, severity: 'skipped', ...stated(field, value) })

function stated(field: string | undefined, value: string | undefined) {
  return {
    ...(field === undefined ? {} : { field }),
    // A copy: a slice would hold on to the whole piece of the file it was cut from.
    ...(value === undefined ? {} : { value: Buffer.from(value.slice(0, longestValue)).toString() }),
  }
}
