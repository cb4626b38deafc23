import '../styles/dispute.css'
import { Table, Text } from '@mantine/core'
import { Link } from '@remix-run/react'
import { visitStatusLabels } from '../domain/labels.ts'
import type { ShownLight } from '../domain/lights.ts'
import type { VisitStatus } from '../domain/mediation.ts'
import { dayText } from './dates.ts'
import { disputeTypeText } from './dispute-type-text.ts'
import { LightBadge } from './light-badge.tsx'
import { WideTable } from './wide-table.tsx'

export interface VisitLine {
  id: number
  disputeId: number
  number: string
  typeLabel: string
  classLabel: string | null
  areaName: string | null
  workerName: string | null
  dueOn: string
  doneOn: string | null
  status: VisitStatus
  /** The reader may write down how it went. */
  mayRecord: boolean
  light: ShownLight | null
}

export const VisitTable = ({ visits }: { visits: readonly VisitLine[] }) =>
  visits.length === 0 ? (
    <Text className="card">这里没有回访。达成协议后，回访会按难度自动安排。</Text>
  ) : (
    <WideTable label="回访列表，可左右滚动">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>应回访日期</Table.Th>
          <Table.Th>亮灯</Table.Th>
          <Table.Th>纠纷编号</Table.Th>
          <Table.Th>类型</Table.Th>
          <Table.Th>地点</Table.Th>
          <Table.Th>回访人</Table.Th>
          <Table.Th>结果</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {visits.map((visit) => (
          <Table.Tr key={visit.id}>
            <Table.Td>
              <Link
                className="row-link"
                to={
                  visit.status === 'planned' && visit.mayRecord
                    ? `/visits/${visit.id}`
                    : `/disputes/${visit.disputeId}`
                }
              >
                {dayText(visit.dueOn)}
              </Link>
            </Table.Td>
            <Table.Td>
              {visit.status === 'planned' && visit.light ? <LightBadge shown={visit.light} /> : '—'}
            </Table.Td>
            <Table.Td>
              <Link className="row-link" to={`/disputes/${visit.disputeId}`}>
                {visit.number}
              </Link>
            </Table.Td>
            <Table.Td>{disputeTypeText(visit.typeLabel, visit.classLabel)}</Table.Td>
            <Table.Td>{visit.areaName ?? '网格外'}</Table.Td>
            <Table.Td>{visit.workerName ?? '未指定'}</Table.Td>
            <Table.Td>
              {visitStatusLabels[visit.status]}
              {visit.doneOn && ` ${dayText(visit.doneOn)}`}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  )
