import { Title } from '@mantine/core'
import { statusLabels } from '../domain/labels.ts'
import type { Status } from '../domain/mediation.ts'
import { dayText, instantText } from './dates.ts'

export interface ShownEvent {
  at: string
  workerName: string | null
  fromStatus: Status | null
  toStatus: Status
  opinion: string | null
  ownerName: string | null
  dueOn: string | null
}

/** Every move, newest first: who, when, from where to where, and what was said. */
export const DisputeTimeline = ({ events }: { events: readonly ShownEvent[] }) => (
  <section className="card" aria-labelledby="timeline">
    <Title order={2} id="timeline">
      办理经过
    </Title>
    <ol className="timeline" reversed>
      {[...events].reverse().map((event) => (
        <li key={`${event.at} ${event.toStatus}`}>
          <div>
            <strong>
              {event.fromStatus && `${statusLabels[event.fromStatus]} → `}
              {statusLabels[event.toStatus]}
            </strong>
          </div>
          <div>
            <time dateTime={event.at}>{instantText(event.at)}</time> {event.workerName ?? '系统'}
          </div>
          {event.opinion && <div className="free-text">意见：{event.opinion}</div>}
          <div className="timeline-small">
            承办：{event.ownerName ?? '未指定'}
            {event.dueOn && `，${dayText(event.dueOn)}到期`}
          </div>
        </li>
      ))}
    </ol>
  </section>
)
