import { Table } from '@mantine/core'
import { AxisBottom, AxisLeft } from '@visx/axis'
import { Group } from '@visx/group'
import { scaleBand, scaleLinear } from '@visx/scale'
import { Bar } from '@visx/shape'
import type { Month } from '../domain/day.ts'
import type { Colour } from '../domain/grading.ts'
import { colourSymbols } from '../domain/labels.ts'
import { monthText } from './dates.ts'
import { GradeBadge } from './grade-badge.tsx'
import { WideTable } from './wide-table.tsx'
import '../styles/grid.css'

export interface TrendMonth {
  month: Month
  incidents: number
  /** null: not graded, or to be graded anew. */
  colour: Colour | null
}

const width = 640
const height = 240
const margin = { top: 16, right: 8, bottom: 52, left: 36 }

/** Incidents by month as bars with a strip of colours below, and the same as a table. */
export function TrendChart({ months, title }: { months: readonly TrendMonth[]; title: string }) {
  const most = Math.max(4, ...months.map(({ incidents }) => incidents))
  const across = scaleBand({
    domain: months.map(({ month }) => month),
    range: [0, width - margin.left - margin.right],
    padding: 0.25,
  })
  const up = scaleLinear({
    domain: [0, most],
    range: [height - margin.top - margin.bottom, 0],
    nice: true,
  })
  const floor = height - margin.top - margin.bottom
  return (
    <figure className="trend">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
        <Group left={margin.left} top={margin.top}>
          {months.map(({ month, incidents, colour }) => {
            const x = across(month) ?? 0
            const y = up(incidents)
            const middle = x + across.bandwidth() / 2
            return (
              <g key={month}>
                <Bar
                  x={x}
                  y={y}
                  width={across.bandwidth()}
                  height={floor - y}
                  className="trend-bar"
                />
                <text x={middle} y={y - 4} className="trend-count">
                  {incidents}
                </text>
                {colour && (
                  <>
                    <rect
                      x={x}
                      y={floor + 26}
                      width={across.bandwidth()}
                      height={20}
                      className={`svg-grid svg-grid-${colour}`}
                    />
                    <text x={middle} y={floor + 36} className={`svg-symbol svg-symbol-${colour}`}>
                      {colourSymbols[colour]}
                    </text>
                  </>
                )}
              </g>
            )
          })}
          <AxisLeft
            scale={up}
            numTicks={4}
            tickFormat={(value) => String(value)}
            tickLabelProps={{ className: 'trend-tick', textAnchor: 'end', dx: -4, dy: 4 }}
          />
          <AxisBottom
            scale={across}
            top={floor}
            tickFormat={(month) => `${Number(month.slice(5))}月`}
            tickLabelProps={{ className: 'trend-tick', textAnchor: 'middle' }}
          />
        </Group>
      </svg>
      <details>
        <summary>以表格查看</summary>
        <WideTable label={title}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>月份</Table.Th>
              <Table.Th>有效事件</Table.Th>
              <Table.Th>颜色</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {months.map(({ month, incidents, colour }) => (
              <Table.Tr key={month}>
                <Table.Td>{monthText(month)}</Table.Td>
                <Table.Td>{incidents}</Table.Td>
                <Table.Td>{colour ? <GradeBadge colour={colour} /> : '未评定'}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </WideTable>
      </details>
    </figure>
  )
}
