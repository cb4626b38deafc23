import { Text, Title } from '@mantine/core'
import { Link } from '@remix-run/react'
import type { Layer } from '../domain/areas.ts'
import { isDisputeSourceCode } from '../domain/dispute-sources.ts'
import type { ScaleCode } from '../domain/incidents.ts'
import { difficultyLabels, disputeSourceLabels, scaleLabels } from '../domain/labels.ts'
import type { Difficulty } from '../domain/mediation.ts'
import { dayText } from './dates.ts'
import { disputeTypeText } from './dispute-type-text.ts'

interface ShownGrid {
  code: string
  /** Its own page opens for the reader. */
  isInReach: boolean
}

export interface DisputeFactsProps {
  typeLabel: string
  classLabel: string | null
  summary: string
  difficulty: Difficulty
  scaleCode: ScaleCode
  sourceCode: string
  peopleCount: number
  addressText: string | null
  areaName: string | null
  governance: ShownGrid | null
  police: ShownGrid | null
  openedOn: string
  settledOn: string | null
  ownerName: string | null
  reporterName: string | null
}

export function DisputeFacts(facts: DisputeFactsProps) {
  const rows: [string, React.ReactNode][] = [
    ['纠纷类型', disputeTypeText(facts.typeLabel, facts.classLabel)],
    ['难度', difficultyLabels[facts.difficulty]],
    ['涉及规模', `${scaleLabels[facts.scaleCode]}，${facts.peopleCount}人`],
    [
      '案件来源',
      isDisputeSourceCode(facts.sourceCode)
        ? disputeSourceLabels[facts.sourceCode]
        : facts.sourceCode,
    ],
    ['地点', [facts.areaName, facts.addressText].filter(Boolean).join(' ') || '网格外'],
    ['综治网格', <GridFact key="governance" layer="governance" grid={facts.governance} />],
    ['警格', <GridFact key="police" layer="police" grid={facts.police} />],
    ['承办人', facts.ownerName ?? '未指定'],
    ['登记', `${dayText(facts.openedOn)} ${facts.reporterName ?? ''}`],
    ...(facts.settledOn ? ([['办结', dayText(facts.settledOn)]] as [string, string][]) : []),
  ]
  return (
    <section className="card" aria-labelledby="facts">
      <Title order={2} id="facts">
        基本情况
      </Title>
      <Text className="free-text">{facts.summary}</Text>
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function GridFact({ layer, grid }: { layer: Layer; grid: ShownGrid | null }) {
  if (grid === null) return '网格外'
  const { code, isInReach } = grid
  return isInReach ? <Link to={`/grids/${layer}/${encodeURIComponent(code)}`}>{code}</Link> : code
}
