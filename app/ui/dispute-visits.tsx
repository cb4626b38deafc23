import { Button, Text, Title } from '@mantine/core'
import { Link } from '@remix-run/react'
import { visitStatusLabels } from '../domain/labels.ts'
import type { ShownLight } from '../domain/lights.ts'
import type { VisitStatus } from '../domain/mediation.ts'
import { dayText } from './dates.ts'
import { LightBadge } from './light-badge.tsx'

export interface ShownVisit {
  id: number
  dueOn: string
  status: VisitStatus
  doneOn: string | null
  outcome: string | null
  satisfied: 0 | 1 | null
  reason: string | null
  workerName: string | null
  light: ShownLight | null
}

/** 回访: planned with its light, done with its outcome, or why not. */
export const DisputeVisits = ({
  id,
  visits,
  mayPlan,
  mayRecord,
}: {
  id: number
  visits: readonly ShownVisit[]
  mayPlan: boolean
  mayRecord: boolean
}) => (
  <section className="card" aria-labelledby="visits">
    <Title order={2} id="visits">
      回访
    </Title>
    {visits.length === 0 && <Text>还没有回访安排。达成协议后会按难度自动安排。</Text>}
    <ul className="visit-list">
      {visits.map((visit) => (
        <li key={visit.id}>
          <div>
            <strong>{dayText(visit.dueOn)}</strong> {visitStatusLabels[visit.status]}
            {visit.light && (
              <>
                {' '}
                <LightBadge shown={visit.light} />
              </>
            )}
          </div>
          <div>回访人：{visit.workerName ?? '未指定'}</div>
          {visit.doneOn && (
            <div className="free-text">
              {dayText(visit.doneOn)}已回访，当事人{visit.satisfied === 1 ? '满意' : '不满意'}。
              {visit.outcome}
            </div>
          )}
          {visit.reason && <div className="free-text">原因：{visit.reason}</div>}
          {visit.status === 'planned' && mayRecord && (
            <Button component={Link} to={`/visits/${visit.id}`} variant="default" size="lg" mt="xs">
              记录{dayText(visit.dueOn)}的回访
            </Button>
          )}
        </li>
      ))}
    </ul>
    {mayPlan && (
      <Button component={Link} to={`/disputes/${id}/visits`} variant="default" size="lg">
        再安排一次回访
      </Button>
    )}
  </section>
)
