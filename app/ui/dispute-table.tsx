import '../styles/dispute.css'
import { Table, Text } from '@mantine/core'
import { Link } from '@remix-run/react'
import type { DisputeFilter } from '../domain/dispute-filter.ts'
import { stageLabels, statusLabels } from '../domain/labels.ts'
import type { ShownLight } from '../domain/lights.ts'
import type { Stage, Status } from '../domain/mediation.ts'
import { dayText } from './dates.ts'
import { disputeTypeText } from './dispute-type-text.ts'
import { LightBadge } from './light-badge.tsx'
import { WideTable } from './wide-table.tsx'

/** A dispute in a list: number, type and place, never who quarrels. */
export interface DisputeLine {
  id: number
  number: string
  typeLabel: string
  classLabel: string | null
  areaName: string | null
  stage: Stage
  status: Status
  ownerName: string | null
  openedOn: string
  light: ShownLight | null
}

export function DisputeTable({
  disputes,
  total,
  filter,
}: {
  disputes: readonly DisputeLine[]
  total: number
  filter: DisputeFilter
}) {
  if (total === 0) {
    return (
      <div className="card">
        <Text>
          {filter.text === null
            ? '这里没有纠纷。可以放宽筛选条件，或登记一件新的纠纷。'
            : `没有找到“${filter.text}”。请核对编号、名称或地址，已办结的请把在办情况选成“全部”。`}
        </Text>
      </div>
    )
  }
  return (
    <section aria-label="纠纷列表">
      <Text mb="xs" role="status">
        共 {total} 件{filter.books === 'open' && '在办'}
      </Text>
      <WideTable label="纠纷列表，可左右滚动">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>编号</Table.Th>
            <Table.Th>亮灯</Table.Th>
            <Table.Th>类型</Table.Th>
            <Table.Th>地点</Table.Th>
            <Table.Th>阶段</Table.Th>
            <Table.Th>状态</Table.Th>
            <Table.Th>承办人</Table.Th>
            <Table.Th>登记日期</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {disputes.map((dispute) => (
            <Table.Tr key={dispute.id}>
              <Table.Td>
                <Link to={`/disputes/${dispute.id}`} className="row-link">
                  {dispute.number}
                </Link>
              </Table.Td>
              <Table.Td>{dispute.light ? <LightBadge shown={dispute.light} /> : '—'}</Table.Td>
              <Table.Td>{disputeTypeText(dispute.typeLabel, dispute.classLabel)}</Table.Td>
              <Table.Td>{dispute.areaName ?? '网格外'}</Table.Td>
              <Table.Td>{stageLabels[dispute.stage]}</Table.Td>
              <Table.Td>{statusLabels[dispute.status]}</Table.Td>
              <Table.Td>{dispute.ownerName ?? '未指定'}</Table.Td>
              <Table.Td>{dayText(dispute.openedOn)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </section>
  )
}
