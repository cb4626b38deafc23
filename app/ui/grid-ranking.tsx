import { Alert, Table, Text } from '@mantine/core'
import { Link } from '@remix-run/react'
import type { Month } from '../domain/day.ts'
import type { Colour } from '../domain/grading.ts'
import { type GridSort, gridAddress, type MapFilter, mapAddress } from '../domain/map-filter.ts'
import { changeText } from '../domain/rates.ts'
import { GradeBadge } from './grade-badge.tsx'
import { Pages } from './pages.tsx'
import { WideTable } from './wide-table.tsx'

export interface RankedRow {
  code: string
  name: string
  areaName: string
  colour: Colour
  score: number
  rank: number | null
  incidents: number
  incidentsBefore: number
}

const headings: readonly [GridSort, string][] = [
  ['rank', '名次'],
  ['code', '网格'],
  ['score', '得分'],
  ['incidents', '事件'],
  ['change', '环比'],
  ['area', '所在'],
]

/** The table twin of the map: the same grids, in the order of any of its columns. */
export function GridRanking({
  filter,
  month,
  rows,
  matching,
  rowsPerPage,
}: {
  filter: MapFilter
  month: Month
  rows: readonly RankedRow[]
  matching: number
  rowsPerPage: number
}) {
  if (matching === 0) {
    return (
      <Alert color="blue">这里没有符合条件的网格。请点图例的“显示全部”，或换一个辖区、月份。</Alert>
    )
  }
  return (
    <>
      <WideTable label="网格列表">
        <caption className="visually-hidden">
          共 {matching} 个网格，第 {filter.page} 页
        </caption>
        <Table.Thead>
          <Table.Tr>
            {headings.map(([sort, label]) => (
              <SortHeading key={sort} filter={filter} sort={sort} label={label} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.code}>
              <Table.Td>{row.rank ?? '—'}</Table.Td>
              <Table.Td>
                <Link to={gridAddress({ ...row, layer: filter.layer }, { ...filter, month })}>
                  {row.name}
                </Link>
                <Text size="xs" c="dimmed">
                  {row.code}
                </Text>
              </Table.Td>
              <Table.Td>
                <GradeBadge colour={row.colour} /> {row.colour !== 'grey' && row.score.toFixed(2)}
              </Table.Td>
              <Table.Td ta="right">{row.incidents}</Table.Td>
              <Table.Td>
                {row.incidentsBefore === 0
                  ? '—'
                  : changeText(row.incidents, row.incidentsBefore, 'mom')}
                <Text size="xs" c="dimmed">
                  上月{row.incidentsBefore}
                </Text>
              </Table.Td>
              <Table.Td>{row.areaName}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
      <Pages page={filter.page} total={matching} size={rowsPerPage} />
    </>
  )
}

function SortHeading({
  filter,
  sort,
  label,
}: {
  filter: MapFilter
  sort: GridSort
  label: string
}) {
  const isSorted = filter.sort === sort
  const isReversed = isSorted && !filter.isReversed
  // 名次, 网格 and 所在 begin with the first, figures with the largest.
  const isAscending = ['rank', 'code', 'area'].includes(sort) !== filter.isReversed
  return (
    <Table.Th aria-sort={isSorted ? (isAscending ? 'ascending' : 'descending') : undefined}>
      <Link to={mapAddress(filter, { sort, isReversed })} preventScrollReset className="sort-link">
        {label}
        {isSorted && <span aria-hidden>{isAscending ? ' ▲' : ' ▼'}</span>}
      </Link>
    </Table.Th>
  )
}
