import { Table, Text, Title } from '@mantine/core'
import type { Passages } from '../domain/boundary-changes.ts'
import { type GridLinks, GridName } from './changed-grid.tsx'
import { ShortTable } from './short-table.tsx'

/** What passes from grid to grid, the largest first, with the total. */
export function PassageTable({
  title,
  note,
  none,
  unit,
  amountText = (count) => `${count.toLocaleString('zh-CN')} ${unit}`,
  passages,
  links,
}: {
  title: string
  note: string
  none: string
  unit: string
  amountText?: (count: number) => string
  passages: Passages
  links: GridLinks
}) {
  const { total, pairs, pairTotal } = passages
  return (
    <section>
      <Title order={3}>{title}</Title>
      <Text size="sm">{pairs.length === 0 ? none : note}</Text>
      <ShortTable
        label={`${title}从哪格到哪格`}
        head={['从', '到', '多少']}
        rows={pairs}
        row={({ from, to, count }) => (
          <Table.Tr key={`${from} ${to}`}>
            <Table.Td>
              <GridName code={from} links={links} side="before" />
            </Table.Td>
            <Table.Td>
              <GridName code={to} links={links} side="after" />
            </Table.Td>
            <Table.Td>{amountText(count)}</Table.Td>
          </Table.Tr>
        )}
        foot={
          <Table.Tr>
            <Table.Th colSpan={2}>
              合计{pairTotal > pairs.length && `（${pairTotal} 对网格，列出最大的）`}
            </Table.Th>
            <Table.Th>{amountText(total)}</Table.Th>
          </Table.Tr>
        }
      />
    </section>
  )
}
