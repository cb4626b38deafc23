import { Text } from '@mantine/core'
import { Link } from '@remix-run/react'
import type { Day } from '../domain/day.ts'
import type { Validity } from '../domain/incidents.ts'
import { dayText } from './dates.ts'
import { IncidentValidity } from './incident-validity.tsx'
import '../styles/incident.css'

export interface IncidentLine {
  id: number
  number: string
  occurredOn: Day
  categoryLabel: string
  addressText: string | null
  governanceName: string | null
  policeName: string | null
  validity: Validity
}

/** The incidents of a page: a table at the desk, cards on the phone. */
export function IncidentTable({
  incidents,
  total,
  counted,
  narrowed,
}: {
  incidents: readonly IncidentLine[]
  total: number
  /** How many of them are valid. */
  counted: number
  narrowed: boolean
}) {
  if (total === 0) {
    return (
      <div className="card">
        <Text>
          {narrowed
            ? '没有符合条件的事件。请放宽筛选条件，或点“清空”看全部。'
            : '辖区内还没有事件。可以从“随手报”登记第一件。'}
        </Text>
      </div>
    )
  }
  return (
    <section aria-label="事件列表">
      <Text mb="xs" role="status">
        共 {total} 件，其中有效 {counted} 件
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="card incident-region" aria-label="事件列表，可左右滚动" tabIndex={0}>
        {/* The roles keep it a table where the phone's layout takes its boxes apart. */}
        {/* biome-ignore-start lint/a11y/noRedundantRoles: see above */}
        <table className="incident-table" role="table">
          <thead role="rowgroup">
            <tr role="row">
              {['编号', '日期', '类别', '地点', '综治网格', '警格', '状态'].map((heading) => (
                <th key={heading} role="columnheader" scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {incidents.map((incident) => (
              <tr key={incident.id} role="row">
                <td role="cell" className="nowrap number">
                  <Link to={`/incidents/${incident.id}`}>{incident.number}</Link>
                </td>
                <td role="cell" className="nowrap">
                  {dayText(incident.occurredOn)}
                </td>
                <td role="cell">{incident.categoryLabel}</td>
                <td role="cell" className="wide">
                  {incident.addressText}
                </td>
                <td role="cell">{incident.governanceName ?? '网格外'}</td>
                <td role="cell">{incident.policeName ?? '网格外'}</td>
                <td role="cell" className="nowrap state">
                  <IncidentValidity validity={incident.validity} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {/* biome-ignore-end lint/a11y/noRedundantRoles: see above */}
      </section>
    </section>
  )
}
