import { Table, Text, Title } from '@mantine/core'
import { Link } from '@remix-run/react'
import type { Colour, Reason } from '../domain/grading.ts'
import { colourLabels, reasonRuleLabels } from '../domain/labels.ts'
import { dayText } from './dates.ts'
import { WideTable } from './wide-table.tsx'

export interface Contribution extends Omit<Reason, 'on'> {
  on: string | null
  categoryLabel: string | null
  incidentId: number | null
  disputeId: number | null
}

/** 为什么是这个颜色: every line of the score, which is their sum. */
export function GridReasons({
  colour,
  score,
  contributions,
}: {
  colour: Colour
  score: number
  contributions: readonly Contribution[]
}) {
  return (
    <section className="card grid-reasons" aria-labelledby="reasons">
      <Title order={2} id="reasons">
        为什么是{colourLabels[colour]}
        {colour === 'grey' ? '' : '色'}
      </Title>
      {contributions.length === 0 ? (
        <Text>近期没有计分的事件和未办结的纠纷，得分为 0。</Text>
      ) : (
        <WideTable label="得分明细">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>日期</Table.Th>
              <Table.Th>类别</Table.Th>
              <Table.Th>编号</Table.Th>
              <Table.Th>规则</Table.Th>
              <Table.Th ta="right">分值</Table.Th>
              <Table.Th ta="right">得分</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {contributions.map((line) => (
              <Table.Tr key={`${line.rule} ${line.incident ?? line.dispute}`}>
                <Table.Td>{line.on ? dayText(line.on) : '—'}</Table.Td>
                <Table.Td>{subjectText(line)}</Table.Td>
                <Table.Td>
                  <NumberLink line={line} />
                </Table.Td>
                <Table.Td>{ruleText(line)}</Table.Td>
                <Table.Td ta="right">{weightText(line)}</Table.Td>
                <Table.Td ta="right">{line.points.toFixed(4)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th colSpan={5}>合计</Table.Th>
              <Table.Th ta="right">{score.toFixed(4)}</Table.Th>
            </Table.Tr>
          </Table.Tfoot>
        </WideTable>
      )}
    </section>
  )
}

function subjectText({ rule, categoryLabel, dispute }: Contribution): string {
  if (rule === 'held') return '—'
  return categoryLabel ?? (dispute ? '矛盾纠纷' : '其他')
}

/** A colour that is held says what was, what the score gives and how long it has been quiet. */
function ruleText({ rule, previous, byScore, quietPeriods }: Contribution): string {
  const label = reasonRuleLabels[rule]
  if (previous === undefined || byScore === undefined) return label
  const quiet = quietPeriods ? `，已连续平稳 ${quietPeriods} 个月` : ''
  return `${label}：上月为${colourLabels[previous]}色，单看得分为${colourLabels[byScore]}色${quiet}`
}

function NumberLink({ line }: { line: Contribution }) {
  if (line.incidentId !== null) {
    return <Link to={`/incidents/${line.incidentId}`}>{line.incident}</Link>
  }
  if (line.disputeId !== null) return <Link to={`/disputes/${line.disputeId}`}>{line.dispute}</Link>
  return line.incident ?? line.dispute ?? '—'
}

/** 3 × 3（规模）: what the line starts from before it ages. */
function weightText({ weight, scaleFactor, steps, rule }: Contribution): string {
  if (rule === 'redLine') return '直接定红'
  if (rule === 'held') return '不计分'
  if (scaleFactor !== undefined && scaleFactor !== 1) return `${weight} × ${scaleFactor}`
  if (steps !== undefined && steps > 1) return `${weight} × ${steps}`
  return String(weight)
}
