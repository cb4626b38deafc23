import '../styles/to-do.css'
import { Title } from '@mantine/core'
import { Link } from '@remix-run/react'
import { stageLabels } from '../domain/labels.ts'
import type { ShownLight } from '../domain/lights.ts'
import type { Stage } from '../domain/mediation.ts'
import { dayText } from './dates.ts'
import { disputeTypeText } from './dispute-type-text.ts'
import { LightBadge } from './light-badge.tsx'
import { ToDoTile, ToDoTiles } from './to-do-tile.tsx'

export interface ShownDuty {
  kind: 'stage' | 'visit'
  id: number
  number: string
  typeLabel: string
  classLabel: string | null
  areaName: string | null
  stage: Stage | null
  light: ShownLight
}

interface Counts {
  stages: number
  visits: number
}

/** What is due from the reader: four numbers, then the list, the most urgent first. */
export const ToDoDuties = ({
  duties,
  red,
  yellow,
  more,
}: {
  duties: readonly ShownDuty[]
  red: Counts
  yellow: Counts
  more: boolean
}) => (
  <section aria-labelledby="duties">
    <Title order={2} id="duties">
      我的待办
    </Title>
    <ToDoTiles>
      <ToDoTile to="/disputes?mine=1&light=red" label="纠纷超期" count={red.stages} light="red" />
      <ToDoTile to="/visits?mine=1&due=red" label="回访超期" count={red.visits} light="red" />
      <ToDoTile
        to="/disputes?mine=1&light=yellow"
        label="纠纷将到期"
        count={yellow.stages}
        light="yellow"
      />
      <ToDoTile
        to="/visits?mine=1&due=yellow"
        label="回访将到期"
        count={yellow.visits}
        light="yellow"
      />
    </ToDoTiles>
    {duties.length === 0 ? (
      <p className="card">都办完了，现在没有要办的阶段和回访。</p>
    ) : (
      <DutyList duties={duties} label="我的待办，最急的在前" />
    )}
    {more && (
      <p>
        只列最急的；其余见<Link to="/disputes?mine=1">我的纠纷</Link>和
        <Link to="/visits?mine=1">我的回访</Link>。
      </p>
    )}
  </section>
)

export const DutyList = ({ duties, label }: { duties: readonly ShownDuty[]; label: string }) => (
  <ol className="duties" aria-label={label}>
    {duties.map((duty) => (
      <li key={`${duty.kind} ${duty.id}`}>
        <Link to={duty.kind === 'visit' ? `/visits/${duty.id}` : `/disputes/${duty.id}`}>
          <span className="duty-what">
            <strong>{duty.stage === null ? '回访' : stageLabels[duty.stage]}</strong>
            <span>
              {disputeTypeText(duty.typeLabel, duty.classLabel)} · {duty.areaName ?? '网格外'}
            </span>
            <small>
              {duty.number} · {dayText(duty.light.dueOn)}到期
            </small>
          </span>
          <LightBadge shown={duty.light} />
        </Link>
      </li>
    ))}
  </ol>
)
