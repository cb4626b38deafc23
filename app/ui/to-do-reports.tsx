import '../styles/to-do.css'
import { Title } from '@mantine/core'
import { Link } from '@remix-run/react'
import type { Validity } from '../domain/incidents.ts'
import { validityLabels } from '../domain/labels.ts'
import { dayText } from './dates.ts'

export interface OwnReport {
  id: number
  number: string
  categoryLabel: string | null
  occurredOn: string
  validity: Validity
}

/** The reader's last reports. */
export const ToDoReports = ({ reports }: { reports: readonly OwnReport[] }) => (
  <section aria-labelledby="reports">
    <Title order={2} id="reports">
      我最近的上报
    </Title>
    {reports.length === 0 ? (
      <p className="card">还没有上报过。看到情况，点上面的“随手报”。</p>
    ) : (
      <>
        <ol className="duties">
          {reports.map(({ id, number, categoryLabel, occurredOn, validity }) => (
            <li key={id}>
              <Link to={`/incidents/${id}`}>
                <span className="duty-what">
                  <span>{categoryLabel ?? '其他'}</span>
                  <small>
                    {number} · {dayText(occurredOn)}
                  </small>
                </span>
                {validity !== 'valid' && validityLabels[validity]}
              </Link>
            </li>
          ))}
        </ol>
        <p>
          <Link to="/incidents?mine=1">查看我的全部上报</Link>
        </p>
      </>
    )}
  </section>
)
