import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { WideTable } from './wide-table.tsx'

const rowsShown = 8

/** A table of its first rows; the others are behind a line that says how many. */
export function ShortTable<Row>({
  label,
  head,
  rows,
  row,
  foot,
}: {
  label: string
  head: readonly string[]
  rows: readonly Row[]
  row: (row: Row) => ReactNode
  foot?: ReactNode
}) {
  if (rows.length === 0) return null
  const part = (rows: readonly Row[], label: string, foot?: ReactNode) => (
    <WideTable label={label}>
      <Table.Thead>
        <Table.Tr>
          {head.map((heading) => (
            <Table.Th key={heading}>{heading}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>{rows.map(row)}</Table.Tbody>
      {foot && <Table.Tfoot>{foot}</Table.Tfoot>}
    </WideTable>
  )
  return (
    <>
      {part(rows.slice(0, rowsShown), label, foot)}
      {rows.length > rowsShown && (
        <details>
          <summary>其余 {rows.length - rowsShown} 行</summary>
          {part(rows.slice(rowsShown), `${label}（续）`)}
        </details>
      )}
    </>
  )
}
