/** One line of a table: what was run, on how much of the work, and how long all of it takes. */
export interface Measured {
  name: string
  /** CPU milliseconds for the whole of the work. */
  ms: number
  /** What was measured, when it was a part of the work: `ms` is extrapolated from it. */
  sample?: string
  note?: string
}

/** A peer's gate and stretch, as how many times as long as ours it must take. */
export interface Bar {
  gate: number
  stretch: number
}

/**
 * A table of ours against peers: the ratio is how many times as long a peer takes.
 * @param bars by the peer's name
 */
export function comparison(
  title: string,
  ours: Measured,
  peers: readonly Measured[],
  bars: Readonly<Record<string, Bar>> = {},
): string {
  const rows = [ours, ...peers].map((row) => {
    const bar = bars[row.name]
    const ratio = row.ms / ours.ms
    const verdict = bar ? `${verdictOf(ratio, bar)} (${bar.gate}×, ${bar.stretch}×)` : ''
    const remark = [row.sample && `extrapolated from ${row.sample}`, row.note].filter(Boolean)
    return [row.name, digits(row.ms), `${digits(ratio)}×`, verdict, remark.join('; ')]
  })
  return table(title, ['', 'CPU ms', 'to ours', 'gate, stretch', ''], rows)
}

export function table(
  title: string,
  heads: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  const rule = heads.map((_, column) => (column === 0 ? '---' : '---:'))
  return [`## ${title}`, '', line(heads), line(rule), ...rows.map(line), '', ''].join('\n')
}

const verdictOf = (ratio: number, { gate, stretch }: Bar): string =>
  ratio >= stretch ? 'stretch' : ratio >= gate ? 'gate' : 'below'

/** Three digits that mean something. */
export const digits = (number: number): string =>
  number >= 100 ? number.toFixed(0) : number >= 1 ? number.toPrecision(3) : number.toPrecision(2)
