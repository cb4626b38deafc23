import { Table, Text, Title } from '@mantine/core'
import { Link } from '@remix-run/react'
import type { Layer } from '../domain/areas.ts'
import type { Day, Month } from '../domain/day.ts'
import { layerLabels } from '../domain/labels.ts'
import { gridAddress } from '../domain/map-filter.ts'
import { WideTable } from './wide-table.tsx'

export interface Counterpart {
  layer: Layer
  code: string
  name: string
  isInReach: boolean
  shareOfThis: number
  shareOfOther: number
}

/** The grids of the other layer on the same ground, with shares of both sides. */
export function GridCounterparts({
  layer,
  month,
  boundariesOn,
  counterparts,
}: {
  layer: Layer
  month: Month
  boundariesOn: Day | null
  counterparts: readonly Counterpart[]
}) {
  const other = layer === 'police' ? 'governance' : 'police'
  return (
    <section className="card" aria-labelledby="counterparts">
      <Title order={2} id="counterparts">
        对应的{layerLabels[other]}
      </Title>
      {counterparts.length === 0 ? (
        <Text>这个网格的范围内没有{layerLabels[other]}。</Text>
      ) : (
        <WideTable label={`${layerLabels[other]}及所占份额`}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{layerLabels[other]}</Table.Th>
              <Table.Th ta="right">占本网格</Table.Th>
              <Table.Th ta="right">占对方</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {counterparts.map(({ code, name, isInReach, shareOfThis, shareOfOther }) => (
              <Table.Tr key={code}>
                <Table.Td>
                  {isInReach ? (
                    <Link to={gridAddress({ layer: other, code }, { month, boundariesOn })}>
                      {name}
                    </Link>
                  ) : (
                    name
                  )}
                  <Text size="xs" c="dimmed">
                    {code}
                  </Text>
                </Table.Td>
                <Table.Td ta="right">{percent(shareOfThis)}</Table.Td>
                <Table.Td ta="right">{percent(shareOfOther)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </WideTable>
      )}
    </section>
  )
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`
