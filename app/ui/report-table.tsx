import type { ReactNode } from 'react'

export interface ReportColumn {
  label: ReactNode
  /** A column of words stands to the left, one of figures to the right. */
  text?: boolean
}

export interface ReportRow {
  key: string
  cells: readonly ReactNode[]
}

/**
 * A ruled table of the report: its head repeats on every printed page, no row is torn, and on a
 * narrow screen it scrolls in its own frame. `bands` is a first head row of wider columns,
 * those without a label open.
 */
export function ReportTable({
  caption,
  bands,
  columns,
  rows,
  total,
}: {
  caption: string
  bands?: readonly { label: string; span: number }[]
  columns: readonly ReportColumn[]
  rows: readonly ReportRow[]
  total?: readonly ReactNode[]
}) {
  const cells = (values: readonly ReactNode[]) =>
    values.map((value, index) => {
      const className = columns[index]?.text ? 'report-text' : 'report-number'
      return index === 0 ? (
        <th key={place(index)} scope="row" className={className}>
          {value}
        </th>
      ) : (
        <td key={place(index)} className={className}>
          {value}
        </td>
      )
    })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
    <section className="report-frame" aria-label={caption} tabIndex={0}>
      <table className={rows.length > mostRowsKept ? 'report-table' : 'report-table report-whole'}>
        <caption>{caption}</caption>
        <thead>
          {bands && (
            <tr>
              {bands.map(({ label, span }, index) =>
                label === '' ? (
                  <td key={place(index)} colSpan={span} />
                ) : (
                  <th key={place(index)} scope="colgroup" colSpan={span}>
                    {label}
                  </th>
                ),
              )}
            </tr>
          )}
          <tr>
            {columns.map(({ label, text }, index) => (
              <th key={place(index)} scope="col" className={text ? 'report-text' : 'report-number'}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>{cells(row.cells)}</tr>
          ))}
          {total && <tr className="report-total">{cells(total)}</tr>}
        </tbody>
      </table>
    </section>
  )
}

/** A table of up to so many rows is not torn between two pages. */
const mostRowsKept = 12

/** Cells have no identity but their place. */
const place = (index: number): string => `c${index}`
